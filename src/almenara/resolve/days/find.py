"""Run a language's rules over a text and settle which findings stand."""

from __future__ import annotations

from datetime import date
from types import ModuleType

from almenara.model import Quote
from almenara.model.fold import fold
from almenara.resolve.days import english, spanish
from almenara.resolve.days.calendar import Interval
from almenara.resolve.days.finding import DateFinding
from almenara.resolve.days.holidays import holiday_findings
from almenara.resolve.days.meaning import Meaning
from almenara.resolve.days.rule import Context

_LANGUAGES: dict[str, ModuleType] = {"en": english, "es": spanish}
#: Countries (ISO 3166 alpha-2) whose English news writes the month before the day.
MONTH_FIRST = frozenset({"US", "PH", "PW", "FM"})
#: Words before an expression that make it a reference to the past ('the anniversary of').
_ANNIVERSARY = ("anniversary of", "aniversario de", "aniversario del", "anniversary of the", "aniversario de la")


def find_dates(
    text: str, language: str, published: date | None, *, country: str | None = None
) -> tuple[DateFinding, ...]:
    """Date expressions in the order of the text, not overlapping; longer ones win over what they contain.

    `published` is the day that relative expressions count from; without it they are found but not resolved, and `method`
    says so. `country` (ISO 3166 alpha-2) decides the order of day and month in numbers, and whose holidays are meant.
    """
    rules = _LANGUAGES[language]
    folded = fold(text)
    if not rules.SCREEN.search(folded):
        return ()
    day_first = language == "es" or (country is not None and country not in MONTH_FIRST)
    context = Context(published, text, day_first)
    taken: list[tuple[int, int]] = []
    found: list[DateFinding] = list(holiday_findings(text, folded, language, published, country))
    taken += [(f.quote.start, f.quote.end) for f in found]
    for rule in rules.RULES:
        for match in rule.pattern.finditer(folded):
            start, end = match.span()
            while end > start and folded[end - 1] in " \n\t,":
                end -= 1
            if end <= start or any(start < e and s < end for s, e in taken):
                continue
            meaning = rule.handle(match, context)
            if meaning is None:
                continue
            taken.append((start, end))
            if meaning.kind != "set":
                found.append(_finding(text, start, end, meaning, rule.name, folded, language))
    return tuple(sorted(found, key=lambda f: f.quote.start))


def _finding(text: str, start: int, end: int, meaning: Meaning, name: str, folded: str, language: str) -> DateFinding:
    interval: Interval | None = None
    if meaning.start is not None and meaning.end is not None:
        interval = meaning.start, meaning.end
        if len(meaning.readings) > 1 and meaning.precision == "day" and language == "en" and name == "weekday":
            # English news looks back on a bare weekday; Spanish news looks both ways.
            interval = meaning.readings[0]
    before = folded[max(0, start - 30) : start].rstrip()
    anniversary = before.endswith(_ANNIVERSARY)
    return DateFinding(
        quote=Quote.cut(text, start, end),
        start=interval[0] if interval else None,
        end=interval[1] if interval else None,
        precision=meaning.precision,
        method=meaning.why or name,
        kind="anniversary" if anniversary else meaning.kind,
        anchor=meaning.anchor,
        readings=meaning.readings,
        offset=meaning.offset,
        time_of_day=_time_of_day(folded[start:end]),
    )


_TIMES = {
    "night": ("night", "midnight", "overnight", "noche", "anoche", "medianoche", "tonight"),
    "dawn": ("dawn", "pre-dawn", "predawn", "madrugada", "amanecer", "small hours", "wee hours"),
    "morning": ("morning", "manana de", "la manana", "por la manana", "mediodia"),
    "afternoon": ("afternoon", "tarde", "noon"),
    "evening": ("evening",),
}


def _time_of_day(words: str) -> str | None:
    return next((name for name, cues in _TIMES.items() if any(cue in words for cue in cues)), None)

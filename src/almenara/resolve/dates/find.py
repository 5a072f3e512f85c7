"""Read a text's date expressions and settle which of them stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from almenara.model import Quote
from almenara.model.fold import fold
from almenara.resolve.dates import english, spanish
from almenara.resolve.dates.days import Year, calendar_day
from almenara.resolve.dates.feasts import country_names, feast_at, feast_day
from almenara.resolve.dates.finding import DateFinding, reanchor
from almenara.resolve.dates.grammar import Grammar, key_of
from almenara.resolve.dates.guards import names_something
from almenara.resolve.dates.periods import whole_month
from almenara.resolve.dates.reader import Reader
from almenara.resolve.dates.told import Context, Told
from almenara.resolve.dates.words import Words, read_words

_GRAMMARS: dict[str, Callable[[], Grammar]] = {"en": english.grammar, "es": spanish.grammar}
#: Countries (ISO 3166 alpha-2) whose English news writes the month before the day.
MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH"})
#: Words that make of the date behind them a date that is recalled.
_ANNIVERSARY = re.compile(
    r"(?:anniversary|anniversaries|aniversario|commemorat\w+|conmemor\w+)(?: of| de| del)?(?: the| la| el| los)?$"
)
#: How far before a date its 'anniversary of' is looked for, in characters.
_ANNIVERSARY_REACH = 40
#: Articles that belong to the expression's words.
_ARTICLES = {"en": frozenset({"the"}), "es": frozenset({"el", "la", "los", "las", "del", "al"})}
#: Words that join the number of an earlier day to the month behind: '18 and 19 June'.
_JOINS = frozenset({"and", "or", "y", "e", "o", "u", ","})

Order = Literal["country", "day first", "month first"]


def find_dates(
    text: str,
    language: str,
    published: date | None,
    *,
    country: str | None = None,
    order: Order = "country",
    last_included: bool = True,
) -> tuple[DateFinding, ...]:
    """Date expressions in the order of the text, not overlapping; longer ones win over what they contain.

    `published` is the day that relative expressions count from; without it they are found but not resolved, and `method`
    says so. `country` (ISO 3166 alpha-2) says whose holidays are meant and, with `order` 'country', whether numbers tell
    the day or the month first (English without a country: the month; Spanish: always the day). Habits ('every Monday'),
    ages and durations are no dates and are left out. `last_included` False ends 'from 3 to 5 March' on the 4th, as half-open
    conventions do: for comparing with data that follows one, no reader means that. Raises ValueError for a language other than en and es.
    """
    if language not in _GRAMMARS:
        raise ValueError(f"There is no grammar of dates for the language {language!r}: give 'en' or 'es'.")
    grammar = _GRAMMARS[language]()
    words = read_words(text)
    day_first = language == "es" or (country is not None and country not in MONTH_FIRST)
    context = Context(
        reference=published,
        language=language,
        day_first=day_first if order == "country" else order == "day first",
        country=country,
        looks_back=language == "en",
        next_skips=language == "en",
        last_included=last_included,
    )
    findings: list[DateFinding] = []
    last_day: date | None = None
    before: tuple[Told, int, int] | None = None
    floor = 0
    for told, start, end in _read_all(Reader(grammar, words, context), grammar, words, context):
        if before is not None and _joined(before[2], start, words):
            shared = _with_year_of(before[0], told, context)
            if shared is not None:
                findings[-1] = _finding(shared, _with_article(words, before[1], language), before[2], words)
        for listed, first, past in (*_days_before(told, start, floor, words, context), (told, start, end)):
            finding = _finding(listed, _with_article(words, first, language), past, words)
            if finding.anchor == "previous" and last_day is not None:
                finding = reanchor(finding, last_day)
            if finding.start is not None and finding.precision == "day":
                last_day = finding.start
            findings.append(finding)
        floor, before = end, (told, start, end)
    return tuple(findings)


def _read_all(reader: Reader, grammar: Grammar, words: Words, context: Context) -> Iterator[tuple[Told, int, int]]:
    """What stands in the text, the longest at each word; habits are stepped over."""
    dates, habits = grammar.starters("DATE"), grammar.starters("HABIT")
    own_feasts = country_names(context.country) if context.country else {}
    i = 0
    while i < words.count:
        word = words.words[i]
        key = key_of(word)
        if key in own_feasts:
            feast = feast_at(words, i, context.country)
            if feast is not None and feast[0].country is not None:
                years = reader.read("YEAROF", feast[1])
                year = years[0][0] if years else None
                end = years[0][1] if years else feast[1]
                yield (
                    replace(feast_day(context, feast[0], year if isinstance(year, Year) else None), method="holiday"),
                    i,
                    end,
                )
                i = end
                continue
        if key in habits:
            found = reader.read("HABIT", i)
            if found:
                i = found[0][1]
                continue
        if key in dates:
            found = reader.read("DATE", i)
            if found and isinstance(found[0][0], Told):
                if not names_something(words, i, found[0][1]):
                    yield found[0][0], i, found[0][1]
                i = found[0][1]
                continue
        i += 1


def _joined(end: int, start: int, words: Words) -> bool:
    """Whether nothing but 'and' or its like stands between two expressions."""
    between = words.words[end:start]
    return 1 <= len(between) <= 2 and all(word in _JOINS for word in between)


def _with_year_of(told: Told, other: Told, context: Context) -> Told | None:
    """'3 March and 5 April 2017', 'abril y mayo de 2017': the year that the last one tells is that of the first too."""
    if told.yearless is None or other.start is None or other.anchor != "absolute":
        return None
    if other.precision not in ("day", "month"):
        return None
    month, number = told.yearless
    year = Year(other.start.year)
    shared = whole_month(context, month, year) if number is None else calendar_day(context, number, month, year)
    return replace(shared, method=told.method, time_of_day=told.time_of_day) if shared.start is not None else None


def _days_before(told: Told, start: int, floor: int, words: Words, context: Context) -> list[tuple[Told, int, int]]:
    """'18 and 19 June', 'los días 4, 5 y 6 de marzo': the days that share the month which the last one tells."""
    if told.kind != "day" or told.start is None or not words.words[start].isdigit() or told.anchor == "previous":
        return []
    found: list[tuple[Told, int, int]] = []
    i = start
    while i - 2 >= floor and words.before(i) in _JOINS:
        j = i - 2
        number = words.words[j]
        if not (number.isdigit() and number.isascii() and len(number) <= 2 and 1 <= int(number) <= 31):
            break
        if int(number) >= told.start.day or int(words.words[start]) != told.start.day:
            break
        there = told.start.replace(day=int(number))
        shared = tuple((r[0].replace(day=int(number)),) * 2 for r in told.readings)
        found.append((replace(told, start=there, end=there, readings=shared), j, j + 1))
        i = j
    return found[::-1]


def _with_article(words: Words, i: int, language: str) -> int:
    """'the' and 'el' belong to the expression that they stand before."""
    return i - 1 if words.before(i) in _ARTICLES[language] else i


def _finding(told: Told, start: int, end: int, words: Words) -> DateFinding:
    first, last = words.starts[start], words.ends[end - 1]
    before = fold(words.raw[max(0, first - _ANNIVERSARY_REACH) : first]).rstrip()
    after = words.words[end] in ("anniversary", "aniversario")
    anniversary = told.start is not None and (after or _ANNIVERSARY.search(before) is not None)
    return DateFinding(
        quote=Quote.cut(words.raw, first, last),
        start=told.start,
        end=told.end,
        precision=told.precision,
        method=f"anniversary: {told.method}" if anniversary else told.method,
        kind="anniversary" if anniversary else told.kind,
        anchor=told.anchor,
        readings=told.readings,
        steps=told.steps,
        time_of_day=told.time_of_day,
    )

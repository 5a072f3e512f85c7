"""Figures that a report quotes about many events: counts, rates, shares and changes, with period and whose figure it is.

Works from the text alone, so that sentences which the gate left unparsed are read too. What a figure is about, its period
and its source are carried on within a paragraph where the words give none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from almenara.codebook.schema import VagueNumbers
from almenara.coder.numbers import NumberFinding, find_numbers
from almenara.coder.total_periods import Dated, base_period, compared_period, ends_of_span, own_period, periods_in
from almenara.coder.total_sources import RECORDING, source_of
from almenara.language import AnnotatedText
from almenara.model import DateValue, Period, Quote, Total
from almenara.model.fold import fold

#: Characters behind a number in which the noun that it counts stands.
_REACH = 45
#: Words between a number and its noun ('12,700 (peaceful) protests', 'acciones de protesta').
_WORDS_BETWEEN = 3

_RATE = re.compile(
    r"(?P<what>\s*(?:[a-z]+\s+){0,3}?)(?:(?:a|per|each|every|por|al|a la|cada)\s+(?P<unit>day|week|month|year|dia|semana|mes|ano)\b(?! (?:earlier|before|ago|later|antes|despues))|(?P<adverb>daily|weekly|monthly|diari[ao]s?|semanal(?:es)?|mensual(?:es)?)\b)"
)
_RATE_UNITS = {"da": "per_day", "di": "per_day", "we": "per_week", "se": "per_week", "mo": "per_month", "me": "per_month", "ye": "per_year", "an": "per_year"}  # fmt: skip
_UP = re.compile(
    r"\b(?:increas\w*|rise|rose|risen|up|more|growth|grew|higher|jump\w*|surge\w*|climb\w*|aument\w*|increment\w*|alza|mas|crec\w*|subi\w*|repunte|superior)\b"
)
_DOWN = re.compile(
    r"\b(?:decreas\w*|fall|fell|fallen|down|fewer|less|drop\w*|declin\w*|lower|disminu\w*|baj(?:a|an|aron|ada)|caida|cay\w*|menos|reduc\w*|reduj\w*|descen\w*|inferior)\b"
)
#: What else rises and falls by percentages near protests: what they are about.
_OTHER_THINGS = re.compile(
    r"\b(?:price\w*|inflation|wages?|salar\w*|fares?|tarif\w*|preci\w*|inflacion|cost\w*|fuel|gdp|pib|votes?|turnout|budget|pay|pensions?|pasaje\w*|sueldos?|taxes|tax|impuestos?|combustible)\b"
)
_ASKED = re.compile(
    r"\b(?:demand\w*|seek\w*|offer\w*|call(?:s|ed|ing)? for|exig\w*|reclam\w*|pid\w+|ofrec\w*|ask\w*)\b"
)
_TIMES = re.compile(
    r"\b(?:(?P<two>twice as many|double the|doubled?|el doble|duplic\w+)|(?P<three>three times as many|triple the|tripled?|el triple|triplic\w+)|(?P<half>half as many|halved|la mitad que))\b"
)
_TIMES_VALUES = {"two": 2.0, "three": 3.0, "half": 0.5}
#: 'half of the 640 protests', 'la mitad de las marchas': a share.
_HALF = re.compile(
    r"\b(?P<half>half(?: of)?|la mitad)(?: (?P<noun>the|de las|de los)| (?:them|these|those|de ellas|de ellos|de estas|de estos))\b"
)
_SHARE = re.compile(
    r"\s*(?:of (?:the|these|those|them|all)|were|was|had|demanded|took place|de (?:las|los|ellas|ellos|estas|estos)|fueron|fue|eran|exigi\w+|correspond\w+|se debi\w+|tuvieron|ocurri\w+|related)\b"
)
_PART = re.compile(
    r"\b(?:of which|of them|of these|of those|de las cuales|de los cuales|de ellas|de ellos|de estas|de estos|de las que)\b"
)
_EARLIER = re.compile(
    r"\b(?:when|cuando|from|compared (?:to|with)|frente a(?: las| los)?|against|respecto a(?: las| los)?|than the|que las|que los)\s+(?:\w+\s+){0,3}$"
)
#: Right before a figure of an earlier period: 'up from 40', 'than the 1,050', 'frente a las 40', 'el doble de los 950'.
_COMPARED = re.compile(
    r"\b(?:than|from|compared (?:to|with)|against|versus|over|doubl\w+|tripl\w+|que|frente a|respecto (?:a|de)|comparad[oa]s? con|contra|sobre|doble de|triple de)"
    r"\s+(?:the|las|los|el|la)?\s*$"
)
_ALTOGETHER = re.compile(r"\s*(?:in all|in total|altogether|en total)\b")
_ALONE = re.compile(r"\s*(?:$|[.,;:)]|\b(?:in|en|during|durante|for|a|the|el|of|de)\b)")
_GROUPED = re.compile(
    r"\b(?:average|promedio|annual report|informe anual|balance|figures?|cifras?|tally|total|year|ano|month|mes|semestre|quarter|trimestre|so far|en lo que va|first half|first \w+ months|primeros)\b"
)
#: People counted over a period; named as quantities are.
_VICTIM_WORDS = (
    r"(?:(?P<killed>killed|dead|deaths|murdered|muert[oa]s|muertes|fallecid[oa]s|asesinad[oa]s)"
    r"|(?P<injured>injured|wounded|herid[oa]s|lesionad[oa]s)|(?P<arrested>arrested|detained|detenid[oa]s|arrestad[oa]s)|(?P<displaced>displaced|desplazad[oa]s)"
    r"|(?P<missing>missing|disappeared|desaparecid[oa]s))\b"
)
#: Behind a number: '1,140 people were injured'.
_VICTIMS = re.compile(
    r"\s*(?:\(?[a-z]+\)?\s+){0,3}?(?:were\s+|was\s+|have been\s+|fueron\s+|han sido\s+)?" + _VICTIM_WORDS
)
_ANY_VICTIMS = re.compile(r"\b" + _VICTIM_WORDS)
_NOUN = re.compile(r"[a-z][a-z-]+")
#: A noun behind one of these is not what the number counts ('1,140 injured in clashes').
_STOPS = frozenset(
    "in en during durante at by por after tras over sobre were was fueron are from on against for since and y e con with per a al who que".split()
)
#: Event nouns that are ordinary words around figures.
_NOT_COUNTED = frozenset(
    "according call calls report reports talks statement statements increase rise fall informe informes denuncia".split()
)
_WORTH_READING = re.compile(
    r"[0-9%]|\b(?:average|promedio|per (?:day|week|month|year|cent)|percent|daily|weekly|diari[ao]s|por ciento|twice|doubl\w+|tripl\w+|half|halved|mitad|doble|duplic\w+)\b"
)


#: The dates that a report's text tells between two offsets.
DatesIn = Callable[[int, int], Sequence[DateValue]]


@dataclass(frozen=True)
class _Passage:
    """A sentence with what the paragraph said before it."""

    text: str
    folded: str
    offset: int
    dates_in: DatesIn
    nouns: frozenset[str]
    source: str | None
    report: str

    @cached_property
    def dated(self) -> tuple[Dated, ...]:
        """The periods that the sentence names; asked for only where it counts something."""
        start, end = self.offset, self.offset + len(self.text)
        return periods_in(self.dates_in(start, end), start, end)

    def total(
        self,
        of: str,
        kind: str,
        value: float,
        unit: str,
        at: tuple[int, int],
        period: Period | None,
        base: Period | None = None,
    ) -> Total:
        quote = Quote(self.offset + at[0], self.offset + at[1], self.text[at[0] : at[1]])
        return Total(self.report, of, kind, value, unit, quote, period, base, self.source)


def find_totals(
    annotated: AnnotatedText,
    dates_in: DatesIn,
    vague: VagueNumbers,
    event_nouns: frozenset[str],
    *,
    report: str,
) -> tuple[Total, ...]:
    """Totals in text order, unchecked (see `check_totals`). `dates_in` gives the dates between two offsets, `event_nouns` are folded forms of nouns that name events.

    Kinds and units: count (events; part: of the count before it; people: victims over a period), rate (per_day, per_week,
    per_month, per_year; percent: a share of the count before it), change (percent, negative for a decrease; times).
    """
    nouns = _nouns_counted(event_nouns)
    stretches = [s for s in annotated.stretches if not any(b.start <= s.start < b.end for b in annotated.boilerplate)]
    texts = [annotated.text[s.start : s.end] for s in stretches]
    whole = fold(annotated.text)
    folded = [whole[s.start : s.end] for s in stretches]
    counting = [_may_count(words, nouns) for words in folded]
    if not any(counting):
        return ()
    found: list[Total] = []
    known: dict[str, str] = {}
    told: list[Total] = []
    paragraph, source = -1, None
    for number, (stretch, text) in enumerate(zip(stretches, texts, strict=True)):
        if stretch.paragraph != paragraph:
            paragraph, source, told = stretch.paragraph, None, []
        source = source_of(text, known) or source
        if (counting[number] or told) and _WORTH_READING.search(folded[number]):
            passage = _Passage(text, folded[number], stretch.start, dates_in, nouns, source, report)
            here = _in_sentence(passage, find_numbers(text, annotated.language, vague), told)
            found += here
            told += here
    return tuple(found)


@lru_cache
def _nouns_counted(event_nouns: frozenset[str]) -> frozenset[str]:
    return event_nouns - _NOT_COUNTED


def _may_count(folded: str, nouns: frozenset[str]) -> bool:
    """Whether a sentence can be the first of its paragraph to count something: it has a figure, and a noun for events or victims."""
    return _WORTH_READING.search(folded) is not None and (
        not nouns.isdisjoint(_NOUN.findall(folded)) or _ANY_VICTIMS.search(folded) is not None
    )


def _in_sentence(passage: _Passage, numbers: Sequence[NumberFinding], told: Sequence[Total]) -> list[Total]:
    here: list[Total] = []
    for number in numbers:
        if number.best is None:
            continue
        last = here[-1] if here else told[-1] if told else None
        if number.unit == "percent":
            total = _change(passage, number, last) or _share(passage, number, [*told, *here])
        elif number.unit:
            total = None
        else:
            total = (
                _compared(passage, number, last)
                or _rate(passage, number, last)
                or _victims(passage, number)
                or _count(passage, number)
                or _bare_count(passage, number, last, here)
            )
        if total is not None:
            here.append(total)
    here += [t for t in (_times(passage, [*told, *here]), _half(passage, [*told, *here])) if t is not None]
    return sorted(_with_bases(here), key=lambda t: t.quote.start)


def _compared(passage: _Passage, number: NumberFinding, last: Total | None) -> Total | None:
    """A figure of an earlier period that another is held against: '64 attacks, up from 40 a year earlier'."""
    if last is None or last.period is None or number.best is None:
        return None
    # 'more than the 1,050 of the year before' claims no bound.
    digit = re.search(r"\d", passage.folded[number.start : number.end])
    start = number.start + (digit.start() if digit else 0)
    if not _COMPARED.search(passage.folded[:start]):
        return None
    period = compared_period(passage.folded, number.end, passage.dated, last.period)
    if period is None:
        return None
    unit = last.unit if last.unit in ("events", "people") else "events"
    return passage.total(last.of, "count", number.best, unit, (start, number.end), period)


def _with_bases(here: Sequence[Total]) -> list[Total]:
    """Changes that say no period of their own are measured from that of the earlier figure beside them."""
    counts = [t for t in here if t.kind == "count" and t.period is not None]
    done = []
    for total in here:
        if total.kind == "change" and total.base is None and total.period is not None:
            earlier = (t.period for t in counts if t.of == total.of and t.period and t.period.end < total.period.start)
            total = replace(total, base=next(earlier, None))
        done.append(total)
    return done


def _rate(passage: _Passage, number: NumberFinding, last: Total | None) -> Total | None:
    rate = _RATE.match(passage.folded, number.end)
    if rate is None or number.best is None:
        return None
    before = passage.folded[max(0, number.start - 60) : number.end]
    what = rate["what"].split()
    of = _noun(rate["what"], passage.nouns)
    if of is None and what:
        return None
    averaged = re.search(r"\b(?:average|promedio|rate of|media de|razon de)\b", before)
    if of is None and (averaged or last is not None):
        of = last.of if last is not None else _noun(before, passage.nouns)
    if of is None:
        return None
    period = own_period(passage.folded, (number.start, rate.end()), passage.dated, None) or (
        last.period if last else None
    )
    unit = _RATE_UNITS[(rate["unit"] or rate["adverb"])[:2]]
    return passage.total(of, "rate", number.best, unit, (number.start, rate.end()), period)


def _count(passage: _Passage, number: NumberFinding) -> Total | None:
    if number.best is None or number.best < 2:
        return None
    counted = _counted(passage.folded[number.end : number.end + _REACH], passage.nouns)
    if counted is None or _VICTIMS.match(passage.folded, number.end):
        return None
    of, length = counted
    period = own_period(passage.folded, (number.start, number.end + length), passage.dated, None)
    if period is None and not (passage.source and _GROUPED.search(passage.folded)):
        return None
    if not passage.source and not RECORDING.search(passage.folded):
        return None
    return passage.total(of, "count", number.best, "events", (number.start, number.end + length), period)


def _victims(passage: _Passage, number: NumberFinding) -> Total | None:
    """People killed, injured or arrested are a total only where a source gives them for a month or longer."""
    match = _VICTIMS.match(passage.folded, number.end)
    if match is None or number.best is None or number.best < 2 or passage.source is None:
        return None
    period = own_period(passage.folded, (number.start, match.end()), passage.dated, None)
    if period is None or match.lastgroup is None or not RECORDING.search(passage.folded):
        return None
    return passage.total(match.lastgroup, "count", number.best, "people", (number.start, match.end()), period)


def _bare_count(passage: _Passage, number: NumberFinding, last: Total | None, here: Sequence[Total]) -> Total | None:
    """A figure without a noun: 'of which 500', 'when it counted 7,600', 'and 630 in February'."""
    if last is None or number.best is None or number.best < 2:
        return None
    at = (number.start, number.end)
    before = passage.folded[: number.start]
    whole = next((t for t in reversed([last, *here]) if t.kind == "count" and t.unit in ("events", "people")), None)
    if (
        whole is not None
        and _PART.search(before)
        and passage.offset + before.rfind(_PART.findall(before)[-1]) >= whole.quote.start
    ):
        return passage.total(whole.of, "count", number.best, "part", at, whole.period)
    if _ALTOGETHER.match(passage.folded, number.end) and last.kind == "rate" and last.period is not None:
        # 'an average of 30 a day, 930 in all'
        return passage.total(last.of, "count", number.best, "events", at, last.period)
    if not _ALONE.match(passage.folded, number.end):
        return None
    behind = next((d for d in passage.dated if 0 <= d.start - number.end <= 8), None)
    if _EARLIER.search(before[-50:]):
        period = behind.period if behind else last.base
        return passage.total(last.of, "count", number.best, "events", at, period) if period else None
    if behind and here and here[-1].kind == "count" and re.search(r"\b(?:and|y|to|a|,)\s*$", before):
        return passage.total(last.of, "count", number.best, here[-1].unit, at, behind.period)
    return None


def _change(passage: _Passage, number: NumberFinding, last: Total | None) -> Total | None:
    folded = passage.folded
    before, after = folded[max(0, number.start - 40) : number.start], folded[number.end : number.end + 30]
    found = _direction(before, after)
    if found is None or number.best is None:
        return None
    sign, length = found
    own = _subject(folded, number, passage.nouns)
    if own is None and (_OTHER_THINGS.search(before + after) or _ASKED.search(before)):
        return None
    if own is not None and _OTHER_THINGS.search(folded[max(0, number.start - 25) : number.end + 25]):
        return None
    of = own or (last.of if last else None)
    if of is None:
        return None
    end = number.end + length
    carried = last.period if last and last.of == of and last.kind == "count" else None
    pair = ends_of_span(passage.dated, folded)
    behind_than = base_period(folded, number.end, passage.dated, None)
    period = own_period(folded, (number.start, number.end), passage.dated, behind_than)
    if period is not None and last is not None and period == last.base:
        period = None
    period = period or carried or (last.period if last and last.of == of else None)
    base = base_period(folded, number.end, passage.dated, period)
    if base is None and pair is not None:
        base, period = pair
    if last is None and base is None and period is None:
        return None
    if (
        last is not None
        and own is None
        and base is None
        and not re.search(
            r"\b(?:figures?|cifras?|numbers?|numeros?|total|this|that|esto|ello|up|down|more|fewer|mas|menos)\b", folded
        )
    ):
        return None
    return passage.total(of, "change", sign * number.best, "percent", (number.start, end), period, base)


def _direction(before: str, after: str) -> tuple[float, int] | None:
    """+1 or -1 and how far behind the number the word for it ends; the nearest word decides."""
    candidates: list[tuple[int, float, int]] = []
    for sign, pattern in ((1.0, _UP), (-1.0, _DOWN)):
        behind = pattern.search(after)
        if behind and not re.search(r"[.;]", after[: behind.start()]):
            candidates.append((behind.start(), sign, behind.end()))
        ahead = [m.end() for m in pattern.finditer(before)]
        if ahead:
            candidates.append((len(before) - ahead[-1], sign, 0))
    if re.search(r"\bbajo (?:en )?(?:un )?$", before):
        candidates.append((0, -1.0, 0))
    best = min(candidates, default=None)
    return (best[1], best[2]) if best else None


def _subject(folded: str, number: NumberFinding, nouns: frozenset[str]) -> str | None:
    """What rose or fell: the event noun before the figure in its clause, or behind 'increase in'."""
    clause = re.split(r"[;:]|, (?:while|and|y|mientras)\b", folded[: number.start])[-1]
    behind = re.match(
        r"[\w\s%]{0,30}?\b(?:in|of|en|de|mas|more|fewer|menos)\s+(?:the\s+|las?\s+|los?\s+|el\s+)?(?:number of\s+|numero de\s+)?([a-z-]+)",
        folded[number.end :],
    )
    if behind and behind[1] in nouns:
        return _singular(behind[1], nouns)
    return _noun(clause, nouns)


def _share(passage: _Passage, number: NumberFinding, told: Sequence[Total]) -> Total | None:
    """'Of these, 40 percent were ...': a share of what was counted last."""
    whole = next((t for t in reversed(told) if t.kind == "count" and t.unit == "events"), None)
    if whole is None or number.best is None or number.best > 100 or not _SHARE.match(passage.folded, number.end):
        return None
    following = _counted(passage.folded[number.end : number.end + _REACH], passage.nouns)
    of = following[0] if following else whole.of
    return passage.total(of, "rate", number.best, "percent", (number.start, number.end), whole.period)


def _times(passage: _Passage, told: Sequence[Total]) -> Total | None:
    match = _TIMES.search(passage.folded)
    if (
        match is None
        or match.lastgroup is None
        or _OTHER_THINGS.search(passage.folded[max(0, match.start() - 30) : match.end() + 30])
    ):
        return None
    last = next((t for t in reversed(told) if t.quote.start < passage.offset + match.start()), None)
    of = _noun(passage.folded[: match.start()], passage.nouns) or (last.of if last else None)
    if of is None:
        return None
    pair = ends_of_span(passage.dated, passage.folded)
    behind = base_period(passage.folded, match.end(), passage.dated, None)
    carried = last.period if last else None
    if behind is None and carried is None:
        carried = own_period(passage.folded, match.span(), passage.dated, None)
    base = base_period(passage.folded, match.end(), passage.dated, carried) or behind
    if pair is not None:
        base, carried = pair
    if base is None and carried is None:
        return None
    return passage.total(of, "change", _TIMES_VALUES[match.lastgroup], "times", match.span(), carried, base)


def _half(passage: _Passage, told: Sequence[Total]) -> Total | None:
    match = _HALF.search(passage.folded)
    whole = next((t for t in reversed(told) if t.kind == "count" and t.unit == "events"), None)
    if match is None or whole is None:
        return None
    if match["noun"] and _noun(passage.folded[match.end() : match.end() + _REACH], passage.nouns) != whole.of:
        return None
    share = passage.total(whole.of, "rate", 50.0, "percent", match.span("half"), whole.period)
    return replace(share, attributed_to=whole.attributed_to)


def _counted(after: str, nouns: frozenset[str]) -> tuple[str, int] | None:
    """The event noun that a number counts, and how far behind it ends: 'casi 700 acciones de protesta', '12 road blocks'."""
    previous = ""
    for position, word in enumerate(re.finditer(r"[a-z][a-z-]+|[a-z]", after)):
        if position > _WORDS_BETWEEN or word.group() in _STOPS or re.search(r"[.,;:]", after[: word.start()]):
            break
        for form in (word.group(), previous + word.group()):
            if form in nouns:
                return _singular(form, nouns), word.end()
        previous = word.group()
    return None


def _noun(words: str, nouns: frozenset[str]) -> str | None:
    return next((_singular(w, nouns) for w in reversed(re.findall(r"[a-z][a-z-]+", words)) if w in nouns), None)


def _singular(word: str, nouns: frozenset[str]) -> str:
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + put in nouns:
            return word[: -len(ending)] + put
    return word

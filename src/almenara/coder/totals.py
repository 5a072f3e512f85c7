"""Figures that a report quotes about many events: counts, rates and changes, with period and whose figure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almenara.codebook.schema import VagueNumbers
from almenara.coder.numbers import NumberFinding, find_numbers
from almenara.language import AnnotatedText, Stretch
from almenara.model import DateValue, Period, Quote, Total
from almenara.model.fold import fold

#: A count of one event's people becomes a total only over at least this many days.
SHORTEST_PERIOD_DAYS = 27
#: Words between a number and the noun that it counts.
_REACH = 40

_RATE = re.compile(
    r"\s*(?:[a-z]+\s+){0,2}?(?:(?:a|per|each|every|por|al|a la|cada)\s+(?P<unit>day|week|month|year|dia|semana|mes|ano)\b|(?P<adverb>daily|weekly|monthly|diari[ao]s?|semanal(?:es)?|mensual(?:es)?))"
)
_RATE_UNITS = {
    "day": "per_day", "dia": "per_day", "daily": "per_day", "diaria": "per_day", "diarias": "per_day", "diario": "per_day", "diarios": "per_day", "week": "per_week", "semana": "per_week",
    "weekly": "per_week", "semanal": "per_week", "semanales": "per_week", "month": "per_month", "mes": "per_month", "monthly": "per_month",
    "mensual": "per_month", "mensuales": "per_month", "year": "per_year", "ano": "per_year",
}  # fmt: skip
_UP = re.compile(
    r"\b(?:increas\w*|rise|rose|risen|up|more|growth|grew|higher|jump\w*|surge\w*|climb\w*|aument\w*|increment\w*|alza|mas|crec\w*|subi\w*|repunte|superior)\b"
)
_DOWN = re.compile(
    r"\b(?:decreas\w*|fall|fell|fallen|down|fewer|less|drop\w*|declin\w*|lower|disminu\w*|baj\w*|caida|cay\w*|menos|reduc\w*|descen\w*|inferior)\b"
)
_THAN = re.compile(
    r"\b(?:over|than|from|compared (?:to|with)|relative to|against|on|since|versus|que|respecto (?:a|al|de|del)|en comparacion con|frente a|comparado con|con relacion a|en relacion con|contra)\b"
)
_SOURCE = re.compile(
    r"(?:\backnowledg|\bofficial|\bobservator|\bobservatory|\bcommission|\bcomision|\bngo\b|\bong\b|\bministry|\bministerio|\bmonitor|\bcenter\b|\bcentre\b|\bcentro\b|\binstitut|\bfoundation|\bfundacion|\bdefensoria|"
    r"\bombudsman|\bunited nations|\bonu\b|\buniversi|\borganizacion|\borganisation|\borganization|\bgroup\b|\bgrupo\b|\bnetwork|\bred\b|\bproject|\bproyecto|\bunion|\bsindicato|\bfederacion|\bfederation|\bagency|\bagencia|\bprogram|\bpolice|\bpolicia|\binitiative|\biniciativa|\bcomite|\bcommittee|\basociacion|\bassociation)"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as counted by|figures (?:from|of|by)|data (?:from|of|by)|segun|de acuerdo con|de acuerdo a|cifras de|datos de|registros de|a juicio de)\s+"
)
_CAPITAL_NAME = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ][\w'’-]+|[A-ZÁÉÍÓÚÑ]{2,})(?:\s+(?:(?:de|del|la|las|los|el|of|for|the|and|y|on|e)\s+){0,3}(?:[A-ZÁÉÍÓÚÑ][\w'’-]+|[A-ZÁÉÍÓÚÑ]{2,}))*"
)
_RECORD = re.compile(
    r"\b(?:record\w*|count\w*|document\w*|regist\w*|report\w*|tall\w*|log\w*|logged|verif\w*|contabiliz\w*|document\w*|sum\w*|inform\w*|issued?|publish\w*|public\w*|total\w*|conto|reseno|monitor\w*|average|promedio|present\w*|said|dijo|found|totali[sz]\w*|hubo|there were|acumul\w*)\b"
)
_GROUPED = re.compile(
    r"\b(?:average|promedio|annual report|informe anual|balance|figures?|cifras?|tally|total|year|ano|month|mes|semestre|quarter|trimestre|so far|en lo que va|first half|first \w+ months|primeros)\b"
)


@dataclass(frozen=True)
class _Candidate:
    number: NumberFinding
    start: int
    end: int
    stretch: Stretch


def find_totals(
    annotated: AnnotatedText,
    dates: Sequence[DateValue],
    vague: VagueNumbers,
    event_nouns: frozenset[str],
    *,
    report: str,
) -> tuple[Total, ...]:
    """Totals in text order, unchecked (see `check_totals`). `event_nouns` are folded forms of nouns that name events.

    What a figure is about, its period and its source are carried on within a paragraph where the words give none.
    """
    found: list[Total] = []
    last: Total | None = None
    last_paragraph = -1
    source: str | None = None
    for stretch in annotated.stretches:
        if any(b.start <= stretch.start < b.end for b in annotated.boilerplate):
            continue
        text = annotated.text[stretch.start : stretch.end]
        folded = fold(text)
        if stretch.paragraph != last_paragraph:
            last, source = None, None
            last_paragraph = stretch.paragraph
        source = _source(text, folded) or source
        if not any(c.isdigit() for c in text) and last is None:
            continue
        here = [d for d in dates if d.quote is not None and d.start and stretch.start <= d.quote.start < stretch.end]
        for number in find_numbers(text, annotated.language, vague):
            total = _total(number, text, folded, stretch, here, event_nouns, last, source, annotated, report)
            if total is not None:
                found.append(total)
                last = total
    return tuple(found)


def _total(
    number: NumberFinding,
    text: str,
    folded: str,
    stretch: Stretch,
    dates: Sequence[DateValue],
    event_nouns: frozenset[str],
    last: Total | None,
    source: str | None,
    annotated: AnnotatedText,
    report: str,
) -> Total | None:
    if number.best is None:
        return None
    after = folded[number.end : number.end + _REACH]
    before = folded[max(0, number.start - 60) : number.start]

    def make(
        of: str, kind: str, value: float, unit: str, end: int, period: Period | None, base: Period | None
    ) -> Total:
        quote = Quote.cut(annotated.text, stretch.start + number.start, stretch.start + end)
        return Total(report, of, kind, value, unit, quote, period, base, source)

    if number.unit == "percent":
        around = folded[max(0, number.start - 50) : number.end + 60]
        up, down = _UP.search(around), _DOWN.search(around)
        if not (up or down) or (last is None and not _noun(around, event_nouns)):
            return None
        of = _noun(around, event_nouns) or (last.of if last else None)
        if of is None:
            return None
        sign = -1.0 if down and not up else 1.0
        end = _end_of_change(folded, number.end)
        base = _base_period(folded, number.end, dates, stretch)
        period = last.period if last and last.of == of else _own_period(dates, base)
        base = base or (
            _year_before(period)
            if period and re.search(r"previous year|year before|ano anterior|ano previo|last year|ano pasado", folded)
            else None
        )
        return make(of, "change", sign * number.best, "percent", end, period, base)
    if number.unit:
        return None
    rate = _RATE.match(after)
    if rate:
        unit = _RATE_UNITS[rate["unit"] or rate["adverb"]]
        carried = last.of if last else None
        of = _noun(after[: rate.end() + 1], event_nouns) or carried or _noun(before, event_nouns)
        if of is None or not (_noun(folded, event_nouns) or last):
            return None
        period = _own_period(dates, None) or (last.period if last else None)
        return make(of, "rate", number.best, unit, number.end + rate.end(), period, None)
    counted = _counted(after, event_nouns)
    if counted is None:
        return None
    of, length = counted
    period = _own_period(dates, None)
    long_enough = period is not None and period.days >= SHORTEST_PERIOD_DAYS
    if not (long_enough or (source and _GROUPED.search(folded))) or not (_RECORD.search(folded) or source):
        return None
    if number.best < 2:
        return None
    return make(of, "count", number.best, "events", number.end + length, period, None)


def _counted(after: str, event_nouns: frozenset[str]) -> tuple[str, int] | None:
    """The event noun that a number counts, and how far behind it ends: '12,700 (peaceful) protests', 'casi 700 acciones de protesta'."""
    for position, word in enumerate(re.finditer(r"[a-z][a-z-]+", after)):
        if position > 3 or (word.start() > 0 and after[word.start() - 1] in ",.;:("):
            break
        if word.group() in event_nouns:
            return _singular(word.group(), event_nouns), word.end()
    return None


def _noun(words: str, event_nouns: frozenset[str]) -> str | None:
    return next(
        (
            _singular(w, event_nouns)
            for w in re.findall(r"[a-z][a-z-]+", words)
            if w in event_nouns and w not in _NOT_COUNTED
        ),
        None,
    )


#: Event nouns that are ordinary words around figures.
_NOT_COUNTED = frozenset({"call", "report", "talks", "statement", "increase", "rise", "fall"})


def _singular(word: str, event_nouns: frozenset[str]) -> str:
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + put in event_nouns:
            return word[: -len(ending)] + put
    return word


def _own_period(dates: Sequence[DateValue], base: Period | None) -> Period | None:
    """The longest stretch of days that the sentence names, other than the one compared with."""
    periods = [
        Period(d.start, d.end)
        for d in dates
        if d.start and d.end and (d.end - d.start).days + 1 >= SHORTEST_PERIOD_DAYS
    ]
    periods = [p for p in periods if p != base]
    return max(periods, key=lambda p: p.days, default=None)


def _base_period(folded: str, at: int, dates: Sequence[DateValue], stretch: Stretch) -> Period | None:
    """The period behind 'over', 'than', 'respecto a'."""
    than = _THAN.search(folded, at)
    if than is None or than.start() - at > 45:
        return None
    for value in dates:
        if (
            value.quote is not None
            and value.start
            and value.end
            and value.quote.start - stretch.start >= than.start()
            and value.quote.start - stretch.start - than.end() < 40
        ):
            return Period(value.start, value.end)
    return None


def _year_before(period: Period) -> Period | None:
    try:
        return Period(period.start.replace(year=period.start.year - 1), period.end.replace(year=period.end.year - 1))
    except ValueError:
        return Period(date(period.start.year - 1, period.start.month, 1), date(period.end.year - 1, 2, 28))


def _end_of_change(folded: str, at: int) -> int:
    """Behind the word that says which way: '35 percent increase'."""
    for pattern in (_UP, _DOWN):
        match = pattern.search(folded, at, min(len(folded), at + 30))
        if match:
            return match.end()
    return at


def _source(text: str, folded: str) -> str | None:
    """Whose figures a sentence gives: behind 'according to', or the institution that is its first subject."""
    according = _ACCORDING.search(folded)
    if according:
        rest = re.sub(r"^(?:the|el|la|los|las|un|una|a|an)\s+", "", text[according.end() :], flags=re.IGNORECASE)
        name = _CAPITAL_NAME.match(rest)
        if name:
            return _tidy(name.group(), rest[name.end() :])
    if not _RECORD.search(folded):
        return None
    for name in _CAPITAL_NAME.finditer(text):
        if _SOURCE.search(fold(name.group())) and name.start() < 120:
            return _tidy(re.sub(r"^(?:The|El|La|Los|Las)\s+", "", name.group()), text[name.end() :])
    return None


def _tidy(name: str, rest: str) -> str:
    """The name with its acronym, if one stands in parentheses behind it."""
    acronym = re.match(r"\s*\(([A-ZÁÉÍÓÚÑ]{2,10})\)", rest)
    return f"{name} ({acronym[1]})" if acronym else name

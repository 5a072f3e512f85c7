"""Dates in numbers: '2019-01-22', '22/01/2019', '22/04', '12-2015'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from almenara.resolve.dates.days import Year, calendar_day
from almenara.resolve.dates.grammar import DIGITS, YEAR_DIGITS, Terminal
from almenara.resolve.dates.periods import whole_month
from almenara.resolve.dates.terminals import full_year
from almenara.resolve.dates.told import Context, Told
from almenara.resolve.dates.vocabulary import SHORT_WEEKDAYS, WEEKDAYS
from almenara.resolve.dates.words import Words

#: '2019-01-22', '2019/1/22', also with the time that ISO 8601 puts behind it.
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:T[\d:.,]+(?:Z|[+-][\d:]+)?)?")
#: '22/01/2019', '22-01-19', '1.2.2018'.
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|\2\d|[.,]\d)")
#: '22/04', '7-6', '7.6'; which of them is a date depends on the word before.
_NO_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?![\d%/]|[.,]\d)")
#: '12-2015', '3/2018'.
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})(?![\d/]|[-.,]\d)")
#: A slash between small numbers is a date only behind one of these: '1/2' is mostly a half.
_LEADS = frozenset(
    "on by until till since from to before after next this and or between el dia del al desde hasta de a y e o proximo este "
    "pasado entre , ( - –".split()
)
#: '24/7' is a manner of working, '9/11' and its kin are names of events.
_SAYINGS = frozenset({"24/7", "9/11", "7/7", "50/50"})
_WEEKDAYS = frozenset(w for table in (WEEKDAYS, SHORT_WEEKDAYS) for names in table.values() for w in names)


def _free(words: Words, i: int) -> bool:
    """Whether no number, letter or sign is joined to the left of the number."""
    if not words.glued(i):
        return True
    return words.before(i) in ("(", "[", '"', "'", "-", "–", "~", ":", ",") and not (
        words.glued(i - 1) and words.words[i - 2].isdigit() and words.before(i) in (":", ",", ".")
    )


def _at(words: Words, i: int, found: re.Match[str]) -> int:
    """One past the last word of the match that begins at word `i`."""
    end = i + 1
    while end < words.count and words.starts[end] < found.end():
        end += 1
    return end


def _day_and_month(one: int, other: int, context: Context) -> tuple[int, int] | None:
    """Which of the two is the day: the one that can be no month, else as the country writes it."""
    day, month = (one, other) if (context.day_first and other <= 12) or one > 12 else (other, one)
    return (day, month) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _full(words: Words, i: int, context: Context) -> Iterator[tuple[Told, int]]:
    if not _free(words, i):
        return
    found = _YEAR_FIRST.match(words.raw, words.starts[i])
    if found:
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        if year > 0 and 1 <= month <= 12 and 1 <= day <= 31:
            yield replace(calendar_day(context, day, month, Year(year))), _at(words, i, found)
        return
    found = _YEAR_LAST.match(words.raw, words.starts[i])
    if not found:
        return
    placed = _day_and_month(int(found[1]), int(found[3]), context)
    if placed is None:
        return
    year = int(found[4]) if len(found[4]) == 4 else full_year(int(found[4]), context)
    if year > 0 and (len(found[4]) == 4 or found[2] == "/" or _leads(words, i)):
        yield calendar_day(context, *placed, Year(year)), _at(words, i, found)


def _leads(words: Words, i: int) -> bool:
    return words.before(i) in _LEADS or words.before(i) in _WEEKDAYS or i == 0


def _short(words: Words, i: int, context: Context) -> Iterator[tuple[Told, int]]:
    if not _free(words, i) or not _leads(words, i):
        return
    found = _NO_YEAR.match(words.raw, words.starts[i])
    if not found or found.group() in _SAYINGS:
        return
    weekday = words.before(i) in _WEEKDAYS or (words.before(i) == "(" and i > 1 and words.words[i - 2] in _WEEKDAYS)
    if found[2] != "/" and not weekday:
        return
    placed = _day_and_month(int(found[1]), int(found[3]), context)
    if placed is not None:
        yield calendar_day(context, *placed), _at(words, i, found)


def _month(words: Words, i: int, context: Context) -> Iterator[tuple[Told, int]]:
    found = _MONTH_YEAR.match(words.raw, words.starts[i]) if _free(words, i) else None
    if found and 1 <= int(found[1]) <= 12 and 1500 <= int(found[2]) <= 2199:
        yield whole_month(context, int(found[1]), Year(int(found[2]))), _at(words, i, found)


def numeric_terminals() -> tuple[Terminal, ...]:
    """NUMERIC is a full date, NUMERIC_SHORT one without its year, NUMERIC_MONTH a month and a year."""
    digits = frozenset({DIGITS})
    marks = frozenset("-/.")
    return (
        Terminal("NUMERIC", digits | {YEAR_DIGITS}, _full, {DIGITS: marks, YEAR_DIGITS: marks}),
        Terminal("NUMERIC_SHORT", digits, _short, {DIGITS: marks}),
        Terminal("NUMERIC_MONTH", digits, _month, {DIGITS: marks}),
    )

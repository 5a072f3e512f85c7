"""What a client of ACLED's read API asks for, as conditions on rows. Filters never reach a database: rows are compared here.

Names, operators and defaults follow ACLED's API as far as docs/api.md says; they were not held against a running one: text is compared as LIKE, numbers and days as =, `timestamp` as >=.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from almenara.publish.acled import COLUMNS
from almenara.publish.acled_countries import name_of_called
from almenara.web.api.acled_rows import in_words
from almenara.web.api.refusal import Refused

Row = Mapping[str, object]
NUMBERS = frozenset(
    "year time_precision inter1 inter2 interaction iso latitude longitude geo_precision fatalities".split()
)
#: ACLED's numbers of regions, which its clients send for names: those of its API user guide (February 2022), as two clients have them, the R
#: package acled.api 1.1.8 (`get.api.regions`) and the Python package acled 1.0.2 (`Region`).
REGIONS = {
    "1": "Western Africa",
    "2": "Middle Africa",
    "3": "Eastern Africa",
    "4": "Southern Africa",
    "5": "Northern Africa",
    "7": "South Asia",
    "9": "Southeast Asia",
    "11": "Middle East",
    "12": "Europe",
    "13": "Caucasus and Central Asia",
    "14": "Central America",
    "15": "South America",
    "16": "Caribbean",
    "17": "East Asia",
    "18": "North America",
    "19": "Oceania",
    "20": "Antarctica",
}
#: Parameters that are no filters; `key`, `email`, `terms` are what older clients send, and mean nothing here.
CONTROLS = frozenset("_format fields limit page inter_num export_type population key email terms".split())
OPERATORS = ("=", ">", "<", ">=", "<=", "LIKE", "BETWEEN")
USUAL = 5000
#: No page and no limit is longer.
_DIGITS = 9
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Query:
    """Conditions that all hold for a row that is asked for, and how it is given."""

    conditions: Sequence[Callable[[Row], bool]]
    fields: Sequence[str]
    limit: int
    page: int
    format: str
    numeric: bool
    monadic: bool


def query_of(params: Iterable[tuple[str, str]], columns: Sequence[str] = COLUMNS) -> Query:
    """The query of an address's parameters. Raises Refused for what cannot be asked: a misspelt filter must not widen an answer."""
    pairs = list(params)
    given = dict(pairs)
    for name in given:
        if name not in CONTROLS and name.removesuffix("_where") not in columns:
            raise Refused(400, "no_filter", name=name.removesuffix("_where"))
    fields = [f for f in given.get("fields", "").split("|") if f] or list(columns)
    for name in fields:
        if name not in columns:
            raise Refused(400, "no_filter", name=name)
    conditions = [_any_of(name, value, given, columns) for name, value in pairs if name in columns]
    return Query(
        conditions,
        list(dict.fromkeys(fields)),
        _whole("limit", given.get("limit", str(USUAL))),
        max(1, _whole("page", given.get("page", "1"))),
        _one_of("_format", given.get("_format", "json").lower(), ("json", "csv")),
        _one_of("inter_num", given.get("inter_num", "0"), ("0", "1")) == "1",
        _one_of("export_type", given.get("export_type", "dyadic").lower(), ("dyadic", "monadic")) == "monadic",
    )


def _any_of(name: str, value: str, given: Mapping[str, str], columns: Sequence[str]) -> Callable[[Row], bool]:
    """`country=Chile:OR:country=Peru`, also without the second name: one of them holds."""
    tests = []
    for part in value.split(":OR:"):
        other, equals, rest = part.partition("=")
        field, wanted = (other, rest) if equals and other in columns else (name, part)
        tests.append(_condition(field, wanted, given.get(f"{field}_where")))
    return lambda row: any(test(row) for test in tests)


def _condition(field: str, wanted: str, where: str | None) -> Callable[[Row], bool]:
    usual = (
        ">="
        if field in ("timestamp", "deleted_timestamp")
        else "="
        if field in NUMBERS or field == "event_date"
        else "LIKE"
    )
    operator = (where or usual).strip().upper()
    if operator not in OPERATORS:
        raise Refused(400, "no_operator", name=where)
    if field == "region":
        wanted = REGIONS.get(wanted.strip(), wanted)
    in_text = field in ("inter1", "inter2", "interaction") and not wanted.strip().isdecimal()
    if field == "country" and operator in ("LIKE", "="):
        # Whoever asks for 'Congo, Republic of' means the country that the rows call otherwise.
        wanted, called = wanted.strip(), name_of_called(wanted)
        if called is not None and called.casefold() != wanted.casefold():
            return lambda row: row[field] == called
    if operator == "LIKE" or in_text:
        parts = wanted.casefold().split("%")
        return lambda row: _holds(str((in_words(row) if in_text else row)[field]).casefold(), parts)
    known = _known(field)
    if operator == "BETWEEN":
        ends = wanted.split("|")
        if len(ends) != 2:
            raise Refused(400, "two_values")
        low, high = known(ends[0]), known(ends[1])
        return lambda row: low <= known(str(row[field])) <= high
    right = known(wanted)
    compare: Callable[[Any], bool] = {
        "=": lambda v: v == right,
        ">": lambda v: v > right,
        "<": lambda v: v < right,
        ">=": lambda v: v >= right,
        "<=": lambda v: v <= right,
    }[operator]
    return lambda row: bool(compare(known(str(row[field]))))


def _holds(words: str, parts: Sequence[str]) -> bool:
    """Whether the parts stand in the words one after another: LIKE with % between and around them, in time that no pattern can stretch."""
    at = 0
    for part in parts:
        at = words.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _known(field: str) -> Callable[[str], Any]:
    """How words of a column are read so that they can be compared."""
    if field in NUMBERS:
        return _number
    if field in ("timestamp", "deleted_timestamp"):
        return _moment
    if field == "event_date":
        return _day
    return str.casefold


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError as error:
        raise Refused(400, "no_number", value=repr(words)) from error


def _day(words: str) -> str:
    try:
        if not _DAY.fullmatch(words.strip()):
            raise ValueError
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError as error:
        raise Refused(400, "no_day", value=repr(words)) from error


def _moment(words: str) -> float:
    """Unix seconds, or a day, which begins at midnight UTC."""
    if _DAY.fullmatch(words.strip()):
        return datetime.fromisoformat(_day(words)).replace(tzinfo=UTC).timestamp()
    return _number(words)


def _whole(name: str, words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) <= _DIGITS):
        raise Refused(400, "no_number", value=f"{name}={words!r}")
    return int(words)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise Refused(400, "one_of", name=name, values=", ".join(known))
    return value

"""A row of a table, a line or a feed's item → the report that it tells, with what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from almenara.model import OriginalFile, Report, Source, report_id
from almenara.read.encoding import printable, without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import too_large

#: The names of what a row tells, as JSON Lines spells them and in the order in which `RowReader` takes them.
FIELDS = ("id", "text", "title", "language", "published", "source", "url")
#: Characters of a wrong value that a sentence quotes.
_LONGEST_QUOTE = 60
_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]")
#: 'es-VE' and 'es_VE' are 'es'; these are the other names that exports give the two languages that are coded.
_LANGUAGE_NAMES = {"spa": "es", "spanish": "es", "español": "es", "eng": "en", "english": "en", "inglés": "en"}
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
#: Outlets and languages of the last rows that are remembered: an export names the same few again and again.
_REMEMBERED = 4096


class RowReader:
    """The rows of one file or stream, `where`; `original` is what all of them were read from, unless a row brings its own.

    What is odd about a row, and costs no report, comes into `odd` before its report is returned. `halves` says whether texts may hold
    halves of surrogate pairs, as only JSON can spell them.
    """

    def __init__(
        self,
        where: str,
        original: bytes | OriginalFile | None = None,
        limits: ReadingLimits = USUAL_LIMITS,
        *,
        halves: bool = True,
    ) -> None:
        self._where = where
        self._original = original
        self._limits = limits
        self._longest = limits.report_bytes
        self._halves = halves
        # One day more than ours: elsewhere it may be tomorrow already.
        self._latest = date.today() + timedelta(days=1)
        self.odd: list[ReadFailure] = []

    def at(self, number: int | None) -> str:
        """Where a row stands; None for a row whose place is the whole's."""
        return self._where if number is None else f"{self._where}:{number}"

    def results(self, number: int, values: Sequence[object]) -> Sequence[Report | ReadFailure]:
        """What a table's row tells by its values in the order of `FIELDS`, what is odd about it first; nothing of an empty row."""
        result = self.report(number, values)
        if isinstance(result, ReadFailure) and not any(value not in (None, "") for value in values):
            return ()
        if not self.odd:
            return (result,)
        results = (*self.odd, result)
        self.odd.clear()
        return results

    def report(
        self,
        number: int | None,
        values: Sequence[object],
        original: bytes | None = None,
        halves: bool | None = None,
    ) -> Report | ReadFailure:
        """The report of row `number`, or why it tells none.

        `values` are as JSON has them, in the order of `FIELDS`; a day may also be a date or moment.
        """
        id, text, title, language, published, source, url = values
        if not isinstance(text, str) or not text or text.isspace():
            return ReadFailure("no_text", self.at(number))
        if len(text) > self._longest:
            return too_large(self.at(number), self._limits)
        if halves is None:
            halves = self._halves
        text, no_character = without_no_characters(text, halves)
        if no_character is not None:
            self.odd.append(ReadFailure("no_characters", self.at(number), no_character))
        day = None
        if published is not None and published != "":
            found = _published(published)
            if isinstance(found, str):
                self.odd.append(ReadFailure("bad_date", self.at(number), quoted(found)))
            elif found > self._latest:
                self.odd.append(ReadFailure("future_date", self.at(number), found.isoformat()))
                day = found
            else:
                day = found
        return Report(
            without_no_characters(str(id))[0] if id is not None and id != "" else report_id(text),
            text,
            _words(title) if title is not None else None,
            _language(language) if isinstance(language, str) else None,
            day,
            None if source is None else _named(source) if isinstance(source, str) else _source(source),
            _words(url) if url is not None else None,
            original or self._original,
        )


def report_of_row(row: Mapping[str, object], where: str) -> Iterator[Report | ReadFailure]:
    """The report that a row tells under the names of JSON Lines, what is odd about it first; or why it tells none."""
    reader = RowReader(where)
    result = reader.report(None, [row.get(name) for name in FIELDS])
    yield from reader.odd
    yield result


def quoted(value: str) -> str:
    """A value as a sentence shows it: short, in quotation marks, safe to print."""
    return "'" + printable(value if len(value) <= _LONGEST_QUOTE else value[:_LONGEST_QUOTE] + "…") + "'"


def _words(value: object) -> str | None:
    return without_no_characters(value)[0] if isinstance(value, str) and value and not value.isspace() else None


@lru_cache(_REMEMBERED)
def _language(value: str) -> str | None:
    """'es', 'es-VE' and 'Spanish' are 'es'; what names no language is None, so that the text's own is found."""
    name = value.strip().lower()
    code = _LANGUAGE_CODE.fullmatch(name)
    return _LANGUAGE_NAMES.get(name) or (code.group(1) if code else None)


def _published(value: object) -> date | str:
    """A day; what is no day comes back as the words that were given."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    words = str(value).strip()
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass
    start = _DAY_AND_TIME.match(words)
    try:
        return date.fromisoformat(start.group(1)) if start else words
    except ValueError:
        return words


@lru_cache(_REMEMBERED)
def _named(value: str) -> Source | None:
    name = _words(value)
    return Source(name) if name else None


def _source(value: object) -> Source | None:
    name = _words(value.get("name")) if isinstance(value, dict) else None
    if name is None or not isinstance(value, dict):
        return None
    country = _words(value.get("country"))
    return Source(name, _words(value.get("domain")), country.upper() if country else None, _words(value.get("scale")))

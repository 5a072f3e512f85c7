"""A row of a table, a line or a feed's item → the report that it tells, with what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from almenara.model import OriginalFile, Report, Source, report_id
from almenara.model.quick import quick
from almenara.read.encoding import printable, without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import too_large

#: The names of what a row tells, as JSON Lines spells them and in the order in which `RowReader` takes them.
FIELDS = ("id", "text", "title", "language", "published", "source", "url")
_Report = quick(Report)
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

    def told(self, result: Report | ReadFailure, values: Sequence[object]) -> Sequence[Report | ReadFailure]:
        """What is to be told of a table's row: what is odd about it, then the `result` that its `values` gave; nothing of an empty row."""
        if isinstance(result, ReadFailure) and not any(value not in (None, "") for value in values):
            return ()
        told = (*self.odd, result)
        self.odd.clear()
        return told

    def report(
        self,
        number: int | None,
        values: Sequence[object],
        original: bytes | None = None,
        clean: bool = False,
    ) -> Report | ReadFailure:
        """The report of row `number`, or why it tells none.

        `values` are as JSON has them, in the order of `FIELDS`; a day may also be a date or moment. `clean` says that they hold nothing for
        certain that is no character of a text, so that no value need be searched for it.
        """
        id, text, title, language, published, source, url = values
        if not isinstance(text, str) or not text or text.isspace():
            return ReadFailure("no_text", self.at(number))
        if len(text) > self._longest:
            return too_large(self.at(number), self._limits)
        if not clean:
            text, no_character = without_no_characters(text, self._halves)
            if no_character is not None:
                self.odd.append(ReadFailure("no_characters", self.at(number), no_character))
            if not self._halves and "\ufffd" in text:
                self.odd.append(ReadFailure("broken_utf8", self.at(number), str(text.count("\ufffd"))))
            # One look at all three: hardly ever is a second one needed.
            if without_no_characters(f"{id}{title}{url}", self._halves)[1] is not None:
                id, title, url = map(_cleaned, (id, title, url))
        day = None
        if published is not None and published != "":
            found = _day(published) if isinstance(published, str) else _published(published)
            if isinstance(found, str):
                self.odd.append(ReadFailure("bad_date", self.at(number), quoted(found)))
            elif found > self._latest:
                self.odd.append(ReadFailure("future_date", self.at(number), found.isoformat()))
                day = found
            else:
                day = found
        return _Report(
            report_id(text) if id is None or id == "" else id if isinstance(id, str) else str(id),
            text,
            _words(title),
            _language(language) if isinstance(language, str) else None,
            day,
            None if source is None else _named(source) if isinstance(source, str) else _source(source),
            _words(url),
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


def _cleaned(value: object) -> object:
    return without_no_characters(value)[0] if isinstance(value, str) else value


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value and not value.isspace() else None


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
    return _day(str(value))


@lru_cache(_REMEMBERED)
def _day(value: str) -> date | str:
    words = value.strip()
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
    name = _words(without_no_characters(value)[0])
    return Source(name) if name else None


def _source(value: object) -> Source | None:
    if not isinstance(value, dict):
        return None
    told = {key: without_no_characters(words)[0] for key, words in value.items() if isinstance(words, str)}
    name, country = _words(told.get("name")), _words(told.get("country"))
    if name is None:
        return None
    return Source(name, _words(told.get("domain")), country.upper() if country else None, _words(told.get("scale")))

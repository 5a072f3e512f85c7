"""JSON Lines: one report a line, `{"id", "text"}` and optionally title, url, source, published, language."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import BinaryIO

from almenara.model import Report, Source, report_id
from almenara.read.encoding import decode, is_utf16, printable, without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.original import with_original
from almenara.read.plain_text import LARGEST_REPORT, too_large

#: Ids remembered to tell a repeated one; older ones are forgotten, so that memory stays flat on any stream.
IDS_REMEMBERED = 200_000
#: Bytes of an over-long line that are held at once while it is passed over.
_PASSED_OVER = 1024 * 1024
#: Characters of a wrong value that a sentence quotes.
_LONGEST_QUOTE = 60
_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]")
#: 'es-VE' and 'es_VE' are 'es'; these are the other names that exports give the two languages that are coded.
_LANGUAGE_NAMES = {"spa": "es", "spanish": "es", "español": "es", "eng": "en", "english": "en", "inglés": "en"}
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")

#: A line of bytes; None stands for one over the limit, whose words were passed over.
Line = bytes | None


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """Lines of a stream in UTF-8 or marked UTF-16, of which none takes more memory than a report may have."""
    first = stream.readline(LARGEST_REPORT + 1)
    if is_utf16(first):
        # Windows' shells write so. Lines of UTF-16 cannot be cut as bytes: the whole must be held, so it must be small.
        rest = stream.read(LARGEST_REPORT + 1 - len(first)) if len(first) <= LARGEST_REPORT else b""
        if len(first) + len(rest) > LARGEST_REPORT:
            yield None
            return
        whole = decode(first + rest)
        yield from (line.encode() for line in io.StringIO(whole.text, newline="\n")) if whole else [first]
        return
    line = first
    while line:
        if len(line) > LARGEST_REPORT:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PASSED_OVER)
            yield None
        else:
            yield line
        line = stream.readline(LARGEST_REPORT + 1)


def read_json_lines(lines: Iterable[Line], where: str, first_line: int = 1) -> Iterator[Report | ReadFailure]:
    """Reports and failures line by line, in constant memory. A report that stood before with the same words is read once."""
    seen: dict[str, int] = {}
    found = False
    for number, line in enumerate(lines, first_line):
        if line is not None and not line.strip():
            continue
        found = True
        for result in with_original(_read_line(line, f"{where}:{number}"), line or b""):
            if isinstance(result, Report):
                digest = hash(result.text)
                before = seen.get(result.id)
                if before is not None:
                    what = "repeated" if before == digest else "same_id"
                    yield ReadFailure(what, f"{where}:{number}", _quoted(result.id))
                    continue
                seen[result.id] = digest
                if len(seen) > IDS_REMEMBERED:
                    del seen[next(iter(seen))]
            yield result
    if not found:
        yield ReadFailure("empty", where)


def _read_line(line: Line, where: str) -> Iterator[Report | ReadFailure]:
    if line is None:
        yield too_large(where)
        return
    decoded = decode(line.strip())
    if decoded is None:
        yield ReadFailure("not_text", where)
        return
    try:
        row = json.loads(decoded.text)
    except RecursionError:
        yield ReadFailure("not_json", where, "it is nested too deeply")
        return
    except ValueError as error:
        yield ReadFailure(
            "not_json", where, error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        )
        return
    if not isinstance(row, dict):
        yield ReadFailure("not_object", where)
        return
    if decoded.broken and isinstance(row.get("text"), str):
        yield ReadFailure("broken_utf8", where, str(decoded.broken))
    yield from report_of_row(row, where)


def report_of_row(row: Mapping[str, object], where: str) -> Iterator[Report | ReadFailure]:
    """The report that a row tells under the names of JSON Lines, what is odd about it first; or why it tells none."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        yield ReadFailure("no_text", where)
        return
    text, no_character = without_no_characters(text)
    if no_character is not None:
        yield ReadFailure("no_characters", where, no_character)
    published = _published(row.get("published"))
    if isinstance(published, str):
        yield ReadFailure("bad_date", where, _quoted(published))
        published = None
    elif published is not None and published > date.today() + timedelta(days=1):
        # One day more than ours: elsewhere it may be tomorrow already.
        yield ReadFailure("future_date", where, published.isoformat())
    yield Report(
        id=without_no_characters(str(row["id"]))[0] if row.get("id") not in (None, "") else report_id(text),
        text=text,
        title=_words(row.get("title")),
        language=_language(row.get("language")),
        published=published,
        source=_source(row.get("source")),
        url=_words(row.get("url")),
    )


def _quoted(value: str) -> str:
    return "'" + printable(value if len(value) <= _LONGEST_QUOTE else value[:_LONGEST_QUOTE] + "…") + "'"


def _words(value: object) -> str | None:
    return without_no_characters(value)[0] if isinstance(value, str) and value.strip() else None


def _language(value: object) -> str | None:
    """'es', 'es-VE' and 'Spanish' are 'es'; what names no language is None, so that the text's own is found."""
    name = value.strip().lower() if isinstance(value, str) else ""
    code = _LANGUAGE_CODE.fullmatch(name)
    return _LANGUAGE_NAMES.get(name) or (code.group(1) if code else None)


def _published(value: object) -> date | str | None:
    """A day; what is no day comes back as the words that were given."""
    if value in (None, ""):
        return None
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


def _source(value: object) -> Source | None:
    if isinstance(value, dict):
        name = _words(value.get("name"))
        country = _words(value.get("country"))
        if name is None:
            return None
        return Source(
            name, _words(value.get("domain")), country.upper() if country else None, _words(value.get("scale"))
        )
    name = _words(value)
    return Source(name) if name else None

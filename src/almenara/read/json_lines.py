"""JSON Lines: one report a line, `{"id", "text"}` and optionally title, url, source, published, language."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from almenara.model import Report
from almenara.read.encoding import decode, is_utf16
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import too_large
from almenara.read.row import RowReader, quoted

#: Ids remembered to tell a repeated one, at the least; older ones are forgotten, so that memory stays flat on any stream.
IDS_REMEMBERED = 100_000
#: Bytes of an over-long line that are held at once while it is passed over.
_PASSED_OVER = 1024 * 1024

#: A line of bytes; None stands for one over the limit, whose words were passed over.
Line = bytes | None

#: A value at the very beginning of a text, and where it ends; `json.loads` looks for white space around it first.
_decoded = json.JSONDecoder().raw_decode


def lines_of(stream: BinaryIO, limits: ReadingLimits = USUAL_LIMITS) -> Iterator[Line]:
    """Lines of a stream in UTF-8 or marked UTF-16, of which none takes more memory than a report may have."""
    most = limits.report_bytes
    first = stream.readline(most + 1)
    if is_utf16(first):
        # Windows' shells write so. Lines of UTF-16 cannot be cut as bytes: the whole must be held, so it must be small.
        rest = stream.read(most + 1 - len(first)) if len(first) <= most else b""
        if len(first) + len(rest) > most:
            yield None
            return
        whole = decode(first + rest)
        yield from (line.encode() for line in io.StringIO(whole.text, newline="\n")) if whole else [first]
        return
    line = first
    while line:
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PASSED_OVER)
            yield None
        else:
            yield line
        line = stream.readline(most + 1)


def read_json_lines(
    lines: Iterable[Line], where: str, first_line: int = 1, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """Reports and failures line by line, in constant memory, each report with its line as original.

    A report that stood before with the same words is read once.
    """
    # The newer and the older half of what is remembered: a dictionary whose first keys are deleted one by one grows slow.
    seen: dict[str, int] = {}
    older: dict[str, int] = {}
    rows = RowReader(where, limits=limits)
    odd = rows.odd
    found = False
    for number, line in enumerate(lines, first_line):
        row: Any = None
        end = 0
        # Most lines are an object in UTF-8 and a line's end. What is wrong with the others is looked into afterwards.
        try:
            if line is not None:
                text = line.decode()
                row, end = _decoded(text)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or (end < len(text) and not text[end:].isspace()):
            if line is not None and line.isspace():
                continue
            row = _row(line, number, rows, limits)
        found = True
        if isinstance(row, ReadFailure):
            yield row
            continue
        get = row.get
        # Written out, as a loop over the names takes twice as long.
        values = get("id"), get("text"), get("title"), get("language"), get("published"), get("source"), get("url")
        # What is no character can be spelt by escapes alone.
        result = rows.report(number, values, line, clean=line is not None and b"\\" not in line)
        if odd:
            yield from odd
            odd.clear()
        if isinstance(result, Report):
            digest = hash(result.text)
            before = seen.get(result.id)
            if before is None and older:
                before = older.get(result.id)
            if before is not None:
                yield ReadFailure("repeated" if before == digest else "same_id", rows.at(number), quoted(result.id))
                continue
            seen[result.id] = digest
            if len(seen) >= IDS_REMEMBERED:
                older, seen = seen, {}
        yield result
    if not found:
        yield ReadFailure("empty", where)


def _row(line: Line, number: int, rows: RowReader, limits: ReadingLimits) -> dict[str, object] | ReadFailure:
    """The object on a line, or why there is none; what is odd about its characters comes into `rows.odd`."""
    if line is None:
        return too_large(rows.at(number), limits)
    decoded = decode(line.strip())
    if decoded is None:
        return ReadFailure("not_text", rows.at(number))
    try:
        row = json.loads(decoded.text)
    except RecursionError:
        return ReadFailure("not_json", rows.at(number), "it is nested too deeply")
    except ValueError as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        return ReadFailure("not_json", rows.at(number), why)
    if not isinstance(row, dict):
        return ReadFailure("not_object", rows.at(number))
    if decoded.broken and isinstance(row.get("text"), str):
        rows.odd.append(ReadFailure("broken_utf8", rows.at(number), str(decoded.broken)))
    return row

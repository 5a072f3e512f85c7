"""JSON Lines: one report a line, `{"id", "text"}` and optionally title, url, source, published, language."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from almenara.model import Report
from almenara.read.encoding import decode, has_later_controls, is_utf16
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import too_large
from almenara.read.row import FIELDS, RowReader, quoted

#: Ids remembered to tell a repeated one, at the least; older ones are forgotten, so that memory stays flat on any stream.
IDS_REMEMBERED = 100_000
#: Bytes of an over-long line that are held at once while it is passed over.
_PASSED_OVER = 1024 * 1024

#: A line of bytes; None stands for one over the limit, whose words were passed over.
Line = bytes | None

_decoded = json.JSONDecoder().decode


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
        if line is not None and line.isspace():
            continue
        found = True
        row = _row(line, number, rows, limits)
        if isinstance(row, ReadFailure):
            yield row
            continue
        # Halves of a pair come from escapes alone.
        halves = line is not None and b"\\u" in line and (b"\\ud" in line or b"\\uD" in line)
        result = rows.report(number, [row.get(name) for name in FIELDS], line, halves)
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
    broken = 0
    try:
        try:
            text = line.decode()
            # JSON allows no control characters, so that most lines need no look at them.
            row = None if has_later_controls(line) else _decoded(text)
        except (UnicodeDecodeError, json.JSONDecodeError):
            row = None
        if row is None:
            decoded = decode(line.strip())
            if decoded is None:
                return ReadFailure("not_text", rows.at(number))
            broken = decoded.broken
            row = _decoded(decoded.text)
    except RecursionError:
        return ReadFailure("not_json", rows.at(number), "it is nested too deeply")
    except ValueError as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        return ReadFailure("not_json", rows.at(number), why)
    if not isinstance(row, dict):
        return ReadFailure("not_object", rows.at(number))
    if broken and isinstance(row.get("text"), str):
        rows.odd.append(ReadFailure("broken_utf8", rows.at(number), str(broken)))
    return row

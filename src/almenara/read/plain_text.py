"""One plain text file, one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from almenara.model import Report, report_id
from almenara.read.encoding import decode, is_utf16
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits

#: Characters. A first line that is longer, or is not followed by a blank line, is text and no title.
LONGEST_TITLE = 200
#: Lines at the top of a text in which a date of publication may stand ('Name 3 June 2024').
DATELINE_LINES = 5

#: Finds the day of publication in the first lines of a text; None if none is told there.
Dateline = Callable[[str], date | None]

#: How formats that are no plain text begin (lower case), and which failure names them.
_SIGNATURES = (
    (b"pk\x03\x04", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "document"),
)


def too_large(where: str, limits: ReadingLimits) -> ReadFailure:
    """The failure of a source over the limit."""
    return ReadFailure("too_large", where, limit=f"{limits.report_megabytes:,} MB")


def read_plain_text(
    data: bytes, where: str, dateline: Dateline | None = None, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """A report from a file's bytes, its id a hash of its text; or why there is none."""
    if len(data) > limits.report_bytes:
        yield too_large(where, limits)
        return
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    foreign = next((what for start, what in _SIGNATURES if head.startswith(start)), None)
    if foreign is not None:
        yield ReadFailure(foreign, where)
        return
    if b"\x00" in data and not is_utf16(data):
        yield ReadFailure("nul_bytes", where)
        return
    decoded = decode(data)
    if decoded is None:
        yield ReadFailure("not_text", where)
        return
    if not decoded.text.strip():
        yield ReadFailure("empty", where)
        return
    if decoded.broken:
        yield ReadFailure("broken_utf8", where, str(decoded.broken))
    text = decoded.text
    published = dateline("\n".join(text.splitlines()[:DATELINE_LINES])) if dateline else None
    yield Report(report_id(text), text, title=title_of(text), published=published)


def title_of(text: str) -> str | None:
    """The first line, if it is short and a blank line follows."""
    lines = text.strip().splitlines()
    if len(lines) > 2 and not lines[1].strip() and len(lines[0].strip()) <= LONGEST_TITLE:
        return lines[0].strip()
    return None

"""One plain text file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from almenara.model import Report, report_id
from almenara.read.failure import ReadFailure

#: Bytes. No article comes near; a file this large is an archive that belongs in JSON Lines, or no article at all.
LARGEST_REPORT = 20 * 1024 * 1024
#: Characters. A first line that is longer, or is not followed by a blank line, is text and no title.
LONGEST_TITLE = 200
#: Above this share of control characters bytes are taken to be no text.
_CONTROL_SHARE = 0.005


def read_plain_text(path: Path) -> Iterator[Report | ReadFailure]:
    """The report in a file, or why it could not be read."""
    size = path.stat().st_size
    yield too_large(str(path), size) if size > LARGEST_REPORT else report_from_bytes(path.read_bytes(), str(path))


def too_large(where: str, size: int) -> ReadFailure:
    """The failure of a source over the limit."""
    return ReadFailure("too_large", where, f"{size / 1024 / 1024:.0f} MB", f"{LARGEST_REPORT // 1024 // 1024} MB")


def report_from_bytes(data: bytes, where: str) -> Report | ReadFailure:
    """A report from a file's bytes; its id is a hash of its text."""
    if not data.strip():
        return ReadFailure("empty", where)
    text = decode(data)
    if text is None:
        return ReadFailure("not_text", where)
    if not text.strip():
        return ReadFailure("empty", where)
    return Report(report_id(text), text, title=title_of(text))


def decode(data: bytes) -> str | None:
    """Text from bytes in UTF-8, UTF-16 with a mark, or else Windows' Latin-1 if that gives plausible text; None if not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _plausible(text) else None
    return None


def _plausible(text: str) -> bool:
    odd = sum(1 for c in text if ord(c) < 32 and c not in "\n\r\t\f\v")
    letters = sum(1 for c in text if c.isalpha() or c.isspace())
    return odd <= len(text) * _CONTROL_SHARE and letters * 2 >= len(text)


def title_of(text: str) -> str | None:
    """The first line, if it is short and a blank line follows."""
    lines = text.strip().splitlines()
    if len(lines) > 2 and not lines[1].strip() and len(lines[0].strip()) <= LONGEST_TITLE:
        return lines[0].strip()
    return None

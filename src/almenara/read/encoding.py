"""Bytes → text: the encodings that news comes in, told apart without guessing more than must be."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: Above this share of control characters bytes are taken to be no text.
_CONTROL_SHARE = 0.005
#: What counts as one: C0 controls but white space, DEL, and C1 controls but NEL.
#: Those beyond C0 in UTF-8.
_LATER_CONTROL = re.compile(rb"\x7f|\xc2[\x80-\x84\x86-\x9f]")
#: Those within ASCII.
_CONTROL_BYTES = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
#: What JSON can spell and no text holds: halves of a surrogate pair, and NUL, which databases refuse.
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how many of its characters stand for bytes that could not be decoded (each is U+FFFD)."""

    text: str
    broken: int = 0


def is_utf16(data: bytes) -> bool:
    """Whether the bytes begin with UTF-16's mark."""
    return data.startswith(_UTF_16_MARKS)


def decode(data: bytes) -> Decoded | None:
    """Text from bytes in UTF-8, marked UTF-16, or else Windows-1252 or Latin-1 if that gives plausible prose; None if not."""
    if is_utf16(data):
        return _checked(data, "utf-16")
    found = _checked(data, "utf-8-sig")
    if found is not None:
        return found
    repaired = data.decode("utf-8-sig", "replace")
    broken = repaired.count("\ufffd")
    if not broken:
        return None
    good = sum(1 for c in repaired if c > "\x7f") - broken
    # A text in Latin-1 hardly ever has two bytes in a row that look like a letter of UTF-8; a damaged one has many.
    if good > broken and _few_controls(repaired):
        return Decoded(repaired, broken)
    for encoding in ("cp1252", "latin-1"):
        found = _checked(data, encoding)
        if found is not None and _like_prose(found.text):
            return found
    return None


def _checked(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text) if _few_controls(text) else None


def _few_controls(text: str) -> bool:
    # Counted in bytes, which is many times faster than a pattern over characters.
    data = text.encode("utf-8", "surrogatepass")
    found = (
        len(data) - len(data.translate(None, _CONTROL_BYTES)) + len(_LATER_CONTROL.findall(data)) - data.count(b"\x7f")
    )
    return found <= len(text) * _CONTROL_SHARE


def _like_prose(text: str) -> bool:
    """Whether at least half are letters, digits and white space, as in any prose and in hardly any other data."""
    return sum(1 for c in text if c.isalnum() or c.isspace()) * 2 >= len(text)


def without_no_characters(text: str, halves: bool = True) -> tuple[str, str | None]:
    """The text with U+FFFD, one for one, for what is no character, and the first such as 'U+D800' (None if there is none).

    `halves` is false for a text that holds no half of a surrogate pair for certain, as one that was decoded from bytes.
    """
    # Many times faster than the pattern, which most texts do not need; of all encodings that refuse halves UTF-16 is the quickest.
    if "\x00" not in text:
        if not halves or text.isascii():
            return text, None
        try:
            text.encode("utf-16-le")
        except UnicodeEncodeError:
            pass
        else:
            return text, None
    found = _NO_CHARACTER.search(text)
    if found is None:
        return text, None
    return _NO_CHARACTER.sub("\ufffd", text), f"U+{ord(found.group()):04X}"


def printable(words: str) -> str:
    """Words from outside (a file's name, an id) that are safe to print: one line, no control sequences, no half characters."""
    return "".join(c if c.isprintable() else "\ufffd" for c in words)

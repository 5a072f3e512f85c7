"""Texts as HTML, XML and files can hold them."""

from __future__ import annotations

import re

#: The last two code points of each plane stand for no character.
_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
#: Those, control characters, lone surrogates and what else Unicode keeps for no character.
_IMPOSSIBLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]")


def clean(text: str) -> str:
    """The text less characters that no page may hold; a carriage return becomes a space."""
    # Nearly every text is printable, and then holds none of them.
    return text if text.isprintable() else _IMPOSSIBLE.sub("", text.replace("\r", " "))


def utf8(text: str) -> bytes:
    """A file's text as bytes. A lone surrogate, as broken pages hold some, would make it no UTF-8: its escape is written."""
    return text.encode("utf-8", "backslashreplace")

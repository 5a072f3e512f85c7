"""A body as it comes over the wire, unpacked within a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

#: zlib's sign for 'gzip or zlib, whichever it is'.
_EITHER = zlib.MAX_WBITS | 32
_PACKED = ("gzip", "x-gzip", "deflate")
PLAIN = ("", "identity")


class TooLarge(Exception):
    """More bytes than the limit, packed or unpacked."""


class Unreadable(Exception):
    """A body that is packed in a way not asked for, or ends before its end."""


def unpacked(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The bytes of a body; never more than `limit` and a little are held. Raises TooLarge or Unreadable."""
    name = encoding.strip().lower()
    if name in PLAIN:
        data = bytearray()
        for chunk in chunks:
            data += chunk
            if len(data) > limit:
                raise TooLarge
        return bytes(data)
    if name not in _PACKED:
        raise Unreadable(f"Content-Encoding {name[:20]}")
    return _inflated(chunks, limit)


def _inflated(chunks: Iterable[bytes], limit: int) -> bytes:
    engine = zlib.decompressobj(_EITHER)
    data = bytearray()
    packed = 0
    try:
        for chunk in chunks:
            packed += len(chunk)
            data += engine.decompress(chunk, limit + 1 - len(data))
            if len(data) > limit or packed > limit:
                raise TooLarge
            if engine.eof:
                break
    except zlib.error as error:
        raise Unreadable("gzip") from error
    if not engine.eof:
        raise Unreadable("gzip")
    return bytes(data)

"""A ZIP of any of the other formats. Nothing is unpacked to the disk, so that no name in it can write anywhere."""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from almenara.model import Report
from almenara.read.encoding import printable
from almenara.read.failure import ReadFailure
from almenara.read.plain_text import LARGEST_REPORT, too_large

#: Archives within archives.
DEEPEST = 2
#: How often larger a file may be unpacked than packed (of files above a megabyte). Text packs ten to one at the most; bombs a thousand to one.
LARGEST_RATIO = 200
_SMALL = 1024 * 1024
#: Files in one archive.
MOST_FILES = 100_000

#: In what ways a damaged or foreign member fails.
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)

Member = Callable[[BinaryIO, str, str, int], Iterator[Report | ReadFailure]]


def read_zip(stream: BinaryIO, where: str, read_member: Member, depth: int = 0) -> Iterator[Report | ReadFailure]:
    """The reports of every file in an archive; `read_member` reads one from its stream, name, place and depth."""
    if depth >= DEEPEST:
        yield ReadFailure("nested_archive", where, limit=str(DEEPEST))
        return
    try:
        archive = ZipFile(stream)
        members = [m for m in archive.infolist() if not m.is_dir() and not _path(m).name.startswith(".")]
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        yield ReadFailure("broken_archive", where, str(error))
        return
    if not members:
        yield ReadFailure("empty", where)
    for number, member in enumerate(members):
        at = f"{where}!{printable(member.filename)}"
        if number >= MOST_FILES:
            yield ReadFailure("too_many_files", where, f"{len(members):,}", limit=f"{MOST_FILES:,}")
            return
        problem = _problem(member, at)
        if problem is not None:
            yield problem
            continue
        try:
            with archive.open(member) as opened:
                data = opened.read(LARGEST_REPORT + 1)
        except _BROKEN as error:
            yield ReadFailure("broken_archive", at, str(error))
            continue
        if len(data) > LARGEST_REPORT:
            yield too_large(at)
            continue
        yield from read_member(io.BytesIO(data), PurePosixPath(member.filename).name, at, depth + 1)


def _problem(member: ZipInfo, at: str) -> ReadFailure | None:
    path = _path(member)
    if path.is_absolute() or ".." in path.parts:
        return ReadFailure("unsafe_name", at)
    if member.flag_bits & 1:
        return ReadFailure("locked_archive", at)
    if member.file_size > _SMALL and member.file_size > LARGEST_RATIO * max(member.compress_size, 1):
        return ReadFailure("bomb", at, limit=str(LARGEST_RATIO))
    return too_large(at) if member.file_size > LARGEST_REPORT else None


def _path(member: ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))

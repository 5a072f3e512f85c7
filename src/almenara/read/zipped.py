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
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import too_large

#: Bytes up to which a file may be unpacked however small it is packed.
_SMALL = 1024 * 1024

#: In what ways a damaged or foreign member fails.
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)

Member = Callable[[BinaryIO, str, str, int], Iterator[Report | ReadFailure]]


def read_zip(
    stream: BinaryIO, where: str, read_member: Member, depth: int = 0, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """The reports of every file in an archive; `read_member` reads one from its stream, name, place and depth."""
    if depth >= limits.nested_archives:
        yield ReadFailure("nested_archive", where, limit=str(limits.nested_archives))
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
        if number >= limits.archive_files:
            yield ReadFailure("too_many_files", where, f"{len(members):,}", limit=f"{limits.archive_files:,}")
            return
        problem = _problem(member, at, limits)
        if problem is not None:
            yield problem
            continue
        try:
            with archive.open(member) as opened:
                data = opened.read(limits.report_bytes + 1)
        except _BROKEN as error:
            yield ReadFailure("broken_archive", at, str(error))
            continue
        if len(data) > limits.report_bytes:
            yield too_large(at, limits)
            continue
        yield from read_member(io.BytesIO(data), PurePosixPath(member.filename).name, at, depth + 1)


def bomb_in(stream: BinaryIO, limits: ReadingLimits) -> bool:
    """Whether a document that is a ZIP within, as those of Excel are, holds a file that would unpack to too much; false for what is no ZIP."""
    try:
        with ZipFile(stream) as archive:
            return any(_is_bomb(member, limits) for member in archive.infolist())
    except (BadZipFile, NotImplementedError, OSError, ValueError):
        return False
    finally:
        stream.seek(0)


def _is_bomb(member: ZipInfo, limits: ReadingLimits) -> bool:
    return member.file_size > _SMALL and member.file_size > limits.unpacked_ratio * max(member.compress_size, 1)


def _problem(member: ZipInfo, at: str, limits: ReadingLimits) -> ReadFailure | None:
    path = _path(member)
    if path.is_absolute() or ".." in path.parts:
        return ReadFailure("unsafe_name", at)
    if member.flag_bits & 1:
        return ReadFailure("locked_archive", at)
    if _is_bomb(member, limits):
        return ReadFailure("bomb", at, limit=f"{limits.unpacked_ratio:,}")
    return too_large(at, limits) if member.file_size > limits.report_bytes else None


def _path(member: ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))

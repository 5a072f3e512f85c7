"""The bytes that reports were read from: compressed files beside the database, each named by the hash of what it holds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import zstandard

from almenara.model import OriginalFile
from almenara.store.refusal import StoreError

#: The folder's name in an observatory.
ARCHIVE = "archive"
_ENDING = ".zst"
#: zstandard's own default: nearly as small as the slower levels on pages and texts.
_LEVEL = 3
#: Bytes that are unpacked at once.
_PIECE = 1 << 20


@dataclass(frozen=True)
class Archive:
    """Content-addressed: the same bytes are kept once, and a file that does not hash to its name is known to be damaged."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie, whether or not they are there."""
        return self.folder / sha256[:2] / (sha256 + _ENDING)

    def put(self, data: bytes) -> str:
        """Keep bytes and give their SHA-256 in hex. Raises StoreError if the disk does not take them; nothing is left half written."""
        sha256 = hashlib.sha256(data).hexdigest()
        return sha256 if self.path(sha256).exists() else self._kept([data])

    def put_file(self, original: OriginalFile) -> str:
        """Keep a file's bytes, which are read, hashed and packed piece by piece, and give their SHA-256 in hex.

        Raises StoreError if the file is not as it was when its reports were read, or the disk does not take its bytes.
        """
        path = Path(original.path)
        try:
            with path.open("rb") as file:
                sha256 = self._kept(iter(lambda: file.read(_PIECE), b""))
                now = os.fstat(file.fileno())
        except OSError as error:
            raise StoreError("not_read_again", path=path, words=error.strerror) from error
        if (now.st_size, now.st_mtime_ns) != (original.size, original.changed):
            raise StoreError("changed_while_read", path=path)
        return sha256

    def _kept(self, pieces: Iterable[bytes]) -> str:
        """The hash of the bytes, which lie under it from now on. A name of its own until then: another process may be keeping the same."""
        part = self.folder / f"{uuid4().hex}.part"
        digest = hashlib.sha256()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
                with packer.stream_writer(file, closefd=False) as writer:
                    for piece in pieces:
                        digest.update(piece)
                        writer.write(piece)
                file.flush()
                os.fsync(file.fileno())
            path = self.path(digest.hexdigest())
            path.parent.mkdir(exist_ok=True)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoreError("archive_not_written", folder=self.folder, words=error.strerror) from error
        return digest.hexdigest()

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises StoreError if they are not there or damaged."""
        return b"".join(self._checked(sha256))

    def problems(self, wanted: Iterable[str]) -> Iterator[str]:
        """A sentence for each of the hashes whose bytes are missing or changed; every file is read whole and hashed again."""
        for sha256 in wanted:
            try:
                for _ in self._checked(sha256):
                    pass
            except StoreError as error:
                yield str(error)

    def _checked(self, sha256: str) -> Iterator[bytes]:
        """The bytes piece by piece; raises StoreError at the latest behind the last one if they are not those that were archived."""
        path = self.path(sha256)
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                for piece in _unpacked(file):
                    digest.update(piece)
                    yield piece
        except FileNotFoundError:
            raise StoreError("not_archived", sha256=sha256, name=path.name) from None
        except (OSError, zstandard.ZstdError) as error:
            raise StoreError("archive_damaged", path=path, words=error) from error
        if digest.hexdigest() != sha256:
            raise StoreError("other_bytes", path=path)


def _unpacked(file: object) -> Iterator[bytes]:
    with zstandard.ZstdDecompressor().stream_reader(file) as reader:  # type: ignore[arg-type]
        while piece := reader.read(_PIECE):
            yield piece

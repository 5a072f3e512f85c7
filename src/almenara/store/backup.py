"""One file with all of an observatory's memory: its database, the archive of originals and its releases; and the way back."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from almenara.store.archive import ARCHIVE
from almenara.store.connect import Store
from almenara.store.refusal import StoreError

_DATABASE = "observatory.db"
RELEASES = "releases"
#: The names that a backup may hold beside the database; anything else, such as a way out of the folder, is refused.
_MEMBER = re.compile(
    rf"(?:{ARCHIVE}/[0-9a-f]{{2}}/[0-9a-f]{{64}}\.zst|{RELEASES}/[0-9]+/(?:[\w.-]*\w[\w.-]*/)*[\w.-]*\w[\w.-]*)"
)
_SQLITE_HEAD = b"SQLite format 3\x00"


def back_up(store: Store, target: Path, folder: Path | None = None) -> None:
    """Write a SQLite store, as it is at one moment and while others go on working, to one file, with the archive and the releases
    of its `folder`. Raises StoreError, and leaves nothing behind then."""
    if store.dialect != "sqlite":
        raise StoreError("pg_dump")
    if target.exists():
        raise StoreError("there_already", path=target)
    part = target.with_name(target.name + ".part")
    copied = target.with_name(target.name + ".db.part")
    part.unlink(missing_ok=True)
    copied.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(str(store.engine.url.database))) as whole,
            closing(sqlite3.connect(copied)) as copy,
        ):
            whole.backup(copy)
        # The database first: originals are archived before their reports are stored, so that the archive read later holds all of them.
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            file.write(copied, _DATABASE)
            if folder is not None:
                for path in sorted(p for name in (ARCHIVE, RELEASES) for p in (folder / name).rglob("*")):
                    member = path.relative_to(folder).as_posix()
                    if path.is_file() and _MEMBER.fullmatch(member):
                        file.write(path, member, zipfile.ZIP_STORED)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StoreError("backup_not_written", path=target, words=error) from error
    finally:
        copied.unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, folder: Path | None = None, force: bool = False) -> None:
    """Put a backup in the place of a SQLite store's file, and its archive and releases into `folder`.

    Raises StoreError if the backup is none or damaged, or if the database is there already and it is not forced.
    """
    if not backup.is_file():
        raise StoreError("no_backup", path=backup)
    with backup.open("rb") as file:
        is_database = file.read(len(_SQLITE_HEAD)) == _SQLITE_HEAD
    if is_database:
        # As older versions wrote them.
        _put_back(backup, target, force)
        return
    unpacked = target.with_name(target.name + ".unpacked")
    try:
        with zipfile.ZipFile(backup) as whole:
            names = whole.namelist()
            strange = next((n for n in names if n != _DATABASE and not _MEMBER.fullmatch(n)), None)
            if strange is not None or _DATABASE not in names:
                raise StoreError("not_a_backup", path=backup)
            broken = whole.testzip()
            if broken is not None:
                raise StoreError("backup_damaged", path=backup, words=broken)
            with whole.open(_DATABASE) as source, unpacked.open("wb") as to:
                shutil.copyfileobj(source, to)
            _put_back(unpacked, target, force)
            for name in names if folder is not None else ():
                assert folder is not None
                path = folder / name
                if name != _DATABASE:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with whole.open(name) as source, path.with_name(path.name + ".part").open("wb") as to:
                        shutil.copyfileobj(source, to)
                    path.with_name(path.name + ".part").replace(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise StoreError("not_a_sound_backup", path=backup, words=error) from error
    except OSError as error:
        raise StoreError("not_put_back", words=error) from error
    finally:
        unpacked.unlink(missing_ok=True)


def _put_back(database: Path, target: Path, force: bool) -> None:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source:
        try:
            sound = source.execute("PRAGMA integrity_check").fetchone()[0]
            source.execute("SELECT 1 FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise StoreError("not_a_sound_backup", path=database, words=error) from error
        if sound != "ok":
            raise StoreError("backup_damaged", path=database, words=sound)
        if target.exists() and not force:
            raise StoreError("no_force", path=target)
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    # The old file's journal belongs to the old file.
    for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    part.replace(target)

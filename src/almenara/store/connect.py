"""Open a store: SQLite in the observatory's folder, or PostgreSQL by its address; tables are made and brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from almenara.store.priority import fill_priorities
from almenara.store.refusal import StoreError

#: Seconds that a writer waits for another one.
BUSY_SECONDS = 60
#: MiB of SQLite's pages that a connection may keep.
CACHE_MIB = 64
#: KiB of them while each row is looked up in each index, as SQLite's own check does: more lie beyond the processor's own memory, where finding a
#: page takes longer than asking the system for it. SQLite's default.
_CHECKING_KIB = 2000
#: MiB of the file that a check may read as memory: they count as the process's own, and a release may take 2 GiB.
_MAPPED_MIB = 1024
_MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True)
class Store:
    """An open store. `reading` and `writing` give a connection each, in a transaction of its own."""

    engine: Engine
    # SQLite has waiting writers look again at ever longer intervals, in no order; those of one process take turns before they ask it.
    _turn: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def dialect(self) -> str:
        """'sqlite' or 'postgresql'."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept at the end, or none if anything is raised. Writers take turns."""
        with self._one_at_a_time(), explained(), self.engine.connect() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                # Writers take turns as they do in SQLite; a decision's number and chain depend on the one before.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7325)")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise _failed("locked")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open a database, making its tables if there are none and bringing older ones up to date.

    Raises StoreError if it cannot be reached or written, or was made by a newer version.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError("no_address", url=repr(url)) from error
    except ModuleNotFoundError as error:
        raise StoreError("needs_psycopg", words=error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    store = Store(engine)
    with explained():
        _bring_up_to_date(store)
    return store


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own transactions begin late and skip some statements: SQLAlchemy's are used instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # The mode stays with the file; setting it anew would need the right to write.
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    # In WAL mode a crash of the machine may lose the last transaction but never breaks the file; FULL loses none.
    cursor.execute("PRAGMA synchronous = FULL")
    # The default of 2 MB has a store of a million events read the same pages of its indexes again and again.
    cursor.execute(f"PRAGMA cache_size = -{CACHE_MIB * 1024}")
    cursor.close()


@contextmanager
def checking(connection: Connection, *, mapped: bool) -> Iterator[None]:
    """Have an SQLite connection keep few pages for as long as the file is checked. `mapped`: read the file's first `_MAPPED_MIB` as memory, which takes
    a third less time; but where the disk cannot be read the process is then killed, so that only one that others wait for should do so."""
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CHECKING_KIB}")
    connection.exec_driver_sql(f"PRAGMA mmap_size = {_MAPPED_MIB * 2**20 if mapped else 0}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_MIB * 1024}")
        connection.exec_driver_sql("PRAGMA mmap_size = 0")


def _bring_up_to_date(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    with store.reading() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError("newer", version=current)
    with store.writing() as connection:
        # Another process may have done it while this one waited for its turn.
        if MigrationContext.configure(connection).get_current_revision() == current:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            fill_priorities(connection)


@contextmanager
def explained() -> Iterator[None]:
    """Errors of the database as a StoreError."""
    try:
        yield
    except OperationalError as error:
        raise _failed(str(error.orig)) from error
    except DBAPIError as error:
        if "readonly" in str(error.orig) or "read-only" in str(error.orig):
            raise _failed(str(error.orig)) from error
        raise


def _failed(words: str) -> StoreError:
    """What a database's own words mean for somebody who uses it."""
    lower = words.lower()
    if "locked" in lower:
        return StoreError("locked", n=BUSY_SECONDS)
    if "readonly" in lower or "read-only" in lower:
        return StoreError("read_only")
    if "disk is full" in lower or "no space" in lower:
        return StoreError("disk_full")
    if "unable to open" in lower:
        return StoreError("not_opened")
    return StoreError("database_said", words=words.strip())

"""An observatory on each kind of database: a file of SQLite, and a real PostgreSQL on a socket of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.store import Store, open_store

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pgserver = pytest.importorskip(
        "pgserver", reason="PostgreSQL as a wheel is not here: pip install pgserver (Python 3.11 or 3.12)"
    )
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server = request.getfixturevalue("postgres")
    name = f"almenara_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return str(server.get_uri(name))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def observatory(url: str, tmp_path: Path, pipeline: Pipeline) -> Iterator[Observatory]:
    create_observatory(tmp_path / "here", "Test").close()
    settings = tmp_path / "here" / "almenara.toml"
    settings.write_text(f'database = "{url}"\n', encoding="utf-8")
    opened = open_observatory(tmp_path / "here")
    # The session's pipeline: building one takes longer than all else here.
    opened.__dict__["pipeline"] = pipeline
    yield opened
    opened.close()

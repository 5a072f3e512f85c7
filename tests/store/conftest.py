"""An observatory on each kind of database: a file of SQLite, and a real PostgreSQL on a socket of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from almenara.observatory import Observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.store import Store, open_store


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def observatory(url: str, tmp_path: Path, pipeline: Pipeline) -> Iterator[Observatory]:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "almenara.toml").write_text(f'database = "{url}"\n', encoding="utf-8")
    opened = open_observatory(tmp_path / "here")
    # The session's pipeline: building one takes longer than all else here.
    opened.__dict__["pipeline"] = pipeline
    yield opened
    opened.close()

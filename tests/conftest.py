"""What tests of several rooms need: the pipeline (built once), a database of each kind, and the folder of data outside the project, if it is there."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from almenara.bench.reviewing import chromium
from almenara.codebook import Codebook, load_codebook
from almenara.model import Coding, Mention, Report, report_id
from almenara.pipeline import NotCoded, Pipeline
from almenara.samples import PLACES
from almenara.store import open_store

SHARED = Path(__file__).resolve().parents[2] / "shared"

Code = Callable[..., Coding]
_numbers = itertools.count()


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="session")
def pipeline(codebook: Codebook) -> Pipeline:
    return Pipeline(codebook, places=(PLACES,))


@pytest.fixture(scope="session")
def code(pipeline: Pipeline) -> Code:
    """Codes one text: `code(text, language='en', published=None)`."""

    def run(text: str, language: str = "en", published: date | None = date(2024, 6, 12)) -> Coding:
        result = next(pipeline.code([Report(report_id(text), text, language=language, published=published)]))
        assert not isinstance(result, NotCoded)
        return result

    return run


def of_type(coding: Coding, kind: str) -> Sequence[Mention]:
    """The mentions of one type, in text order."""
    return [m for m in coding.mentions if m.type == kind]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data beside the project; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not here; this test measures on data outside the project")
    return SHARED


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pgserver = pytest.importorskip(
        "pgserver", reason="PostgreSQL as a wheel is not here: pip install pgserver (Python 3.11 or 3.12)"
    )
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    return _database(request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with today's tables and nothing in them: a copy, because making them takes longer than most tests."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('_sqlite_tables'), tmp_path / 'store.db')}"
    return _database(request, tmp_path, request.getfixturevalue("_postgres_tables"))


@pytest.fixture(scope="session")
def _sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables") / "store.db"
    open_store(f"sqlite:///{made}").close()
    return made


@pytest.fixture(scope="session")
def _postgres_tables(postgres: Any) -> str:
    postgres.psql("CREATE DATABASE tables;")
    open_store(postgres.get_uri("tables")).close()
    return "tables"


def _database(request: pytest.FixtureRequest, folder: Path, like: str | None = None) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'store.db'}"
    server = request.getfixturevalue("postgres")
    name = f"almenara_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name}" + (f" TEMPLATE {like};" if like else ";"))
    return str(server.get_uri(name))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()

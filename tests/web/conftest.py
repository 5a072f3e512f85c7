"""An observatory with two reports and two members, and its application served for real."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from reports_to_review import filled
from starlette.testclient import TestClient

from almenara.observatory import Observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.web import create_app


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    """An observatory of which each test gets a copy: making one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("original") / "here"
    filled(folder, pipeline)
    return folder


@pytest.fixture
def observatory(tmp_path: Path, original: Path, pipeline: Pipeline) -> Iterator[Observatory]:
    made = open_observatory(shutil.copytree(original, tmp_path / "here"))
    made.__dict__["pipeline"] = pipeline
    yield made
    made.close()


@pytest.fixture
def client(observatory: Observatory) -> Iterator[TestClient]:
    with TestClient(create_app(observatory)) as made:
        yield made


@pytest.fixture
def address(observatory: Observatory) -> Iterator[str]:
    """The application on a port of this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(observatory), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            pytest.fail("the server did not start")
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)

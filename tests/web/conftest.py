"""An observatory with two reports and two members, and its application served for real."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from hostile import PASSWORD
from reports_to_review import REPORTS
from starlette.testclient import TestClient

from almenara.observatory import Observatory, create_observatory
from almenara.pipeline import Pipeline
from almenara.store.people import set_password
from almenara.web import create_app


@pytest.fixture
def observatory(tmp_path: Path, pipeline: Pipeline) -> Iterator[Observatory]:
    made = create_observatory(tmp_path / "here", "Test")
    made.__dict__["pipeline"] = pipeline
    made.add(REPORTS)
    with made.store.writing() as connection:
        for name, access in (("ana", "coder"), ("luis", "coder"), ("rita", "reader")):
            set_password(connection, name, PASSWORD, access)  # type: ignore[arg-type]
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

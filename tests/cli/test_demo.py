"""`almenara demo`: ends by itself where nobody sits at a terminal, with everything an observatory publishes of the samples."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from almenara.observatory import open_observatory
from almenara.publish import FORMATS, read_events
from almenara.store.people import member_with

COMMAND = [sys.executable, "-c", "from almenara.cli import main; main()", "demo"]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("demo") / "here"
    done = subprocess.run(
        [*COMMAND, "--in", str(folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
    )
    return folder, done


def test_it_ends_and_says_where_everything_is(ended: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = ended
    assert done.returncode == 0, done.stderr
    said = done.stdout
    public = folder / "public"
    for path in (public / "report.html", public / "report.pdf", public / "exports", folder):
        assert str(path) in said
        assert path.exists()
    assert (public / "site" / "index.html").as_uri() in said
    assert "almenara serve" in said
    assert len(pypdfium2.PdfDocument(public / "report.pdf")) > 2
    assert len(
        {p.name.removesuffix("-sidecar.csv") for p in (public / "exports").iterdir() if "sidecar" not in p.name}
    ) == len(FORMATS)


def test_report_site_and_exports_have_the_events_of_its_store(
    ended: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = ended
    observatory = open_observatory(folder)
    ids = {event.id for event, _ in observatory.events()}
    observatory.close()
    assert len(ids) > 30
    assert {e.id for e in read_events(folder / "public" / "exports" / "events.jsonl")} == ids
    assert {p.stem for p in (folder / "public" / "site" / "es" / "events").glob("e-*.html")} == ids


def test_the_password_that_it_prints_opens_the_review_application(
    ended: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = ended
    found = re.search(r"as (\S+) with the password (\S+)|como (\S+) con la contraseña (\S+)", done.stdout)
    assert found
    name, password = [word for word in found.groups() if word]
    observatory = open_observatory(folder)
    try:
        with observatory.store.writing() as connection:
            person = member_with(connection, name, password)
    finally:
        observatory.close()
    assert person is not None


def test_an_observatory_that_is_there_is_left_alone(ended: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = ended
    before = (folder / "almenara.toml").read_bytes()
    again = subprocess.run(
        [*COMMAND, "--in", str(folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
    )
    assert again.returncode == 2
    assert str(folder) in again.stderr
    assert (folder / "almenara.toml").read_bytes() == before

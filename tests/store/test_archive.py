"""The bytes behind reports: kept once, told when damaged, and brought back by a backup."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from almenara.model import Report, Source
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.store import Archive, EventFilter, StoreError, back_up, problems_of, restore
from almenara.store import tables as t

MARCH = Report(
    "a",
    "Teachers marched through Kumasi on Monday to demand higher wages, and police fired tear gas.\n",
    language="en",
    published=date(2024, 6, 4),
    url="https://ashanti.example/march",
    source=Source("Ashanti Post"),
)


@pytest.fixture
def observatory(tmp_path: Path, pipeline: Pipeline) -> Observatory:
    made = create_observatory(tmp_path / "obs")
    made.__dict__["pipeline"] = pipeline
    return made


def originals(observatory: Observatory) -> dict[str, str | None]:
    with observatory.store.reading() as connection:
        return {row.id: row.original for row in connection.execute(select(t.report.c.id, t.report.c.original))}


def test_bytes_are_kept_once_and_come_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    key = archive.put(b"words " * 1000)
    assert archive.put(b"words " * 1000) == key
    assert archive.get(key) == b"words " * 1000
    assert archive.path(key).stat().st_size < 1000
    assert [p.name for p in archive.folder.rglob("*") if p.is_file()] == [f"{key}.zst"]
    with pytest.raises(StoreError, match="holds no"):
        archive.get("0" * 64)


def test_every_format_gives_the_bytes_it_was_read_from(tmp_path: Path, observatory: Observatory) -> None:
    text, lines, table = (
        MARCH.text.encode(),
        b'{"id": "l", "text": "Miners struck in Oruro on Friday."}\n',
        b'text\n"Nurses marched in Leeds."\n',
    )
    for name, data in (("a.txt", text), ("b.jsonl", lines), ("c.csv", table)):
        (tmp_path / name).write_bytes(data)
    found = [r for name in ("a.txt", "b.jsonl", "c.csv") for r in read(tmp_path / name) if isinstance(r, Report)]
    assert [r.original for r in found] == [text, lines, table]
    observatory.add(found)
    kept = originals(observatory)
    assert [observatory.archive.get(kept[r.id] or "") for r in found] == [text, lines, table]
    assert list(problems_of(observatory.store, observatory.archive)) == []


@pytest.mark.parametrize("harm", ["cut", "other", "gone"])
def test_a_damaged_original_is_found(observatory: Observatory, harm: str) -> None:
    observatory.add([replace(MARCH, original=b"<p>" + MARCH.text.encode() * 40)])
    (key,) = filter(None, originals(observatory).values())
    path = observatory.archive.path(key)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-9])
    elif harm == "other":
        path.write_bytes(observatory.archive.path(observatory.archive.put(b"other")).read_bytes())
    else:
        path.unlink()
    (problem,) = problems_of(observatory.store, observatory.archive)
    assert key in problem


def test_versions_of_one_address_are_one_voice(observatory: Observatory) -> None:
    newer = replace(
        MARCH, id="b", text=MARCH.text.replace("tear gas", "rubber bullets and arrested 14 of them"), source=None
    )
    other = replace(
        MARCH,
        id="c",
        text="On Monday teachers marched in Kumasi for higher wages.",
        url="https://kumasi.example/1",
        source=Source("Kumasi Times"),
    )
    observatory.add([replace(MARCH, source=None), newer])
    with observatory.store.reading() as connection:
        rows = connection.execute(select(t.report.c.id, t.report.c.version_of).order_by(t.report.c.id)).all()
    assert [tuple(row) for row in rows] == [("a", None), ("b", "a")]
    ((march, _),) = observatory.events(EventFilter(types=("march",)))
    assert set(march.reports) == {"a", "b"}
    assert march.sources == 1
    observatory.add([other])
    ((march, _),) = observatory.events(EventFilter(types=("march",)))
    assert march.sources == 2


def test_two_reports_of_one_outlet_are_one_source(observatory: Observatory) -> None:
    second = replace(MARCH, id="b", url=None, text="Hundreds of teachers marched in Kumasi on Monday over their wages.")
    observatory.add([MARCH, second])
    ((march, _),) = observatory.events(EventFilter(types=("march",)))
    assert (len(march.reports), march.sources) == (2, 1)


def test_a_backup_brings_the_originals_back(tmp_path: Path, observatory: Observatory) -> None:
    observatory.add([replace(MARCH, original=MARCH.text.encode())])
    back_up(observatory.store, tmp_path / "all.backup", observatory.folder)
    fresh = tmp_path / "fresh"
    create_observatory(fresh).close()
    restore(tmp_path / "all.backup", fresh / "observatory.db", folder=fresh, force=True)
    found = open_observatory(fresh)
    assert list(problems_of(found.store, found.archive)) == []
    (key,) = filter(None, originals(found).values())
    assert found.archive.get(key) == MARCH.text.encode()


@pytest.mark.parametrize("name", ["../out.txt", "archive/../../out.txt", "/etc/x", "almenara.toml"])
def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "evil", "w") as file:
        file.writestr("observatory.db", b"")
        file.writestr(name, b"x")
    (tmp_path / "in").mkdir()
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "evil", tmp_path / "in" / "observatory.db", folder=tmp_path / "in")
    assert not list((tmp_path / "in").iterdir())

"""The bytes behind reports: kept once, told when damaged, and brought back by a backup."""

from __future__ import annotations

import resource
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from almenara.model import OriginalFile, Report, Source
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.store import Archive, EventFilter, StoreError, back_up, problems_of, reports_by_id, restore
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
    assert [r.original for r in found[:2]] == [text, lines]
    observatory.add(found)
    kept = originals(observatory)
    assert [observatory.archive.get(kept[r.id] or "") for r in found] == [text, lines, table]
    assert list(problems_of(observatory.store, observatory.archive)) == []


def test_a_tables_file_is_archived_once_however_many_batches_its_rows_fill(
    tmp_path: Path, observatory: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + "".join(f"{n},Rain fell on hill number {n}.\n" for n in range(9)), encoding="utf-8")
    put: list[OriginalFile] = []
    put_file = Archive.put_file
    monkeypatch.setattr(Archive, "put_file", lambda archive, file: (put.append(file), put_file(archive, file))[1])
    monkeypatch.setattr("almenara.observatory.observatory.BATCH", 2)
    observatory.add(r for r in read(path) if isinstance(r, Report))
    assert len(put) == 1
    (key,) = set(originals(observatory).values())
    assert observatory.archive.get(key or "") == path.read_bytes()
    assert not list(observatory.archive.folder.glob("*.part"))


def test_a_file_of_any_size_is_packed_piece_by_piece(tmp_path: Path) -> None:
    path, size = tmp_path / "large.csv", 300 * 1024 * 1024
    with path.open("wb") as file:
        file.truncate(size)
    found = path.stat()
    archive = Archive(tmp_path / "archive")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    key = archive.put_file(OriginalFile(str(path), found.st_size, found.st_mtime_ns))
    assert list(archive.problems([key])) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert archive.path(key).stat().st_size < size // 1000


def test_a_table_that_was_changed_while_it_was_read_is_told_and_nothing_is_stored(
    tmp_path: Path, observatory: Observatory
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,Rain fell on the hills.\n", encoding="utf-8")
    reports = [r for r in read(path) if isinstance(r, Report)]
    path.write_text("id,text\n1,Snow fell.\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"a\.csv was changed while it was read"):
        observatory.add(reports)
    assert originals(observatory) == {}


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


def test_author_and_section_are_kept(observatory: Observatory) -> None:
    observatory.add([replace(MARCH, author="Newsroom", section="Regions")])
    with observatory.store.reading() as connection:
        kept = reports_by_id(connection, ["a"])["a"]
    assert (kept.author, kept.section) == ("Newsroom", "Regions")


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

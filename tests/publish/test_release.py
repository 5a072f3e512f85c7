"""Releases: the same bytes of the same events, kept as they were, whole or not there, and told apart with the decisions behind."""

from __future__ import annotations

import json
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from almenara.cli import main
from almenara.model import Report
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.publish import (
    Change,
    Decided,
    PublicEvent,
    ReleaseError,
    Written,
    differences,
    make_release,
    read_release,
    release_numbers,
)

ABOUT = {"software": "almenara 0", "decisions": {"number": 0, "sha256": "0"}}
MARCH = PublicEvent(
    "e-1", "march", "contention", "happened", "accepted", date(2024, 6, 4), date(2024, 6, 4), "day", "Accra", None,
    "GH", 5.556, -0.1969, "populated_place", agents=("teachers",), agent_sectors=("EDU",), demands=("wages",),
    numbers={"crowd": (150, 200, None)}, codes={"acled": {"event_type": "Protests", "sub_event_type": "Peaceful protest"}},
    sources=("The Quay",), scales=("local",), urls=("https://quay.example/1",),
)  # fmt: skip
EMPTY = PublicEvent("e-2", "riot", "unrest", "alleged", "new", None, None, None, None, None, None, None, None, None)
ODD = replace(EMPTY, id="e-3", place="<b>=1+1</b>\u2028مظاهرة\u202e\nx", agents=("-2", "a; b", '"'))


def test_events_come_back_as_they_went_in(tmp_path: Path) -> None:
    make_release(tmp_path, [ODD, EMPTY, MARCH], ABOUT)
    found = read_release(tmp_path, 1)
    assert list(found.events.values()) == [MARCH, EMPTY, ODD]
    assert found.about["events"] == 3


def test_the_same_events_give_the_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    one = make_release(tmp_path / "a", [MARCH, EMPTY, ODD], ABOUT)
    other = make_release(tmp_path / "b", [ODD, MARCH, EMPTY], dict(reversed(ABOUT.items())))
    files = sorted(p.name for p in one.folder.iterdir())
    assert files == ["events.csv", "events.jsonl", "release.json"]
    assert all((one.folder / f).read_bytes() == (other.folder / f).read_bytes() for f in files)


def test_nothing_new_makes_no_release_and_something_new_the_next(tmp_path: Path) -> None:
    made = [make_release(tmp_path, events, ABOUT) for events in ([MARCH], [MARCH], [], [MARCH])]
    assert [(m.number, m.new) for m in made] == [(1, True), (1, False), (2, True), (3, True)]
    assert read_release(tmp_path, 2).events == {}


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Files cannot grow beyond so many bytes, as on a disk that is full by then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_no_half_release(tmp_path: Path) -> None:
    make_release(tmp_path, [MARCH], ABOUT)
    with files_end_at(700), pytest.raises(OSError, match="too large"):
        make_release(tmp_path, [replace(MARCH, id=f"e-{n}") for n in range(50)], ABOUT)
    assert [p.name for p in tmp_path.iterdir()] == ["0001"]
    assert make_release(tmp_path, [EMPTY], ABOUT).number == 2


def test_a_release_that_was_changed_is_told_and_never_built_upon(tmp_path: Path) -> None:
    folder = make_release(tmp_path, [MARCH], ABOUT).folder
    path = folder / "events.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Accra", b"Tamale"))
    with pytest.raises(ReleaseError, match=r"events\.jsonl was changed"):
        read_release(tmp_path, 1)
    with pytest.raises(ReleaseError, match="not as it was made"):
        make_release(tmp_path, [EMPTY], ABOUT)
    (folder / "release.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReleaseError, match="damaged"):
        read_release(tmp_path, 1)
    with pytest.raises(ReleaseError, match="these are there: 1"):
        read_release(tmp_path, 7)
    assert release_numbers(tmp_path) == [1]


def test_differences_name_what_became_of_each_event_and_the_decisions_behind(tmp_path: Path) -> None:
    gone, kept = replace(EMPTY, id="e-8"), replace(EMPTY, id="e-9")
    make_release(tmp_path, [MARCH, EMPTY, gone, kept], ABOUT)
    moved = replace(MARCH, place="Tamale", type="riot", family="unrest")
    make_release(tmp_path, [moved, replace(EMPTY, id="e-4"), replace(EMPTY, id="e-5"), kept], ABOUT)
    decided = [
        Decided(1, "correct", "e-1", "place"),
        Decided(2, "correct", "e-1", "type"),
        Decided(3, "merge", "e-1", other="e-2"),
        Decided(4, "reject", "e-8"),
        Decided(5, "split", "e-1", other="e-4"),
        Decided(6, "accept", "e-5"),
    ]
    found = list(differences(read_release(tmp_path, 1), read_release(tmp_path, 2), decided))
    assert [(c.kind, c.event, c.field, c.other, c.decisions) for c in found] == [
        ("changed", "e-1", "type", None, (2, 3, 5)),
        ("changed", "e-1", "family", None, (2, 3, 5)),
        ("changed", "e-1", "place", None, (1, 3, 5)),
        ("merged", "e-2", None, "e-1", (3,)),
        ("split", "e-4", None, "e-1", (5,)),
        ("added", "e-5", None, None, (6,)),
        ("withdrawn", "e-8", None, None, (4,)),
    ]
    assert list(differences(read_release(tmp_path, 1), read_release(tmp_path, 1), [])) == []
    assert Change("added", "e-5").to_dict()["decisions"] == []


TEXT = "Some 200 teachers marched through Accra on Monday to demand better pay. Nurses marched in Kumasi on Monday.\n"


@pytest.fixture
def observatory(tmp_path: Path, pipeline: Pipeline) -> Observatory:
    from almenara.model import Report, Source

    create_observatory(tmp_path / "here", "Test").close()
    opened = open_observatory(tmp_path / "here")
    opened.__dict__["pipeline"] = pipeline
    opened.add(
        [
            Report("r1", TEXT, language="en", published=date(2024, 6, 5), source=Source("Secret Letter")),
        ]
    )
    return opened


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_command_releases_and_tells_two_apart(
    capsys: pytest.CaptureFixture[str], observatory: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", "en")
    where = ("--in", str(observatory.folder))
    first, second = (event.id for event, _ in observatory.events())
    observatory.decide("Ana", first, "accept")
    assert run(capsys, "release", *where)[0] == 0
    observatory.decide("Ana", second, "accept")
    observatory.decide("Ana", first, "correct", field="place", new="Tema")
    assert run(capsys, "release", *where)[0] == 0
    status, out, _ = run(capsys, "release", "diff", "1", "2", *where, "--format", "jsonl")
    rows = {(r["kind"], r["event"], r["field"]): r["decisions"] for r in map(json.loads, out.splitlines())}
    assert status == 0
    assert rows == {
        ("added", second, None): [2],
        ("changed", first, "place"): [3],
        ("changed", first, "place_precision"): [3],
    }
    observatory.decide("Ana", second, "undo", undoes=2)
    assert run(capsys, "release", *where)[1].startswith("Release 3 ")
    _, out, _ = run(capsys, "release", "diff", "2", "3", *where)
    assert [(r["kind"], r["decisions"]) for r in map(json.loads, out.splitlines())] == [("withdrawn", [4])]
    status, _, err = run(capsys, "release", "diff", "1", "9", *where)
    assert (status, "these are there: 1, 2, 3" in err) == (2, True)
    _, out, _ = run(capsys, "release", "diff", "1", "1", *where, "--format", "table")
    assert "Both hold the same events." in out


def test_outlets_withheld_and_people_who_decided_are_in_no_byte_of_a_release(
    capsys: pytest.CaptureFixture[str], observatory: Observatory
) -> None:
    settings = observatory.folder / "almenara.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("withheld_sources = []", 'withheld_sources = ["Secret Letter"]'), encoding="utf-8")
    for event, _ in list(observatory.events()):
        observatory.decide("Berta Reviewer", event.id, "accept", why="told by Berta")
    assert run(capsys, "release", "--in", str(observatory.folder))[0] == 0
    files = {p.name: p.read_bytes() for p in (observatory.folder / "releases" / "0001").iterdir()}
    assert json.loads(files["release.json"])["events"] == 2
    assert all(word not in data for data in files.values() for word in (b"Secret Letter", b"Berta", b"200 teachers"))


@pytest.mark.parametrize("what", ["decision", "report"])
def test_a_release_is_given_up_where_something_comes_in_meanwhile(
    capsys: pytest.CaptureFixture[str], observatory: Observatory, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    from almenara.cli import release

    first, second = (event.id for event, _ in observatory.events())
    observatory.decide("Ana", first, "accept")
    written = release.written_when_verified

    @contextmanager
    def interrupted(*args: Any, **values: Any) -> Iterator[Iterator[Written]]:
        with written(*args, **values) as parts:
            yield chain(parts, late())

    def late() -> Iterator[Written]:
        if what == "decision":
            observatory.decide("Ana", second, "accept")
        else:
            observatory.add([Report("late", "Nothing of note was reported.", language="en")])
        yield from ()

    monkeypatch.setattr(release, "written_when_verified", interrupted)
    assert run(capsys, "release", "--in", str(observatory.folder))[0] == 1
    assert list((observatory.folder / "releases").iterdir()) == []
    monkeypatch.setattr(release, "written_when_verified", written)
    assert run(capsys, "release", "--in", str(observatory.folder))[0] == 0
    assert len(read_release(observatory.folder / "releases", 1).events) == 1 + (what == "decision")


def test_events_are_released_whole_however_they_are_read(
    capsys: pytest.CaptureFixture[str], observatory: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from almenara.observatory import publishing

    where = ("--in", str(observatory.folder))
    assert run(capsys, "release", "--unreviewed", *where)[0] == 0
    assert len(read_release(observatory.folder / "releases", 1).events) == 2
    monkeypatch.setattr(publishing, "EVENTS_AT_ONCE", 1)
    assert run(capsys, "release", "--unreviewed", *where)[0] == 0
    assert release_numbers(observatory.folder / "releases") == [1]


def test_a_store_that_does_not_verify_is_not_released(
    capsys: pytest.CaptureFixture[str], observatory: Observatory
) -> None:
    observatory.close()
    with sqlite3.connect(observatory.folder / "observatory.db") as database:
        database.execute("UPDATE report SET text = text || ' More.'")
    status, _, err = run(capsys, "release", "--unreviewed", "--in", str(observatory.folder))
    assert (status, "is not what was added" in err) == (1, True)
    assert not (observatory.folder / "releases").exists()

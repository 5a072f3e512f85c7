"""What is published of a store: always the same bytes, however events are read, in one process or in several."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

import pytest
from stored import stored, with_settings

from almenara.observatory import Observatory
from almenara.observatory import publishing as publishing_module
from almenara.observatory.publishing import DoesNotVerifyError, publishing, written_when_verified
from almenara.publish import Written, make_release, public_events, release_of_written
from almenara.store import reports_by_id

GOLDEN = Path(__file__).with_name("golden")
PROFILES: dict[str, dict[str, object]] = {
    "strict": {},
    "open": {"private_names": True, "quote_words": 12, "coordinate_decimals": 2},
    "held": {"withheld_sources": ("Secret Letter",), "coarse_types": ("march",), "embargo_days": 900},
}
ALL = {"since": None, "until": None, "unreviewed": True}


@pytest.fixture(scope="module")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    made = stored(tmp_path_factory.mktemp("stored") / "here")
    yield made
    made.close()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_store_is_published_as_it_always_was(observatory: Observatory, tmp_path: Path, profile: str) -> None:
    protected = with_settings(observatory, **PROFILES[profile])
    made = make_release(tmp_path, publishing(protected, **ALL), {})
    for file in GOLDEN.glob(f"{profile}.*"):
        assert (made.folder / f"events{file.suffix}").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("profile", PROFILES)
def test_several_processes_write_what_one_writes(
    observatory: Observatory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    protected = with_settings(observatory, **PROFILES[profile])
    monkeypatch.setattr(publishing_module, "EVENTS_AT_ONCE", 7)
    told: list[int] = []
    with written_when_verified(protected, **ALL, many=1, processes=2, on_progress=told.append) as given:
        parts = list(given)
    assert (len(parts), sum(told)) == (len(told), 36)
    made = release_of_written(tmp_path, parts, {})
    assert (made.folder / "events.jsonl").read_bytes() == (GOLDEN / f"{profile}.jsonl").read_bytes()


def test_one_event_at_a_time_says_the_same_as_all_together(observatory: Observatory) -> None:
    together = {event.id: event for event in publishing(observatory, **ALL)}
    for key, event in together.items():
        alone = list(observatory.these_events([key]))
        with observatory.store.reading() as connection:
            reports = reports_by_id(connection, alone[0][0].reports)
        assert list(public_events(alone, reports, observatory.protection, date.today())) == [event]


def test_a_process_that_is_ended_from_outside_is_told_of_in_a_sentence() -> None:
    def ended() -> Iterator[Written]:
        yield from ()
        raise BrokenProcessPool

    with pytest.raises(DoesNotVerifyError, match="ended from outside"):
        list(publishing_module._whole(ended()))


@pytest.mark.parametrize("many", [1, 1000])
def test_what_does_not_verify_is_not_given_whole(tmp_path: Path, many: int) -> None:
    made = stored(tmp_path / "here")
    with sqlite3.connect(made.folder / "observatory.db") as database:
        database.execute("UPDATE report SET text = text || ' More.' WHERE id = 'r000'")

    def given() -> list[Written]:
        with written_when_verified(made, **ALL, many=many, processes=2) as parts:
            return list(parts)

    with pytest.raises(DoesNotVerifyError, match="report r000 is not what was added"):
        given()
    made.close()

"""Published events come into a store and out of it again as they were, with their evidence, and under this observatory's own rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from test_read_again import run
from test_release import ABOUT, EMPTY, MARCH, ODD

from almenara.cli import main
from almenara.cli.release import is_public
from almenara.learn.from_decisions import taught, undecided
from almenara.model import Period, Report, Source, Total
from almenara.observatory import Observatory, create_observatory, open_observatory
from almenara.observatory.recode import recode
from almenara.pipeline import Pipeline
from almenara.publish import PublicEvent, export, make_release, read_events, read_release
from almenara.publish.ledger import read_ledger
from almenara.publish.public_event import PublicReport
from almenara.publish.told import PublicTotal
from almenara.read import read
from almenara.samples import REPORTS
from almenara.store import reports_by_id
from almenara.store import tables as t
from almenara.store.own_counts import BY_OWN_COUNT

#: Two outlets, one quote of which holds the mark of what was left out; names in capitals; one outlet more than is named.
TOLD = replace(
    MARCH,
    id="e-8",
    agents=("Teachers’ Union of Accra", "teachers"),
    targets=("police", "Police"),
    agent_sectors=("EDU", "CVL"),
    target_sectors=("COP",),
    numbers={"killed": (1, 2, None), "crowd": (None, 40, 60)},
    sources=("The Quay", "Radio Tema"),
    scales=("local", "national"),
    urls=("https://quay.example/1", "https://tema.example/2"),
    independent_sources=3,
    reports=(
        PublicReport(
            "r-1", "The Quay", "https://quay.example/1", "2024-06-05", "Some “400” led by … marched. … Nobody"
        ),
        PublicReport("r-2", "Radio Tema", "https://tema.example/2", None),
    ),
)
SAME_REPORT = replace(
    MARCH, id="e-9", type="strike", reports=(replace(TOLD.reports[0], quote="They also struck."), TOLD.reports[1])
)
#: The same town, known otherwise: no precision, since a person gave it.
NO_PRECISION = replace(MARCH, id="e-10", place_precision=None, date_to=date(2024, 6, 9), date_precision="span")
EVENTS = (MARCH, EMPTY, ODD, TOLD, SAME_REPORT, NO_PRECISION)


@pytest.fixture
def here(tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Iterator[Observatory]:
    monkeypatch.setenv("ALMENARA_LANG", "en")
    observatory = create_observatory(tmp_path / "here")
    observatory.__dict__["pipeline"] = pipeline
    yield observatory
    observatory.close()


def published(folder: Path, *events: PublicEvent) -> Path:
    folder.mkdir(exist_ok=True)
    export(events, "jsonl", folder / "events.jsonl")
    return folder / "events.jsonl"


def released(capsys: pytest.CaptureFixture[str], observatory: Observatory, *more: str) -> dict[str, PublicEvent]:
    """What the observatory's next release holds."""
    assert run(capsys, "release", "--in", str(observatory.folder), *more)[0] == 0
    last = max((observatory.folder / "releases").iterdir())
    return {event.id: event for event in read_events(last)}


def test_a_release_of_imported_events_is_that_of_their_publisher(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory, pipeline: Pipeline
) -> None:
    there = create_observatory(tmp_path / "there")
    there.__dict__["pipeline"] = pipeline
    there.add(report for report in read(REPORTS) if isinstance(report, Report))
    for event, _ in list(there.events()):
        there.decide("Ana", event.id, "accept")
    quoted = list(there.totals())
    assert len(quoted) > 5
    first = next(event.id for event, _ in there.events())
    there.decide("Ana", first, "correct", field="place", new="Tema")
    there.decide("Ana", first, "correct", field="crowd", new={"low": 1, "best": 2, "high": None})
    assert len(released(capsys, there)) > 20
    there.close()
    first_release = tmp_path / "there" / "releases" / "0001"
    assert run(capsys, "import", str(first_release), "--accept", "--by", "Ana", "--in", str(here.folder))[0] == 0
    assert list(here.problems()) == []
    released(capsys, here)
    for name in ("events.jsonl", "events.csv", "totals.jsonl"):
        assert (here.folder / "releases" / "0001" / name).read_bytes() == (first_release / name).read_bytes()
    about = json.loads((here.folder / "releases" / "0001" / "release.json").read_bytes())
    told = {source for event in read_events(first_release) for source in event.sources}
    assert {outlet["name"] for outlet in about["coverage"]} == told
    # Whose report it is, and its words, are those of the publication; everything else of the ledger is as it was.
    assert [_figure(total) for total in here.totals()] == [_figure(total) for total in quoted]
    assert all(json.loads(total.quote.text)["value"] == total.value for total in here.totals())
    assert "quoted figure(s)" not in run(capsys, "import", str(first_release), "--in", str(here.folder))[1]


def _figure(total: Total) -> tuple[object, ...]:
    own = [check for check in total.checks if check.check != BY_OWN_COUNT]
    return (total.of, total.kind, total.value, total.unit, total.period, total.base, total.attributed_to, own)


LEDGER = [
    PublicTotal(
        "march", "count", 12.0, "events", Period(date(2024, 1, 1), date(2024, 6, 30)), "Observatory of Accra", "The Quay", date(2024, 7, 1),
        "https://quay.example/7", (), (), "r-7",
    ),
    PublicTotal("march", "rate", 2.0, "per_month", None, None, "Radio Tema", None, None, (), (), "r-8", Period(date(2023, 1, 1), date(2023, 1, 2))),
    PublicTotal("arrested", "count", 0.5, "people", None, "Radio Tema", None, None, "a\0b\ud800", (), (), "r-9\0"),
]  # fmt: skip


def test_a_ledger_comes_along_and_goes_out_again_in_a_data_package(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    given = tmp_path / "given"
    export([MARCH], "datapackage", given, ledger=LEDGER)
    assert [total for _, total in read_ledger(given)] == sorted(
        LEDGER, key=lambda t: (str(t.published or ""), t.report)
    )
    status, said = run(capsys, "import", str(given), "--accept", "--in", str(here.folder))
    assert (status, "3 quoted figure(s)" in said) == (0, True)
    assert list(here.problems()) == []
    out = tmp_path / "out"
    assert run(capsys, "export", "datapackage", "-o", str(out), "--in", str(here.folder))[0] == 0
    told = {total.report: total for _, total in read_ledger(out)}
    assert told["r-7"].attributed_to == "Observatory of Accra"
    assert told["r-7"].url == "https://quay.example/7"
    assert [(t.value, t.period, t.base) for t in told.values()] == [
        (t.value, t.period, t.base) for t in (LEDGER[1], LEDGER[2], LEDGER[0])
    ]
    again = tmp_path / "again"
    assert run(capsys, "export", "datapackage", "--from", str(out), "-o", str(again))[0] == 0
    assert (again / "totals.jsonl").read_bytes() == (out / "totals.jsonl").read_bytes()


def test_outlets_withheld_here_are_in_no_ledger(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    settings = here.folder / "almenara.toml"
    text = settings.read_text(encoding="utf-8")
    export([MARCH], "datapackage", tmp_path / "given", ledger=LEDGER)
    assert run(capsys, "import", str(tmp_path / "given"), "--accept", "--in", str(here.folder))[0] == 0
    released(capsys, here)
    release = read_release(here.folder / "releases", 1)
    with_all = open_observatory(here.folder)
    assert is_public(with_all, release, date(2026, 1, 1))
    settings.write_text(text.replace("withheld_sources = []", 'withheld_sources = ["Radio Tema"]'), encoding="utf-8")
    released(capsys, here)
    assert b"Tema" not in (here.folder / "releases" / "0002" / "totals.jsonl").read_bytes()
    assert not is_public(open_observatory(here.folder), release, date(2026, 1, 1))


def test_a_ledger_that_was_changed_or_added_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    where = ("--in", str(here.folder))
    given = make_release(tmp_path / "a", [MARCH], ABOUT, LEDGER).folder
    file = given / "totals.jsonl"
    file.write_bytes(file.read_bytes().replace(b"12.0", b"21.0"))
    status, said = run(capsys, "import", str(given), *where)
    assert (status, "totals.jsonl is not as it was released" in said) == (2, True)
    bare = make_release(tmp_path / "b", [MARCH], ABOUT).folder
    (bare / "totals.jsonl").write_bytes(file.read_bytes())
    status, said = run(capsys, "import", str(bare), *where)
    assert (status, "no part of the release" in said) == (2, True)
    package = tmp_path / "c"
    export([MARCH], "datapackage", package, ledger=LEDGER)
    (package / "totals.jsonl").write_text('{"of": "march"}\n')
    status, said = run(capsys, "import", str(package), *where)
    assert (status, "line 1: this is no quoted figure" in said) == (2, True)
    assert list(here.events()) == []


@pytest.mark.parametrize("form", ["jsonl", "datapackage", "release"])
def test_every_field_of_odd_events_comes_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory, form: str
) -> None:
    given = tmp_path / "given"
    if form == "release":
        given = make_release(given, EVENTS, ABOUT).folder
    else:
        export(EVENTS, form, given)
    status, said = run(capsys, "import", str(given), "--accept", "--in", str(here.folder))
    assert (status, said) == (0, "6 published event(s) imported, 4 of them accepted; 0 were there before.\n")
    assert list(here.problems()) == []
    assert released(capsys, here, "--unreviewed") == {event.id: event for event in EVENTS}
    status, said = run(capsys, "import", str(given), "--in", str(here.folder))
    assert (status, said) == (0, "0 published event(s) imported, 0 of them accepted; 6 were there before.\n")


def test_characters_that_no_database_holds_stay_in_the_line_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    broken = "Ac\0cra\ud800"
    event = replace(
        TOLD,
        demands=(broken,),
        agents=(broken,),
        sources=(broken,),
        codes={broken: broken},
        reports=(PublicReport("r-1", broken, broken, broken, broken),),
    )
    assert run(capsys, "import", str(published(tmp_path / "a", event)), "--accept", "--in", str(here.folder))[0] == 0
    assert list(here.problems()) == []
    found = released(capsys, here)["e-8"]
    assert (found.sources, found.reports, found.agents) == (event.sources, event.reports, event.agents)
    assert found.demands == ("Accra",)


def test_each_value_has_the_published_words_as_evidence_and_each_source_its_quote(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    file = published(tmp_path / "theirs", TOLD, SAME_REPORT)
    assert run(capsys, "import", str(file), "--in", str(here.folder))[0] == 0
    event, review = here.event("e-8") or pytest.fail("not there")
    assert review == "new"
    with here.store.reading() as connection:
        reports = reports_by_id(connection, event.reports)
    own, quay, tema = (reports[key] for key in ("publication:e-8", "cited:r-1", "cited:r-2"))
    assert own.title == "theirs/events.jsonl"
    assert json.loads(own.text)["id"] == "e-8"
    said = {(claim.field, claim.report): claim for claim in event.claims}
    words = {field: claim.quote.text for (field, report), claim in said.items() if report == own.id and claim.quote}
    assert words == {
        "type": "march",
        "status": "happened",
        "date": "2024-06-04",
        "place": "Accra",
        "killed": "[1,2,null]",
        "crowd": "[null,40,60]",
    }
    assert {role.quote.text for role in event.roles} >= {"Teachers’ Union of Accra", "police"}
    assert all(own.text[r.quote.start : r.quote.end] == r.quote.text for r in event.roles)
    assert (quay.source, quay.url, quay.published) == (
        Source("The Quay", scale="local"),
        "https://quay.example/1",
        date(2024, 6, 5),
    )
    assert quay.text == "Some “400” led by … marched. … Nobody\n\nThey also struck."
    assert tema.text == ""
    quote = said["type", quay.id].quote
    assert quote is not None
    assert quote.text == "Some “400” led by … marched. … Nobody"
    assert event.sources == 2
    with here.store.reading() as connection:
        coded = set(connection.execute(select(t.report.c.coded_by)).scalars())
    assert coded == {"published: theirs/events.jsonl"}
    (kept,) = here.archive.folder.rglob("*.zst")
    assert here.archive.get(kept.stem) == file.read_bytes()


def test_what_people_correct_here_stands_in_the_next_release(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    assert run(capsys, "import", str(published(tmp_path / "a", TOLD)), "--accept", "--in", str(here.folder))[0] == 0
    here.decide("Berta", "e-8", "correct", field="type", new="strike")
    here.decide("Berta", "e-8", "correct", field="crowd", new={"low": 5, "best": 5, "high": 5})
    found = released(capsys, here)["e-8"]
    assert found == replace(TOLD, type="strike", numbers={**TOLD.numbers, "crowd": (5, 5, 5)})


def test_this_observatorys_profile_holds_for_what_others_published(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    settings = here.folder / "almenara.toml"
    text = settings.read_text(encoding="utf-8").replace("withheld_sources = []", 'withheld_sources = ["Radio Tema"]')
    settings.write_text(text.replace("quote_words = 30", "quote_words = 0"), encoding="utf-8")
    assert run(capsys, "import", str(published(tmp_path / "a", TOLD)), "--accept", "--in", str(here.folder))[0] == 0
    found = released(capsys, here)["e-8"]
    assert (found.sources, found.urls) == (("The Quay",), ("https://quay.example/1",))
    assert [(report.id, report.quote) for report in found.reports] == [("r-1", None)]
    assert b"Tema" not in (here.folder / "releases" / "0001" / "events.jsonl").read_bytes()


def test_a_release_with_private_names_is_refused_where_they_are_withheld(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    given = make_release(tmp_path / "a", [MARCH], {**ABOUT, "protection": {"private_names": True}}).folder
    status, said = run(capsys, "import", str(given), "--in", str(here.folder))
    assert status == 2
    assert "names of private persons" in said
    assert list(here.events()) == []


def test_what_cannot_be_imported_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory) -> None:
    where = ("--in", str(here.folder))
    given = make_release(tmp_path / "a", [MARCH], ABOUT).folder
    (given / "events.jsonl").write_text((given / "events.jsonl").read_text().replace("Accra", "Tema"))
    status, said = run(capsys, "import", str(given), *where)
    assert (status, "is not as it was released" in said) == (2, True)
    table = tmp_path / "events.csv"
    table.write_text("id,type\ne-1,march\n")
    status, said = run(capsys, "import", str(table), *where)
    assert (status, "tables do not hold everything" in said) == (2, True)
    status, said = run(capsys, "import", str(tmp_path / "none.jsonl"), *where)
    assert (status, "could not be read" in said) == (2, True)
    file = published(tmp_path / "b", replace(MARCH, type="eclipse"), TOLD)
    status, said = run(capsys, "import", str(file), *where)
    assert (status, "1 event(s) with 'eclipse'" in said, "1 published event(s) imported" in said) == (1, True, True)
    status, said = run(capsys, "import", str(published(tmp_path / "c", replace(TOLD, demands=()))), *where)
    assert (status, "1 event(s) are there with other values" in said) == (0, True)
    assert [event.demands for event, _ in here.events()] == [TOLD.demands]
    with pytest.raises(SystemExit):
        main(["import", str(file), "--by", "Ana", *where])
    assert "--accept" in capsys.readouterr().err


def test_a_cited_report_may_still_be_read_and_joins_the_event(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    quote = "Some 200 teachers marched in Accra on Tuesday over unpaid wages."
    event = replace(
        TOLD, agents=("teachers",), targets=(), target_sectors=(), reports=(replace(TOLD.reports[0], quote=quote),)
    )
    assert run(capsys, "import", str(published(tmp_path / "a", event)), "--accept", "--in", str(here.folder))[0] == 0
    done = here.add(
        [
            Report(
                "r-1", quote, None, "en", date(2024, 6, 5), Source("The Quay", scale="local"), "https://quay.example/1"
            )
        ]
    )
    assert (done.reports, done.copies, done.refused) == (1, 0, ())
    assert (done.events, done.joined) == (0, 1)
    found = released(capsys, here)["e-8"]
    assert found.sources == event.sources
    assert found.independent_sources == 3
    assert [report.id for report in found.reports] == ["r-1"]


def test_an_id_of_published_events_is_refused_to_reports(here: Observatory) -> None:
    done = here.add([Report("publication:e-1", "Some 200 teachers marched in Accra on Tuesday.", language="en")])
    assert done.reports == 0
    assert "publication:e-1" in str(done.refused[0])


def test_nothing_is_coded_or_learned_from_what_others_published(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, here: Observatory
) -> None:
    assert run(capsys, "import", str(published(tmp_path / "a", TOLD)), "--accept", "--in", str(here.folder))[0] == 0
    before = [event.to_dict() for event, _ in here.events()]
    assert recode(here, every=True).reports == 0
    assert [event.to_dict() for event, _ in here.events()] == before
    with here.store.reading() as connection:
        assert taught(connection) == []
        assert list(undecided(connection)) == []

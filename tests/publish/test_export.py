"""What is published: protected values alone, each format read back by its own validator or a real reader."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import date
from pathlib import Path
from threading import Thread

import openpyxl
import polars as pl
import pycountry
import pyogrio
import pytest
from frictionless import validate

from almenara.cli.rows import opened
from almenara.model import DateValue, Event, MentionRef, PlaceValue, Quantity, Quote, Report, Role, Source, Status
from almenara.publish import FORMATS, Protection, PublicEvent, export, public_events
from almenara.publish.acled import COLUMNS
from almenara.publish.acled_countries import _REGIONS, name_of_called
from almenara.publish.formats import README
from almenara.publish.table import COLUMNS as TABLE_COLUMNS
from almenara.publish.table import safe_cell
from almenara.web.api.acled_query import REGIONS

SENTENCE = "Residents led by Petra Quiroga marched in Brightport; police arrested Tomás Lanza."
TODAY = date(2024, 7, 1)
REPORTS = {
    "r1": Report("r1", SENTENCE, source=Source("The Quay", scale="local"), url="https://quay.example/1"),
    "r2": Report("r2", SENTENCE, source=Source("Secret Letter", scale="national"), url="https://secret.example/2"),
}


def event(**values: object) -> Event:
    plain: dict[str, object] = {
        "id": "e-123456789abc",
        "reports": ("r1", "r2"),
        "mentions": (MentionRef("m1", "r1"), MentionRef("m2", "r2")),
        "family": "contention",
        "type": "march",
        "status": Status.HAPPENED,
        "score": 0.9,
        "trigger": Quote(31, 38, "marched"),
        "sentence": Quote(0, len(SENTENCE), SENTENCE),
        "roles": (
            Role("agent", Quote(0, 9, "Residents"), sectors=("CVL",)),
            Role("agent", Quote(17, 30, "Petra Quiroga"), actor="Petra Quiroga", actor_id="candidate:petra-quiroga"),
            Role("target", Quote(0, 1, "the mayor, Petra Quiroga"), sectors=("GOV",)),
        ),
        "date": DateValue(date(2024, 6, 4), date(2024, 6, 4), "day"),
        "place": PlaceValue(
            "Valparaíso", None, 3868626, "CL", "Valparaíso Region", -33.036, -71.62963, "populated_place"
        ),
        "quantities": (
            Quantity("crowd", 300, 400, 450, Quote(0, 1, "R")),
            Quantity("killed", 1, 2, 3, Quote(0, 1, "R")),
        ),
        "demands": ("wages",),
        "codes": {
            "acled": {"event_type": "Protests", "sub_event_type": "Protest with intervention"},
            "plover": {"event": "PROTEST", "mode": "demo"},
            "cameo": "141",
        },
        "sources": 2,
    }
    return Event(**{**plain, **values})  # type: ignore[arg-type]


def public(*events: Event, review: str = "accepted", **profile: object) -> list[PublicEvent]:
    rows = [(e, review) for e in events]
    return list(public_events(rows, REPORTS, Protection(**profile), TODAY))  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_nothing_withheld_stands_in_any_published_byte(tmp_path: Path, format: str) -> None:
    profile = {"withheld_sources": ("Secret Letter",), "coarse_types": ("march",)}
    done = export(public(event(), **profile), format, tmp_path / "out")
    published = b"".join(path.read_bytes() for path in done.files)
    if format == "excel":
        book = openpyxl.load_workbook(io.BytesIO(published))
        published = repr([[c.value for c in row] for sheet in book for row in sheet]).encode()
    for secret in ("Quiroga", "Lanza", "Secret Letter", "secret.example", "71.62", "33.03"):
        assert secret.encode() not in published
    assert done.files


def test_names_stay_out_and_kinds_of_people_and_registered_actors_stay_in() -> None:
    (shown,) = public(event())
    assert shown.agents == ("Residents",)
    assert shown.targets == ("the mayor, …",)
    known = Role("agent", Quote(17, 30, "Petra Quiroga"), actor="Mayor of Brightport", actor_id="office:mayor")
    assert public(event(roles=(known,)))[0].agents == ("Mayor of Brightport",)
    assert "Petra Quiroga" in public(event(), private_names=True)[0].agents


def test_rejected_and_embargoed_events_stay_out() -> None:
    assert public(event(), review="rejected") == []
    assert public(event(), embargo_days=60) == []
    assert len(public(event(), embargo_days=20)) == 1


def test_the_acled_file_has_its_31_columns_and_its_codes(tmp_path: Path) -> None:
    done = export(public(event()), "acled", tmp_path / "a.csv", timestamp=1_720_000_000)
    assert len(COLUMNS) == 31
    (row,) = rows_of(tmp_path / "a.csv")
    assert list(row) == list(COLUMNS)
    assert {
        "event_id_cnty": "ALMCHL123456789abc",
        "event_date": "2024-06-04",
        "time_precision": "1",
        "disorder_type": "Demonstrations",
        "sub_event_type": "Protest with intervention",
        "actor1": "Protesters (Chile)",
        "inter1": "6",
        "inter2": "1",
        "interaction": "16",
        "iso": "152",
        "region": "South America",
        "latitude": "-33.0360",
        "geo_precision": "1",
        "source": "The Quay; Secret Letter",
        "source_scale": "Subnational-National",
        "fatalities": "1",
        "tags": "crowd size=around 400",
    }.items() <= row.items()
    assert row["notes"].startswith("On 4 June 2024")
    (extra,) = rows_of(tmp_path / "a-sidecar.csv")
    assert (extra["event_id_cnty"], extra["almenara_id"]) == ("ALMCHL123456789abc", "e-123456789abc")
    assert len(done.files) == 2


def test_every_country_lies_in_one_region_that_has_a_number() -> None:
    told = [code for countries in _REGIONS.values() for code in countries.split()]
    assert sorted(told) == sorted({*(country.alpha_2 for country in pycountry.countries), "XK"})
    assert set(_REGIONS) == set(REGIONS.values())


@pytest.mark.parametrize(
    ("code", "name", "other"),
    [
        ("CD", "Democratic Republic of Congo", "Congo, The Democratic Republic of the"),
        ("SZ", "eSwatini", "Kingdom of Eswatini"),
        ("RU", "Russia", "Russian Federation"),
        ("VN", "Vietnam", "viet nam "),
        ("XK", "Kosovo", None),
        ("CL", "Chile", "Republic of Chile"),
    ],
)
def test_countries_are_called_as_acled_calls_them(tmp_path: Path, code: str, name: str, other: str | None) -> None:
    export(public(event(place=PlaceValue("Town", country=code, lat=1.0, lon=2.0))), "acled", tmp_path / "a.csv")
    (row,) = rows_of(tmp_path / "a.csv")
    assert (row["country"], row["actor1"]) == (name, f"Protesters ({name})")
    assert other is None or name_of_called(other) == name
    assert name_of_called("Atlantis") is None
    assert name_of_called(code) is None


def test_what_police_did_to_a_protest_is_no_second_protest(tmp_path: Path) -> None:
    police = (
        Role("agent", Quote(0, 1, "police"), sectors=("COP",)),
        Role("target", Quote(0, 1, "residents"), sectors=("CVL",)),
    )
    dispersal = event(id="e-2", family="state_response", type="dispersal", roles=police)
    done = export(public(event(), dispersal), "acled", tmp_path / "a.csv")
    assert (done.events, dict(done.left_out)) == (1, {"is part of a protest in the file": 1})
    export(public(dispersal), "acled", tmp_path / "a.csv")
    (row,) = rows_of(tmp_path / "a.csv")
    assert (row["inter1"], row["actor2"], row["interaction"], row["assoc_actor_1"]) == (
        "6",
        "police",
        "16",
        "residents",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.PLANNED},
        {"status": Status.DENIED},
        {"status": Status.HISTORICAL},
        {"codes": {"acled": {"event_type": None, "sub_event_type": None}}},
        {"date": None},
        {"place": PlaceValue("Chile", country="CL")},
    ],
)
def test_what_has_no_place_in_the_acled_file_is_counted_with_its_reason(
    tmp_path: Path, change: dict[str, object]
) -> None:
    done = export(public(event(**change)), "acled", tmp_path / "a.csv")
    assert (done.events, sum(done.left_out.values())) == (0, 1)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("event_id_cnty,")


def test_weeks_and_months_have_their_middle_day_and_their_precision(tmp_path: Path) -> None:
    week = event(date=DateValue(date(2024, 6, 3), date(2024, 6, 9), "week"))
    month = event(id="e-2", date=DateValue(date(2024, 6, 1), date(2024, 6, 30), "month"))
    export(public(week, month), "acled", tmp_path / "a.csv")
    found = {(row["event_date"], row["time_precision"]) for row in rows_of(tmp_path / "a.csv")}
    assert found == {("2024-06-06", "2"), ("2024-06-15", "3")}


def test_the_data_package_is_valid_and_its_files_say_the_same(tmp_path: Path) -> None:
    done = export(public(event(), event(id="e-2", place=None, date=None)), "datapackage", tmp_path / "pack")
    report = validate(str(tmp_path / "pack" / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    frame = pl.read_parquet(tmp_path / "pack" / "events.parquet")
    lines = [json.loads(line) for line in (tmp_path / "pack" / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (
        frame["id"].to_list()
        == [line["id"] for line in lines]
        == [r["id"] for r in rows_of(tmp_path / "pack" / "events.csv")]
    )
    assert done.events == 2


def test_maps_hold_points_where_they_belong(tmp_path: Path) -> None:
    events = public(event(), event(id="e-2", place=None))
    export(events, "geojson", tmp_path / "a.geojson")
    features = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["geometry"] for f in features] == [{"type": "Point", "coordinates": [-71.6296, -33.036]}, None]
    done = export(events, "geopackage", tmp_path / "a.gpkg")
    meta, _, geometry, _ = pyogrio.raw.read(tmp_path / "a.gpkg")
    assert (meta["geometry_type"], len(geometry), done.left_out) == ("Point", 1, {"no point on the map": 1})


def test_cells_are_never_formulas_and_numbers_stay_numbers() -> None:
    assert [safe_cell(v) for v in ("=1+1", "@x", "+a", "-66.9", -66.9, "plain", None)] == [
        "'=1+1", "'@x", "'+a", "-66.9", -66.9, "plain", None,
    ]  # fmt: skip


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "a-sidecar.csv.part").mkdir()
    with pytest.raises(OSError, match="a-sidecar"):
        export(public(event()), "acled", target)
    assert target.read_text(encoding="utf-8") == "old"
    assert not (tmp_path / "a.csv.part").exists()


@pytest.mark.parametrize("by", ["export", "rows"])
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path, by: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    if by == "export":
        export(public(event()), "csv", pipe)
    else:
        with opened(pipe) as file:
            file.write("id,type")
    reader.join(timeout=10)
    assert read[0].startswith(b"id,type")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_geopackage_is_not_put_in_the_place_of_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="device or a pipe"):
        export(public(event()), "geopackage", pipe)
    assert list(tmp_path.iterdir()) == [pipe]
    assert pipe.is_fifo()


def test_hxl_is_read_by_its_own_library(tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="libhxl is not here: pip install libhxl")
    export(public(event()), "hxl", tmp_path / "a.csv")
    data = hxl.data(str(tmp_path / "a.csv"), hxl.InputOptions(allow_local=True))
    (row,) = data
    assert row.get("#date+start") == "2024-06-04"
    assert row.get("#country+code") == "CL"
    assert row.get("#affected+killed") == "2"


def test_plover_cameo_and_crosswalk_rows(tmp_path: Path) -> None:
    plain = event(id="e-2", codes={})
    done = export(public(event(), plain), "plover", tmp_path / "a.jsonl")
    (row,) = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (row["event"], row["mode"], row["recip_sectors"]) == ("PROTEST", "demo", ["GOV"])
    assert (done.events, dict(done.left_out)) == (1, {"no_code": 1})
    export(public(event(), plain), "cameo", tmp_path / "a.csv")
    (cameo,) = rows_of(tmp_path / "a.csv")
    assert (cameo["event_code"], cameo["target_sectors"]) == ("141", "GOV")
    export(public(event(), withheld_sources=("Secret Letter",)), "crosswalk", tmp_path / "b.csv")
    assert [(r["event"], r["report"], r["source"]) for r in rows_of(tmp_path / "b.csv")] == [
        ("e-123456789abc", "r1", "The Quay")
    ]


def test_the_workbook_explains_each_of_its_columns() -> None:
    explained = {name.strip("… ") for names, *_ in README for name in names.split(", ")}
    for column in TABLE_COLUMNS:
        assert column in explained or any(name.endswith("_") and column.startswith(name) for name in explained), column

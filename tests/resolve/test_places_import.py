"""An observatory's own places: small files at run time, large ones imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from almenara.resolve.places import NamedSpan, RowProblem, find_places, import_places, open_gazetteer, read_user_places

DISTRICTS = """id,name,alternate names,lat,lon,country,admin1,parent,kind
c-1,Petare,Petare Norte,10.4767,-66.8081,VE,Miranda,Caracas,barrio
c-2,Cotiza,,10.5185,-66.9153,VE,Distrito Capital,Caracas,barrio
"""


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    path = tmp_path / "districts.csv"
    path.write_text(DISTRICTS, encoding="utf-8")
    return path


def entities(text: str, *names: str) -> list[NamedSpan]:
    return [NamedSpan(text.index(n), text.index(n) + len(n), "place") for n in names]


def test_own_places_go_before_the_gazetteers(districts: Path) -> None:
    text = "Vecinos de Petare bloquearon la avenida en Caracas."
    petare = find_places(text, "es", entities(text, "Petare"), gazetteer=open_gazetteer(user_files=[districts]))[0]
    assert (petare.user_id, petare.precision, petare.method) == ("c-1", "exact", "own gazetteer")


def test_own_places_give_way_in_a_report_about_another_country(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,name,lat,lon,country,kind\nx-1,Florida,10.49,-66.87,VE,barrio\n", encoding="utf-8")
    text = (
        "Storms reached Florida, and officials in Tallahassee, Miami and Orlando closed schools in the United States."
    )
    found = find_places(text, "en", entities(text, "Florida"), gazetteer=open_gazetteer(user_files=[path]))
    assert next(f for f in found if f.quote.text == "Florida").country == "US"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a,Petare,,,VE", "no coordinates"),
        ("a,,10.4,-66.8,VE", "no name"),
        ("a,Petare,95,10,VE", "latitude 95"),
        ("a,Petare,10,195,VE", "longitude 195"),
        ("a,Petare,-66.8,10.4,VE", "look swapped"),
        ("a,Petare,-166.8,10.4,VE", "look swapped"),
    ],
)
def test_bad_rows_are_left_out_and_told_in_a_sentence(tmp_path: Path, row: str, expected: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(f"id,name,lat,lon,country\n{row}\nb,Catia,10.5,-66.9,VE\n", encoding="utf-8")
    problems: list[RowProblem] = []
    assert [r.name for r in read_user_places(path, problems)] == ["Catia"]
    assert expected in str(problems[0])
    assert "line 2" in str(problems[0])
    assert str(problems[0]).endswith("left out.")


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.csv"
    path.write_text("place,where\nPetare,Caracas\n", encoding="utf-8")
    with pytest.raises(ValueError, match="names no column name, lat, lon"):
        list(read_user_places(path))


def test_geojson_shapes_stand_at_the_middle_of_their_points(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","id":"z","properties":{"name":"Catia","country":"VE"},'
        '"geometry":{"type":"Polygon","coordinates":[[[-67.0,10.0],[-66.0,10.0],[-66.0,11.0],[-67.0,11.0]]]}}]}',
        encoding="utf-8",
    )
    row = next(iter(read_user_places(path)))
    assert (row.id, row.lat, row.lon) == ("z", 10.5, -66.5)


def geonames_row(number: int, name: str, lat: str = "10.5", other: str = "") -> str:
    cells = [str(number), name, name, other, lat, "-66.9", "P", "PPLX", "VE", *[""] * 5, "0", *[""] * 4]
    return "\t".join(cells)


def test_geonames_dumps_are_imported_with_their_other_names(tmp_path: Path) -> None:
    dump, target = tmp_path / "VE.txt", tmp_path / "own.sqlite"
    dump.write_text(
        "\n".join([geonames_row(99_000_001, "Altoquil", other="Quilalto"), geonames_row(99_000_002, "Bajoquil")]),
        encoding="utf-8",
    )
    assert import_places(dump, target).written == 2
    names = tmp_path / "alternateNames.txt"
    names.write_text("1\t99000002\tes\tQuilbajo\n2\t99000002\tlink\thttps://example.org\n", encoding="utf-8")
    import_places(names, target)
    gazetteer = open_gazetteer(user_files=[target])
    assert [gazetteer.lookup(n)[0].geonames_id for n in ("altoquil", "Quilalto", "QUILBAJO")] == [
        99_000_001,
        99_000_001,
        99_000_002,
    ]


def test_duplicate_ids_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,name,lat,lon\na,Uno,1,2\na,Dos,1,2\n", encoding="utf-8")
    result = import_places(path, tmp_path / "own.sqlite")
    assert (result.written, result.bad) == (1, 1)
    assert "belongs to 'Uno' already (line 2)" in result.problems[0].sentence


def test_a_broken_off_import_goes_on_where_it_stopped(tmp_path: Path) -> None:
    dump, target = tmp_path / "VE.txt", tmp_path / "own.sqlite"
    dump.write_text("\n".join(geonames_row(99_000_000 + n, f"Aldea {n}") for n in range(50)), encoding="utf-8")

    class Stop(Exception):
        pass

    def stop_at_twenty(progress: object) -> None:
        if progress.rows >= 20:  # type: ignore[attr-defined]
            raise Stop

    with pytest.raises(Stop):
        import_places(dump, target, on_progress=stop_at_twenty, batch=10)
    result = import_places(dump, target, batch=10)
    assert (result.resumed_at, result.written, result.bad) == (20, 30, 0)
    assert import_places(dump, target).written == 0


def test_a_changed_file_replaces_what_it_brought(tmp_path: Path, districts: Path) -> None:
    target = tmp_path / "own.sqlite"
    import_places(districts, target)
    districts.write_text("id,name,lat,lon,country\nc-9,Catuquil,10.5,-66.9,VE\n", encoding="utf-8")
    import_places(districts, target)
    gazetteer = open_gazetteer(user_files=[target])
    assert gazetteer.lookup("Catuquil")[0].user_id == "c-9"
    assert not any(p.user_id for p in gazetteer.lookup("Petare"))

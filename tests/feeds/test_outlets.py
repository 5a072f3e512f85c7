"""The registry of outlets and the log of what was read of each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from almenara.model import Report, Source
from almenara.observatory import Observatory, SettingsError, create_observatory
from almenara.observatory.outlets import FILE, fill_outlets, read_outlets
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.store.outlet_coverage import outlets_covered, reports_per_day


@pytest.fixture
def observatory(tmp_path: Path, pipeline: Pipeline) -> Observatory:
    made = create_observatory(tmp_path / "obs")
    made.__dict__["pipeline"] = pipeline
    return made


def report(key: str, day: int, source: Source, **more: str) -> Report:
    return Report(
        key,
        f"Bakers met in hall number {key} to speak about flour.",
        language="en",
        published=date(2024, 6, day),
        source=source,
        **more,
    )


def test_what_was_read_shows_outlet_by_outlet_and_day_by_day(observatory: Observatory) -> None:
    one, two = Source("Faro"), Source("Radio")
    observatory.add([report("1", 3, one), report("2", 3, one), report("3", 5, one), report("4", 4, two)])
    with observatory.store.reading() as connection:
        lines = {line.source.name: line for line in outlets_covered(connection)}
        days = list(reports_per_day(connection))
    assert (lines["Faro"].reports, lines["Faro"].days, lines["Faro"].silent_for(date(2024, 6, 15))) == (3, 2, 10)
    assert days == [("Faro", date(2024, 6, 3), 2), ("Faro", date(2024, 6, 5), 1), ("Radio", date(2024, 6, 4), 1)]


def test_the_registry_completes_reports_and_knows_an_outlet_by_its_domain(observatory: Observatory) -> None:
    (observatory.folder / FILE).write_text(
        "name,domain,country,scale,language\nEl Faro,faro.example,ve,local,es\n", encoding="utf-8"
    )
    observatory.add(
        [report("1", 3, Source("El Faro | Portada", "faro.example")), report("2", 4, Source("el faro", country="CO"))]
    )
    with observatory.store.reading() as connection:
        (line,) = outlets_covered(connection)
    assert line.source == Source("El Faro", "faro.example", "VE", "local")
    assert line.reports == 2


def test_filling_adds_what_was_seen_and_changes_no_row(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "name,domain,country,scale,language\nEl Faro,faro.example,VE,local,es", encoding="utf-8"
    )
    seen = [Source("EL FARO"), Source("Radio", "radio.example"), Source('La "Voz", diario')]
    assert (fill_outlets(tmp_path, seen), fill_outlets(tmp_path, seen)) == (2, 0)
    found = read_outlets(tmp_path)
    assert set(found.by_name) == {"el faro", "radio", 'la "voz", diario'}
    assert found.by_name["el faro"].source.country == "VE"


@pytest.mark.parametrize(
    ("row", "said"), [(",x.example,,,", "row 2"), ("Faro,,,regional,", "regional"), ("Faro,,Perú,,", "Perú")]
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / FILE).write_text("name,domain,country,scale,language\n" + row + "\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_outlets(tmp_path)


def test_columns_are_known_by_the_names_that_a_user_gives(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "texto,Cuerpo de la  nota,Día\nresumen,Los panaderos marcharon.,2024-06-03\n", encoding="utf-8"
    )
    (found,) = read(tmp_path / "a.csv", columns={"text": "cuerpo de la nota", "published": "Día"})
    assert isinstance(found, Report)
    assert (found.text, found.published) == ("Los panaderos marcharon.", date(2024, 6, 3))

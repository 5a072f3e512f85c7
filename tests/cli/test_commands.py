"""Each command: its rows, its exit status, and what it says where something is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from almenara.cli import main

TEXT = "Some 200 teachers marched through Accra on Monday to demand better pay.\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_code_prints_mention_rows_with_every_contracted_name(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    status, out, _ = run(capsys, "code", str(report), "--published", "2024-06-05", "--language", "en")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    names = (
        "id report published source family type status score trigger sentence roles date place quantities demands codes"
    )
    assert set(names.split()) <= set(row)
    assert (row["type"], row["status"], row["date"]["from"], row["place"]["name"]) == (
        "march",
        "happened",
        "2024-06-03",
        "Accra",
    )
    assert row["codes"]["acled"] == {"event_type": "Protests", "sub_event_type": "Peaceful protest"}
    assert TEXT[row["trigger"]["start"] : row["trigger"]["end"]] == row["trigger"]["text"] == "marched"
    assert {"from", "to", "precision", "text", "start", "end"} <= set(row["date"])
    place = "text start end geonames_id name country admin1 lat lon precision"
    assert set(place.split()) <= set(row["place"])


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("events", "reports mentions type status date place"),
        ("places", "report start end text geonames_id name country admin1 lat lon score"),
        ("dates", "report start end text from to precision"),
    ],
)
def test_other_rows(capsys: pytest.CaptureFixture[str], report: Path, kind: str, names: str) -> None:
    status, out, _ = run(capsys, "code", str(report), "--published", "2024-06-05", "--language", "en", "--as", kind)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert rows
    assert set(names.split()) <= set(rows[0])


def test_link_joins_mention_rows(capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path) -> None:
    rows = tmp_path / "mentions.jsonl"
    run(capsys, "code", str(report), "--published", "2024-06-05", "--language", "en", "-o", str(rows))
    status, out, _ = run(capsys, "link", str(rows))
    (event,) = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert event["type"] == "march"
    assert len(event["mentions"]) == 1


def test_link_tells_a_bad_row_and_goes_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    status, out, err = run(capsys, "link", str(path))
    assert (status, out) == (1, "")
    assert f"{path}:1: " in err


def test_csv_disarms_formulas(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "=1+1", "text": TEXT, "language": "en"}) + "\n", encoding="utf-8")
    _, out, _ = run(capsys, "code", str(path), "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["report"] == "'=1+1"
    assert row["trigger.text"] == "marched"


def test_failures_are_listed_and_the_rest_is_coded(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    missing = str(tmp_path / "no.txt")
    status, out, err = run(capsys, "code", str(empty), str(report), missing, "--language", "en")
    assert status == 1
    assert len(out.splitlines()) == 1
    assert "empty.txt" in err
    assert "no.txt" in err


def test_what_was_read_and_is_odd_is_told_and_fails_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"id": "1", "text": TEXT, "published": "soon", "language": "en"}) + "\n", encoding="utf-8"
    )
    status, out, err = run(capsys, "code", str(path))
    assert status == 0
    assert len(out.splitlines()) == 1
    assert "'soon' is no date" in err
    assert "failed" not in err


@pytest.mark.parametrize(
    "arguments", [("code",), ("code", "x.txt", "--as", "nothing"), ("nonsense",), ("codebook", "show", "nothing")]
)
def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert run(capsys, *arguments)[0] == 2


def test_codebook_test_reports_like_a_test_runner(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "codebook", "test", "march")
    assert status == 0
    assert out.strip().endswith("passed, 0 failed")


def test_codebook_show_tells_what_a_type_records(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", "es")
    status, out, _ = run(capsys, "codebook", "show", "road_block")
    assert status == 0
    assert "Cierre de calle" in out


def test_demo_ends_with_the_table_of_events(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")
    status, out, _ = run(capsys, "demo")
    assert status == 0
    assert "In these words" in out
    assert "does not add up" in out
    assert "GeoNames" in out


def test_places_import_brings_places_in_for_good(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ALMENARA_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("almenara.resolve.places.imports.imported_path", lambda: tmp_path / "own.sqlite")
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon,country\nLa Piedrita,10.5,-66.9,VE\nNowhere,95,10,VE\n", encoding="utf-8")
    status, out, err = run(capsys, "places", "import", str(path))
    assert status == 1
    assert "1 " in out
    assert "Nowhere" in err


def test_several_processes_give_the_same_rows_in_the_same_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    towns = ("Lima", "Quito", "Accra")
    rows = [
        {"id": f"r{n}", "language": "en", "published": "2024-06-05", "text": f"Some {n + 20} teachers marched through {towns[n % 3]} on Monday."}
        for n in range(150)
    ]  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    alone = run(capsys, "code", str(path))
    together = run(capsys, "code", str(path), "--jobs", "2")
    assert alone[1].count("\n") == 150
    assert together == alone


def test_quoted_figures_are_worded_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "figures.txt"
    path.write_text(
        "The Lima Protest Monitor recorded 730 protests in 2023, an average of two a day, a 12 percent increase over 2022.\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("ALMENARA_LANG", "es")
    monkeypatch.setenv("COLUMNS", "300")
    _, out, _ = run(
        capsys,
        "code",
        str(path),
        "--published",
        "2024-01-10",
        "--as",
        "totals",
        "--format",
        "table",
        "--language",
        "en",
    )
    assert "730 hechos" in out
    assert "2 por día" in out
    assert "12 por ciento" in out
    assert "falta la cifra con la que se compara" in " ".join(out.replace("│", " ").split())

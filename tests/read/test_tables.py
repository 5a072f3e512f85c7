"""Tables: what each row tells, and what a broken one costs, which is itself alone."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almenara.model import OriginalFile, Report
from almenara.read import ReadFailure, ReadingLimits, read
from almenara.read.csv_rows import blocks_of_text, csv_rows

WORDS = "Unos 200 maestros marcharon el lunes en Valera para exigir el pago de sus salarios."


def found(path: Path, **more: object) -> tuple[list[Report], list[ReadFailure]]:
    results = list(read(path, **more))  # type: ignore[arg-type]
    return [r for r in results if isinstance(r, Report)], [r for r in results if isinstance(r, ReadFailure)]


def said(path: Path, text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The texts by id and the failures by line of a CSV."""
    path.write_text(text, encoding="utf-8")
    reports, failures = found(path)
    return {r.id: r.text for r in reports}, [(f.what, f.where.rpartition(":")[2]) for f in failures]


class TestBrokenQuotes:
    def test_one_that_is_never_closed_costs_its_row_alone(self, tmp_path: Path) -> None:
        texts, failures = said(tmp_path / "a.csv", 'id,text\n1,"Uno."\n2,"Dos\n3,"Tres."\n4,"Cuatro."\n')
        assert texts == {"1": "Uno.", "3": "Tres.", "4": "Cuatro."}
        assert failures == [("broken_row", "3")]

    def test_one_that_nothing_follows_to_close_it(self, tmp_path: Path) -> None:
        texts, failures = said(tmp_path / "a.csv", 'id,text\n1,Uno.\n2,"Dos\n3,Tres.\n4,Cuatro.\n')
        assert texts == {"1": "Uno.", "3": "Tres.", "4": "Cuatro."}
        assert failures == [("broken_row", "3")]

    def test_on_row_40001_it_costs_no_row_before_it_and_none_behind(self, tmp_path: Path) -> None:
        rows = [f'{n},"Unos vecinos se reunieron {n} veces."\n' for n in range(40_100)]
        rows[40_000] = '40000,"Unos vecinos se reunieron\n'
        texts, failures = said(tmp_path / "a.csv", "id,text\n" + "".join(rows))
        assert list(texts) == [str(n) for n in range(40_100) if n != 40_000]
        assert failures == [("broken_row", "40002")]

    def test_a_row_over_the_limit_costs_itself_and_names_the_setting(self, tmp_path: Path) -> None:
        texts, failures = said(tmp_path / "a.csv", 'id,text\n1,"Uno."\n2,"' + "x" * 2_100_000 + '\n3,"Tres."\n')
        assert texts == {"1": "Uno.", "3": "Tres."}
        assert failures == [("long_row", "3")]
        _, (failure,) = found(tmp_path / "a.csv")
        assert "row_characters under [reading]" in failure.message("en")
        assert "row_characters en [reading]" in failure.message("es")

    def test_an_open_quote_before_more_text_than_a_row_may_have(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text('id,text\n1,"Uno\n' + "2,Dos.\n" * 900, encoding="utf-8")
        reports, failures = found(tmp_path / "a.csv", limits=ReadingLimits(row_characters=1000))
        assert len(reports) == 900
        assert [f.what for f in failures] == ["long_row"]

    def test_quotes_within_a_text_are_read_as_spreadsheets_read_them(self, tmp_path: Path) -> None:
        texts, failures = said(
            tmp_path / "a.csv", 'id,text\n1,"Dijo "basta" y se fue."\n2,"Uno.\nEl "paro" sigue."\n3,Tres "y" más.\n'
        )
        assert not failures
        assert texts["1"].startswith("Dijo basta")
        assert texts["2"].startswith("Uno.\nEl ")
        assert texts["3"] == 'Tres "y" más.'

    def test_no_file_of_open_quotes_takes_for_ever(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("id,text\n" + '1,"""\n' * 3001, encoding="utf-8")
        _, failures = found(tmp_path / "a.csv", limits=ReadingLimits(row_characters=1000))
        assert failures[-1].what == "broken_row"


cell = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


@given(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]))
@settings(derandomize=True, deadline=None)
def test_what_a_program_wrote_comes_back(rows: list[list[str]], end: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end).writerows(rows)
    file.seek(0)
    assert [row for _, row in csv_rows(blocks_of_text(file, ReadingLimits()), ",", "x", ReadingLimits())] == rows


@given(st.text('ab",\n', max_size=60))
@settings(derandomize=True, deadline=None, max_examples=400)
def test_no_quotes_whatever_lose_a_line_unsaid(text: str) -> None:
    """Every line that holds a letter is in a row, or is one of those that failed."""
    rows = list(csv_rows(blocks_of_text(io.StringIO(text, newline=""), ReadingLimits()), ",", "x", ReadingLimits()))
    failed = [number for number, row in rows if isinstance(row, ReadFailure)]
    kept = "".join(value for _, row in rows if not isinstance(row, ReadFailure) for value in row)
    lost = "".join(text.split("\n")[number - 1] for number in failed)
    assert sorted(c for c in text if c in "ab") == sorted(c for c in kept + lost if c in "ab")


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_those_that_spreadsheets_write(self, tmp_path: Path, encoding: str, delimiter: str) -> None:
        rows = ["id", "título", "texto"], ["1", "Protesta en Mérida", "Los niños marcharon. ¿Quién los oyó?"]
        (tmp_path / "a.csv").write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
        ((report,), ()) = found(tmp_path / "a.csv")
        assert (report.title, report.text) == (rows[1][1], rows[1][2])

    def test_a_first_letter_that_is_not_ascii_may_come_late(self, tmp_path: Path) -> None:
        plain = "".join(f"{n},Nothing to see here on day {n}.\n" for n in range(6000))
        (tmp_path / "a.csv").write_bytes(("id,text\n" + plain + "x,Marcharon en Mérida.\n").encode("cp1252"))
        reports, failures = found(tmp_path / "a.csv")
        assert not failures
        assert reports[-1].text == "Marcharon en Mérida."

    def test_lines_in_another_encoding_than_the_rest(self, tmp_path: Path) -> None:
        lines = "id,text\n1,Marcharon en Cumaná.\n".encode() + "2,Pararon en Mérida.\n".encode("cp1252")
        (tmp_path / "a.csv").write_bytes(
            lines + b"3,Bloqueo en M\xc3\xa9rida y Cuman\xc3\xa1 seg\xc3\xban vecino\xc3.\n"
        )
        reports, failures = found(tmp_path / "a.csv")
        assert [r.text for r in reports[:2]] == ["Marcharon en Cumaná.", "Pararon en Mérida."]
        assert [(f.what, f.detail) for f in failures] == [("broken_utf8", "1")]
        assert reports[2].text.endswith("vecino\ufffd.")

    def test_lines_of_an_old_macintosh(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes("id,text\r1,Cumaná.\r2,Mérida.\r".encode())
        reports, failures = found(tmp_path / "a.csv")
        assert ([r.text for r in reports], failures) == (["Cumaná.", "Mérida."], [])


def test_windows_line_ends_and_ill_formed_dates_cost_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f'id,date,text\r\n1,31/31/2024,"{WORDS}"\r\n'.encode())
    ((report,), (failure,)) = found(tmp_path / "a.csv")
    assert (report.id, report.published, failure.what, failure.is_warning) == ("1", None, "bad_date", True)


def test_of_two_columns_for_one_thing_the_first_that_says_anything_counts(tmp_path: Path) -> None:
    texts, failures = said(tmp_path / "a.csv", "id,texto,contenido\n1,Uno.,\n2,,Dos.\n3,Tres.,Otro.\n4\n,,\n")
    assert texts == {"1": "Uno.", "2": "Dos.", "3": "Tres."}
    assert failures == [("no_text", "5")]


def test_a_column_that_is_named_counts_where_it_is_and_usual_names_where_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("texto,Cuerpo de la nota\nresumen,Uno.\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("texto\nDos.\n", encoding="utf-8")
    reports, failures = found(tmp_path, columns={"text": "Cuerpo de la nota"})
    assert ([r.text for r in reports], failures) == (["Uno.", "Dos."], [])


def test_parquet_knows_days_in_every_shape_and_reads_its_known_columns_alone(tmp_path: Path) -> None:
    day = date(2024, 6, 4)
    table = pa.table(
        {
            "texto": [WORDS, WORDS + " Hoy.", None],
            "fecha": pa.array([datetime(2024, 6, 4, 8), None, None], pa.timestamp("us")),
            "medio": ["El Faro", None, None],
            "vector": [[1.0] * 3, [2.0] * 3, None],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    reports, failures = found(tmp_path / "a.parquet")
    assert [(r.text, r.published, r.source and r.source.name) for r in reports] == [
        (WORDS, day, "El Faro"),
        (WORDS + " Hoy.", None, None),
    ]
    assert not failures


def test_a_text_over_the_limit_in_a_table_is_told(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"text": ["x" * 1_100_000, WORDS]}), tmp_path / "a.parquet")
    reports, failures = found(tmp_path / "a.parquet", limits=ReadingLimits(report_megabytes=1))
    assert [r.text for r in reports] == [WORDS]
    assert [(f.what, f.where) for f in failures] == [("too_large", f"{tmp_path / 'a.parquet'}:1")]


def test_a_workbook_that_would_unpack_to_too_much_is_not_opened(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["text"])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/more.xml", b"0" * 30_000_000)
    ((), (failure,)) = found(tmp_path / "a.xlsx")
    assert failure.what == "bomb"


def test_the_rows_of_a_table_name_its_file_and_hold_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text\n1,{WORDS}\n2,{WORDS} Hoy.\n", encoding="utf-8")
    one, two = found(path)[0]
    assert one.original is two.original
    assert one.original == OriginalFile(str(path), path.stat().st_size, path.stat().st_mtime_ns)

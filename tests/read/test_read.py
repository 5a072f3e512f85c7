"""Anything readable becomes a report; what is not is told in a sentence, and the rest is read."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from almenara.model import Report
from almenara.read import ReadFailure, read
from almenara.read.plain_text import LARGEST_REPORT


def reports(source: str | Path) -> list[Report]:
    return [r for r in read(source) if isinstance(r, Report)]


def failures(source: str | Path) -> list[str]:
    return [r.what for r in read(source) if isinstance(r, ReadFailure)]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def test_a_text_file_is_one_report_with_its_text_as_given(tmp_path: Path) -> None:
    text = "Marcha en Mérida\n\nDocentes marcharon ayer.\r\n"
    (report,) = reports(write(tmp_path / "a.txt", text))
    assert report.text == text
    assert report.title == "Marcha en Mérida"
    assert report.id == reports(tmp_path / "a.txt")[0].id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_news_comes_in(tmp_path: Path, encoding: str) -> None:
    (report,) = reports(write(tmp_path / "a.txt", "Manifestación en Cúcuta por el alza del pan".encode(encoding)))
    assert "Manifestación" in report.text


def test_json_lines_with_all_fields(tmp_path: Path) -> None:
    line = '{"id":"7","text":"Hubo paro.","title":"Paro","url":"https://x.example/7","source":"El Faro","published":"2024-06-03","language":"es"}\n'
    (report,) = reports(write(tmp_path / "a.jsonl", line))
    assert (report.id, report.language, report.published) == ("7", "es", date(2024, 6, 3))
    assert report.source is not None
    assert report.source.name == "El Faro"


def test_a_bad_line_never_stops_the_others(tmp_path: Path) -> None:
    lines = '{"id":1,"text":"uno"}\n{bad\n[1]\n{"id":2}\n\n{"id":1,"text":"otro"}\n{"id":3,"text":"tres","published":"31/02/2024"}\n'
    path = write(tmp_path / "a.jsonl", lines)
    assert [r.text for r in reports(path)] == ["uno", "tres"]
    assert failures(path) == ["not_json", "not_object", "no_text", "same_id", "bad_date"]
    assert next(r.where for r in read(path) if isinstance(r, ReadFailure)) == f"{path}:2"


def test_half_a_character_keeps_the_offsets(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"id":1,"text":"paro \\ud83d en Lima"}')
    (report,) = reports(path)
    assert report.text == "paro \ufffd en Lima"
    assert failures(path) == ["surrogate"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x00\x01\x02\xff\xfe" * 50, "not_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_text"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, what: str) -> None:
    assert failures(write(tmp_path / "a.txt", data)) == [what]


def test_a_file_over_the_limit_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert LARGEST_REPORT < 50 * 1024 * 1024
    assert failures(path) == ["too_large"]


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    assert failures(tmp_path / "no.txt") == ["missing"]
    assert failures(tmp_path) == ["empty_folder"]
    assert failures(str(tmp_path / "*.txt")) == ["missing"]


def test_folders_and_patterns_file_by_file(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "dos")
    write(tmp_path / "a.txt", "uno")
    write(tmp_path / "notes.md", "not read")
    assert [r.text for r in reports(tmp_path)] == ["uno", "dos"]
    assert [r.text for r in reports(str(tmp_path / "?.txt"))] == ["uno", "dos"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"id":1,"text":"uno"}\n{"id":2,"text":"dos"}\n', ["uno", "dos"]),
        (b"Un paro.\nEn Lima.\n", ["Un paro.\nEn Lima.\n"]),
    ],
)
def test_standard_input_is_json_lines_or_one_text(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [r.text for r in reports("-")] == texts


def test_every_failure_is_a_sentence_in_both_languages() -> None:
    from almenara.read.failure import _SENTENCES

    for what in _SENTENCES:
        failure = ReadFailure(what, "a.txt:3", "detail", "20 MB")
        for language in ("en", "es"):
            words = failure.message(language)
            assert words.startswith("a.txt:3: ")
            assert words.endswith(".")
        assert failure.message("en") != failure.message("es")

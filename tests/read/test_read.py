"""Anything readable becomes a report; what is not is told in a sentence, and the rest is read."""

from __future__ import annotations

import io
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from almenara.model import Report, report_id
from almenara.read import USUAL_LIMITS, ReadFailure, read


def reports(source: str | Path) -> list[Report]:
    return [r for r in read(source) if isinstance(r, Report)]


def failures(source: str | Path) -> list[str]:
    return [r.what for r in read(source) if isinstance(r, ReadFailure)]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


class TestPlainText:
    def test_a_file_is_one_report_with_its_text_as_given(self, tmp_path: Path) -> None:
        text = "Marcha en Mérida\n\nDocentes marcharon ayer.\r\n"
        (report,) = reports(write(tmp_path / "a.txt", text))
        assert report == Report(report_id(text), text, title="Marcha en Mérida")

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("Paro en Quito\n\nLos docentes pararon ayer.", "Paro en Quito"),
            ("\n\n  Paro en Quito  \n\nLos docentes pararon ayer.", "Paro en Quito"),
            ("Paro en Quito\nLos docentes pararon ayer.", None),
            ("Los docentes pararon ayer.", None),
            ("p" * 201 + "\n\nLos docentes pararon ayer.", None),
        ],
    )
    def test_a_short_first_line_before_a_blank_one_is_the_title(
        self, tmp_path: Path, text: str, title: str | None
    ) -> None:
        (report,) = reports(write(tmp_path / "a.txt", text))
        assert report.title == title

    def test_the_day_is_left_open_unless_a_caller_can_read_datelines(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "Paro\n\nAna Ruiz 3 June 2024\n\nUno.\n\nDos 4 June 2024.\n")
        seen: list[str] = []

        def dateline(first_lines: str) -> date:
            seen.append(first_lines)
            return date(2024, 6, 3)

        assert [r.published for r in reports(path)] == [None]
        assert [r.published for r in read(path, dateline=dateline) if isinstance(r, Report)] == [date(2024, 6, 3)]
        assert seen == ["Paro\n\nAna Ruiz 3 June 2024\n\nUno."]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
    def test_encodings_that_news_comes_in(self, tmp_path: Path, encoding: str) -> None:
        text = "Manifestación en Cúcuta por el alza del pan"
        assert [r.text for r in reports(write(tmp_path / "a.txt", text.encode(encoding)))] == [text]

    def test_damaged_utf8_is_not_taken_for_another_encoding(self, tmp_path: Path) -> None:
        data = "Manifestación y huelga en Cúcuta, según el régimen, el jueves mañana".encode()
        path = write(tmp_path / "a.txt", data.replace("ú".encode(), b"\xc3"))
        assert [r.text for r in reports(path)] == [
            "Manifestación y huelga en C\ufffdcuta, seg\ufffdn el régimen, el jueves mañana"
        ]
        assert failures(path) == ["broken_utf8"]

    def test_a_table_of_figures_is_text_although_it_has_few_letters(self, tmp_path: Path) -> None:
        table = "2023 | 35 | 12,7 % | +4\n2024 | 41 | 13,1 % | +6\n"
        assert [r.text for r in reports(write(tmp_path / "a.txt", table))] == [table]

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"", "empty"),
            (b"  \n ", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b"\x00\x01\x02\xff\xfe" * 50, "nul_bytes"),
            ("paro".encode("utf-16-le"), "nul_bytes"),
            (b"\xff\xfe\x00", "not_text"),
            (bytes(range(1, 256)), "not_text"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 9, "not_text"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "broken_pdf"),
            (b"PK\x03\x04\x14\x00", "document"),
            (b"{\\rtf1\\ansi Hubo paro}", "document"),
            (b"\n<!DOCTYPE html>\n<nav>Inicio</nav>", "no_article"),
        ],
    )
    def test_bytes_that_are_no_article(self, tmp_path: Path, data: bytes, what: str) -> None:
        assert failures(write(tmp_path / "a.txt", data)) == [what]
        assert reports(tmp_path / "a.txt") == []

    def test_a_file_over_the_limit_gives_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "big.txt"
        with path.open("wb") as file:
            file.truncate(50 * 1024 * 1024)
        assert [str(f) for f in read(path)] == [
            f"{path}: it is larger than the 20 MB that one report may have; split it, give the reports as JSON Lines "
            "(one a line, in a file ending in .jsonl), or raise report_megabytes under [reading] in almenara.toml."
        ]


class TestJsonLines:
    def test_all_fields(self, tmp_path: Path) -> None:
        line = (
            '{"id":"7","text":"Hubo paro.","title":"Paro","url":"https://x.example/7","source":"El Faro",'
            '"published":"2024-06-03","language":"es"}\n'
        )
        (report,) = reports(write(tmp_path / "a.jsonl", line))
        assert (report.id, report.text, report.title) == ("7", "Hubo paro.", "Paro")
        assert (report.language, report.published, report.url) == ("es", date(2024, 6, 3), "https://x.example/7")
        assert report.source is not None
        assert report.source.name == "El Faro"

    def test_a_source_may_say_more_than_its_name(self, tmp_path: Path) -> None:
        line = '{"text":"Paro.","source":{"name":"El Faro","domain":"faro.example","country":"ve","scale":"local"}}'
        (report,) = reports(write(tmp_path / "a.jsonl", line))
        assert report.source is not None
        assert (report.source.domain, report.source.country, report.source.scale) == ("faro.example", "VE", "local")

    def test_a_report_without_an_id_is_known_by_its_text(self, tmp_path: Path) -> None:
        assert [r.id for r in reports(write(tmp_path / "a.jsonl", '{"text":"Hubo paro."}'))] == [
            report_id("Hubo paro.")
        ]

    def test_a_bad_line_never_stops_the_others(self, tmp_path: Path) -> None:
        lines = ['{"id":1,"text":"uno"}', "{bad", "[1]", '{"id":2}', "", "[" * 100_000, '{"id":1,"text":"otro"}']
        lines += ['{"id":' + "9" * 5000 + ',"text":"x"}', '{"id":3,"text":"tres","published":"31/02/2024"}']
        path = write(tmp_path / "a.jsonl", "\n".join(lines))
        assert [(r.id, r.text) for r in reports(path)] == [("1", "uno"), ("3", "tres")]
        found = [f for f in read(path) if isinstance(f, ReadFailure)]
        assert [f.what for f in found] == [
            *("not_json", "not_object", "no_text", "not_json", "same_id", "not_json", "bad_date")
        ]
        assert [f.where for f in found] == [f"{path}:{n}" for n in (2, 3, 4, 6, 7, 8, 9)]

    def test_a_report_that_stands_twice_is_read_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", '{"id":1,"text":"uno"}\n{"id":1,"text":"uno"}\n')
        assert [r.text for r in reports(path)] == ["uno"]
        assert failures(path) == ["repeated"]

    @pytest.mark.parametrize(("spelt", "code"), [("\\ud83d", "U+D83D"), ("\\udc00", "U+DC00"), ("\\u0000", "U+0000")])
    def test_what_is_no_character_is_replaced_one_for_one(self, tmp_path: Path, spelt: str, code: str) -> None:
        path = write(tmp_path / "a.jsonl", f'{{"id":1,"text":"paro {spelt} en Lima","title":"a{spelt}"}}')
        warning, report = read(path)
        assert isinstance(report, Report)
        assert (report.text, report.title) == ("paro \ufffd en Lima", "a\ufffd")
        assert isinstance(warning, ReadFailure)
        assert (warning.is_warning, warning.detail) == (True, code)

    def test_a_whole_pair_is_one_character(self, tmp_path: Path) -> None:
        assert [r.text for r in read(write(tmp_path / "a.jsonl", '{"text":"\\ud83d\\ude00 paro"}'))] == ["😀 paro"]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("given", "day"),
        [
            ('"2024-06-03"', date(2024, 6, 3)),
            ('"2024-06-03T23:30:00-04:00"', date(2024, 6, 3)),
            ('"2024-06-03T10:00:00.123456789Z"', date(2024, 6, 3)),
            ("20240603", date(2024, 6, 3)),
            ("null", None),
            ('""', None),
        ],
    )
    def test_days_are_read_in_iso_8601(self, tmp_path: Path, given: str, day: date | None) -> None:
        path = write(tmp_path / "a.jsonl", f'{{"text":"Paro.","published":{given}}}')
        assert [r.published for r in reports(path)] == [day]
        assert failures(path) == []

    @pytest.mark.parametrize("given", ['"yesterday"', '"2024-02-30"', '"2024-06-031"', "17", "[]", "{}", "true"])
    def test_a_bad_day_costs_the_day_and_not_the_report(self, tmp_path: Path, given: str) -> None:
        path = write(tmp_path / "a.jsonl", f'{{"text":"Paro.","published":{given}}}')
        assert [r.published for r in reports(path)] == [None]
        assert failures(path) == ["bad_date"]

    def test_a_day_to_come_is_kept_and_told(self, tmp_path: Path) -> None:
        day = date.today() + timedelta(days=400)
        path = write(tmp_path / "a.jsonl", f'{{"text":"Paro.","published":"{day.isoformat()}"}}')
        assert [r.published for r in reports(path)] == [day]
        assert failures(path) == ["future_date"]

    @pytest.mark.parametrize(
        ("given", "language"),
        [('"es-VE"', "es"), ('"EN_us"', "en"), ('"Spanish"', "es"), ('"fr"', "fr"), ('"??"', None), ("7", None)],
    )
    def test_languages_by_the_names_that_exports_use(self, tmp_path: Path, given: str, language: str | None) -> None:
        (report,) = reports(write(tmp_path / "a.jsonl", f'{{"text":"Paro.","language":{given}}}'))
        assert report.language == language

    def test_lines_from_a_windows_shell(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", '{"text":"Paro en Mérida"}\r\n{"text":"Dos\u2028tres"}\r\n'.encode("utf-16"))
        assert [r.text for r in reports(path)] == ["Paro en Mérida", "Dos\u2028tres"]
        assert failures(path) == []

    @pytest.mark.parametrize(
        "length", [USUAL_LIMITS.report_bytes + 1, USUAL_LIMITS.report_bytes + 2, 2 * USUAL_LIMITS.report_bytes]
    )
    def test_a_line_over_the_limit_is_passed_over(self, tmp_path: Path, length: int) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("wb") as file:
            file.write(b'{"text":"'.ljust(length - 3, b"x") + b'"}\n{"text":"dos"}\n')
        assert [r.text for r in reports(path)] == ["dos"]
        assert [(f.what, f.where) for f in read(path) if isinstance(f, ReadFailure)] == [("too_large", f"{path}:1")]

    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert failures(write(tmp_path / "a.jsonl", "\n\n")) == ["empty"]

    def test_json_lines_may_be_called_json_but_a_document_is_none(self, tmp_path: Path) -> None:
        assert [r.text for r in reports(write(tmp_path / "a.json", '\n{"text":"uno"}\n{"text":"dos"}'))] == [
            "uno",
            "dos",
        ]
        assert failures(write(tmp_path / "b.json", '[\n{"text":"uno"}\n]')) == ["json_document"]
        assert failures(write(tmp_path / "c.json", '{\n"text":"uno"\n}')) == ["json_document"]
        assert failures(write(tmp_path / "d.json", "")) == ["empty"]


class TestSources:
    def test_missing_files_and_empty_folders(self, tmp_path: Path) -> None:
        assert failures(tmp_path / "no.txt") == ["missing"]
        assert failures(tmp_path) == ["empty_folder"]
        assert failures(str(tmp_path / "*.txt")) == ["missing"]
        assert failures("") == ["missing"]

    def test_folders_and_patterns_file_by_file(self, tmp_path: Path) -> None:
        (tmp_path / "c").mkdir()
        (tmp_path / "d.txt").mkdir()
        for name, words in [
            ("b.txt", "dos"),
            ("a.txt", "uno"),
            ("c/c.txt", "tres"),
            (".d.txt", "oculto"),
            ("n.odt", "no"),
        ]:
            write(tmp_path / name, words)
        assert [r.text for r in reports(tmp_path)] == ["uno", "dos", "tres"]
        assert [r.text for r in reports(str(tmp_path / "?.txt"))] == ["uno", "dos"]
        assert [r.text for r in reports(str(tmp_path / "**" / "*.txt"))] == ["uno", "dos", "tres"]
        assert failures(str(tmp_path / "d*.txt")) == ["empty_folder"]

    def test_a_file_whose_name_looks_like_a_pattern(self, tmp_path: Path) -> None:
        write(tmp_path / "paro [1].txt", "uno")
        assert [r.text for r in reports(tmp_path / "paro [1].txt")] == ["uno"]

    @pytest.mark.parametrize("name", ["Hubo un paro en Lima? " * 50, "a\x00b"])
    def test_a_text_in_place_of_a_name(self, name: str) -> None:
        assert failures(name) == ["no_name"]
        assert "pipe it in" in str(next(iter(read(name))))

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows names that are no text")
    def test_names_that_would_upset_a_terminal_are_made_harmless(self, tmp_path: Path) -> None:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.txt"))
        write(path, b"")
        assert [f.where for f in read(tmp_path) if isinstance(f, ReadFailure)] == [f"{tmp_path}/\ufffd\ufffd[31m.txt"]

    @pytest.mark.parametrize(
        ("data", "texts"),
        [
            (b'{"id":1,"text":"uno"}\n{"id":2,"text":"dos"}\n', ["uno", "dos"]),
            (b'\n\xef\xbb\xbf {"id":1,"text":"uno"}', ["uno"]),
            (b"Un paro.\nEn Lima.\n", ["Un paro.\nEn Lima.\n"]),
            (b"\n \nUn paro.\r\nEn Lima.", ["\n \nUn paro.\r\nEn Lima."]),
            ("Un paro en Mérida.\nOtro.".encode("utf-16"), ["Un paro en Mérida.\nOtro."]),
            ('{"text":"Mérida"}\n{"text":"dos"}'.encode("utf-16"), ["Mérida", "dos"]),
            (b"", []),
        ],
    )
    def test_standard_input_is_json_lines_or_one_text(
        self, monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [r.text for r in reports("-")] == texts

    @pytest.mark.parametrize("start", [b"", b"{", b"palabras\n"])
    def test_standard_input_over_the_limit(self, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
        blank_lines = (b" " * 1024 * 1024 + b"\n") * (USUAL_LIMITS.report_bytes // 1024 // 1024 + 1)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(start + blank_lines)))
        assert failures("-") == (["not_json"] if start == b"{" else ["too_large"])

    def test_lines_of_standard_input_count_from_its_top(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'\n\n{"text":"uno"}\n{bad\n')))
        assert [f.where for f in read("-") if isinstance(f, ReadFailure)] == ["-:4"]


@pytest.mark.soak
def test_a_stream_far_larger_than_one_report_is_read_in_flat_memory(tmp_path: Path) -> None:
    """A gigabyte of reports and over-long lines: what is held at once stays within a few times one report's limit."""
    import tracemalloc

    path = tmp_path / "many.jsonl"
    with path.open("wb") as file:
        for number in range(10):
            file.write(b"x" * (5 * USUAL_LIMITS.report_bytes) + b"\n")
            file.write(b'{"id":%d,"text":"%s"}\n' % (number, b"paro " * 100_000))
    tracemalloc.start()
    try:
        assert sum(isinstance(r, Report) for r in read(path)) == 10
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * USUAL_LIMITS.report_bytes

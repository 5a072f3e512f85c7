"""Limits of the readers: each is a setting, says its name when it is hit, and can be raised."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from test_formats import ARTICLE, PAGE, warc, zipped

from almenara.model import Report
from almenara.observatory import SettingsError, read_settings
from almenara.read import ReadFailure, ReadingLimits, read
from almenara.read.failure import _WORDS

DOCS = Path(__file__).parents[2] / "docs" / "reading.md"
LONG = ARTICLE * 6000
SHORT = "Un párrafo corto, del que nadie haría una noticia."


def nested() -> bytes:
    return f"<html><body>{'<div>' * 12}<p>{ARTICLE}</p><p>{ARTICLE}</p>{'</div>' * 12}</body></html>".encode()


def dense() -> bytes:
    """A ZIP whose one file packs twenty to one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", LONG)
    return stream.getvalue()


#: For each setting a file that a lower value refuses and a higher one takes: its name, its bytes, the two values, the failure.
CASES: dict[str, tuple[str, Callable[[], bytes], int, int, str]] = {
    "report_megabytes": ("a.txt", LONG.encode, 1, 2, "too_large"),
    "pdf_megabytes": ("a.pdf", lambda: typst.compile(ARTICLE.encode()) + b"\n%" + b"x" * 1_200_000, 1, 2, "large_pdf"),
    "pdf_pages": ("a.pdf", lambda: typst.compile(f"{ARTICLE}#pagebreak(){ARTICLE}".encode()), 1, 2, "too_many_pages"),
    "nested_tags": ("a.html", nested, 10, 20, "nested_tags"),
    "article_characters": ("a.html", PAGE.encode, 5000, 60, "no_article"),
    "nested_archives": ("a.zip", lambda: zipped(a__zip=zipped(a__txt=ARTICLE.encode())), 1, 2, "nested_archive"),
    "unpacked_ratio": ("a.zip", dense, 2, 900, "bomb"),
    "archive_files": ("a.zip", lambda: zipped(a__txt=ARTICLE.encode(), b__txt=PAGE.encode()), 1, 2, "too_many_files"),
    "row_characters": ("a.csv", lambda: f'text\n"{ARTICLE * 6}"\n'.encode(), 1000, 9000, "long_row"),
}


def test_every_limit_has_a_case_a_row_in_the_docs_and_a_sentence_that_names_it() -> None:
    assert set(CASES) == set(ReadingLimits.model_fields)
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    for name, field in ReadingLimits.model_fields.items():
        assert rows[name] == f"{field.default:,}"
        (what,) = {case[4] for key, case in CASES.items() if key == name}
        assert f"{name} under [reading] in almenara.toml" in _WORDS[what]["en"][1]
        assert f"{name} en [reading] de almenara.toml" in _WORDS[what]["es"][1]


@pytest.mark.parametrize("name", CASES)
def test_what_a_limit_refuses_a_raised_one_takes(tmp_path: Path, name: str) -> None:
    file, data, refused, taken, what = CASES[name]
    (tmp_path / file).write_bytes(data())
    failures = [f for f in read(tmp_path / file, limits=ReadingLimits(**{name: refused})) if isinstance(f, ReadFailure)]
    assert [f.what for f in failures] == [what]
    assert f"{refused:,}" in failures[0].message("en")
    raised = list(read(tmp_path / file, limits=ReadingLimits(**{name: taken})))
    assert raised
    assert all(isinstance(r, Report) for r in raised)


def test_a_record_and_a_line_have_the_limit_of_a_report(tmp_path: Path) -> None:
    page = PAGE.replace("</article>", "<p>" + LONG + "</p></article>").encode()
    (tmp_path / "a.warc").write_bytes(warc(("https://a.example/", page)))
    (tmp_path / "b.jsonl").write_text('{"text": "' + LONG + '"}\n', encoding="utf-8")
    for file in ("a.warc", "b.jsonl"):
        (failure,) = read(tmp_path / file, limits=ReadingLimits(report_megabytes=1))
        assert isinstance(failure, ReadFailure)
        assert failure.what == "too_large"
        assert all(isinstance(r, Report) for r in read(tmp_path / file, limits=ReadingLimits(report_megabytes=3)))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("report_megabytes = 0", "reading.report_megabytes"),
        ("pdf_pages = 'many'", "reading.pdf_pages"),
        ("largest = 3", "reading.largest"),
    ],
)
def test_a_wrong_limit_is_told_by_its_key(tmp_path: Path, line: str, key: str) -> None:
    (tmp_path / "almenara.toml").write_text(f"[reading]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(repr(key))):
        read_settings(tmp_path)


def test_settings_that_say_nothing_keep_the_usual_limits(tmp_path: Path) -> None:
    (tmp_path / "almenara.toml").write_text("[reading]\npdf_pages = 9\n", encoding="utf-8")
    assert read_settings(tmp_path).reading == ReadingLimits(pdf_pages=9)

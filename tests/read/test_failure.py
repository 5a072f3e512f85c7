"""Whatever could not be read is told in one sentence, in either language: where, what was wrong, how to mend it."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import almenara.read
from almenara.read import ReadFailure
from almenara.read.failure import _WORDS, WARNINGS


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("what", sorted(_WORDS))
def test_every_failure_is_one_sentence_with_its_mend(what: str, language: str) -> None:
    sentence = ReadFailure(what, "a.txt:3", "detail", "20 MB").message(language)
    assert sentence.startswith("a.txt:3: ")
    assert sentence.endswith(".")
    assert ". " not in sentence.removesuffix(".").replace("..., ", "")
    assert ReadFailure(what, "a.txt:3").mend in ReadFailure(what, "a.txt:3").message("en")


@pytest.mark.parametrize("what", sorted(_WORDS))
def test_the_languages_differ_and_quote_the_same_values(what: str) -> None:
    failure = ReadFailure(what, "a.txt:3", "<detail>", "<limit>")
    english, spanish = failure.message("en"), failure.message("es")
    assert english != spanish
    assert str(failure) == english
    for value in ("<detail>", "<limit>"):
        assert (value in english) == (value in spanish)


def test_a_value_with_braces_is_quoted_as_it_is() -> None:
    assert "'{x}'" in str(ReadFailure("bad_date", "a:1", "'{x}'"))


def test_numbers_are_written_as_each_language_writes_them() -> None:
    failure = ReadFailure("too_many_pages", "a.pdf", "5,000", "1,500")
    assert "5,000 pages, more than the 1,500" in failure.message("en")
    assert "5.000 páginas, más de las 1.500" in failure.message("es")
    assert "1,5 MB" in ReadFailure("large_answer", "a", limit="1.5 MB").message("es")


def test_warnings_are_known_failures_that_lose_no_report() -> None:
    assert set(_WORDS) > WARNINGS
    assert ReadFailure("bad_date", "a.jsonl:1", "'x'").is_warning
    assert not ReadFailure("not_json", "a.jsonl:1", "x").is_warning


def test_a_failure_is_a_value() -> None:
    failure = ReadFailure("empty", "a.txt")
    assert failure == ReadFailure("empty", "a.txt")
    with pytest.raises(FrozenInstanceError):
        failure.where = "b.txt"  # type: ignore[misc]


def test_each_sentence_is_said_somewhere() -> None:
    room = Path(almenara.read.__file__).parent
    words = {
        node.value
        # Feeds are asked one floor up, and say there what came in their place.
        for file in [*room.rglob("*.py"), room.parent / "observatory" / "feeds.py"]
        if file.name not in ("failure.py", "fetching_failure.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert set(_WORDS) - words == set()

"""The relevance gate: what it lets through, what it holds back, and that months are no marches."""

from __future__ import annotations

from functools import cache

import pytest

from almenara.codebook import load_codebook
from almenara.language import make_reader
from almenara.language.gate import Gate
from almenara.language.months import without_months
from almenara.model.fold import fold


@cache
def _gate(language: str) -> Gate:
    return make_reader(load_codebook(), language).gate


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Thousands of teachers marched through Accra on Monday."),
        ("en", "Fishermen took once again to the narrow streets of Kribi."),
        ("en", "The March for Water reached the dam on Sunday."),
        ("en", "Nurses March on Ministry"),
        ("es", "Vecinos de Moreno cortaron la ruta durante tres horas."),
        ("es", "Paro de docentes mañana"),
    ],
)
def test_sentences_of_events_pass(language: str, sentence: str) -> None:
    assert _gate(language).passes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales rose in March and fell again in April.",
        "The clinic opens on March 3 at nine.",
        "It was the driest March since 1931.",
        "From March onwards the ferry calls twice a day.",
        "HILLTOWN, MARCH 29, 2018 -- A library of toys was opened.",
        "She walked her dog by the lake, fed two swans and, being late, ran most of the way to her job.",
    ],
)
def test_months_and_scattered_words_do_not(sentence: str) -> None:
    assert not _gate("en").passes(sentence)


@pytest.mark.parametrize(
    "text", ["On March 8 women march.", "Mid-March rain", "5 March 2019", "la marcha del 5 de marzo"]
)
def test_a_blanked_month_leaves_every_other_letter_in_its_place(text: str) -> None:
    blanked = without_months(text, fold(text))
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, fold(text), strict=True))


def test_only_the_month_is_blanked() -> None:
    text = "On March 8 women march."
    assert without_months(text, fold(text)) == "on       8 women march."

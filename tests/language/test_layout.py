"""Text from PDFs is cleaned for the parser; every clean word still knows where it stood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almenara.language.layout import clean


def paragraphs(text: str) -> list[str]:
    found = clean(text)
    return [" ".join(p.of(found.text).split()) for p in found.paragraphs]


def test_hard_line_breaks_inside_sentences_become_spaces() -> None:
    assert paragraphs("Miners blocked the road\nto Oruro on\nMonday.") == [
        "Miners blocked the road to Oruro on Monday."
    ]


def test_a_blank_line_in_mid_sentence_ends_nothing() -> None:
    assert paragraphs("He called for the army\n\nto intervene.") == ["He called for the army to intervene."]


def test_a_quotation_may_go_on_behind_the_page_break() -> None:
    assert paragraphs('They asked it to\n\n"return to barracks" at once.') == [
        'They asked it to "return to barracks" at once.'
    ]


def test_a_title_stays_a_paragraph_of_its_own() -> None:
    assert paragraphs("Paro en Quito\n\nLos docentes pararon ayer.") == ["Paro en Quito", "Los docentes pararon ayer."]


def test_words_hyphenated_at_the_line_end_are_joined() -> None:
    assert paragraphs("La manifes-\ntación fue dispersada.") == ["La manifestación fue dispersada."]


@pytest.mark.parametrize(
    "footer",
    [
        "To contact the paper visit:",
        "www.faro.example/contacto",
        "Página 3 de 9",
        "Todos los derechos reservados",
        "© 2024 El Faro",
    ],
)
def test_footers_are_set_apart(footer: str) -> None:
    text = f"Vecinos protestaron ayer en Petare por agua.\n\n{footer}\n"
    found = clean(text)
    assert paragraphs(text) == ["Vecinos protestaron ayer en Petare por agua."]
    assert [b.of(text) for b in found.boilerplate] == [footer]


def test_bullets_and_table_rows_are_paragraphs() -> None:
    assert paragraphs("• Paro en Lima\n• Marcha en Cusco\nLima | 3\nCusco | 5") == [
        "• Paro en Lima",
        "• Marcha en Cusco",
        "Lima | 3",
        "Cusco | 5",
    ]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_clean_text_leads_back_letter_by_letter(text: str) -> None:
    found = clean(text)
    for word in re.finditer(r"\S+", found.text):
        span = found.to_original(word.start(), word.end())
        assert 0 <= span.start < span.end <= len(text)
        there = [c for c in span.of(text) if not c.isspace()]
        assert [c for c in word.group() if c != "-"] == [c for c in there if c not in "-\xad"]


@given(
    st.lists(
        st.sampled_from(["Miners", "road", "blocked-\n", "\n", "\n\n", " ", "the", ". ", "Paro ", "\t", "|"]),
        max_size=40,
    )
)
def test_paragraphs_are_in_order_and_do_not_overlap(parts: list[str]) -> None:
    found = clean("".join(parts))
    ends = [0]
    for paragraph in found.paragraphs:
        assert paragraph.start >= ends[-1]
        assert paragraph.end <= len(found.text)
        ends.append(paragraph.end)

"""Text from PDFs is cleaned for the parser; every clean word still knows where it stood."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almenara.language.layout import clean
from almenara.model import Span


def paragraphs(text: str) -> list[str]:
    found = clean(text)
    return [p.of(found.text) for p in found.paragraphs]


class TestLines:
    def test_hard_line_breaks_inside_sentences_become_spaces(self) -> None:
        assert paragraphs("Miners blocked the road\nto Oruro on\nMonday.") == [
            "Miners blocked the road to Oruro on Monday."
        ]

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85"])
    def test_every_kind_of_line_break(self, line_break: str) -> None:
        text = f"Hubo un{line_break}paro.{line_break}{line_break}Luego una marcha."
        assert paragraphs(text) == ["Hubo un paro.", "Luego una marcha."]

    @pytest.mark.parametrize("space", ["\t\t", "\xa0", "\u2009", "\u202f", "\u3000", "   ", " \xa0 "])
    def test_spaces_of_any_kind_are_one_space(self, space: str) -> None:
        assert paragraphs(f"Unos{space}200 vecinos{space}\nmarcharon.") in (
            ["Unos 200 vecinos marcharon."],
            ["Unos 200 vecinos", "marcharon."],
        )

    @pytest.mark.parametrize("unseen", ["\xad", "\u200b", "\u2060", "\ufeff"])
    def test_what_is_not_seen_does_not_split_a_word(self, unseen: str) -> None:
        assert paragraphs(f"La mani{unseen}festación\n{unseen}\nsiguió.") == ["La manifestación siguió."]

    def test_ligatures_and_loose_accents_are_letters(self) -> None:
        assert paragraphs("Con\ufb02icto o\ufb03cial en Bogota\u0301, man\u0303ana") == [
            "Conflicto official en Bogotá, mañana"
        ]

    def test_a_paragraph_ends_where_its_last_line_leaves_room(self) -> None:
        text = (
            "Los maestros de la región marcharon ayer por el\ncentro de la ciudad.\n"
            "Hoy se suman los médicos, según anunció su\ngremio en la tarde."
        )
        assert paragraphs(text) == [
            "Los maestros de la región marcharon ayer por el centro de la ciudad.",
            "Hoy se suman los médicos, según anunció su gremio en la tarde.",
        ]

    def test_an_abbreviation_at_a_line_end_ends_nothing(self) -> None:
        text = "The unit was led, witnesses in the town told reporters, by Sgt.\nRamos of the guard.\n"
        text += "He gave no reason for what had happened there on the day before."
        assert paragraphs(text)[0].startswith("The unit was led, witnesses in the town told reporters, by Sgt. Ramos")

    def test_a_title_right_above_its_text_is_a_paragraph(self) -> None:
        text = (
            "Docentes paran en Quito\nLos docentes de la capital pararon ayer para pedir que se les\npague lo adeudado."
        )
        assert paragraphs(text)[0] == "Docentes paran en Quito"

    def test_lines_wider_than_any_column_are_paragraphs(self) -> None:
        long = "Los maestros marcharon por el centro " * 5
        assert paragraphs(f"Paro en Quito\n{long}ayer.\n{long}hoy.") == ["Paro en Quito", f"{long}ayer.", f"{long}hoy."]


class TestBlankLines:
    def test_in_mid_sentence_they_end_nothing(self) -> None:
        assert paragraphs("He called for the army\n\n\nto intervene.") == ["He called for the army to intervene."]

    def test_nor_with_a_page_number_between(self) -> None:
        found = clean("He called for the army\n\n12\n\nto intervene.")
        assert found.text == "He called for the army to intervene.\n"
        assert found.boilerplate == (Span(24, 26),)

    def test_a_quotation_may_go_on_behind_the_page_break(self) -> None:
        assert paragraphs('They asked it to\n\n"return to barracks" at once.') == [
            'They asked it to "return to barracks" at once.'
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Paro en Quito\n\nLos docentes pararon ayer.",
            "Piden agua.\n\nluz también.",
            "Piden agua;\n\nluz también.",
            "Piden agua\n\n- luz también",
        ],
    )
    def test_elsewhere_they_end_a_paragraph(self, text: str) -> None:
        assert len(paragraphs(text)) == 2


class TestHyphens:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("La manifes-\ntación fue dispersada.", "La manifestación fue dispersada."),
            ("La manifes-\r\n  tación.", "La manifestación."),
            ("La manifes\xad\ntación.", "La manifestación."),
            ("La manifes-\n\ntación.", "La manifestación."),
            ("The anti-\ngovernment march.", "The anti-government march."),
            ("A face-to-\nface talk.", "A face-to-face talk."),
            ("A sit-in there. They ended the sit-\nin.", "A sit-in there. They ended the sit-in."),
            ("El pacto Guaidó-\nMaduro.", "El pacto Guaidó-Maduro."),
            ("En 2018-\n2019 hubo paros.", "En 2018-2019 hubo paros."),
            ("The march -\nthe third one - ended.", "The march - the third one - ended."),
        ],
    )
    def test_at_line_ends(self, text: str, words: str) -> None:
        assert paragraphs(text) == [words]

    def test_a_joined_word_leads_back_to_both_its_halves(self) -> None:
        text = "La manifes-\ntación fue dispersada."
        found = clean(text)
        start = found.text.index("manifestación")
        assert found.to_original(start, start + len("manifestación")).of(text) == "manifes-\ntación"


class TestItems:
    def test_bullets_and_table_rows_are_paragraphs(self) -> None:
        assert paragraphs("• Paro en Lima\n• Marcha en Cusco\nLima | 3\nCusco\t5") == [
            "• Paro en Lima",
            "• Marcha en Cusco",
            "Lima | 3",
            "Cusco 5",
        ]

    def test_an_item_may_take_several_lines(self) -> None:
        assert paragraphs("Piden:\n1. agua potable y\nluz\n2. gas") == ["Piden:", "1. agua potable y luz", "2. gas"]

    def test_a_number_or_a_dash_in_mid_sentence_begins_no_item(self) -> None:
        assert paragraphs("They met on January\n12. The march\n- the third - ended.") == [
            "They met on January 12. The march - the third - ended."
        ]


class TestBoilerplate:
    @pytest.mark.parametrize(
        "footer",
        [
            "To contact the paper visit:",
            "www.faro.example/contacto",
            "faro.com/contacto",
            "Escriba a: mesa@faro.example",
            "Página 3 de 9",
            "Page 3",
            "- 3 -",
            "12",
            "Todos los derechos reservados",
            "© 2024 El Faro",
            "Copyright 2024 El Faro. All rights reserved.",
            "Lea también: Hubo marcha de docentes en Quito.",
            "Compartir",
            "Síganos en redes sociales",
            "Para más información visite\nwww.faro.example",
        ],
    )
    def test_footers_are_set_apart(self, footer: str) -> None:
        text = f"Vecinos protestaron ayer en Petare por agua.\n\n{footer}\n"
        found = clean(text)
        assert paragraphs(text) == ["Vecinos protestaron ayer en Petare por agua."]
        assert [b.of(text) for b in found.boilerplate] == [footer]

    @pytest.mark.parametrize("footer", ["www.faro.example/contacto", "Página 3 de 9", "© 2024 El Faro"])
    def test_also_without_a_blank_line(self, footer: str) -> None:
        text = f"Vecinos protestaron ayer.\n{footer}\n"
        assert paragraphs(text) == ["Vecinos protestaron ayer."]
        assert [b.of(text) for b in clean(text).boilerplate] == [footer]

    @pytest.mark.parametrize(
        "prose",
        [
            "Compartir la comida fue la consigna de la marcha de ayer.",
            "To contact the ministry, the strikers walked to the capital.",
            "Para más información, los vecinos marcharon hasta la alcaldía.",
            "Publicidad engañosa llevó a los clientes a protestar.",
            "Todos los derechos para las mujeres, pidió la marcha.",
            "Murieron 12",
            "2019",
            "Vecinos marcharon (www.faro.example/agua).",
        ],
    )
    def test_prose_that_begins_alike_is_kept(self, prose: str) -> None:
        assert paragraphs(prose) == [prose]


#: Pieces that layout turns on, so that hypothesis meets them often and next to each other.
PIECES = st.sampled_from(
    [
        *("Miners", "road", "the", "anti", "marcharon", "Petare", "12", "a", "É", "ñ"),
        *(". ", ", ", "-", "- ", "• ", "1. ", "|", "\t", " ", "  ", "\xa0", "“", "” "),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "-\n",
            "\u2028",
            "\xad",
            "\xad\n",
            "\u200b",
            "\ufb01",
            "\ufb04",
            "e\u0301",
            "n\u0303",
            "\u0301",
        ),
        *("www.x.example/y", "Página 3 de 9", "Todos los derechos reservados"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=60).map("".join),
    st.text(max_size=300),
)


def letters(words: str) -> str:
    """What the parser must see of some words: all but white space, hyphens and what is invisible, however letters are spelt."""
    spelt_out = re.sub("[\ufb00-\ufb06]", lambda found: unicodedata.normalize("NFKC", found.group()), words)
    seen = "".join(c for c in spelt_out if not c.isspace() and c not in "-\u2010\xad\u200b\u2060\ufeff")
    return unicodedata.normalize("NFD", seen)


def without_boilerplate(text: str) -> str:
    """The text, as long as it was, with blanks for boilerplate."""
    kept = list(text)
    for span in clean(text).boilerplate:
        kept[span.start : span.end] = " " * (span.end - span.start)
    return "".join(kept)


@given(TEXTS)
def test_words_of_clean_text_lead_back_to_the_same_words(text: str) -> None:
    """Only a page's foot may stand between the halves of a word that the page's end cut."""
    found = clean(text)
    article = without_boilerplate(text)
    for word in re.finditer(r"\S+", found.text):
        span = found.to_original(word.start(), word.end())
        assert 0 <= span.start < span.end <= len(text)
        assert letters(word.group()) == letters(span.of(article))


@given(TEXTS)
def test_letters_lead_back_in_order(text: str) -> None:
    found = clean(text)
    places = [found.to_original(at, at + 1) for at, letter in enumerate(found.text) if not letter.isspace()]
    for one, other in pairwise(places):
        assert one.start <= other.start
        assert one.end <= other.end


@given(TEXTS)
def test_nothing_is_lost_but_boilerplate(text: str) -> None:
    assert letters(clean(text).text) == letters(without_boilerplate(text))


@given(TEXTS)
def test_paragraphs_cover_the_clean_text_in_order(text: str) -> None:
    found = clean(text)
    assert "".join(p.of(found.text) + "\n" for p in found.paragraphs) == found.text
    for span in found.boilerplate:
        assert span.of(text).strip()
    for one, other in pairwise(found.boilerplate):
        assert one.end <= other.start


@given(TEXTS, st.integers(0, 400))
def test_an_empty_stretch_stays_empty(text: str, at: int) -> None:
    found = clean(text)
    span = found.to_original(min(at, len(found.text)), min(at, len(found.text)))
    assert span.start == span.end <= len(text)

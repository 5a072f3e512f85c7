"""Nothing that a text can hold stops the coder, and every span says what its offsets say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almenara.model import Coding, Report
from almenara.pipeline import NotCoded, Pipeline

WORDS = st.sampled_from(
    ["police", "arrested", "marcha", "27", "soldados", "in", "Caracas", "Monday", "\n", "\n\n", "paro", "—", "“", "detenidos", "by", "ayer",
     "no", "\ud800", "\u202e", "\x00", "PROTESTA", "gas", "de", "los", "miles de", "12,5 %", "<b>", "|", "😀", "é", "e\u0301"]
)  # fmt: skip


def check(coding: Coding | NotCoded, text: str) -> None:
    assert isinstance(coding, Coding)
    for mention in coding.mentions:
        quotes = [mention.trigger, mention.sentence, *mention.demand_quotes, *(q.quote for q in mention.quantities)]
        quotes += [r.quote for r in mention.roles]
        for quote in quotes:
            assert text[quote.start : quote.end] == quote.text
        mention.to_dict()
    for found in (*coding.dates, *coding.places, *coding.totals):
        if found.quote is not None:
            assert text[found.quote.start : found.quote.end] == found.quote.text


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "es"]))
def test_any_jumble_of_words(pipeline: Pipeline, words: list[str], language: str) -> None:
    text = " ".join(words)
    check(next(pipeline.code([Report("x", text, language=language, published=date(2024, 6, 12))])), text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_unicode(pipeline: Pipeline, text: str) -> None:
    check(next(pipeline.code([Report("x", text, language="es")])), text)


def test_a_sentence_of_twenty_thousand_words(pipeline: Pipeline) -> None:
    text = "Police arrested " + "a teacher and " * 6700 + "a nurse in Accra on Monday."
    check(next(pipeline.code([Report("x", text, language="en")])), text)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [("es", "POLICÍA DETUVO A DOCE ESTUDIANTES EN LIMA", "arrest"), ("es", "Policia detuvo a doce estudiantes en la manifestacion", "arrest"),
     ("en", "POLICE ARREST TWELVE STUDENTS IN ACCRA", "arrest"), ("es", "Paro de docentes mañana", "strike")],
)  # fmt: skip
def test_capitals_and_lost_accents(code, language: str, text: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert kind in [m.type for m in code(text, language).mentions]


def test_without_a_publication_date_relative_dates_stay_open(code) -> None:  # type: ignore[no-untyped-def]
    (mention,) = code("Teachers marched through Accra on Monday.", "en", None).mentions
    assert mention.date is not None
    assert mention.date.start is None
    assert "publication date" in mention.date.method


def test_a_report_in_another_language_is_told_and_the_rest_is_coded(pipeline: Pipeline) -> None:
    reports = [
        Report("fr", "Les enseignants ont manifesté lundi dans les rues de Dakar pour demander de meilleurs salaires."),
        Report("en", "Teachers marched through Accra on Monday to demand better pay."),
    ]
    french, english = pipeline.code(reports)
    assert isinstance(french, NotCoded)
    assert "'fr'" in french.why
    assert isinstance(english, Coding)
    assert [m.type for m in english.mentions] == ["march"]

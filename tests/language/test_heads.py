"""The shipped head doubts what only has the words of an event; none of these sentences is in the corpus."""

from __future__ import annotations

import json
from datetime import date

import pytest

from almenara.codebook import load_codebook
from almenara.language.embed import EMBEDDING_SIZE, embed
from almenara.language.heads import doubt
from almenara.language.heads.doubt import Told, doubted
from almenara.language.heads.shipped import CARD, FOLDER
from almenara.model import Report
from almenara.pipeline import Pipeline

_NO_EVENTS = (
    "The winger fired a shot past the keeper in the ninetieth minute to win the cup for Valencia.",
    "El delantero disparó desde fuera del área y el portero no pudo atajar el tiro en el clásico del domingo.",
)
_EVENTS = (
    "Thousands of nurses marched through Lima on Monday to demand better pay.",
    "Campesinos bloquearon la carretera a Cochabamba para exigir la liberación de sus dirigentes.",
    "Police fired tear gas at students who had occupied the university in Dakar.",
)
_EVERYDAY = "Three families with small children occupy the rooms above the chemist's."


def test_sentences_of_both_languages_that_mean_the_same_lie_close() -> None:
    found = embed(
        ["Police arrested twelve protesters.", "La policía detuvo a doce manifestantes.", "La sopa está fría."]
    )
    assert found.shape == (3, EMBEDDING_SIZE)
    assert found[0] @ found[1] > 0.6 > 0.4 > found[0] @ found[2]


def _told(*sentences: str, of: int = 1) -> Told:
    return Told(sentences, sentences, of)


def test_sport_is_doubted_and_events_are_not() -> None:
    assert doubted([_told(*_NO_EVENTS, *_EVENTS)]) == [set(_NO_EVENTS)]


def test_in_a_long_report_without_any_sure_event_lighter_doubts_count() -> None:
    alone, short, beside = doubted([_told(_EVERYDAY, of=12), _told(_EVERYDAY), _told(_EVERYDAY, _EVENTS[0], of=12)])
    assert alone == {_EVERYDAY}
    assert short == beside == set()


def test_plans_are_doubted_only_where_nothing_else_tells_an_event() -> None:
    planned = [Told([_EVERYDAY], (), 12), Told([_NO_EVENTS[0], _EVENTS[0]], (), 12)]
    assert doubted(planned) == [{_EVERYDAY}, set()]


def test_doubted_sentences_yield_no_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("r", " ".join(_EVENTS[:1] + _EVENTS[2:]), language="en", published=date(2024, 6, 12))
    codebook = load_codebook()
    rules = next(Pipeline(codebook, heads=False).mentions([report]))
    assert next(Pipeline(codebook).mentions([report])) == rules
    monkeypatch.setattr("almenara.pipeline.doubted", lambda reports: [{_EVENTS[0]} for _ in reports])
    kept = next(Pipeline(codebook).mentions([report]))
    assert kept == tuple(m for m in rules if m.sentence.text != _EVENTS[0])
    assert 0 < len(kept) < len(rules)


def test_what_is_told_with_weapon_and_target_stays() -> None:
    text = "Two bombs exploded in the branch offices of two savings banks, and their shares fell on the stock exchange."
    assert doubted([_told(text)]) == [{text}]
    report = Report("r", text, language="en", published=date(2024, 6, 12))
    mentions = next(Pipeline(load_codebook()).mentions([report]))
    assert [m.type for m in mentions] == ["remote_explosive"]


def test_lone_surrogates_and_capitals_are_embedded() -> None:
    broken, loud, plain = embed(
        ["\ud800 marcha", "LA POLICÍA DETUVO A DOCE MANIFESTANTES", "la policía detuvo a doce manifestantes"]
    )
    assert broken.shape == (EMBEDDING_SIZE,)
    assert loud @ plain > 0.99


def test_without_the_model_nothing_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "embeddings_present", lambda: False)
    assert doubted([_told(*_NO_EVENTS)]) == [set()]


def test_the_card_tells_of_the_corpus_as_it_is() -> None:
    """Whoever changes the corpus trains the heads again (make train)."""
    from almenara.learn.from_corpus import corpus_fingerprint

    assert json.loads((FOLDER / CARD).read_text(encoding="utf-8"))["corpus"] == corpus_fingerprint()

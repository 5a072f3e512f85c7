"""The attributes of words are those that the models' own ruler and lemmatizer give."""

from __future__ import annotations

import pytest

from almenara.language.attributes import attribute_reader
from almenara.language.parse import load_model

TEXTS = {
    "en": "Police in Lusaka haven't said who'd fired on the nurses' march; two were being treated, and it was over by 9 p.m. They did not strike.",
    "es": "La policía de Oruro no dijo quién había disparado contra la marcha; los heridos están siendo atendidos. ¡Se movilizarán mañana!",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_attributes_are_the_models_own(language: str) -> None:
    model = load_model(language)
    whole = model(TEXTS[language])
    model.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"])
    bare = model(TEXTS[language])
    found = [attribute_reader(model)(token) for token in bare]
    assert [(a.pos, a.morph, a.lemma) for a in found] == [(t.pos_, str(t.morph), t.lemma_) for t in whole]

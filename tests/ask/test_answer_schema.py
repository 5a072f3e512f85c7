"""The shape of an answer ends models that repeat themselves, and has room for all that a text can tell."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from almenara.ask.answer_schema import answer_schema, most_rows
from almenara.codebook import Codebook

ROW = {
    "sentence": "s", "trigger": "t", "type": "strike", "status": "happened", "score": 1,
    "roles": [], "quantities": [], "demands": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rows"),
    [("", 4), ("Police arrested 12 students.\n", 4), ("One. Two! Three?", 16), ("A headline\n\n" + "Told. " * 20, 128)],
)
def test_rows_are_limited_by_sentences_to_few_different_numbers(text: str, rows: int) -> None:
    assert most_rows(text) == rows


def test_an_answer_of_too_many_rows_is_of_another_shape(codebook: Codebook) -> None:
    schema = Draft202012Validator(answer_schema(codebook, 4))
    assert schema.is_valid({"mentions": [ROW] * 4})
    assert not schema.is_valid({"mentions": [ROW] * 5})

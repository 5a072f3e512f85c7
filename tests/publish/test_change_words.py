"""What changed is said in words: every field has a name in both languages, and no value shows the marks of a program."""

from __future__ import annotations

from dataclasses import fields

import pytest
from test_taken_in import TOLD

from almenara.publish.change_words import field_words, value_words
from almenara.publish.public_event import PublicEvent, plain_event


@pytest.mark.parametrize("field", [part.name for part in fields(PublicEvent) if part.name != "id"])
def test_every_field_has_a_name_in_both_languages_and_a_value_without_brackets(field: str) -> None:
    assert "_" not in field_words(field, "en")
    assert field_words(field, "es") not in ("", field)
    assert not set(value_words(field, plain_event(TOLD)[field])) & set("[]{}'\\")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (None, None, ""),
        ("numbers", {"killed": [1, 2, None], "crowd": [40, 40, 40], "injured": [None, 5, 5]}, "killed: 1–… (2); crowd: 40; injured: …–5"),
        ("codes", {"acled": {"event_type": "Protests", "sub_event_type": None}, "cameo": "141", "ovcs": None}, "acled: Protests; cameo: 141"),
        ("agents", ["teachers", "nurses"], "teachers; nurses"),
        ("lat", 5.5, "5.5"),
        ("reports", [{"id": "r", "source": None, "url": None, "published": None, "quote": None}], "r"),
    ],
)  # fmt: skip
def test_values_as_words(field: str | None, value: object, expected: str) -> None:
    assert value_words(field, value) == expected


def test_a_report_is_its_outlet_day_and_quote() -> None:
    words = value_words("reports", plain_event(TOLD)["reports"])
    assert words.startswith("The Quay (2024-06-05): “Some “400” led by")
    assert words.endswith("; Radio Tema")

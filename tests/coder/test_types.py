"""Which type a sentence tells, where two types have much in common or the words stand elsewhere than at the verb."""

from __future__ import annotations

import pytest

from almenara.model import Report
from almenara.pipeline import Pipeline


@pytest.mark.parametrize(
    ("language", "text", "types"),
    [
        ("en", "Troopers captured two rebel camps in the hills over the weekend.", ["government_regains_position"]),
        ("en", "The army and allied militias have taken control of the town.", ["government_regains_position"]),
        ("en", "The rebel army took control of the town on Monday.", ["seizure_of_position"]),
        ("en", "Soldiers have taken dozens of villagers in a series of raids across the valley.", ["arrest"]),
        ("en", "Police arrested a union leader on Sunday, his wife said.", ["arrest"]),
        ("es", "La policía detuvo el domingo a un dirigente sindical, informó su esposa.", ["arrest"]),
        ("en", "Seven people were murdered by vigilantes in the south on Friday.", ["mob_violence"]),
        ("en", "The attacks, mostly with grenades, took place in three districts at night.", ["grenade"]),
        ("en", "Troops pulled out of the border village on Monday.", ["nonviolent_transfer"]),
        ("en", "A woman was pulled away by officers near the gate.", []),
        (
            "en",
            "A remote-controlled improvised explosive device (IED), laid by rebels, detonated near the bridge.",
            ["remote_explosive"],
        ),
        ("en", "Police used excessive force against the protesters in the capital.", ["excessive_force"]),
    ],
)
def test_a_sentence_tells_this_type(pipeline: Pipeline, language: str, text: str, types: list[str]) -> None:
    (mentions,) = pipeline.mentions([Report("r", text, language=language)])
    assert [m.type for m in mentions] == types


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Opponents of the coup gathered in the main square on Sunday.", "demonstration"),
        ("es", "Opositores al golpe de Estado marcharon el domingo por el centro.", "march"),
    ],
)
def test_what_people_are_against_is_not_what_they_did(pipeline: Pipeline, language: str, text: str, kind: str) -> None:
    (mentions,) = pipeline.mentions([Report("r", text, language=language)])
    assert [m.type for m in mentions] == [kind]


def test_what_people_are_against_is_told_where_nothing_else_is(pipeline: Pipeline) -> None:
    (mentions,) = pipeline.mentions([Report("r", "Many feared the supporters of the coup.", language="en")])
    assert [m.type for m in mentions] == ["coup_attempt"]

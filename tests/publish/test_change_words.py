"""What changed is said in words: every field has a name in both languages, and no value shows the marks or the keys of a program."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from test_taken_in import TOLD

from almenara.codebook import load_codebook
from almenara.publish.public_event import PublicEvent, plain_event
from almenara.publish.release import Change
from almenara.publish.report.writer import Writer, labels_of
from almenara.publish.site.change_words import ChangeWords
from almenara.resolve.actors import ActorNames

Language = Literal["en", "es"]


@pytest.fixture(scope="module")
def words() -> dict[Language, ChangeWords]:
    codebook, actors = load_codebook(), ActorNames()
    languages: tuple[Language, ...] = ("en", "es")
    return {spoken: ChangeWords(codebook, Writer(spoken, labels_of(codebook, spoken, actors))) for spoken in languages}


@pytest.mark.parametrize("field", [name for name in PublicEvent.__struct_fields__ if name != "id"])
def test_every_field_has_a_name_in_both_languages_and_a_value_without_brackets(
    words: dict[Language, ChangeWords], field: str
) -> None:
    assert "_" not in words["en"].field(field)
    assert words["es"].field(field) not in ("", field)
    assert not set(words["en"].value(field, plain_event(TOLD)[field])) & set("[]{}'\\")


@pytest.mark.parametrize(
    ("field", "value", "english", "spanish"),
    [
        (None, None, "", ""),
        (
            "numbers",
            {"killed": [1, 2, None], "crowd": [1040, 1040, 1040], "injured": [None, 5, 5]},
            "killed: at least 1; participants: 1,040; injured: at most 5",
            "personas muertas: al menos 1; participantes: 1.040; personas heridas: a lo sumo 5",
        ),
        ("codes", {"acled": {"event_type": "Protests", "sub_event_type": None}, "cameo": "141", "ovcs": None}, "ACLED: Protests; CAMEO: 141", "ACLED: Protests; CAMEO: 141"),
        ("agents", ["teachers", "nurses"], "teachers; nurses", "teachers; nurses"),
        ("targets", ["Police (Peru)", "a crowd"], "Police (Peru); a crowd", "Policía (Perú); a crowd"),
        ("lat", 5.5, "5.5", "5.5"),
        ("type", "march", "March", "Marcha"),
        ("family", "unrest", "Unrest", "Disturbios"),
        ("type", "no_longer_there", "no_longer_there", "no_longer_there"),
        ("review", "accepted", "accepted by a reviewer", "aceptado en revisión"),
        ("date_from", "2024-06-03", "3 June 2024", "3 de junio de 2024"),
        ("date_precision", "span", "span of days", "lapso"),
        ("place_precision", "populated_place", "town", "localidad"),
        ("country", "PE", "Peru", "Perú"),
        ("demands", ["water", "wages"], "Water; Wages and work", "Agua; Salarios y trabajo"),
        ("agent_sectors", ["COP"], "Police", "Policía"),
        ("scales", ["national"], "national", "nacional"),
        ("reports", [{"id": "r", "source": None, "url": None, "published": None, "quote": None}], "r", "r"),
    ],
)  # fmt: skip
def test_values_as_words(
    words: dict[Language, ChangeWords], field: str | None, value: object, english: str, spanish: str
) -> None:
    assert words["en"].value(field, value) == english
    assert words["es"].value(field, value) == spanish


def test_a_report_is_its_outlet_day_and_quote(words: dict[Language, ChangeWords]) -> None:
    told = words["en"].value("reports", plain_event(TOLD)["reports"])
    assert told.startswith("The Quay (5 June 2024): “Some “400” led by")
    assert told.endswith("; Radio Tema")


def test_an_event_is_told_by_what_where_and_when(words: dict[Language, ChangeWords]) -> None:
    added = Change(
        "added", "e-1", type="march", date_from="2024-06-01", date_to="2024-06-30", place="Lima", country="PE"
    )
    assert words["en"].event(added) == "March in Lima, June 2024"
    assert words["es"].event(added) == "Marcha en Lima, junio de 2024"
    assert words["es"].event(replace(added, place=None)) == "Marcha en Perú, junio de 2024"
    assert words["en"].event(Change("added", "e-1", type="march")) == "March, Date not known"

"""Texts in capitals are read in the case that they would have been printed in, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almenara.language import in_sentence_case, is_shouting


@pytest.mark.parametrize(
    ("language", "shouted", "printed"),
    [
        (
            "en",
            "LANDLESS PEASANTS OCCUPIED A FARM OWNED BY ERNESTO GUTIERREZ NEAR MACAPA ON FRIDAY",
            "Landless peasants occupied a farm owned by Ernesto Gutierrez near Macapa on Friday",
        ),
        (
            "en",
            "THE ORINOCO LIBERATION FRONT (OLF) KILLED TWO FARMERS, ROSA PINEDA SAID",
            "The Orinoco Liberation Front (OLF) killed two farmers, Rosa Pineda said",
        ),
        (
            "en",
            "MEMBERS OF THE PEASANT DEFENCE LEAGUE (PDL) MARCHED",
            "Members of the Peasant Defence League (PDL) marched",
        ),
        ("en", "THE BOLIVIAN MINERS MAY STRIKE IN MARCH", "The Bolivian miners may strike in march"),
        ("en", "GUNMEN SHOT COLONEL BLANCO, THE POLICE CHIEF", "Gunmen shot colonel Blanco, the police chief"),
        (
            "es",
            "LA POLICIA DETUVO A CUATRO ESTUDIANTES EN CARACAS",
            "La policia detuvo a cuatro estudiantes en Caracas",
        ),
        (
            "es",
            "EL FRENTE DE LIBERACION DEL ORINOCO (FLO) SECUESTRO A UN GANADERO",
            "El Frente de Liberacion del Orinoco (FLO) secuestro a un ganadero",
        ),
        (
            "es",
            "FUE DETENIDO EL CORONEL BLANCO, JEFE DE LA GUARNICION",
            "Fue detenido el coronel Blanco, jefe de la guarnicion",
        ),
    ],
)
def test_names_keep_their_capitals(language: str, shouted: str, printed: str) -> None:
    assert is_shouting(shouted)
    assert in_sentence_case(shouted, language) == printed


@given(st.text(max_size=80), st.sampled_from(["en", "es"]))
def test_offsets_hold_whatever_the_text(text: str, language: str) -> None:
    assert len(in_sentence_case(text, language)) == len(text)
    assert in_sentence_case(text, language).casefold() == text.casefold() or any(
        len(c.lower()) > 1 or len(c.upper()) > 1 or c.lower() != c.upper().lower() for c in text
    )

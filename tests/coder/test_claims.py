"""Who claims an event or is blamed for it is its agent; every sentence is ours."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("language", "text", "kind", "agent"),
    [
        (
            "en",
            "A car bomb exploded outside a hotel in Pisco on Monday. The Orinoco Front claimed responsibility for the attack.",
            "remote_explosive",
            "Orinoco Front",
        ),
        (
            "en",
            "The killing of a mayor in Pisco on Monday was blamed on the Orinoco Front.",
            "attack_on_civilians",
            "Orinoco Front",
        ),
        (
            "en",
            "The governor blamed the Orinoco Front for the murder of a mayor on Monday.",
            "attack_on_civilians",
            "Orinoco Front",
        ),
        ("en", "Rebels were responsible for the murder of a journalist on Monday.", "attack_on_civilians", "Rebels"),
        (
            "es",
            "El asesinato del alcalde de Pisco, el lunes, fue atribuido a la guerrilla.",
            "attack_on_civilians",
            "guerrilla",
        ),
        (
            "es",
            "El Frente Orinoco reivindicó el asesinato de un periodista el lunes.",
            "attack_on_civilians",
            "Frente Orinoco",
        ),
        (
            "es",
            "Un carro bomba explotó frente a un hotel de Pisco el lunes. El Frente Orinoco se adjudicó la explosión.",
            "remote_explosive",
            "Frente Orinoco",
        ),
    ],
)
def test_a_claim_gives_the_agent(code, language: str, text: str, kind: str, agent: str) -> None:  # type: ignore[no-untyped-def]
    agents = [
        r.quote.text for m in code(text, language).mentions if m.type == kind for r in m.roles if r.role == "agent"
    ]
    assert agent in agents


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gunmen killed a mayor in Pisco on Monday. The governor blamed the rebels for the murder."),
        ("es", "Sicarios asesinaron a un alcalde en Pisco el lunes. El gobernador culpó a la guerrilla del asesinato."),
    ],
)
def test_whoever_is_told_to_have_done_it_stays(code, language: str, text: str) -> None:  # type: ignore[no-untyped-def]
    first = code(text, language).mentions[0]
    assert [r.quote.text for r in first.roles if r.role == "agent"] in (["Gunmen"], ["Sicarios"])


def test_nobody_claims_responsibility_for_a_march(code) -> None:  # type: ignore[no-untyped-def]
    first = code("A march crossed Pisco on Monday. The mayor claimed responsibility for the delay.", "en").mentions[0]
    assert not any(r.quote.text == "mayor" for r in first.roles)

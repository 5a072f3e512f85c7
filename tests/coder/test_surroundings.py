"""Who and whom a sentence tells where the trigger's own grammar does not; every sentence is ours."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("language", "text", "role", "words"),
    [
        # 1 and 5: what is thrown is the instrument, what it falls on the target.
        ("en", "Gunmen hurled a grenade at a bakery in Pisco on Monday.", "target", "bakery"),
        ("es", "Desconocidos lanzaron una granada contra una panadería de Pisco el lunes.", "target", "panadería"),
        ("en", "A bomb exploded outside a bank in Pisco on Monday.", "target", "bank"),
        ("es", "Una bomba explotó en una ferretería de Pisco el lunes.", "target", "ferretería"),
        # 2: who suffers an attack.
        ("es", "El alcalde de Pisco sufrió un atentado sicarial el lunes.", "target", "alcalde"),
        # 3: who dies in one.
        ("en", "Two soldiers died in the explosion of a landmine near Pisco on Monday.", "target", "soldiers"),
        ("es", "Dos soldados murieron por la explosión de una mina cerca de Pisco el lunes.", "target", "soldados"),
        # 4: what a bomb wrecks.
        ("en", "A truck bomb wrecked the central market of Pisco on Monday.", "target", "market"),
        ("es", "Un carro bomba destruyó el mercado central de Pisco el lunes.", "target", "mercado central"),
        # 7 and 8: who gathers.
        ("es", "Una marcha de sordos recorrió Quito el lunes.", "agent", "sordos"),
        ("en", "Shopkeepers in Pisco closed their doors in a shutdown on Monday.", "agent", "Shopkeepers"),
        # 9: not the town of the dateline.
        ("en", "PISCO, Feb 9 - Rebel fighters kidnapped three nurses on Monday.", "agent", "fighters"),
        # 10: people whom the parse hangs elsewhere.
        ("es", "Por la falta de agua, habitantes de Pisco tomaron la alcaldía el lunes.", "agent", "habitantes"),
        # What steps on a mine is struck by it.
        ("en", "A minibus hit a landmine near Pisco on Monday.", "target", "minibus"),
        ("es", "Un microbús pisó una mina cerca de Pisco el lunes.", "target", "microbús"),
    ],
)
def test_roles_that_stand_further_off(code, language: str, text: str, role: str, words: str) -> None:  # type: ignore[no-untyped-def]
    roles = [r for mention in code(text, language).mentions for r in mention.roles]
    assert any(r.role == role and words in r.quote.text for r in roles), roles


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Gunmen hurled a grenade at a bakery in Pisco on Monday.", "grenade"),
        ("es", "Desconocidos lanzaron una granada contra una panadería de Pisco el lunes.", "granada"),
    ],
)
def test_a_weapon_is_never_the_target(code, language: str, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    roles = [r for mention in code(text, language).mentions for r in mention.roles]
    assert any(r.role == "instrument" and words in r.quote.text for r in roles)
    assert not any(r.role == "target" and words in r.quote.text for r in roles)


def test_quotes_hold_whole_hyphenated_words_and_agents_no_town_with_a_hyphen(code) -> None:  # type: ignore[no-untyped-def]
    (mention,) = code("Ex-soldiers from Porto-Novo blocked three streets on Monday.", "en").mentions
    assert [r.quote.text for r in mention.roles if r.role == "agent"] == ["Ex-soldiers"]

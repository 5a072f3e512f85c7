"""Agents, targets and instruments by their general causes, in both languages; every sentence is ours."""

from __future__ import annotations

import pytest

from almenara.model import Status


def _roles(code, language: str, text: str) -> list[tuple[str, str, str]]:  # type: ignore[no-untyped-def]
    return [(m.type, r.role, " ".join(r.quote.text.split())) for m in code(text, language).mentions for r in m.roles]


@pytest.mark.parametrize(
    ("language", "text", "role", "words"),
    [
        # Names behind a description of several.
        ("en", "Gunmen murdered two journalists, Ana Rios and Luis Paz, in Pisco on Monday.", "target", "Luis Paz"),
        ("en", "Gunmen kidnapped six priests, including Ana Rios, in Pisco on Monday.", "target", "Ana Rios"),
        ("es", "Sicarios asesinaron a dos periodistas, Ana Ríos y Luis Paz, en Pisco el lunes.", "target", "Luis Paz"),
        # Who is named as a victim in a later sentence.
        (
            "en",
            "Gunmen killed two judges in Pisco on Monday. The victims were identified as Rosa Pineda and Juan Cardenas.",
            "target",
            "Rosa Pineda",
        ),
        (
            "es",
            "Sicarios asesinaron a dos jueces en Pisco el lunes. Las víctimas fueron identificadas como Rosa Pineda y Juan Cárdenas.",
            "target",
            "Juan Cárdenas",
        ),
        # A name for those who were only described.
        (
            "en",
            "Masked men shot the mayor of Pisco on Monday. The Orinoco Front claimed responsibility for the attack.",
            "agent",
            "Orinoco Front",
        ),
        # Whoever is accused did it.
        ("en", "The prosecutor accused the guards of torturing a detainee in Pisco.", "agent", "guards"),
        ("es", "La fiscal acusó a los guardias de torturar a un detenido en Pisco.", "agent", "guardias"),
        # Two acts of one kind in a sentence: both targets.
        ("en", "Rebels burned a bus and destroyed a kiosk in Pisco on Monday.", "target", "kiosk"),
        ("es", "Guerrilleros quemaron un autobús y destruyeron un quiosco en Pisco el lunes.", "target", "quiosco"),
        # The trigger's own weapon, and the one that is thrown.
        ("en", "A car bomb exploded outside a bank in Pisco.", "instrument", "car bomb"),
        ("en", "A machine-gun attack on a bakery left two dead in Pisco on Monday.", "instrument", "machine-gun"),
        ("en", "Stones were thrown at a police car during the riot in Pisco.", "instrument", "Stones"),
        ("es", "Un ataque con granadas contra una panadería dejó dos heridos en Pisco.", "instrument", "granadas"),
        # Who handled the weapon that did it, and what it was put on.
        ("en", "A bomb planted by rebels on a jeep exploded in Pisco on Monday.", "agent", "rebels"),
        ("en", "A bomb planted by rebels on a jeep exploded in Pisco on Monday.", "target", "jeep"),
        ("es", "Una bomba colocada por guerrilleros en un jeep estalló en Pisco el lunes.", "agent", "guerrilleros"),
        ("es", "Una bomba colocada por guerrilleros en un jeep estalló en Pisco el lunes.", "target", "jeep"),
        # The body that somebody is from says who they are.
        (
            "en",
            "A column from the Orinoco Liberation Army kidnapped a teacher in Pisco on Monday.",
            "agent",
            "Orinoco Liberation Army",
        ),
        # Who is found murdered underwent it.
        ("en", "The judge was found murdered in Pisco on Monday.", "target", "judge"),
        ("es", "El juez fue hallado asesinado en Pisco el lunes.", "target", "juez"),
        # The trigger's own words say what.
        ("en", "Rebels set a restaurant on fire in Pisco on Monday.", "target", "restaurant"),
        ("es", "La quema de buses en Pisco fue obra de la guerrilla.", "target", "buses"),
        # Acts of armed actors in plain words.
        ("en", "Rebels attacked the house of the minister with explosives in Pisco.", "target", "house"),
        ("es", "Guerrilleros atacaron la casa del ministro con explosivos en Pisco.", "target", "casa"),
        ("en", "Gunmen machinegunned a bus in Pisco on Monday.", "target", "bus"),
        ("es", "Pistoleros ametrallaron un autobús en Pisco el lunes.", "target", "autobús"),
        ("en", "Guerrillas robbed a bank and a store in Pisco on Monday.", "target", "store"),
        ("es", "Guerrilleros asaltaron un banco y una tienda en Pisco el lunes.", "target", "tienda"),
        ("en", "Guerrillas attacked an electric substation in Pisco on Monday.", "target", "substation"),
        ("es", "Guerrilleros atacaron una subestación eléctrica en Pisco el lunes.", "target", "subestación"),
        ("en", "Rebels hurled explosive charges at a church in Pisco.", "instrument", "explosive charges"),
        ("es", "Guerrilleros arrojaron bombas contra una iglesia en Pisco.", "target", "iglesia"),
        ("en", "The lawyer Ana Rios was shot to death in Pisco on Monday.", "target", "Ana Rios"),
        # Whose life it was.
        ("en", "There was an attempt on the life of the mayor of Pisco on Monday.", "target", "mayor"),
        # A name with its long form in brackets, and the words between 'of' and its noun.
        (
            "en",
            "FLO (Front for the Liberty of Orinoco) rebels kidnapped the mayor of Pisco on Monday.",
            "agent",
            "FLO (Front for the Liberty of Orinoco) rebels",
        ),
    ],
)
def test_roles_are_found(code, language: str, text: str, role: str, words: str) -> None:  # type: ignore[no-untyped-def]
    found = _roles(code, language, text)
    assert any(one == role and words in quote for _, one, quote in found), found


@pytest.mark.parametrize(
    ("language", "text", "role", "words"),
    [
        # Routes and places are no targets.
        ("es", "Miles de personas marcharon por el centro de Valencia el lunes.", "target", "centro"),
        ("es", "Los docentes marcharon hacia la plaza Bolívar contra el gobierno.", "target", "plaza"),
        ("en", "Thousands marched through the centre of Valencia on Monday.", "target", "centre"),
        ("en", "Teachers marched down Main Street against the minister.", "target", "Street"),
        ("en", "Rebels ambushed a patrol on a highway near Pisco on Monday.", "target", "highway"),
        # Whoever speaks of a murder did not commit it.
        ("en", "The bishop cited the murder of the mayor of Pisco on Monday.", "agent", "bishop"),
        (
            "en",
            "Following the murder of the judge in Pisco the bishop resumed control of the meeting.",
            "agent",
            "bishop",
        ),
        ("es", "Tras el asesinato del juez en Pisco, el obispo dirigió una protesta.", "target", "obispo"),
        # Nobody is no agent.
        ("en", "No one claimed the bombing of the town hall of Pisco.", "agent", "one"),
        ("es", "Nadie se adjudicó el atentado contra la alcaldía de Pisco.", "agent", "Nadie"),
        ("en", "The prosecutor accused the guards of torturing a detainee in Pisco.", "agent", "detainee"),
    ],
)
def test_what_fills_no_role(code, language: str, text: str, role: str, words: str) -> None:  # type: ignore[no-untyped-def]
    found = _roles(code, language, text)
    assert not any(one == role and words in quote for _, one, quote in found), found


def test_the_target_against_whom_people_march_stays(code) -> None:  # type: ignore[no-untyped-def]
    found = _roles(code, "en", "Teachers marched down Main Street against the minister.")
    assert ("march", "target", "minister") in found


def test_another_murder_does_not_take_the_agent_of_the_first(code) -> None:  # type: ignore[no-untyped-def]
    text = "Gunmen assassinated the mayor of Pisco on Monday. The assassination of six priests in Ica remains unsolved."
    assert [quote for _, role, quote in _roles(code, "en", text) if role == "agent"] == ["Gunmen"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A terrorist attack on the embassy in Pisco left no casualties."),
        ("es", "El ataque guerrillero contra una escuela en Pisco no dejó víctimas."),
    ],
)
def test_that_nobody_was_harmed_denies_no_attack(code, language: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [m.status for m in code(text, language).mentions] == [Status.HAPPENED]

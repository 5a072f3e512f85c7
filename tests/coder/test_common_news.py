"""Turns of phrase that news of every day uses, which were read wrong once; every sentence is ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from almenara.model import Coding, Mention, Status

Code = Callable[..., Coding]


def _only(code: Code, kind: str, text: str, language: str) -> Mention:
    found = [m for m in code(text, language).mentions if m.type == kind]
    assert len(found) == 1, [m.type for m in code(text, language).mentions]
    return found[0]


def _who(mention: Mention, role: str) -> list[str]:
    return [r.quote.text for r in mention.roles if r.role == role]


@pytest.mark.parametrize(
    ("language", "text", "kind", "killed"),
    [
        (
            "en",
            "Gunmen ambushed an army patrol near Pisco on Sunday. Four soldiers died in the attack.",
            "armed_clash",
            4,
        ),
        (
            "es",
            "Una patrulla del Ejército fue emboscada el domingo por guerrilleros en Pisco. En el ataque murieron tres soldados.",
            "armed_clash",
            3,
        ),
    ],
)
def test_the_dead_of_a_later_sentence_are_of_the_event_before(
    code: Code, language: str, text: str, kind: str, killed: int
) -> None:
    told = {q.of: q.best for q in _only(code, kind, text, language).quantities}
    assert told == {"killed": killed}


def test_one_dead_is_counted(code: Code) -> None:
    (mention,) = code("Un muerto y dos heridos dejó un enfrentamiento entre comuneros en Pisco.", "es").mentions
    assert {q.of: q.best for q in mention.quantities} == {"killed": 1, "injured": 2}


def test_a_later_figure_without_the_event_is_nobodys(code: Code) -> None:
    text = "Gunmen ambushed an army patrol near Pisco on Sunday. Four miners died in a shaft in Ica."
    assert not _only(code, "armed_clash", text, "en").quantities


@pytest.mark.parametrize(
    ("language", "text", "kind", "of"),
    [
        ("en", "Police opened fire at a rally in Pisco, killing two.", "excessive_force", "killed"),
        ("es", "Policías reprimieron una protesta de maestros en Pisco; hay 12 lesionados.", "dispersal", "injured"),
    ],
)
def test_casualties_are_of_what_harms(code: Code, language: str, text: str, kind: str, of: str) -> None:
    for mention in code(text, language).mentions:
        assert ([q.of for q in mention.quantities] == [of]) == (mention.type == kind), mention


@pytest.mark.parametrize(
    ("language", "text", "kind", "agents"),
    [
        ("en", "Police said they had arrested 23 people in Pisco.", "arrest", ["Police"]),
        ("es", "La policía informó que detuvo a 23 personas en Pisco.", "arrest", ["policía"]),
        ("es", "El alcalde informó que asesinaron a un líder social en Pisco.", "attack_on_civilians", []),
        ("en", "Riot police used batons to break up a sit-in by doctors in Pisco.", "dispersal", ["Riot police"]),
        ("en", "The strike planned by bakers in Pisco was called off on Tuesday.", "strike", ["bakers"]),
        (
            "en",
            "Gunmen killed at least 12 people in a raid on a village near Pisco late Saturday, police said.",
            "attack_on_civilians",
            ["Gunmen"],
        ),
        (
            "en",
            "Protesters threw stones at riot police, who responded with tear gas.",
            "dispersal",
            ["riot police"],
        ),
        ("es", "La policía detuvo a doce estudiantes durante la protesta de ayer en Pisco.", "demonstration", []),
        ("es", "Dos jóvenes murieron durante la protesta de ayer en Pisco.", "demonstration", []),
        ("en", "A photographer was beaten by officers while covering a march in Pisco.", "march", []),
        ("es", "Un fotógrafo fue agredido por militantes en Pisco.", "mob_violence", ["militantes"]),
        ("es", "El paro que comenzó ayer durará 48 horas, informó la gobernación.", "strike", []),
        ("en", "Nurses in Pisco laid down their tools on Monday over unpaid wages.", "strike", ["Nurses"]),
        (
            "es",
            "Comuneros levantaron el bloqueo en Pisco luego de llegar a un acuerdo con el alcalde.",
            "agreement",
            ["Comuneros"],
        ),
        ("es", "Hubo una jornada de protestas en Pisco.", "demonstration", []),
        ("en", "Police and squatters clashed in Pisco on Friday.", "riot", ["squatters"]),
        (
            "es",
            "Pobladores de Pisco retuvieron a dos policías durante seis horas.",
            "abduction",
            ["Pobladores de Pisco"],
        ),
        ("en", "Villagers detained two surveyors and an official for a day.", "abduction", ["Villagers"]),
        (
            "en",
            "Masked militants killed 20 villagers in an overnight attack on a farm in Pisco, residents said on Monday.",
            "attack_on_civilians",
            ["Masked militants"],
        ),
        (
            "es",
            "PISCO, 14 may - La Central Obrera suspendió la huelga tras una reunión con el alcalde.",
            "strike",
            ["Central Obrera"],
        ),
        ("es", "El tribunal condenó a 30 manifestantes por la toma del Congreso.", "occupation", ["30 manifestantes"]),
        (
            "en",
            "The opposition accused the mayor of fraud in Pisco and called on supporters to march.",
            "call_to_action",
            ["opposition"],
        ),
        ("es", "El Gobierno impuso un toque de queda en Pisco tras motines en la cárcel.", "riot", []),
    ],
)
def test_who_did_it(code: Code, language: str, text: str, kind: str, agents: list[str]) -> None:
    assert _who(_only(code, kind, text, language), "agent") == agents


def test_an_observatory_that_counts_does_not_protest(code: Code) -> None:
    text = "El Observatorio Llanero de Protesta registró 744 protestas en mayo de 2024, un promedio de 24 diarias."
    mention = _only(code, "demonstration", text, "es")
    assert not mention.roles
    assert not mention.quantities


@pytest.mark.parametrize(
    ("language", "text", "kind", "targets"),
    [
        (
            "es",
            "La Guardia se llevó al abogado el lunes en Pisco y se ignora su paradero.",
            "enforced_disappearance",
            ["abogado"],
        ),
        (
            "es",
            "El alcalde de Pisco fue asesinado a tiros por hombres armados.",
            "attack_on_civilians",
            ["alcalde de Pisco"],
        ),
        ("en", "At least 40 people were detained at a rally in Pisco.", "arrest", ["40 people"]),
        ("es", "Camioneros bloquearon la carretera a Ica a la altura de Pisco.", "road_block", ["carretera"]),
        ("en", "Police used water cannon to disperse teachers outside the town hall.", "dispersal", ["teachers"]),
        ("es", "La policía usó gases lacrimógenos para dispersar a los vecinos.", "dispersal", ["vecinos"]),
        ("en", "Two people were shot dead by soldiers during a demonstration in Pisco.", "demonstration", []),
        ("en", "A trader was shot dead at her home in Pisco.", "attack_on_civilians", ["trader"]),
        ("en", "Two soldiers died when their convoy hit a roadside bomb.", "remote_explosive", ["their convoy"]),
        ("en", "The government declared a state of emergency in Pisco.", "ban_or_curfew", []),
        ("es", "Los maestros alcanzaron un acuerdo con el ministro en Pisco.", "agreement", ["ministro"]),
        ("en", "Three people were hurt when traders and drivers clashed in Pisco.", "mob_violence", ["drivers"]),
        ("es", "Estudiantes y policías se enfrentaron en Pisco.", "riot", ["policías"]),
        (
            "en",
            "Armed men stopped a bus in Pisco and shot dead 14 passengers.",
            "attack_on_civilians",
            ["14 passengers"],
        ),
        ("en", "Ana Paz, a union leader, was arrested at Pisco airport on Sunday.", "arrest", ["Ana Paz"]),
        ("es", "La dirigente opositora Ana Paz fue detenida en Pisco.", "arrest", ["dirigente opositora Ana Paz"]),
        ("en", "Students lit candles at a vigil in Pisco on Saturday.", "vigil", []),
        (
            "en",
            "Gunmen killed a candidate in Pisco on Sunday, days after he received death threats.",
            "threat",
            ["candidate"],
        ),
        ("en", "Workers walked off the job in Pisco on Monday.", "strike", []),
        ("es", "El tribunal condenó a diez personas por la toma del Congreso.", "occupation", ["Congreso"]),
    ],
)
def test_against_whom(code: Code, language: str, text: str, kind: str, targets: list[str]) -> None:
    assert _who(_only(code, kind, text, language), "target") == targets


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("es", "Camioneros bloquearon la carretera a Cochabamba a la altura de Sacaba.", "Sacaba"),
        ("en", "Truckers blocked the highway to Kandahar on Tuesday near Ghazni.", "Ghazni"),
        ("es", "Médicos marcharán el jueves al Ministerio de Salud en Tegucigalpa.", "Tegucigalpa"),
    ],
)
def test_where(code: Code, language: str, text: str, place: str) -> None:
    (mention,) = code(text, language).mentions
    assert mention.place is not None
    assert mention.place.name == place


@pytest.mark.parametrize(
    ("language", "text", "kind", "status", "day"),
    [
        ("es", "La policía prohibió una marcha prevista para el sábado en Pisco.", "march", Status.DENIED, 15),
        (
            "es",
            "La policía prohibió una marcha prevista para el sábado en Pisco.",
            "ban_or_curfew",
            Status.HAPPENED,
            10,
        ),
        ("en", "The union called on teachers to strike on Friday.", "strike", Status.CALLED_FOR, 14),
        (
            "en",
            "Truckers blocked a road in Pisco; a driver was arrested on Saturday.",
            "road_block",
            Status.HAPPENED,
            10,
        ),
        ("en", "Truckers blocked a road in Pisco; a driver was arrested on Saturday.", "arrest", Status.HAPPENED, 8),
        ("en", "Police denied that officers fired live rounds at a crowd.", "excessive_force", Status.DENIED, 10),
    ],
)
def test_whose_day_it_is(code: Code, language: str, text: str, kind: str, status: Status, day: int) -> None:
    """Published on the 12th; an event of no day of its own is dated to the three days up to then."""
    mention = _only(code, kind, text, language)
    assert (mention.status, mention.date.start.day if mention.date and mention.date.start else None) == (status, day)


def test_who_died_before_is_not_of_what_followed(code: Code) -> None:
    text = "Residents torched a police station in Pisco after a young man died in custody."
    (mention,) = code(text, "en").mentions
    assert [q.of for q in mention.quantities] == []
    text = "Villagers in Pisco beat to death two men accused of witchcraft."
    assert [(q.of, q.best) for q in _only(code, "mob_violence", text, "en").quantities] == [("killed", 2)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday's march in Pisco was called off because of rain.", date(2024, 6, 15)),
        ("Saturday's march in Pisco never took place.", date(2024, 6, 8)),
    ],
)
def test_what_was_called_off_lay_ahead(code: Code, text: str, day: date) -> None:
    mention = _only(code, "march", text, "en")
    assert (mention.status, mention.date.start if mention.date else None) == (Status.DENIED, day)


@pytest.mark.parametrize(
    ("language", "text", "kind", "status"),
    [
        ("es", "Los cocaleros levantaron el bloqueo de caminos después de 20 días.", "road_block", Status.HAPPENED),
        ("es", "Los médicos levantaron la huelga que habían anunciado.", "strike", Status.DENIED),
        ("en", "The front is to boycott the referendum, its spokesman said.", "boycott", Status.PLANNED),
        ("es", "Mineros mantienen bloqueada la carretera en Pisco desde el lunes.", "road_block", Status.ONGOING),
        ("en", "The collectors have been on strike since May.", "strike", Status.ONGOING),
        ("es", "La vigilia quedó prohibida en Pisco.", "vigil", Status.DENIED),
        ("en", "The army carried out an air strike on a village on Monday.", "air_or_drone_strike", Status.HAPPENED),
        ("en", "The strike, which began on Monday, is expected to last a week.", "strike", Status.ONGOING),
        ("es", "El paro iniciado el lunes se extenderá hasta el viernes.", "strike", Status.ONGOING),
        ("en", "The union gave the mayor a week to pay the arrears or face a strike.", "strike", Status.THREATENED),
        ("es", "Pescadores bloquean desde hace tres días la carretera en Pisco.", "road_block", Status.ONGOING),
        ("en", "Doctors in Pisco threatened to walk out next week.", "threat", Status.HAPPENED),
        ("es", "Los médicos de Pisco amenazaron con ir a paro la próxima semana.", "threat", Status.HAPPENED),
        (
            "en",
            "Doctors will strike if the mayor of Pisco does not hold talks.",
            "negotiation",
            Status.HYPOTHETICAL,
        ),
    ],
)
def test_how_it_stands(code: Code, language: str, text: str, kind: str, status: Status) -> None:
    assert _only(code, kind, text, language).status is status


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("es", "Familiares de presos protestaron frente al penal de Pisco.", ["demonstration"]),
        ("en", "Activists protested against the death penalty in Pisco.", ["demonstration"]),
        ("es", "Unos 200 ciclistas marcharon en protesta por la muerte de una compañera.", ["march"]),
        ("es", "Los estudiantes marcharon hacia la Asamblea.", ["march"]),
        ("en", "The doctors have been on strike since mid-March.", ["strike"]),
        ("es", "Jugadores del equipo protestaron el penal ante el árbitro.", []),
    ],
)
def test_what_it_is(code: Code, language: str, text: str, kinds: list[str]) -> None:
    assert [m.type for m in code(text, language).mentions] == kinds

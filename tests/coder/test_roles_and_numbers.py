"""Who does what to whom, and how many: passives, nouns, relative clauses, support verbs, pronouns."""

from __future__ import annotations

import pytest

ROLES = [
    ("en", "Police arrested 27 soldiers in Maracay on Monday.", "arrest", "Police", "27 soldiers"),
    ("en", "27 soldiers were arrested by police in Maracay on Monday.", "arrest", "police", "27 soldiers"),
    (
        "en",
        "The arrest of 27 soldiers by police in Maracay was confirmed on Monday.",
        "arrest",
        "police",
        "27 soldiers",
    ),
    ("en", "Pensioners staged a protest in Quito on Monday.", "demonstration", "Pensioners", None),
    ("en", "The students who blocked the bridge in Cali on Monday went home.", "road_block", "students", "bridge"),
    ("en", "Farmers and truckers blocked the highway near Oruro on Monday.", "road_block", "Farmers", "highway"),
    ("es", "La policía detuvo a 27 soldados en Maracay el lunes.", "arrest", "policía", "27 soldados"),
    ("es", "27 soldados fueron detenidos por la policía en Maracay el lunes.", "arrest", "policía", "27 soldados"),
    ("es", "Jubilados realizaron una marcha en Quito el lunes.", "march", "Jubilados", None),
    ("es", "La marcha de jubilados recorrió Quito el lunes.", "march", "jubilados", None),
]


@pytest.mark.parametrize(("language", "text", "kind", "agent", "target"), ROLES, ids=[r[1][:40] for r in ROLES])
def test_roles(code, language: str, text: str, kind: str, agent: str, target: str | None) -> None:  # type: ignore[no-untyped-def]
    mention = next(m for m in code(text, language).mentions if m.type == kind)
    found = {name: [r.quote.text for r in mention.roles if r.role == name] for name in ("agent", "target")}
    assert agent in found["agent"]
    if target:
        assert target in found["target"]


def test_a_pronoun_stands_for_those_named_before(code) -> None:  # type: ignore[no-untyped-def]
    coding = code("Armed men raided a police post in Tibú on Sunday. They seized twelve rifles.")
    seized = next(m for m in coding.mentions if m.type == "weapons_seized")
    assert [r.quote.text for r in seized.roles if r.role == "agent"] == ["Armed men"]


def test_a_pronoun_for_nobody_hides_no_trigger_that_asks_for_nobody(code) -> None:  # type: ignore[no-untyped-def]
    (seized,) = code("The rains came late to the province this year. They seized the airport on Monday.").mentions
    assert (seized.type, seized.roles[0].quote.text) == ("seizure_of_position", "airport")


def test_the_number_of_a_road_counts_nobody(code) -> None:  # type: ignore[no-untyped-def]
    (mention,) = code("Veinte productores cortaron la ruta nacional 34 el lunes.", "es").mentions
    assert {r.role: r.count for r in mention.roles} == {"agent": 20, "target": None}


QUANTITIES = [
    ("en", "Some 200 nurses protested in Lusaka on Monday.", "crowd", (200, 200, 200)),
    ("en", "Between 20 and 30 nurses protested in Lusaka on Monday.", "crowd", (20, 20, 30)),
    ("en", "Police fired at the marchers in Lusaka, killing one and wounding eight.", "killed", (1, 1, 1)),
    ("en", "One person was killed and six were hurt when gunmen attacked a bar in Lusaka.", "killed", (1, 1, 1)),
    ("en", "The shelling of the village on Monday left two dead and five injured.", "killed", (2, 2, 2)),
    ("en", "The shelling of the village on Monday left two dead and five injured.", "injured", (5, 5, 5)),
    (
        "es",
        "Una persona murió en los enfrentamientos entre la policía y los manifestantes en Lima.",
        "killed",
        (1, 1, 1),
    ),
    ("es", "Un joven murió cuando la policía disparó contra los manifestantes en Lima.", "killed", (1, 1, 1)),
    ("en", "Dozens of nurses protested in Lusaka on Monday.", "crowd", (24, 24, 99)),
    ("en", "Tens of thousands of people marched in Santiago on Monday.", "crowd", (20000, 20000, 99999)),
    ("en", "At least 12 people were arrested in Lusaka on Monday.", "arrested", (12, 12, None)),
    ("en", "Gunmen killed five villagers near Jos on Monday.", "killed", (5, 5, 5)),
    ("es", "Miles de docentes marcharon en Lima el lunes.", "crowd", (2000, 2000, 9999)),
    ("es", "Una veintena de vecinos protestó en Lima el lunes.", "crowd", (20, 20, 20)),
    ("es", "Al menos 12 personas fueron detenidas en Lima el lunes.", "arrested", (12, 12, None)),
    ("es", "Unos 3.000 mineros marcharon en La Paz el lunes.", "crowd", (3000, 3000, 3000)),
]


@pytest.mark.parametrize(("language", "text", "of", "bounds"), QUANTITIES, ids=[q[1][:40] for q in QUANTITIES])
def test_quantities(code, language: str, text: str, of: str, bounds: tuple[int | None, ...]) -> None:  # type: ignore[no-untyped-def]
    (quantity,) = [q for m in code(text, language).mentions for q in m.quantities if q.of == of]
    assert (quantity.low, quantity.best, quantity.high) == bounds
    assert text[quantity.quote.start : quantity.quote.end] == quantity.quote.text


@pytest.mark.parametrize(
    "text", ["A man said that nurses protested.", "One of the nurses spoke at the protest in Lusaka."]
)
def test_an_article_counts_nobody_whom_nothing_befell(code, text: str) -> None:  # type: ignore[no-untyped-def]
    (mention,) = code(text).mentions
    assert not mention.quantities


@pytest.mark.parametrize(
    ("text", "marches"),
    [
        ("the clerk came home on march 3.", 0),
        ("the strike goes on till march.", 0),
        ("nurses began the march 20 minutes late.", 1),
        ("nurses joined the march in lusaka.", 1),
    ],
)
def test_the_month_written_small_is_no_march(code, text: str, marches: int) -> None:  # type: ignore[no-untyped-def]
    assert sum(m.type == "march" for m in code(text).mentions) == marches


def test_demands_have_codes_and_words(code) -> None:  # type: ignore[no-untyped-def]
    text = "Vecinos de Petare protestaron el lunes para exigir agua y electricidad."
    (mention,) = code(text, "es").mentions
    assert mention.demands == ("water", "electricity")
    assert [q.text for q in mention.demand_quotes] == ["agua", "electricidad"]

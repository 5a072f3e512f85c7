"""Actors: names, offices by date, institutions by country, generic agents, candidates, and files of one's own."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from almenara import code_report
from almenara.codebook import Codebook
from almenara.model import Actor, Office, Report
from almenara.pipeline import Pipeline, own_file_problems
from almenara.resolve.actors import Registry, Setting, open_registry, read_actors, write_actors

JANUARY_2019 = date(2019, 1, 22)


@pytest.fixture(scope="module")
def english() -> Registry:
    return open_registry("en")


@pytest.fixture(scope="module")
def spanish() -> Registry:
    return open_registry("es")


@pytest.mark.parametrize(
    ("words", "day", "holder"),
    [
        ("the president", date(2015, 3, 11), "michelle-bachelet"),
        ("President of Chile", date(2018, 3, 10), "michelle-bachelet"),
        ("President of Chile", date(2018, 3, 11), "sebastian-pinera"),
        ("the former president", date(2015, 3, 11), None),
        ("the vice president", date(2015, 3, 11), None),
        ("the president of the students' union", date(2015, 3, 11), None),
        ("the president's guard", date(1950, 1, 1), None),
    ],
)
def test_an_office_is_resolved_by_the_day(english: Registry, words: str, day: date, holder: str | None) -> None:
    inside = ("CL",) if "Chile" in words else ()
    found = english.holder(words, Setting("CL", day, inside))
    assert (found.id if found else None) == holder


def test_the_default_registry_answers_for_no_day_after_it_was_checked(english: Registry) -> None:
    assert english.holder("the president", Setting("CL", date(2025, 6, 30))) is not None
    assert english.holder("the president", Setting("CL", date(2025, 7, 1))) is None


def test_no_two_holders_of_a_default_office_on_one_day(english: Registry) -> None:
    for (title, of), held in english._holders.items():
        spans = sorted((o.start, o.end, a.id) for o, a in held if o.start and o.end)
        for (_, end, one), (start, _, other) in pairwise(spans):
            assert end <= start, (title, of, one, other)


@pytest.mark.parametrize(
    ("language", "words", "inside", "expected"),
    [
        ("en", "Venezuelan National Guard", ("VE",), ("VE:national-guard", "VE", ("MIL",))),
        ("en", "riot police", (), ("PE:police", "PE", ("COP",))),
        ("en", "dozens of police officers", (), ("PE:police", "PE", ("COP",))),
        ("es", "Guardia Nacional Bolivariana", (), ("PE:national-guard", "PE", ("MIL",))),
        ("es", "efectivos de la Policía Nacional", (), ("PE:police", "PE", ("COP",))),
    ],
)
def test_institutions_are_a_countrys(
    language: str, words: str, inside: tuple[str, ...], expected: tuple[str, str, tuple[str, ...]]
) -> None:
    found = open_registry(language).institution(words, Setting("PE", JANUARY_2019, inside))
    assert found is not None
    assert (found.id, found.country, found.sectors) == expected


def test_a_local_police_is_its_towns(spanish: Registry) -> None:
    found = spanish.institution("policía de Zulia", Setting("VE", JANUARY_2019, ("VE",), ("Zulia",)))
    assert found is not None
    assert (found.id, found.name) == ("VE:Zulia:police", "Policía (Zulia, Venezuela)")


@pytest.mark.parametrize("words", ["police post", "the army chief's brother"])
def test_what_an_institution_only_modifies_is_not_it(english: Registry, words: str) -> None:
    assert english.institution(words, Setting("PE", JANUARY_2019)) is None


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [
        ("en", "some 200 teachers of the east", "teachers"),
        ("en", "hundreds of garment workers", "workers"),
        ("en", "police dogs", None),
        ("es", "Familiares de estudiantes presos", "relatives"),
        ("es", "unos 40 jubilados", "pensioners"),
        ("es", "cerca de 500 maestros", "teachers"),
        ("es", "camión de harina", None),
    ],
)
def test_generic_agents_by_their_head(language: str, words: str, kind: str | None) -> None:
    found = open_registry(language).generic(words)
    assert (found.id if found else None) == kind


def actors_of(text: str, published: date | None = JANUARY_2019, language: str = "en") -> dict[str, str | None]:
    coding = code_report(Report("r", text, language=language, published=published))
    return {r.quote.text: r.actor for m in coding.mentions for r in m.roles}


def test_a_short_name_joins_the_full_one_of_its_report() -> None:
    found = actors_of(
        "Soldiers arrested Alexander Bandera Figuera in Caracas on Monday, his sister said.\n\n"
        "On Tuesday night police arrested a brother of Bandera. Bandera led a march in December 2018."
    )
    assert found["Alexander Bandera Figuera"] == found["Bandera"] == "Alexander Bandera Figuera"


def test_an_acronym_joins_the_name_that_introduces_it() -> None:
    found = actors_of(
        "La Unión Campesina del Norte (UCN) marchó el lunes en Piura. La UCN bloqueó además la carretera.",
        language="es",
    )
    assert set(found.values()) >= {"Unión Campesina del Norte"}
    assert "UCN" not in found.values()


def test_places_peoples_and_months_are_no_candidates() -> None:
    text = "Venezuelan teachers marched in Caracas on Monday. Police broke up a rally in May."
    assert not {"Caracas", "May", "Venezuelan"} & set(actors_of(text).values())


def test_a_text_in_capitals_names_people_and_no_common_words() -> None:
    found = actors_of(
        "COLONEL JUAN PEREZ SAID TROOPS ARRESTED PEDRO GOMEZ IN LIMA ON MONDAY. HUNDREDS MARCHED IN LIMA."
    )
    assert found["PEDRO GOMEZ"] == "Pedro Gomez"
    assert not {"Lima", "Monday", "Hundreds", "Troops"} & set(found.values())


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("en", "Gunmen killed the mayor of Pisco, Rosa Pineda, on Monday.", "mayor of Pisco", "Rosa Pineda"),
        ("en", "Gunmen killed a councillor, 43, in Pisco, Peru, on Monday.", "councillor", None),
        (
            "es",
            "Sicarios asesinaron a una lideresa campesina, Rosa Pineda, el lunes.",
            "lideresa campesina",
            "Rosa Pineda",
        ),
        ("en", "Gunmen killed a councillor named Rosa Pineda in Pisco on Monday.", "councillor", "Rosa Pineda"),
        ("es", "Sicarios asesinaron a un concejal identificado como Raúl Pineda el lunes.", "concejal", "Raúl Pineda"),
        ("es", "Sicarios mataron a tres maestros, Rosa Pineda vio todo, el lunes.", "maestros", None),
    ],
)
def test_a_description_takes_the_name_that_a_comma_joins_to_it(
    language: str, text: str, words: str, name: str | None
) -> None:
    found = next(actor for quote, actor in actors_of(text, language=language).items() if words in quote)
    if name is None:
        assert found is None or "Pineda" not in found
        assert found is None or "Peru" not in found
    else:
        assert found == name


def test_every_role_with_an_actor_has_its_id() -> None:
    coding = code_report(Report("r", "Teachers marched in Lima on Monday. Police fired tear gas.", language="en"))
    roles = [role for mention in coding.mentions for role in mention.roles]
    assert roles
    assert all((role.actor is None) == (role.actor_id is None) for role in roles)


CSV = """# Our own
id,name,other_names,country,sectors,part_of,title,of,from,to
smv,Sindicato de Maestros,SMV|Sindicato Magisterial,VE,LAB|EDU,,,,,
ana-rojas,Ana Rojas,,VE,GOV,,alcaldesa,Petare,2017-12-10,2021-11-20
ana-rojas,,,,,,gobernadora,Zulia,2021-11-21,
"""


def test_own_actors_go_before_the_default_ones(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "own.csv").write_text(
        CSV + "nicolas-maduro,El Presidente Maduro,Maduro,VE,GOV,,,,,\n", encoding="utf-8"
    )
    registry = open_registry("es", [tmp_path / "own.csv"])
    union = registry.named("dirigentes del SMV", Setting())
    assert union is not None
    assert (union.id, union.sectors) == ("smv", ("LAB", "EDU"))
    mayor = registry.holder("la alcaldesa de Petare", Setting("VE", JANUARY_2019))
    assert mayor is not None
    assert mayor.id == "ana-rojas"
    governor = registry.holder("la gobernadora de Zulia", Setting("VE", date(2024, 1, 1)))
    assert governor is not None
    replaced = registry.named("Maduro", Setting())
    assert replaced is not None
    assert replaced.name == "El Presidente Maduro"
    pipeline = Pipeline(codebook, actors=(tmp_path / "own.csv",))
    report = Report("r", "El Sindicato Magisterial marchó el lunes en Caracas.", language="es", published=JANUARY_2019)
    (coding,) = pipeline.code([report])
    assert [(r.actor_id, r.country) for m in coding.mentions for r in m.roles] == [("smv", "VE")]  # type: ignore[union-attr]


def test_yaml_holds_what_csv_holds(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(CSV, encoding="utf-8")
    actors, problems = read_actors(tmp_path / "own.csv")
    assert problems == []
    assert actors[1].offices[1] == Office("gobernadora", "Zulia", date(2021, 11, 21), None)
    write_actors(actors, tmp_path / "own.yaml")
    assert read_actors(tmp_path / "own.yaml") == (actors, [])


def test_follow_the_money_entities(tmp_path: Path) -> None:
    entities = [
        {"id": "p1", "schema": "Person", "properties": {"name": ["Rosa Quispe"], "alias": ["R. Quispe"], "country": ["pe"], "topics": ["role.pep"]}},
        {"id": "post", "schema": "Position", "properties": {"name": ["President"], "country": ["pe"]}},
        {"id": "o", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["post"], "startDate": ["2031"], "endDate": ["2033-02"]}},
        {"id": "c", "schema": "Vessel", "properties": {"name": ["A ship"]}},
    ]  # fmt: skip
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join([*map(json.dumps, entities), "{broken", '{"id": 1}']), encoding="utf-8")
    actors, problems = read_actors(path)
    assert actors == [
        Actor("p1", "Rosa Quispe", ("Rosa Quispe", "R. Quispe"), "PE", ("GOV",), (Office("President", "PE", date(2031, 1, 1), date(2033, 2, 28)),))
    ]  # fmt: skip
    assert [p.number for p in problems] == [5, 6]
    held = open_registry("en", [path]).holder("the president", Setting("PE", date(2033, 2, 28)))
    assert held is not None
    assert held.id == "p1"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",Nobody,,,,,,,,", "has no id"),
        ("x,Somebody,,Venezuela,,,,,,", "two letters"),
        ("x,Somebody,,VE,,,mayor,Lima,2019-02-31,", "not a day"),
        ("x,Somebody,,VE,,,mayor,Lima,2019-02-03,2018-01-01", "before it begins"),
        ("x,,,VE,,,,,,", "no name"),
    ],
)
def test_a_bad_entry_is_told_and_the_rest_is_read(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "own.csv").write_text(CSV + row + "\n", encoding="utf-8")
    actors, problems = read_actors(tmp_path / "own.csv")
    assert [actor.id for actor in actors][:2] == ["smv", "ana-rojas"]
    assert len(problems) == 1
    assert words in str(problems[0])
    assert own_file_problems(actors=[tmp_path / "own.csv"]) == [str(problems[0])]


@pytest.mark.parametrize("name", ["none.csv", "list.txt", "broken.yaml", "bytes.csv"])
def test_a_file_that_is_no_registry_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    if name != "none.csv":
        (tmp_path / name).write_bytes(b"actors: [\xff" if name == "bytes.csv" else b"actors: [")
    with pytest.raises(ValueError, match=name.replace(".", r"\.")):
        read_actors(tmp_path / name)

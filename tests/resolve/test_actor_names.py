"""Actors are called in the reader's language by the names that stores and releases hold: what the registry knows, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from almenara.model import Actor
from almenara.resolve.actors import ActorNames, Setting, country_name, open_registry, read_actors, write_actors
from almenara.resolve.actors.registry import default_entries

OWN = (
    Actor("smv", "Sindicato de Maestros", labels={"en": "Teachers' Union"}),
    Actor("teachers", "Teachers of our town"),
    Actor("gn", "Guards", labels={"es": "Guardias"}),
    Actor("gn-2", "Guards", labels={"es": "Vigilantes"}),
    Actor("smv", "Sindicato de Maestros", labels={"en": "An older name"}),
)


@pytest.fixture(scope="module")
def names() -> ActorNames:
    return ActorNames(OWN)


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_that_the_default_registry_calls_somebody_is_said_in_both_languages(language: str) -> None:
    registry, names, other = open_registry(language), ActorNames(), {"en": "es", "es": "en"}[language]
    for entry in default_entries("generic.yaml", "generic"):
        actor = registry.generic(entry[language][0])
        assert actor is not None
        for told in (None, actor.id):
            assert names.said(actor.name, language, told) == entry["name"][language]
            assert names.said(actor.name, other, told) == entry["name"][other]
    country = {"en": "Spain", "es": "España"}
    for entry in default_entries("institutions.yaml", "institutions"):
        for area in ("", "Lugo (Galicia), A") if entry.get("local") else ("",):
            actor = registry.institution(entry[language][0], Setting("ES", areas_inside=(area,) if area else ()))
            assert actor is not None
            where = f"{area}, {country[other]}" if area else country[other]
            for told in (None, actor.id):
                assert names.said(actor.name, other, told) == f"{entry['name'][other]} ({where})"


@pytest.mark.parametrize(
    ("name", "actor_id", "english", "spanish"),
    [
        ("Police (United Kingdom)", None, "Police (United Kingdom)", "Policía (Reino Unido)"),
        ("Police (XK)", None, "Police (Kosovo)", "Policía (Kosovo)"),
        # Own ones go first, whatever their ids sound like.
        ("Teachers of our town", "teachers", "Teachers of our town", "Teachers of our town"),
        ("Teachers", "teachers", "Teachers", "Docentes"),
        ("Sindicato de Maestros", None, "Teachers' Union", "Sindicato de Maestros"),
        ("Teachers' Union", None, "Teachers' Union", "Sindicato de Maestros"),
        # Whom a name means only the id may tell.
        ("Guards", None, "Guards", "Guards"),
        ("Guards", "gn-2", "Guards", "Vigilantes"),
        ("Army (Congo)", None, "Army (Congo)", "Army (Congo)"),
        ("Army (Congo)", "CD:army", "Army (Congo - Kinshasa)", "Ejército (República Democrática del Congo)"),
        ("Army (The Democratic Republic of the Congo)", None, "Army (Congo - Kinshasa)", "Ejército (República Democrática del Congo)"),
        # Words of reports, and names that no registry knows, stay.
        ("some 200 teachers", None, "some 200 teachers", "some 200 teachers"),
        ("Teachers", "candidate:teachers", "Teachers", "Teachers"),
        ("Police (Atlantis)", None, "Police (Atlantis)", "Police (Atlantis)"),
        ("Harbour Guild (Spain)", None, "Harbour Guild (Spain)", "Harbour Guild (Spain)"),
        ("Police ()", None, "Police ()", "Police ()"),
        ("", None, "", ""),
    ],
)  # fmt: skip
def test_whom_a_name_means(names: ActorNames, name: str, actor_id: str | None, english: str, spanish: str) -> None:
    assert names.said(name, "en", actor_id) == english
    assert names.said(name, "es", actor_id) == spanish


def test_names_of_one_actor_stand_once(names: ActorNames) -> None:
    told = ("Police (Spain)", "a crowd", "Policía (Spain)", "Teachers' Union", "Sindicato de Maestros")
    assert names.each_once(told, "es") == ("Policía (España)", "a crowd", "Sindicato de Maestros")
    assert (
        names.everywhere("Policía (Spain)") == names.everywhere("Police (Spain)") != names.everywhere("Police (Peru)")
    )


def test_no_two_countries_share_a_name_that_institutions_are_told_apart_by() -> None:
    assert country_name("CD") == "The Democratic Republic of the Congo"
    assert [country_name(code) for code in ("CG", "VG", "VI", "BO")] == [
        "Congo",
        "British Virgin Islands",
        "U.S. Virgin Islands",
        "Bolivia",
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("own.csv", "id,name,name_en,name_es,other_names\nsmv,SMV,Teachers' Union,Sindicato de Maestros,Magisterio\n"),
        ("propios.csv", "codigo,nombre,nombre_es,nombre_en\nsmv,SMV,Sindicato de Maestros,Teachers' Union\n"),
        ("own.yaml", "actors: [{id: smv, name: SMV, names: {en: [Teachers' Union, TU], es: Sindicato de Maestros, fr: Syndicat}}]"),
        ("flat.yaml", "actors: [{id: smv, name: SMV, name_en: Teachers' Union, name_es: Sindicato de Maestros}]"),
    ],
)  # fmt: skip
def test_files_give_names_by_language(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    actors, problems = read_actors(tmp_path / file)
    assert problems == []
    assert [(a.name, a.labels) for a in actors] == [("SMV", {"en": "Teachers' Union", "es": "Sindicato de Maestros"})]
    names = ActorNames(actors)
    assert (names.said("SMV", "en"), names.said("SMV", "es")) == ("Teachers' Union", "Sindicato de Maestros")
    # They are also among the names that reports are read by, and stay through an import.
    found = open_registry("es", [tmp_path / file]).named("el sindicato de maestros", Setting())
    assert found is not None
    write_actors(actors, tmp_path / "imported.yaml")
    assert read_actors(tmp_path / "imported.yaml") == (actors, [])


def test_one_language_is_enough_for_a_name(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("id,name,name_es\nsmv,,Sindicato de Maestros\n", encoding="utf-8")
    ((actor,), _) = read_actors(tmp_path / "own.csv")
    assert actor.name == "Sindicato de Maestros"
    assert ActorNames([actor]).said(actor.name, "en") == "Sindicato de Maestros"

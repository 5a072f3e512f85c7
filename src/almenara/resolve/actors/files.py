"""A registry of actors in plain files: CSV, YAML, or FollowTheMoney's JSON lines. Each bad entry is told in a sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from almenara.codebook import load_yaml
from almenara.model import Actor, Office
from almenara.resolve.actors.follow_the_money import actors_of_entities

#: Languages that readers may have their own name of an actor in.
LANGUAGES = ("en", "es")
#: What a CSV may call its columns; the first is the documented name.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "codigo", "código"),
    "name": ("name", "nombre"),
    "name_en": ("name_en", "nombre_en"),
    "name_es": ("name_es", "nombre_es"),
    "other_names": ("other_names", "otros_nombres", "aliases", "alias"),
    "country": ("country", "pais", "país"),
    "sectors": ("sectors", "sector", "sectores"),
    "part_of": ("part_of", "parte_de"),
    "title": ("title", "cargo", "office"),
    "of": ("of", "de"),
    "from": ("from", "desde"),
    "to": ("to", "hasta"),
}
_SUFFIXES = (".csv", ".yaml", ".yml", ".json", ".jsonl", ".ftm")


@dataclass(frozen=True, slots=True)
class ActorProblem:
    """An entry that was left out, where it stands and why."""

    path: Path
    number: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}, entry {self.number}: {self.why}"


def read_actors(path: Path) -> tuple[list[Actor], list[ActorProblem]]:
    """The actors of a file, entries of one id joined, and what was left out.

    Raises ValueError, with a sentence, for a file that cannot be read or is none of the formats.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ValueError(
            f"{path}: a registry of actors is a .csv, a .yaml or FollowTheMoney's .jsonl; rename or convert it."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path}: the actors could not be read ({error.strerror}). Check the name.") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    problems: list[ActorProblem] = []
    found: dict[str, Actor] = {}
    for number, actor in _entries(path, text):
        if isinstance(actor, str):
            problems.append(ActorProblem(path, number, actor))
        else:
            found[actor.id] = _joined(found[actor.id], actor) if actor.id in found else actor
    nameless = [actor.id for actor in found.values() if not actor.name]
    problems += [ActorProblem(path, 0, f"actor {one!r} has no name in any of its rows; add one.") for one in nameless]
    return [actor for actor in found.values() if actor.name], problems


def _entries(path: Path, text: str) -> Iterator[tuple[int, Actor | str]]:
    """Numbered entries, each an actor or what is wrong with it."""
    match path.suffix.lower():
        case ".csv":
            yield from _csv_entries(text)
        case ".yaml" | ".yml":
            yield from _yaml_entries(path, text)
        case _:
            yield from _entity_entries(text)


def _csv_entries(text: str) -> Iterator[tuple[int, Actor | str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    known = {name: column for column, names in COLUMNS.items() for name in names}
    for number, row in enumerate(csv.DictReader(lines), 1):
        named = {
            known[k.strip().lower()]: (v or "").strip() for k, v in row.items() if k and k.strip().lower() in known
        }
        yield (
            number,
            _actor({**named, "other_names": _parts(named.get("other_names")), "sectors": _parts(named.get("sectors"))}),
        )


def _parts(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def _yaml_entries(path: Path, text: str) -> Iterator[tuple[int, Actor | str]]:
    try:
        value = load_yaml(text)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: this is no YAML ({' '.join(str(error).split())}).") from error
    entries = value.get("actors") if isinstance(value, dict) else None
    if not isinstance(entries, list):
        raise ValueError(f"{path}: a registry in YAML is a list under the key 'actors'.")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            yield number, "is not a mapping with id and name."
            continue
        names = entry.get("names")
        labels: dict[str, object] = {}
        if isinstance(names, dict):
            groups = {key: group if isinstance(group, list) else [group] for key, group in names.items()}
            labels = {f"name_{key}": group[0] for key, group in groups.items() if group}
            names = [n for group in groups.values() for n in group]
        told = [str(n) for n in names or ()]
        offices = entry.get("offices") or [{}]
        name = entry.get("name") or (told[0] if told else "")
        row = {**labels, **entry, "name": name, "other_names": told}
        for office in offices if isinstance(offices, list) else [{}]:
            yield number, _actor({**row, **(office if isinstance(office, dict) else {})})


def _entity_entries(text: str) -> Iterator[tuple[int, Actor | str]]:
    entities = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except ValueError as error:
            yield number, f"is not JSON ({error}); a FollowTheMoney file holds one entity a line."
            continue
        if isinstance(entity, dict) and isinstance(entity.get("properties"), dict) and entity.get("id"):
            entities.append(entity)
        else:
            yield number, "has no id or no properties; a FollowTheMoney entity has both."
    yield from enumerate(actors_of_entities(entities), 1)


def _actor(row: Mapping[str, object]) -> Actor | str:
    """An actor of a row's columns, or what is wrong."""
    named = str(row.get("id") or "").strip()
    told = {language: str(row.get(f"name_{language}") or "").strip() for language in LANGUAGES}
    labels = {language: label for language, label in told.items() if label}
    name = str(row.get("name") or "").strip() or next(iter(labels.values()), "")
    if not named:
        return f"has no id (name {name!r}); give each actor one that stays the same."
    country = str(row.get("country") or "").strip().upper() or None
    if country is not None and (len(country) != 2 or not country.isalpha()):
        return f"country {country!r} is not a code of two letters (ISO 3166), such as VE."
    title, of = str(row.get("title") or "").strip(), str(row.get("of") or "").strip()
    offices: tuple[Office, ...] = ()
    if title:
        start, end = _day(row.get("from")), _day(row.get("to"))
        for cell, day in ((row.get("from"), start), (row.get("to"), end)):
            if cell and day is None:
                return f"{cell!r} is not a day; write it as 2019-01-22."
        if start and end and end < start:
            return f"the office {title!r} ends ({end}) before it begins ({start})."
        offices = (Office(title, of or country or "", start, end),)
    others, sectors = row.get("other_names"), row.get("sectors")
    return Actor(
        named,
        name,
        tuple(
            dict.fromkeys(
                n for n in (name, *labels.values(), *map(str, others if isinstance(others, list) else ())) if n
            )
        ),
        country,
        tuple(str(s).upper() for s in sectors) if isinstance(sectors, list) else (),
        offices,
        str(row.get("part_of") or "").strip() or None,
        labels=labels,
    )


def _day(cell: object) -> date | None:
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell)) if cell else None
    except ValueError:
        return None


def _joined(first: Actor, other: Actor) -> Actor:
    """Two rows of one actor: what the first leaves open comes from the other; names and offices add up."""
    return replace(
        first,
        name=first.name or other.name,
        names=tuple(dict.fromkeys((*first.names, *other.names))),
        country=first.country or other.country,
        sectors=tuple(dict.fromkeys((*first.sectors, *other.sectors))),
        offices=tuple(dict.fromkeys((*first.offices, *other.offices))),
        part_of=first.part_of or other.part_of,
        labels={**other.labels, **first.labels},
    )


def write_actors(actors: Iterable[Actor], path: Path) -> None:
    """Write a registry as YAML, in one step, so that a broken-off run leaves the old file."""
    entries = [
        {
            "id": actor.id,
            "name": actor.name,
            **{f"name_{language}": label for language, label in actor.labels.items()},
            "names": list(actor.names),
            **({"country": actor.country} if actor.country else {}),
            **({"sectors": list(actor.sectors)} if actor.sectors else {}),
            **({"part_of": actor.part_of} if actor.part_of else {}),
            **({"offices": [_office_row(office) for office in actor.offices]} if actor.offices else {}),
        }
        for actor in actors
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(yaml.safe_dump({"actors": entries}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    unfinished.replace(path)


def _office_row(office: Office) -> dict[str, str]:
    days = {"from": office.start, "to": office.end}
    return {"title": office.title, "of": office.of, **{k: day.isoformat() for k, day in days.items() if day}}

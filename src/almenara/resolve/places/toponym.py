"""A place name in a text before it is resolved, and the places that it may mean by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from almenara.model import Span
from almenara.model.fold import fold
from almenara.resolve.places.abbreviations import dotted_abbreviation
from almenara.resolve.places.gazetteer import Gazetteer
from almenara.resolve.places.name_words import AROUND_NAMES
from almenara.resolve.places.place import Place

#: A people's name goes before a town of the same name below this size ('Polish' before any Polish).
TOWN_BEFORE_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name with half-open offsets; `places` is empty where the gazetteer does not know it.

    `group` is what the report's occurrences of one name share. `people` marks adjectives of nationality and names of
    peoples, `metonym` a name that stands for a government or an institution, `fuzzy` a name that was guessed.
    `evidence` is how much speaks for its being a place name.
    """

    start: int
    end: int
    group: str
    places: tuple[Place, ...]
    people: bool = False
    metonym: bool = False
    evidence: float = 0.0
    fuzzy: bool = False


class Word(NamedTuple):
    """A word of the text; `capital` says that it begins with a capital letter."""

    start: int
    end: int
    text: str
    capital: bool


_WORD = re.compile(r"W\. ?Va\.|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str, within: Sequence[Span]) -> list[Word]:
    """The words of some parts of a text in order; 'U.S.' is one word, and hyphens part words."""
    return [
        Word(m.start(), m.end(), m.group(), m.group()[0].isupper())
        for span in within
        for m in _WORD.finditer(text, span.start, span.end)
    ]


def group_of(name: str) -> str:
    """What occurrences of one name share: folded, with single spaces."""
    return fold(" ".join(name.split()))


def places_of(
    name: str, language: str, gazetteer: Gazetteer, *, people_first: bool = False
) -> tuple[tuple[Place, ...], bool]:
    """The places that a name may mean, and whether it is a people or an adjective of nationality."""
    expanded = dotted_abbreviation(name)
    if expanded is not None:
        meant = gazetteer.lookup(expanded)
        return tuple(p for p in meant if p.kind in ("country", "admin1")) or meant, False
    places = gazetteer.lookup(name)
    peoples = gazetteer.lookup_people(name, "en") if name[:1].isupper() else ()
    if not peoples and language == "es":
        peoples = gazetteer.lookup_people(name, "es")
    if peoples and (people_first or not any(_outweighs_people(place) for place in places)):
        return peoples, True
    return places, False


def _outweighs_people(place: Place) -> bool:
    return place.kind in ("country", "admin1") or (place.rank == 0 and place.population > TOWN_BEFORE_PEOPLE)


def name_at(text: str, start: int, end: int, language: str, gazetteer: Gazetteer, *, people_first: bool) -> Toponym:
    """The name that stands at a span, known as it stands, without the words around it, or by a guess at its spelling."""
    name = text[start:end]
    places, people = places_of(name, language, gazetteer, people_first=people_first)
    if not places:
        shorter = AROUND_NAMES.sub("", name)
        if shorter != name:
            places, people = places_of(shorter, language, gazetteer, people_first=people_first)
    if places:
        return Toponym(start, end, group_of(name), places, people=people)
    guessed = gazetteer.lookup_fuzzy(name)
    return Toponym(start, end, group_of(name), guessed, people=people_first and not guessed, fuzzy=bool(guessed))

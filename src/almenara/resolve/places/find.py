"""Places of a text: find the names, choose among namesakes, and say of each what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from almenara.language import NamedSpan
from almenara.model import Quote
from almenara.model.fold import fold
from almenara.resolve.places.choose import Choice, Name, choose_places, is_inside
from almenara.resolve.places.gazetteer import Gazetteer
from almenara.resolve.places.name_words import PLACE_WORDS
from almenara.resolve.places.place import PRECISION_OF_KIND, Place, PlaceFinding
from almenara.resolve.places.spans import Scan, given_toponyms
from almenara.resolve.places.toponym import Toponym

#: 'X, Y' and 'X (Y)': the second holds the first.
_COMMA = re.compile(r"['’]?\s?[,(]\s*(?:in\s+|en\s+)?(?:the\s+|el\s+|la\s+)?\Z", re.I)
#: 'X in Y', 'X, a suburb of Y', 'X neighbourhood of Y', 'barrio X de Y': with or without a word for an area between.
_WITHIN = re.compile(
    r",?\s+(?:(?:the|a|an|el|la|un|una)\s+)?((?:[\w'’-]+\s+){0,3}?)(in|of|de|del|en|outside|near)\s+(?:the\s+|el\s+|la\s+|los\s+)?"
    r"(?:(?:capital|city|town|state|province|northern|southern|eastern|western|central|ciudad|estado|municipio)\s+(?:of\s+|de\s+)?)*\Z",
    re.I,
)
#: "Venezuela's Petare", 'Caracas neighborhood Petare', "Caracas' X slum": the first holds the second.
_HOLDER_FIRST = re.compile(r"(?:['’]s?)?\s+(?:(?:[\w-]+\s+){0,2})\Z")
#: Words that make a name a state or province, not its town.
_UNIT_AFTER = re.compile(
    r"(?:['’]s)? (?:state\b|province|border|governor|Gov\b|Governor|legislature|Legislature|statehouse|lawmakers|estado)",
    re.I,
)
_UNIT_BEFORE = re.compile(
    r"\b(?:state of|province of|estado de|estado|provincia de|departamento de|gobernador de|governor of|upstate|western|northern|southern|eastern) \Z",
    re.I,
)
_LONGEST_BETWEEN = 45
_DATELINE = re.compile(
    r"\A\s*(?:[A-ZÀ-Þ][^\n]{0,80}\n+\s*)?[^\n]{0,50}?(?:\([A-Z][\w .]{1,20}\)\s*)?(?:--|—|–|\.-|\s-\s)"
)
#: What remains of the container's score for a name that only its container places.
_CONTAINER_SHARE = 0.7


def find_places(
    text: str,
    language: str,
    entities: Sequence[NamedSpan],
    *,
    gazetteer: Gazetteer,
    source_country: str | None = None,
    spans_given: bool = False,
) -> tuple[PlaceFinding, ...]:
    """Place names of a report in text order, each resolved; findings never overlap.

    `entities` are the parser's names with offsets into `text`; `source_country` (ISO 3166 alpha-2) is where the outlet is
    from. With `spans_given` exactly the entities labelled place or nationality are resolved and nothing else is looked for.
    """
    if spans_given:
        return _resolve(text, language, given_toponyms(text, language, entities, gazetteer), source_country)
    return settle_places(Scan(text, language, gazetteer), entities, source_country=source_country)


def settle_places(
    scan: Scan, entities: Sequence[NamedSpan] = (), *, source_country: str | None = None
) -> tuple[PlaceFinding, ...]:
    """As `find_places`, for a text that was scanned before, with the parser's names where the scan was in doubt."""
    return _resolve(scan.text, scan.language, scan.toponyms(entities), source_country)


def _resolve(text: str, language: str, toponyms: list[Toponym], source_country: str | None) -> tuple[PlaceFinding, ...]:
    toponyms = _without_far_guesses(text, toponyms)
    known = [t for t in toponyms if t.places]
    names, index_of = _names(text, toponyms)
    choices = choose_places(names, language, source_country)
    chosen = {id(t): choices[index_of[t.group, t.people]] for t in known}
    findings = []
    for position, toponym in enumerate(toponyms):
        choice = chosen.get(id(toponym))
        if choice is not None:
            findings.append(_finding(text, toponym, choice))
            continue
        if toponym.people:
            continue
        holder = next((t for t in _holders(text, toponyms, position) if t.places), None)
        if holder is not None:
            findings.append(_contained(text, toponym, chosen[id(holder)]))
    return tuple(findings)


def _without_far_guesses(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """A misspelt name that the words put inside another must lie there; otherwise it is a name that nobody knows."""
    kept = []
    for position, toponym in enumerate(toponyms):
        holders = (
            [p for h in _holders(text, toponyms, position) if not h.fuzzy for p in h.places] if toponym.fuzzy else []
        )
        if holders:
            inside = tuple(p for p in toponym.places if any(is_inside(p, holder) for holder in holders))
            toponym = replace(toponym, places=inside, fuzzy=bool(inside))
        kept.append(toponym)
    return kept


def _names(text: str, toponyms: Sequence[Toponym]) -> tuple[list[Name], dict[tuple[str, bool], int]]:
    """The report's distinct names, with what the words say of one holding another."""
    index_of: dict[tuple[str, bool], int] = {}
    first: list[Toponym] = []
    counts: list[int] = []
    for toponym in toponyms:
        if not toponym.places:
            continue
        key = (toponym.group, toponym.people)
        if key not in index_of:
            index_of[key] = len(first)
            first.append(toponym)
            counts.append(0)
        counts[index_of[key]] += 1
    holders: list[set[int]] = [set() for _ in first]
    for position, toponym in enumerate(toponyms):
        if not toponym.places:
            continue
        own = index_of[toponym.group, toponym.people]
        for holder in _holders(text, toponyms, position):
            if holder.places and (other := index_of[holder.group, holder.people]) != own:
                holders[own].add(other)
    dateline = _DATELINE.match(text)
    end = dateline.end() if dateline else 0
    units = {
        (t.group, t.people)
        for t in toponyms
        if not t.people
        and (_UNIT_AFTER.match(text[t.end : t.end + 30]) or _UNIT_BEFORE.search(text[max(0, t.start - 24) : t.start]))
    }
    names = [
        Name(
            t.group,
            t.places,
            counts[i],
            t.people,
            tuple(sorted(holders[i])),
            t.start < end,
            (t.group, t.people) in units,
        )
        for i, t in enumerate(first)
    ]
    return names, index_of


def _holders(text: str, toponyms: Sequence[Toponym], position: int) -> list[Toponym]:
    """The names that the words around a name say hold it."""
    toponym = toponyms[position]
    found = []
    if position + 1 < len(toponyms):
        other = toponyms[position + 1]
        between = text[toponym.end : other.start]
        if len(between) <= _LONGEST_BETWEEN and "\n" not in between:
            within = _WITHIN.fullmatch(between)
            if _COMMA.fullmatch(between) and not other.people:
                found.append(other)
                if position + 2 < len(toponyms) and _COMMA.fullmatch(text[other.end : toponyms[position + 2].start]):
                    found.append(toponyms[position + 2])
            elif within and (not within[1].strip() or any(w in PLACE_WORDS for w in fold(within[1]).split())):
                found.append(other)
    if position:
        other = toponyms[position - 1]
        between = text[other.end : toponym.start]
        words = fold(between).replace("'s", " ").replace("’s", " ").split()
        if len(between) <= 30 and "\n" not in between and _HOLDER_FIRST.fullmatch(between):
            if between[:1] in "'’" or any(w in PLACE_WORDS for w in words):
                found.append(other)
    return found


def _finding(text: str, toponym: Toponym, choice: Choice) -> PlaceFinding:
    place = choice.place
    return PlaceFinding(
        quote=Quote.cut(text, toponym.start, toponym.end),
        name=place.name,
        kind="nationality" if toponym.people else place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonames_id=place.geonames_id,
        user_id=place.user_id,
        precision=_precision(place),
        score=round(choice.score * (0.8 if toponym.fuzzy else 1.0), 3),
        method="misspelt name" if toponym.fuzzy else choice.method,
        metonym=toponym.metonym,
        population=place.population,
        candidates=tuple((other.public_id, other.name, share) for other, share in choice.others),
    )


def _contained(text: str, toponym: Toponym, holder: Choice) -> PlaceFinding:
    """A name that no gazetteer knows, placed where its container is and marked so."""
    place = holder.place
    return PlaceFinding(
        quote=Quote.cut(text, toponym.start, toponym.end),
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonames_id=place.geonames_id,
        user_id=place.user_id,
        precision=_precision(place),
        score=round(holder.score * _CONTAINER_SHARE, 3),
        method="container",
        population=place.population,
    )


def _precision(place: Place) -> str:
    return PRECISION_OF_KIND.get(place.kind, "exact")

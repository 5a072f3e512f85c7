"""Find the place names of a text and decide which place each means, by the report's own evidence.

Names come from the parser's entities and from capitalised words that the gazetteer knows. Each name is resolved once a
report: by a containing place that the words give ('Paris, Texas', 'the Petare section of Caracas'), the countries that the
report speaks of, distance to its other places, and population (Leidner 2007 calls these one referent per discourse, minimality
and default sense).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from almenara.model import Quote
from almenara.model.fold import fold
from almenara.resolve.places.gazetteer import Gazetteer, Place
from almenara.resolve.places.name_words import (
    COMMON_WORDS,
    INNER_WORDS,
    PERSON_TITLES,
    PLACE_PREPOSITIONS,
    PLACE_WORDS,
    SPEECH_NEIGHBOURS,
)


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that the parser found: `label` is person, org, place, nationality or other."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A place name with what it most likely means. `kind` is the gazetteer's, or nationality; `metonym` marks a name that
    stands for a government or institution, or is part of its name. `precision` as in the place rows."""

    quote: Quote
    geonames_id: int | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: str
    score: float
    method: str
    metonym: bool = False
    candidates: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the text before it is resolved."""

    start: int
    end: int
    folded: str
    places: tuple[Place, ...]
    metonym: bool
    label: str


#: A capitalised run: names with inner 'de', 'of', 'the', apostrophes, hyphens and full stops of abbreviations.
_RUN = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ](?:[\w'’-]*[\w]|\.(?=[A-Z]\.))*\.?(?:(?<=\b[A-Z]\.)|(?<![.]))?)"
    r"(?:[ \n]+(?:(?:de|del|la|las|los|el|of|the|do|da|dos|di|du|le|al|y|and|upon|on)[ \n]+){0,2}[A-ZÀ-ÖØ-Þ0-9][\w'’-]*)*"
)
_WORD = re.compile(r"[^\s]+")
#: Abbreviations that hold places: 'U.S.', 'EE.UU.'
_DOTTED = re.compile(r"\b(?:U\.S\.A?\.?|U\.K\.|E\.U\.|EE\. ?UU\.?|EEUU|U\.N\.|D\.C\.|N\.Y\.|L\.A\.)")
_LONGEST_NAME = 5
#: A single word without the parser's word for it counts as a place only if this many people live there, or a preposition leads it.
PEOPLE_UNLED = 150_000
#: What one folded population decade is worth against the other evidence.
_POPULATION = 0.55
_SAME_COUNTRY = 2.2
_CONTAINED = 6.0
_NEAR = 1.6
_COUNTRY_ITSELF = 3.5
_OWN = 8.0
_AREA_LESS = 0.9
_EARTH_KM = 6371.0
#: Places of one report within this many kilometres speak for one another.
NEAR_KM = 250.0
_ALTERNATIVE_NAME = 0.8


def find_places(
    text: str,
    language: str,
    entities: Sequence[NamedSpan],
    *,
    gazetteer: Gazetteer,
    source_country: str | None = None,
) -> tuple[PlaceFinding, ...]:
    """Place names in text order, each resolved. `entities` are the parser's names with offsets into `text`."""
    names = list(_names(text, language, entities, gazetteer))
    if not names:
        return ()
    context = _Context(text, names, source_country)
    resolved: dict[str, tuple[Place, float, tuple[tuple[str, str, float], ...], str]] = {}
    findings = []
    for position, name in enumerate(names):
        if not name.places:
            findings.append(_contained_unknown(text, name, names, position, context))
            continue
        holder = context.container(position)
        key = name.folded if holder is None else f"{name.folded}@{holder.key}"
        if key not in resolved and holder is None and name.folded in context.held:
            key = context.held[name.folded]
        if key not in resolved:
            resolved[key] = context.choose(name, holder, position)
            context.settle(resolved[key][0])
            if holder is not None:
                context.held[name.folded] = key
        place, score, candidates, method = resolved[key]
        findings.append(_finding(text, name, place, score, candidates, method))
    return tuple(f for f in findings if f is not None)


def _finding(
    text: str, name: _Name, place: Place, score: float, candidates: tuple[tuple[str, str, float], ...], method: str
) -> PlaceFinding:
    nationality = place.kind == "demonym" or name.label == "nationality"
    return PlaceFinding(
        quote=Quote.cut(text, name.start, name.end),
        geonames_id=place.id,
        name=place.name,
        kind="nationality" if nationality else place.kind,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        lat=place.lat,
        lon=place.lon,
        precision=_PRECISION.get(place.kind, "exact"),
        score=round(score, 3),
        method=method,
        metonym=name.metonym,
        candidates=candidates,
    )


_PRECISION = {
    "city": "populated_place", "country": "country", "demonym": "country", "region": "country", "admin1": "admin1", "admin2": "admin2",
}  # fmt: skip


# ---- names --------------------------------------------------------------------------------------------------------


def _names(text: str, language: str, entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> Iterator[_Name]:
    """Names in text order: what the gazetteer knows, less people and organisations, and places that only the parser knows."""
    by_start = sorted(entities, key=lambda e: e.start)
    taken: list[tuple[int, int]] = []
    found: list[_Name] = []
    for match in _DOTTED.finditer(text):
        places = gazetteer.lookup(match.group()) or gazetteer.lookup(match.group().rstrip("."))
        if places:
            taken.append(match.span())
            found.append(_Name(match.start(), match.end(), fold(match.group()), places, False, "place"))
    shouting = sum(c.isupper() for c in text[:2000]) > 0.5 * sum(c.isalpha() for c in text[:2000])
    for run in _RUN.finditer(text):
        words = list(_WORD.finditer(text, run.start(), run.end()))
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + length - 1].end()
                while end > start and text[end - 1] in ".,;:'’":
                    end -= 1
                if text[end - 2 : end] in ("'s", "’s"):
                    end -= 2
                name = text[start:end]
                if length == 1 and fold(name) in INNER_WORDS:
                    continue
                places = gazetteer.lookup(name)
                if places and not any(start < e and s < end for s, e in taken):
                    kept = _judge(text, start, end, places, _entity_over(by_start, start, end), run, words, at, length, shouting)
                    if kept is not None:
                        found.append(kept)
                        taken.append((start, end))
                        at += length - 1
                        break
            at += 1
    if language == "es":
        found += _lower_demonyms(text, gazetteer, taken)
    for entity in by_start:
        if entity.label == "place" and not any(entity.start < e and s < entity.end for s, e in taken):
            if text[entity.start : entity.end][:1].isupper():
                found.append(_Name(entity.start, entity.end, fold(text[entity.start : entity.end]), (), False, "place"))
    yield from sorted(found, key=lambda n: n.start)


def _entity_over(entities: Sequence[NamedSpan], start: int, end: int) -> NamedSpan | None:
    return next((e for e in entities if e.start < end and start < e.end and e.label in ("person", "org", "place", "nationality", "other")), None)


def _judge(
    text: str,
    start: int,
    end: int,
    places: tuple[Place, ...],
    entity: NamedSpan | None,
    run: re.Match[str],
    words: list[re.Match[str]],
    at: int,
    length: int,
    shouting: bool,
) -> _Name | None:
    """Whether a known name is a place here, and whether it stands for an institution."""
    name = text[start:end]
    folded = " ".join(fold(name).split())
    demonym = places[0].kind == "demonym" or (places[0].kind == "region" and folded.endswith(("n", "ns", "o", "a", "os", "as")) and folded != fold(places[0].name))
    before = text[max(0, start - 40) : start]
    lead = fold(before.rstrip(" \n\"“(«")).split()
    led = bool(lead) and lead[-1] in PLACE_PREPOSITIONS
    titled = bool(lead) and lead[-1].rstrip(".") in PERSON_TITLES
    own = places[0].kind not in ("city", "country", "admin1", "admin2", "region", "demonym")
    after = text[end : end + 30]
    metonym = False
    label = "nationality" if demonym else "place"
    if folded in COMMON_WORDS and not (entity is not None and entity.label == "place") and not own:
        return None
    if len(folded) <= 2 and not name.isupper():
        return None
    if titled and not own:
        return None
    if shouting and entity is None and places[0].population < PEOPLE_UNLED and not led:
        return None
    if entity is not None and entity.label in ("person", "org", "other") and not own:
        covers = entity.start <= start and end <= entity.end
        inner = covers and (entity.end - entity.start) > (end - start) + 1
        if entity.label == "person":
            if inner or not (led or places[0].population >= PEOPLE_UNLED or places[0].kind in ("country", "demonym")):
                return None
            if _looks_like_person(text, start, end):
                return None
        elif entity.label == "org" and inner:
            # 'University of Florida', 'the Venezuelan National Assembly': part of an institution's name.
            if places[0].kind not in ("country", "demonym", "region", "admin1") and places[0].population < PEOPLE_UNLED:
                return None
            metonym = True
        elif entity.label == "org" and not (led or places[0].population >= PEOPLE_UNLED or places[0].kind in ("country", "demonym", "admin1", "region")):
            return None
    if entity is None and not own:
        known = places[0].kind in ("country", "demonym", "region", "admin1")
        if not (led or known or places[0].population >= PEOPLE_UNLED or length > 1 or _in_list(text, start, end)):
            return None
        inside_run = (at > 0 or at + length < len(words)) and not known
        if inside_run and not _divided(text, words, at, length):
            if places[0].population < PEOPLE_UNLED or length == 1:
                return None
    if not demonym and re.match(r"\s+(?:administration|government|officials?|regime)\b", after):
        metonym = True
    if _looks_like_person(text, start, end) and not (entity is not None and entity.label == "place") and not own and not demonym:
        return None
    return _Name(start, end, folded, places, metonym, label)


def _divided(text: str, words: list[re.Match[str]], at: int, length: int) -> bool:
    """Whether commas or inner words stand between the name and its capitalised neighbours."""
    left = at == 0 or text[words[at - 1].end() - 1] in ",;:" or fold(words[at - 1].group()) in INNER_WORDS
    right = at + length >= len(words) or text[words[at + length - 1].end() - 1] in ",;:" or fold(words[at + length].group()) in INNER_WORDS
    return left and right


def _in_list(text: str, start: int, end: int) -> bool:
    return bool(re.match(r"\s*,\s*[A-ZÀ-Þ]", text[end : end + 4])) or bool(re.search(r"[A-ZÀ-Þ]\w+,\s*$", text[max(0, start - 25) : start]))


def _looks_like_person(text: str, start: int, end: int) -> bool:
    """'Washington said he ...', 'Jack London', 'Paris Hilton': what only people do, beside a lone name."""
    after = fold(text[end : end + 20]).split()
    return bool(after) and after[0] in SPEECH_NEIGHBOURS and "," not in text[end : end + 1] and len(after) > 1 and after[1] in ("he", "she", "his", "her")


def _lower_demonyms(text: str, gazetteer: Gazetteer, taken: list[tuple[int, int]]) -> list[_Name]:
    """Spanish demonyms are written small: 'el gobierno venezolano'."""
    found = []
    for match in re.finditer(r"\b[a-záéíóúüñ]{4,18}(?:o|a|os|as|e|es|í|íes|ita|itas|és|án|ense|enses)\b", text):
        places = gazetteer.lookup(match.group())
        demonyms = tuple(p for p in places if p.kind == "demonym")
        if demonyms and not any(match.start() < e and s < match.end() for s, e in taken):
            taken.append(match.span())
            found.append(_Name(match.start(), match.end(), fold(match.group()), demonyms, False, "nationality"))
    return found


# ---- choosing -----------------------------------------------------------------------------------------------------


class _Context:
    """What the report says of where it is: countries named, places already settled, containers beside each name."""

    def __init__(self, text: str, names: list[_Name], source_country: str | None) -> None:
        self.text = text
        self.names = names
        self.settled: list[Place] = []
        self.held: dict[str, str] = {}
        self.countries: Counter[str] = Counter()
        self.areas: Counter[tuple[str, str]] = Counter()
        for name in names:
            first = name.places[0] if name.places else None
            if first is not None and first.kind in ("country", "demonym") and first.country:
                self.countries[first.country] += 1
            elif first is not None and first.kind == "admin1" and first.country and first.admin1:
                self.areas[first.country, first.admin1] += 1
                self.countries[first.country] += 0.5  # type: ignore[assignment]
            elif first is not None and first.population > 1_000_000 and first.country:
                self.countries[first.country] += 0.4  # type: ignore[assignment]
        if source_country:
            self.countries[source_country] += 2

    def settle(self, place: Place) -> None:
        if place.kind not in ("country", "demonym", "region"):
            self.settled.append(place)

    def container(self, position: int) -> Place | None:
        """The place that the words right behind say holds this one: 'X, Y', 'X in Y', 'X neighbourhood of Y', 'X (Y)'."""
        name = self.names[position]
        for other in self.names[position + 1 : position + 3]:
            between = fold(self.text[name.end : other.start])
            if len(between) > 40 or not other.places:
                return None
            if re.fullmatch(r"\s*[,(]\s*(?:in\s+|en\s+)?|\s*,?\s+(?:in|en|of|de)\s+(?:the\s+|el\s+|la\s+)?", between) or (
                re.fullmatch(r",?\s*(?:(?:the|a|el|la|un|una)\s+)?(?:[a-z-]+\s+){0,3}(?:of|de|del|in|en)\s+(?:the\s+)?", between) and any(w in PLACE_WORDS for w in between.split())
            ):
                return self._best_container(name, other)
        return None

    def _best_container(self, name: _Name, other: _Name) -> Place | None:
        for holder in sorted(other.places, key=lambda p: -p.population):
            if any(_inside(place, holder) for place in name.places) or not name.places:
                return holder
        return None

    def choose(
        self, name: _Name, holder: Place | None, position: int
    ) -> tuple[Place, float, tuple[tuple[str, str, float], ...], str]:
        """The best place of a name with a score between 0 and 1, the runners-up, and what decided."""
        scored = sorted(((self._score(p, name, holder), n, p) for n, p in enumerate(name.places[:MOST_CANDIDATES])), key=lambda s: (-s[0], s[1]))
        best_score, _, best = scored[0]
        weights = [math.exp(min(0.0, s - best_score)) for s, _, _ in scored]
        share = weights[0] / sum(weights)
        others = tuple((p.key, p.name, round(w / sum(weights), 3)) for w, (_, _, p) in zip(weights[1:4], scored[1:4], strict=False))
        own = best.kind not in _PRECISION
        method = "own gazetteer" if own else "container" if holder is not None and _inside(best, holder) else "context" if len(scored) > 1 else "only place of the name"
        return best, share, others, method

    def _score(self, place: Place, name: _Name, holder: Place | None) -> float:
        score = _POPULATION * math.log10(max(place.population, 100))
        if fold(place.name) != name.folded and place.kind == "city":
            score -= _ALTERNATIVE_NAME
        if place.kind == "country":
            score += _COUNTRY_ITSELF
        elif place.kind == "region":
            score += 1.5
        elif place.kind == "admin2":
            score -= _AREA_LESS
        elif place.kind not in _PRECISION:
            score += _OWN if self._near_parent(place) else _OWN / 4
        total = sum(self.countries.values())
        if place.country and total:
            score += _SAME_COUNTRY * min(1.0, self.countries[place.country] / total * 1.3)
        if place.country and place.admin1 and self.areas[place.country, place.admin1]:
            score += 1.0
        if holder is not None and _inside(place, holder):
            score += _CONTAINED
        if self.settled and place.kind not in ("country", "region"):
            nearest = min(_distance(place, other) for other in self.settled)
            if nearest < NEAR_KM:
                score += _NEAR * (1 - nearest / NEAR_KM)
        return score

    def _near_parent(self, place: Place) -> bool:
        """An own place counts fully where the report names what holds it, its country, or nothing else at all."""
        if place.parent and any(n.folded == place.parent for n in self.names):
            return True
        return not self.countries or (place.country is not None and self.countries[place.country] > 0)


#: Namesakes looked at, by population; the rest are hamlets.
MOST_CANDIDATES = 40


def _inside(place: Place, holder: Place) -> bool:
    """Whether one place lies in another, by country and names of areas, or near it for towns' districts."""
    if place.key == holder.key or place.country != holder.country and holder.kind != "region":
        return False
    if holder.kind in ("country", "demonym"):
        return place.kind != "country"
    if place.parent and place.parent == fold(holder.name):
        return True
    if holder.kind == "admin1":
        return place.admin1 == holder.admin1 and place.kind != "admin1"
    if holder.kind == "admin2":
        return place.admin2 == holder.admin2 and place.kind == "city"
    if holder.kind == "city":
        return place.kind not in ("country", "admin1", "region") and place.population < holder.population and _distance(place, holder) < 60
    return False


def _distance(one: Place, other: Place) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _contained_unknown(
    text: str, name: _Name, names: list[_Name], position: int, context: _Context
) -> PlaceFinding | None:
    """A place that no gazetteer knows, beside one that says what holds it: it gets the holder's coordinates, marked so."""
    for other in names[position + 1 : position + 2]:
        between = fold(text[name.end : other.start])
        placed = re.fullmatch(r"\s*[,(]\s*|\s*,?\s+(?:in|en)\s+(?:the\s+)?", between) or (
            len(between) < 40 and any(w in PLACE_WORDS for w in between.split()) and re.search(r"\b(?:of|de|del|in|en)\b", between)
        )
        if placed and other.places:
            place, score, candidates, _ = context.choose(other, context.container(position + 1), position + 1)
            found = _finding(text, name, place, score * 0.8, candidates, "container of an unknown place")
            return found
    return None

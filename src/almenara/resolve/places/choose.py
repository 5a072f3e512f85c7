"""Which of its namesakes each place name means, by the report's own evidence.

Every name of the report has a share of belief in each of its candidates. Belief starts from how well known a candidate is
and is then weighed anew, a few times over, by how well it fits the likely candidates of the other names: near by, in the
same unit, in the same country, or one inside the other where the words say so. One name means one place in a report
(Gale, Church and Yarowsky 1992); nearness and default sense follow Leidner (2007). The weights are set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import cos, log10, radians, sin

import numpy as np
import numpy.typing as npt

from almenara.model.fold import fold
from almenara.resolve.places.keys import name_key
from almenara.resolve.places.place import EARTH_RADIUS_KM, Place

Matrix = npt.NDArray[np.float64]

#: Candidates weighed for each name, after a first look at population and countries.
MOST_CANDIDATES = 8
#: Names of one report that are weighed together; the ones said most often go first.
MOST_NAMES = 60
ROUNDS = 4

_POPULATION = 0.62
#: Beyond this size (as a power of ten) a town is known the world over, and more so with each step.
_LARGE = 5.0
_METROPOLIS = 0.3
_KIND = {
    "country": 5.0, "admin1": -0.2, "admin2": -1.5, "region": 6.0, "continent": 7.0, "water": 4.0, "relief": 4.0, "area": 4.0, "section": 0.0, "site": 2.5,
}  # fmt: skip
_CAPITAL = 1.6
#: A town of so many leaves little doubt of its country.
_KNOWN_POPULATION = 1_000_000
_RANK = (0.0, -0.9, -2.5)
#: An own place goes before all others, unless the report is about another country.
_OWN = 9.0
#: Another name of a place, when a larger place has it as its own.
_NAMESAKE = -1.2
_UNIT_SAID = 3.0
_OWN_ABROAD = -7.0
#: Spanish is news of its own countries far more often than English is.
_LANGUAGE_COUNTRY = {"en": 0.35, "es": 1.0}
_SOURCE_COUNTRY = 1.6
_NEAR = 2.2
_NEAR_KM = 120.0
_SAME_ADMIN1 = 1.1
_SAME_COUNTRY = 0.8
#: However many names stand near, a hamlet does not outweigh a metropolis of its name.
_MOST_SUPPORT = 5.0
_PEOPLE_WEIGHT = 0.5
_INSIDE = 6.0
_DATELINE = 0.8
#: Candidates this near one another are one place as two kinds (a town and its municipality).
_SAME_SPOT_KM = 40.0

#: Where a language's news mostly come from: a last resort between hamlets of one size.
COUNTRIES_OF_LANGUAGE: Mapping[str, frozenset[str]] = {
    "en": frozenset({"US", "GB", "CA", "AU", "IE", "NZ", "IN", "ZA"}),
    "es": frozenset(
        [
            "ES",
            "MX",
            "AR",
            "CO",
            "VE",
            "PE",
            "CL",
            "EC",
            "BO",
            "PY",
            "UY",
            "CR",
            "PA",
            "NI",
            "HN",
            "SV",
            "GT",
            "DO",
            "CU",
            "PR",
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a report: its candidates, how often it is said, and which other names hold it, by the words ('X, Y').

    `unit` says that the words make it a state or province ('the New York border').
    """

    key: str
    places: tuple[Place, ...]
    count: int
    people: bool
    holders: tuple[int, ...] = ()
    dateline: bool = False
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen with its share of belief, the runners-up with theirs, and the rule that decided."""

    place: Place
    score: float
    others: tuple[tuple[Place, float], ...]
    method: str


def choose_places(names: Sequence[Name], language: str, source_country: str | None = None) -> list[Choice]:
    """A choice for each name (all names have candidates), in their order."""
    if not names:
        return []
    votes = [_country_vote(name) for name in names]
    candidates = [
        # What a name means is for the others to say.
        _shortlist(name, names, _tally(votes[:n] + votes[n + 1 :]), language, source_country)
        for n, name in enumerate(names)
    ]
    weighed = sorted(range(len(names)), key=lambda i: (-names[i].count, i))[:MOST_NAMES]
    beliefs = [_softmax(np.array([score for score, _ in c])) for c in candidates]
    alone = [int(b.argmax()) for b in beliefs]
    if len(weighed) > 1:
        _relax(names, candidates, beliefs, weighed)
    return [
        _choice(names[i], candidates[i], beliefs[i], alone[i], names, candidates, beliefs) for i in range(len(names))
    ]


def prior(place: Place, language: str, source_country: str | None, *, people: bool) -> float:
    """How likely a place is meant before the report is looked at, in units of log odds."""
    score = _POPULATION * log10(max(place.population, 200)) + _KIND.get(place.kind, 0.0) + _RANK[place.rank]
    if place.kind == "populated_place":
        score += _METROPOLIS * max(0.0, log10(max(place.population, 1)) - _LARGE)
    if place.capital:
        score += _CAPITAL
    if place.user_id is not None:
        score += _OWN
    if place.country in COUNTRIES_OF_LANGUAGE.get(language, frozenset()):
        score += _LANGUAGE_COUNTRY[language]
    if source_country and place.country == source_country and not (people and place.kind == "country"):
        score += _SOURCE_COUNTRY
    return score


def _country_vote(name: Name) -> tuple[str, float] | None:
    """How much a name speaks of a country, where it leaves little doubt."""
    first = name.places[0]
    known = first.population > _KNOWN_POPULATION and first.rank == 0
    sure = 1.0 if any(p.kind == "country" for p in name.places) else 0.7 if first.kind == "admin1" or known else 0.0
    country = next((p.country for p in name.places if p.kind == "country"), first.country)
    return (country, sure * min(3, name.count)) if sure and country else None


def _tally(votes: Iterable[tuple[str, float] | None]) -> dict[str, float]:
    found: dict[str, float] = {}
    for vote in votes:
        if vote is not None:
            found[vote[0]] = found.get(vote[0], 0.0) + vote[1]
    return found


def _shortlist(
    name: Name, names: Sequence[Name], votes: Mapping[str, float], language: str, source_country: str | None
) -> list[tuple[float, Place]]:
    total = sum(votes.values()) or 1.0
    held_in = [place for holder in name.holders for place in names[holder].places]
    units = {p.id for p in held_in}
    countries = {p.country for p in held_in if p.kind == "country"}
    scored = []
    keys = {n.key for n in names}
    named_so = max((p.population for p in name.places if p.rank == 0), default=-1)
    for place in name.places:
        base = prior(place, language, source_country, people=name.people)
        if place.rank and place.kind == "populated_place" and place.population <= named_so:
            base += _NAMESAKE
        if place.user_id is not None and votes and not _at_home(place, votes, keys, source_country):
            base += _OWN_ABROAD
        if name.unit and place.kind == "admin1":
            base += _UNIT_SAID
        look = base + 2.0 * votes.get(place.country or "", 0.0) / total
        if units and ({place.admin1_id, place.admin2_id, place.parent} & units or place.country in countries):
            look += 6.0
        scored.append((look, base, place))
    scored.sort(key=lambda row: -row[0])
    return [(base, place) for _, base, place in scored[:MOST_CANDIDATES]]


def _at_home(place: Place, votes: Mapping[str, float], keys: Set[str], source_country: str | None) -> bool:
    """Whether the report speaks of an own place's country, or names what holds it."""
    if place.country is None or place.country in votes or place.country == source_country:
        return True
    return place.parent_name is not None and fold(place.parent_name) in keys


def _softmax(scores: Matrix) -> Matrix:
    shifted = np.exp(scores - scores.max())
    return np.asarray(shifted / shifted.sum())


def _relax(
    names: Sequence[Name],
    candidates: Sequence[list[tuple[float, Place]]],
    beliefs: list[Matrix],
    weighed: Sequence[int],
) -> None:
    """Weigh the beliefs of the names in `weighed` by one another, in place."""
    flat = [(i, place) for i in weighed for _, place in candidates[i]]
    owner = np.array([i for i, _ in flat])
    places = [place for _, place in flat]
    fit = _fit(places, names, owner)
    bounds = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    lengths = np.diff(np.r_[bounds, len(flat)])
    base = np.array([score for i in weighed for score, _ in candidates[i]])
    belief = np.concatenate([beliefs[i] for i in weighed])
    speech = np.array([_speech(names[i]) for i in weighed])
    held = _held(places, names, owner)
    for _ in range(ROUNDS):
        support = np.maximum.reduceat(fit * belief[None, :], bounds, axis=1)
        gathered = np.sort(support * speech[None, :], axis=1)[:, ::-1][:, :6]
        # The first witnesses say most; the sixth in the same country adds little.
        total = gathered @ (0.8 ** np.arange(gathered.shape[1]))
        score = base + _MOST_SUPPORT * np.tanh(total / _MOST_SUPPORT)
        if held is not None:
            score = score + _INSIDE * np.maximum.reduceat(held * belief[None, :], bounds, axis=1).max(axis=1)
        peak = np.repeat(np.maximum.reduceat(score, bounds), lengths)
        weights = np.exp(score - peak)
        belief = weights / np.repeat(np.add.reduceat(weights, bounds), lengths)
    for index, start, length in zip(weighed, bounds, lengths, strict=True):
        beliefs[index] = belief[start : start + length]


def _speech(name: Name) -> float:
    """How much a name's meaning says of the others': adjectives less, what is said often and the dateline more."""
    return (_PEOPLE_WEIGHT if name.people else 1.0) * min(1.5, 0.9 + 0.1 * name.count) + (
        _DATELINE if name.dateline else 0.0
    )


def _fit(places: Sequence[Place], names: Sequence[Name], owner: npt.NDArray[np.int64]) -> Matrix:
    """How well each candidate goes with each candidate of the other names."""
    radian = [(radians(p.lat), radians(p.lon)) for p in places]
    vectors = np.array([(cos(a) * cos(o), cos(a) * sin(o), sin(a)) for a, o in radian])
    chord = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (vectors @ vectors.T))) * EARTH_RADIUS_KM
    local = np.array([p.kind not in ("country", "continent", "region") for p in places])
    unit = np.array([p.kind == "admin1" for p in places])
    admin1 = np.array([p.admin1_id or -n - 1 for n, p in enumerate(places)])
    codes = {c: n for n, c in enumerate({p.country for p in places if p.country})}
    country = np.array([codes.get(p.country or "", -n - 1) for n, p in enumerate(places)])
    pointed = local & ~unit
    fit = _NEAR * np.exp(-chord / _NEAR_KM) * (pointed[:, None] & pointed[None, :])
    fit += _SAME_ADMIN1 * ((admin1[:, None] == admin1[None, :]) & (local[:, None] & local[None, :]))
    fit += _SAME_COUNTRY * (country[:, None] == country[None, :])
    fit[owner[:, None] == owner[None, :]] = 0.0
    return np.asarray(fit)


def _held(places: Sequence[Place], names: Sequence[Name], owner: npt.NDArray[np.int64]) -> Matrix | None:
    """1 where one candidate lies inside (or holds) the other and the words say that the names stand so."""
    pairs = {(i, holder) for i, name in enumerate(names) for holder in name.holders}
    if not pairs:
        return None
    rows: dict[int, list[int]] = {}
    for position, name in enumerate(owner):
        rows.setdefault(int(name), []).append(position)
    held = np.zeros((len(places), len(places)))
    for inner, outer in pairs:
        for a in rows.get(inner, ()):
            for b in rows.get(outer, ()):
                if is_inside(places[a], places[b]):
                    held[a, b] = held[b, a] = 1.0
    return held


def is_inside(place: Place, holder: Place) -> bool:
    """Whether one place lies in another by its units; for a part of a town, by nearness."""
    if place.parent_name and name_key(place.parent_name) == name_key(holder.name):
        return True
    if place.id == holder.id or (holder.country and place.country != holder.country):
        return False
    match holder.kind:
        case "country":
            return place.kind != "country"
        case "admin1":
            if place.user_id and place.admin1:
                return name_key(place.admin1) == name_key(holder.name)
            return place.admin1_id == holder.id and place.kind != "admin1"
        case "admin2":
            return place.admin2_id == holder.id or place.parent == holder.id
        case "populated_place":
            if place.kind in ("country", "admin1", "admin2") or place.population > holder.population:
                return False
            return abs(place.lat - holder.lat) < 0.4 and abs(place.lon - holder.lon) < 0.5
        case _:
            return False


def _choice(
    name: Name,
    candidates: list[tuple[float, Place]],
    belief: Matrix,
    alone: int,
    names: Sequence[Name],
    all_candidates: Sequence[list[tuple[float, Place]]],
    beliefs: Sequence[Matrix],
) -> Choice:
    order = np.argsort(-belief, kind="stable")
    best = int(order[0])
    place = candidates[best][1]
    if place.user_id is not None:
        method = "own gazetteer"
    elif len(name.places) == 1:
        method = "only place of the name"
    elif any(is_inside(place, all_candidates[h][int(beliefs[h].argmax())][1]) for h in name.holders):
        method = "contained"
    elif best != alone:
        method = "other places"
    else:
        method = "best known"
    others = tuple((candidates[int(n)][1], round(float(belief[n]), 3)) for n in order[1:4] if belief[n] >= 0.001)
    return Choice(place, round(float(belief[best]), 3), others, method)

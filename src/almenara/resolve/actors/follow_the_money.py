"""FollowTheMoney entities as actors (https://followthemoney.tech, schemata Person, Organization, Position, Occupancy).

Read by their JSON form alone: `id`, `schema` and `properties`, each property a list of strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from almenara.model import Actor, Office

_ACTORS = frozenset({"Person", "Organization", "PublicBody", "Company", "LegalEntity"})
#: FollowTheMoney's topics as PLOVER's sectors.
_SECTORS = {
    "role.pep": "GOV", "gov": "GOV", "gov.national": "GOV", "gov.state": "GOV", "gov.muni": "GOV", "gov.head": "GOV", "gov.executive": "GOV",
    "gov.legislative": "LEG", "gov.judicial": "JUD", "gov.security": "COP", "gov.igo": "IGO", "pol.party": "PTY", "pol.union": "LAB",
    "rel": "REL", "mil": "MIL", "role.judge": "JUD", "role.lawyer": "CVL", "role.journo": "MED", "role.act": "NGO", "crime": "CRM",
    "crime.terror": "REB", "crime.traffick": "CRM", "corp.public": "BUS",
}  # fmt: skip


def actors_of_entities(entities: Iterable[Mapping[str, Any]]) -> Iterator[Actor]:
    """The persons and organisations among some entities, with the offices that their Occupancy entities give them."""
    every = list(entities)
    positions = {e["id"]: e["properties"] for e in every if e.get("schema") == "Position"}
    held: dict[str, list[Office]] = {}
    for entity in every:
        if entity.get("schema") == "Occupancy":
            own = entity["properties"]
            for post in own.get("post", ()):
                for holder in own.get("holder", ()):
                    held.setdefault(holder, []).append(_office(positions.get(post, {}), own))
    parents = {
        child: parent
        for e in every
        if e.get("schema") in ("Membership", "Ownership")
        for child in e["properties"].get("member", e["properties"].get("asset", ()))
        for parent in e["properties"].get("organization", e["properties"].get("owner", ()))
    }
    for entity in every:
        own = entity["properties"]
        names = [*own.get("name", ()), *own.get("alias", ()), *own.get("weakAlias", ()), *own.get("abbreviation", ())]
        if entity.get("schema") in _ACTORS and names:
            countries = [*own.get("country", ()), *own.get("nationality", ()), *own.get("jurisdiction", ())]
            sectors = [_SECTORS[topic] for topic in own.get("topics", ()) if topic in _SECTORS]
            yield Actor(
                str(entity["id"]),
                names[0],
                tuple(dict.fromkeys(names)),
                countries[0].upper()[:2] if countries else None,
                tuple(dict.fromkeys(sectors)),
                tuple(office for office in held.get(entity["id"], ()) if office.title),
                parents.get(entity["id"]),
            )


def _office(position: Mapping[str, Any], occupancy: Mapping[str, Any]) -> Office:
    first = {key: next(iter(value), "") for key, value in position.items()}
    start = next(iter(occupancy.get("startDate", ())), "")
    end = next(iter(occupancy.get("endDate", ())), "")
    of = first.get("country", "")
    return Office(first.get("name", ""), of.upper() if len(of) == 2 else of, _first_day(start), _last_day(end))


def _first_day(text: str) -> date | None:
    """The first day of '2019', '2019-03' or '2019-03-05'."""
    try:
        return date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    start = _first_day(text)
    if start is None or len(text) >= 10:
        return start
    after = start.replace(year=start.year + 1) if len(text) == 4 else (start + timedelta(days=31)).replace(day=1)
    return after - timedelta(days=1)

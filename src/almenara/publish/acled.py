"""The ACLED-style file: 31 columns, in their order and no other, with what almenara knows beyond them in a sidecar.

Columns and codes follow the definitions of ACLED's codebook (2023). What did not happen (planned, called for, denied ...) is not in this file
at all, nor what has no code, no day to the month, or no point; each such event is counted with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pycountry

from almenara.publish.acled_countries import country_name, region_of
from almenara.publish.public_event import PublicEvent

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp"
).split()
#: What ids begin with, so that they are never taken for ACLED's own.
PREFIX = "ALM"
FACTS = frozenset({"happened", "ongoing", "alleged"})
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
#: Codes of who takes part, by PLOVER's sectors; the first that fits.
_INTER = (
    (1, {"MIL", "COP", "GOV", "JUD", "LEG", "SPY"}),
    (2, {"REB", "INS", "SEP"}),
    (3, {"UAF", "PRM", "CRM", "OPP", "PTY"}),
    (4, {"ETH", "REL"}),
    (8, {"IGO", "NGO", "BUS", "MNC"}),
)
_NAMES = {
    1: "State Forces",
    2: "Unidentified Rebel Group",
    3: "Unidentified Armed Group",
    4: "Unidentified Communal Group",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External or Other Group",
}
_SCALES = {
    "local": "Subnational",
    "subnational": "Subnational",
    "national": "National",
    "international": "International",
}
_GEO = {"exact": 1, "populated_place": 1, "admin2": 2, "admin1": 3, "country": 3}


@dataclass(frozen=True)
class AcledFile:
    """Rows in the order of `COLUMNS`, a sidecar row for each, and how many events were left out for which reason."""

    rows: Sequence[dict[str, object]]
    sidecar: Sequence[dict[str, object]]
    left_out: Counter[str] = field(default_factory=Counter)


#: A row of the file with its row of the sidecar.
Told = tuple[dict[str, object], dict[str, object]]


def acled_file(
    events: Iterable[PublicEvent], timestamp: int, told_of: Callable[[PublicEvent], Told] | None = None
) -> AcledFile:
    """`timestamp` is the moment of the export in Unix seconds. `told_of` gives the rows of an event to those who keep them."""
    rows, sidecar, left_out = [], [], Counter[str]()
    told = [(event, _left_out(event)) for event in events]
    protests = {_when_and_where(e) for e, why in told if why is None and e.family in _PROTEST_FAMILIES}
    for event, why in told:
        if (
            why is None
            and event.family == "state_response"
            and _of_a_protest(event)
            and _when_and_where(event) in protests
        ):
            # One place, one day, one type: what police did to a protest is that protest's sub-event, and no second protest.
            why = "is part of a protest in the file"
        if why is not None:
            left_out[why] += 1
            continue
        row, beside = acled_rows(event, timestamp) if told_of is None else told_of(event)
        rows.append(row)
        sidecar.append(beside)
    return AcledFile(rows, sidecar, left_out)


def acled_rows(event: PublicEvent, timestamp: int) -> Told:
    """The rows of an event that the file has a place for."""
    row = _row(event, timestamp)
    return row, {
        "event_id_cnty": row["event_id_cnty"],
        "almenara_id": event.id,
        "almenara_type": event.type,
        "almenara_status": event.status,
        "review": event.review,
        "date_from": event.date_from,
        "date_to": event.date_to,
        "demands": "; ".join(event.demands),
        **{
            f"{of}_{end}": n
            for of, ns in sorted(event.numbers.items())
            for end, n in zip(("low", "best", "high"), ns, strict=True)
        },
        "independent_sources": event.independent_sources,
        "urls": "; ".join(event.urls),
    }


def acled_id(event: str, country: str | None) -> str:
    """Under which id an event stands in the file, by its country (ISO 3166 alpha-2)."""
    found = pycountry.countries.get(alpha_2=country or "")
    return f"{PREFIX}{found.alpha_3 if found else 'XXX'}{event.removeprefix('e-')}"


_PROTEST_FAMILIES = ("contention", "unrest")


def _when_and_where(event: PublicEvent) -> tuple[object, ...]:
    return event.date_from, event.country, event.place


def _of_a_protest(event: PublicEvent) -> bool:
    codes = _codes(event)
    return codes is not None and codes[0] in ("Protests", "Riots")


def _codes(event: PublicEvent) -> tuple[str, str] | None:
    codes = event.codes.get("acled")
    if not isinstance(codes, dict) or not codes.get("event_type"):
        return None
    return str(codes["event_type"]), str(codes["sub_event_type"])


def _left_out(event: PublicEvent) -> str | None:
    if event.status not in FACTS:
        return "did not happen, or is background"
    if _codes(event) is None:
        return "its type has no ACLED code"
    if event.date_from is None or event.date_to is None or (event.date_to - event.date_from).days > 31:
        return "no day, week or month"
    if event.lat is None or event.lon is None or event.country is None:
        return "no point on the map"
    return None


def _row(event: PublicEvent, timestamp: int) -> dict[str, object]:
    event_type, sub_type = _codes(event) or ("", "")
    assert event.date_from is not None
    assert event.date_to is not None
    length = (event.date_to - event.date_from).days
    day = event.date_from + timedelta(days=length // 2)
    country = pycountry.countries.get(alpha_2=event.country or "")
    name = country_name(event.country or "")
    one, two, agents, targets = _sides(event, event_type, sub_type)
    civilians = event_type == "Violence against civilians" or sub_type == "Excessive force against protesters"
    best, killed = event.numbers.get("crowd"), event.numbers.get("killed")
    crowd = best[1] if best and best[1] is not None else best[0] if best else None
    return {
        "event_id_cnty": acled_id(event.id, event.country),
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": 1 if length == 0 else 2 if length <= 7 else 3,
        "disorder_type": "Political violence; Demonstrations"
        if sub_type == "Excessive force against protesters"
        else _DISORDER.get(event_type, "Strategic developments"),
        "event_type": event_type,
        "sub_event_type": sub_type,
        "actor1": _actor(one, agents, name),
        "assoc_actor_1": "; ".join(_associated(agents if one in (5, 6) else agents[1:])),
        "inter1": one,
        "actor2": _actor(two, targets, name) if two else "",
        "assoc_actor_2": "; ".join(_associated(targets[1:])) if two else "",
        "inter2": two,
        "interaction": f"{min(one, two)}{max(one, two)}" if two else f"{one}0",
        "civilian_targeting": "Civilian targeting" if civilians else "",
        "iso": int(country.numeric) if country else 0,
        "region": region_of(event.country or ""),
        "country": name,
        "admin1": event.admin1 or "",
        "admin2": "",
        "admin3": "",
        "location": event.place or event.admin1 or name,
        "latitude": f"{event.lat:.4f}",
        "longitude": f"{event.lon:.4f}",
        "geo_precision": _GEO.get(event.place_precision or "", 3),
        "source": "; ".join(event.sources),
        "source_scale": "-".join(dict.fromkeys(_SCALES.get(s, "New media") for s in event.scales)),
        "notes": _notes(event, day, sub_type, name),
        "fatalities": (killed[0] if killed[0] is not None else killed[1] or 0) if killed else 0,
        "tags": f"crowd size=around {crowd:,}".replace(",", "")
        if crowd is not None
        else "crowd size=no report"
        if one in (5, 6)
        else "",
        "timestamp": timestamp,
    }


def _sides(event: PublicEvent, event_type: str, sub_type: str) -> tuple[int, int, Sequence[str], Sequence[str]]:
    """Codes and names of both sides. Of a protest or riot those who take part come first, also where police are coded as acting on them."""
    agent = _inter(event.agent_sectors, 3)
    if event_type not in ("Protests", "Riots"):
        target = _inter(event.target_sectors, 7) if event.targets else 0
        return agent, target, event.agents, event.targets
    people = 6 if event_type == "Protests" else 5
    if event.family == "state_response":
        return people, 1, event.targets, event.agents
    forced = sub_type in ("Protest with intervention", "Excessive force against protesters")
    faced = _inter(event.target_sectors, 0)
    if forced or faced == 1:
        return people, 1, event.agents, event.targets if faced == 1 else ()
    return people, 0, event.agents, ()


def _inter(sectors: Sequence[str], otherwise: int) -> int:
    return next((code for code, known in _INTER if known & set(sectors)), otherwise)


def _actor(inter: int, names: Sequence[str], country: str) -> str:
    if inter in (5, 6, 7) or not names:
        return f"{_NAMES[inter]} ({country})"
    return names[0].replace(";", ",")


def _associated(names: Sequence[str]) -> list[str]:
    return [name.replace(";", ",") for name in names]


def _notes(event: PublicEvent, day: date, sub_type: str, country: str) -> str:
    """The date, and in a sentence what happened; made of values, since words of reports are not published."""
    when = f"On {day.day} {day:%B %Y}" if event.date_from == event.date_to else f"Around {day.day} {day:%B %Y}"
    where = ", ".join(dict.fromkeys(p for p in (event.place, event.admin1, country) if p))
    who = f" by {', '.join(event.agents)}" if event.agents else ""
    whom = f" against {', '.join(event.targets)}" if event.targets else ""
    what = f" over {', '.join(event.demands)}" if event.demands else ""
    return f"{when}, {event.type.replace('_', ' ')}{who}{whom}{what} in {where} ({sub_type.lower()})."

"""Public events made up for the tests of reports: invented happenings at real places."""

from __future__ import annotations

from datetime import date

from almenara.publish import PublicEvent
from almenara.publish.report import Material, Outlet, Span

JANUARY = Span(2019, 1)
PROTESTS = frozenset({"march", "road_block", "strike", "demonstration"})
RIGHTS = {"water": "social", "wages": "social", "political_rights": "civil"}


def happening(n: int, type: str = "march", day: date | None = date(2019, 1, 21), **values: object) -> PublicEvent:
    plain: dict[str, object] = {
        "id": f"e-{n:04}",
        "type": type,
        "family": "contention" if type in PROTESTS else "state_response",
        "status": "happened",
        "review": "accepted",
        "date_from": day,
        "date_to": day,
        "date_precision": "day" if day else None,
        "place": "Cotiza",
        "admin1": "Distrito Capital",
        "country": "VE",
        "lat": 10.52,
        "lon": -66.91,
        "place_precision": "populated_place",
        "agents": ("Residents",),
        "agent_sectors": ("CVL",),
        "sources": ("The Quay",),
        "urls": (f"https://quay.example/{n}",),
    }
    return PublicEvent(**{**plain, **values})  # type: ignore[arg-type]


def material(*events: PublicEvent, **values: object) -> Material:
    read = [JANUARY, JANUARY.before, JANUARY.year_before]
    plain: dict[str, object] = {
        "events": events,
        "numbers": (),
        "totals": (),
        "outlets": (Outlet("The Quay", 10, 1), Outlet("Radio Norte", 5, 0)),
        "reports": dict.fromkeys(read, 15),
        "all_outlets": 2,
        "protest_types": PROTESTS,
        "rights": RIGHTS,
        "today": date(2019, 3, 1),
    }
    return Material(**{**plain, **values})  # type: ignore[arg-type]


def busy_january() -> tuple[PublicEvent, ...]:
    """A month with something for every section."""
    twenty_third = date(2019, 1, 23)
    return (
        happening(1, "road_block", demands=("water",), numbers={"crowd": (80, 100, 120)}),
        happening(2, "dispersal", agents=("Police",), numbers={"injured": (2, 2, 2)}),
        happening(3, "march", twenty_third, place="Maracaibo", admin1="Zulia", demands=("political_rights", "wages")),
        happening(4, "demonstration", twenty_third, place="Maracaibo", admin1="Zulia", demands=("political_rights",)),
        happening(5, "strike", twenty_third, place="Mérida", admin1="Mérida", independent_sources=2),
        happening(6, "attack_on_civilians", date(2019, 1, 25), numbers={"killed": (1, 2, None)}),
        happening(7, "march", date(2019, 1, 30), status="planned", demands=("wages",)),
        happening(8, "march", date(2019, 1, 29), status="alleged"),
        happening(9, "march", date(2018, 12, 5)),
        happening(10, "march", date(2018, 12, 6)),
        happening(11, "strike", None),
        happening(12, "march", date(2018, 1, 9)),
    )

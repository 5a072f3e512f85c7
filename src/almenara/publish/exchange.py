"""Rows for other tools: HXL for humanitarian data, PLOVER and CAMEO for event-data research, and which report tells of which event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from almenara.publish.plover import plover_root
from almenara.publish.public_event import PublicEvent

#: Columns with their HXL hashtags and attributes (hxlstandard.org, 1.1); the second line of the file.
HXL: Mapping[str, str] = {
    "id": "#event+id",
    "type": "#event+type",
    "family": "#event+category",
    "status": "#status",
    "date_from": "#date+start",
    "date_to": "#date+end",
    "country": "#country+code+v_iso2",
    "admin1": "#adm1+name",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "agents": "#org+agent+list",
    "targets": "#org+target+list",
    "killed_best": "#affected+killed",
    "injured_best": "#affected+injured",
    "arrested_best": "#affected+detained",
    "crowd_best": "#population+participants",
    "sources": "#meta+source+list",
    "urls": "#meta+url+list",
}
#: Columns of the crosswalk, one row for each report of each event.
CROSSWALK = ("event", "report", "source", "url", "published")
#: Columns of the CAMEO rows; names of actors are words, since CAMEO's own actor codes name states and offices only.
CAMEO = (
    "id",
    "date",
    "source_actor",
    "source_sectors",
    "event_code",
    "target_actor",
    "target_sectors",
    "place",
    "country",
    "lat",
    "lon",
)


def hxl_rows(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The row of hashtags, then the flat rows."""
    return [dict(HXL), *rows]


def crosswalk_rows(events: Iterable[PublicEvent]) -> list[dict[str, Any]]:
    """Which reports tell of which event; those of withheld outlets are left out."""
    return [
        {
            "event": event.id,
            "report": report.id,
            "source": report.source,
            "url": report.url,
            "published": report.published,
        }
        for event in events
        for report in event.reports
    ]


def plover_rows(events: Iterable[PublicEvent]) -> list[dict[str, Any]]:
    """One object an event that PLOVER has a root type for: event type (an announced one's is AGREE or THREATEN), mode, actors with their
    sectors."""
    rows = []
    for event in events:
        codes = event.codes.get("plover")
        if not isinstance(codes, Mapping) or not codes.get("event"):
            continue
        rows.append(
            {
                "id": event.id,
                **codes,
                "event": plover_root(str(codes["event"]), event.status),
                "date": event.date_from.isoformat() if event.date_from else None,
                "date_end": event.date_to.isoformat() if event.date_to else None,
                "actor": [{"text": name} for name in event.agents],
                "actor_sectors": list(event.agent_sectors),
                "recip": [{"text": name} for name in event.targets],
                "recip_sectors": list(event.target_sectors),
                "geo": {
                    "name": event.place,
                    "admin1": event.admin1,
                    "country": event.country,
                    "lat": event.lat,
                    "lon": event.lon,
                },
                "sources": list(event.sources),
            }
        )
    return rows


def cameo_rows(events: Iterable[PublicEvent]) -> list[dict[str, Any]]:
    """One row an event that has a CAMEO code."""
    return [
        {
            "id": event.id,
            "date": event.date_from.isoformat() if event.date_from else None,
            "source_actor": "; ".join(event.agents),
            "source_sectors": " ".join(event.agent_sectors),
            "event_code": event.codes["cameo"],
            "target_actor": "; ".join(event.targets),
            "target_sectors": " ".join(event.target_sectors),
            "place": event.place,
            "country": event.country,
            "lat": event.lat,
            "lon": event.lon,
        }
        for event in events
        if event.codes.get("cameo")
    ]

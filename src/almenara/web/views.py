"""Which events an address of the queue asks for, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import Connection

from almenara.observatory import Observatory
from almenara.store import EventFilter, find_event_ids
from almenara.store.search import count_up_to, queue_ids

#: Events on one page of the queue.
PAGE = 50
#: The queue's views, in the order in which they are offered.
VIEWS = ("new", "mine", "blind", "disagreements", "near_duplicates", "unreported", "conflicts")
ORDERS = ("priority", "date", "added")
#: What an address may say of the queue.
FILTERS = (
    "view",
    "review",
    "type",
    "status",
    "place",
    "actor",
    "words",
    "since",
    "until",
    "unreported",
    "conflicts",
    "flagged",
    "assignee",
    "sort",
)


def filter_of(params: Mapping[str, str], who: str | None = None, share: float = 0) -> EventFilter:
    """The filter that an address asks for in somebody's name, where `share` of the events is coded twice; what cannot be understood is not asked about."""

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(params.get(name, ""))
        except ValueError:
            return None

    def several(name: str, default: str = "") -> tuple[str, ...]:
        value = params.get(name, default)
        return (value,) if value and value != "all" else ()

    view = params.get("view")
    wanted = EventFilter(
        types=several("type"),
        statuses=several("status"),
        # A new coding contradicts what was decided: these are read already.
        reviews=several("review", "all" if view == "conflicts" or params.get("conflicts") else "new"),
        since=day("since"),
        until=day("until"),
        place=params.get("place") or None,
        actor=params.get("actor") or None,
        words=params.get("words") or None,
        unreported=date.today() if params.get("unreported") or view == "unreported" else None,
        conflicts=bool(params.get("conflicts")) or view == "conflicts",
        flagged=bool(params.get("flagged")),
        assignee=params.get("assignee") or None,
        person=who,
    )
    match view:
        case "mine":
            return replace(wanted, assignee=who)
        case "blind":
            return replace(wanted, view="blind", double=share)
        case "disagreements" | "near_duplicates":
            return replace(wanted, view=view)
        case _:
            return wanted


def kept(params: Mapping[str, str]) -> dict[str, str]:
    """The part of an address that says which events in which order."""
    return {name: params[name][:200] for name in FILTERS if params.get(name)}


def address(params: Mapping[str, str], **more: object) -> str:
    """The query of an address, without its question mark."""
    return urlencode({**kept(params), **more})


def offset_of(params: Mapping[str, str]) -> int:
    """Where in the queue a page begins: a multiple of `PAGE`."""
    words = params.get("from", "")
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
    return number - number % PAGE


def narrowed(connection: Connection, observatory: Observatory, wanted: EventFilter) -> EventFilter:
    """The same filter, over no more events than need be looked at."""
    return replace(wanted, among=observatory.near.among(connection, wanted))


def in_surge(connection: Connection, observatory: Observatory) -> bool:
    """Whether more events wait than the settings' number from which on both ends of the queue are shown."""
    surge = observatory.settings.review.surge
    return count_up_to(connection, EventFilter(reviews=("new",)), surge + 1) > surge


def ordered_ids(
    connection: Connection, observatory: Observatory, params: Mapping[str, str], who: str | None, offset: int
) -> list[str]:
    """Ids of one page of the queue that an address asks for."""
    wanted = narrowed(connection, observatory, filter_of(params, who, observatory.settings.review.double))
    sort = params.get("sort")
    if sort in ("date", "added"):
        return list(
            find_event_ids(connection, wanted, sort="date" if sort == "date" else "added", limit=PAGE, offset=offset)
        )
    # The other end of the queue belongs to what nobody has read, not to what was picked out.
    both = not params.get("view") and wanted.reviews == ("new",) and in_surge(connection, observatory)
    return queue_ids(connection, wanted, limit=PAGE, offset=offset, both_ends=both)


def neighbours_of(
    connection: Connection, observatory: Observatory, params: Mapping[str, str], who: str | None, event_id: str
) -> tuple[str | None, str | None]:
    """The event before and the one behind on the page of the queue that an address asks for; where the event is on it no more, its first one."""
    offset = offset_of(params)
    order = ordered_ids(connection, observatory, params, who, offset)
    if event_id not in order:
        return None, order[0] if order else None
    at = order.index(event_id)
    if at + 1 == len(order) == PAGE:
        order += ordered_ids(connection, observatory, params, who, offset + PAGE)[:1]
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None

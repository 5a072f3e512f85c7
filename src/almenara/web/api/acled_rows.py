"""The rows that the ACLED-compatible API gives: accepted events as the protection profile lets them out, and the ids that were withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from almenara.observatory import Observatory
from almenara.publish import Protection, PublicEvent, public_events
from almenara.publish.acled import Told, acled_file, acled_id, acled_rows
from almenara.store import Decision, EventFilter, event_columns, find_event_ids, history, log_head, reports_by_id
from almenara.store.following import changed_at, last_added
from almenara.store.joins import changed_by_joins

#: ACLED's words for who takes part, which clients get unless they ask for numbers.
INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
DELETED = ("event_id_cnty", "deleted_timestamp")


@dataclass(frozen=True)
class Published:
    """Rows by day, newest first; withdrawn ids; the moment of the last change, UTC; how many accepted events have no row, by reason."""

    rows: Sequence[Mapping[str, object]]
    deleted: Sequence[Mapping[str, object]]
    changed: datetime | None
    left_out: Counter[str]


#: What an event's public form depends on: the day, the moment of its last change, and how many decisions touch it.
Version = tuple[date, datetime, int]


class AcledRows:
    """Holds the rows until a report or a decision comes in, or the day changes; then only events that changed are read again."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._lock = Lock()
        self._held: tuple[object, Published] | None = None
        self._known: dict[str, tuple[Version, PublicEvent | None]] = {}
        self._told: dict[str, tuple[PublicEvent, Told]] = {}

    def now(self) -> Published:
        # One at a time: the others want the same rows and would only make them again.
        with self._lock:
            with self._observatory.store.reading() as connection:
                state = (log_head(connection), last_added(connection), date.today())
            if self._held is None or self._held[0] != state:
                self._held = state, self._made(state[2])
            return self._held[1]

    def _made(self, today: date) -> Published:
        observatory = self._observatory
        protection = observatory.protection
        with observatory.store.reading() as connection:
            accepted = list(find_event_ids(connection, EventFilter(reviews=("accepted",))))
            changed = changed_at(connection)
            entries = list(history(connection))
            joins = changed_by_joins(connection)
        touched = Counter(event for entry in entries for event in _named_by(entry))
        touched.update({event: len(numbers) for event, numbers in joins.items()})
        versions = {event: (today, changed[event], touched[event]) for event in accepted}
        self._read(versions, today)
        public = [event for id in accepted if (event := self._known[id][1]) is not None]
        # Of the sentences of `notes` and of sides nothing depends on the moment: each row is given its own afterwards.
        file = acled_file(public, 0, self._rows_of)
        rows = [
            {**row, "timestamp": _seconds(changed[str(about["almenara_id"])])}
            for row, about in zip(file.rows, file.sidecar, strict=True)
        ]
        rows.sort(key=lambda row: str(row["event_id_cnty"]))
        rows.sort(key=lambda row: str(row["event_date"]), reverse=True)
        there = {str(row["event_id_cnty"]) for row in rows}
        deleted = [
            {"event_id_cnty": id, "deleted_timestamp": _seconds(at)}
            for id, at in sorted(self._withdrawn(entries, public, protection, today).items())
            if id not in there
        ]
        latest = max((changed[event] for event in accepted), default=None)
        return Published(rows, deleted, latest, file.left_out)

    def _rows_of(self, event: PublicEvent) -> Told:
        """Rows as they were made of this very event, or made now."""
        held = self._told.get(event.id)
        if held is None or held[0] is not event:
            held = self._told[event.id] = (event, acled_rows(event, 0))
        return held[1]

    def _read(self, versions: Mapping[str, Version], today: date) -> None:
        """Bring what is known of the events up to these versions; an event that is not public is known as None."""
        observatory = self._observatory
        known = {id: self._known[id] for id, version in versions.items() if self._known.get(id, ("",))[0] == version}
        found = list(observatory.these_events([id for id in versions if id not in known]))
        with observatory.store.reading() as connection:
            reports = reports_by_id(connection, {r for event, _ in found for r in event.reports})
        public = {event.id: event for event in public_events(found, reports, observatory.protection, today)}
        self._known = {id: known.get(id) or (version, public.get(id)) for id, version in versions.items()}
        self._told = {id: told for id, told in self._told.items() if id in versions}

    def _withdrawn(
        self, entries: Iterable[Decision], public: Sequence[PublicEvent], protection: Protection, today: date
    ) -> dict[str, datetime]:
        """Ids under which events were given once, with the moment of the last decision on each: rejected, undone, merged away, or corrected
        into another country or out of the file. An event under embargo was never given, and its id is not given here.
        """
        by_event: dict[str, list[Decision]] = {}
        for entry in entries:
            if entry.event is not None:
                by_event.setdefault(entry.event, []).append(entry)
            if entry.kind == "merge" and isinstance(entry.new, Mapping):
                by_event.setdefault(str(entry.new.get("event")), []).append(entry)
        once = {id: told for id, told in by_event.items() if any(e.kind == "accept" and e.event == id for e in told)}
        with self._observatory.store.reading() as connection:
            columns = event_columns(connection, sorted(once))
        shown = {event.id for event in public}
        last = today - timedelta(days=protection.embargo_days)
        found: dict[str, datetime] = {}
        for id, told in once.items():
            row = columns[id]
            standing = row.review == "accepted" and row.merged_into is None
            if standing and id not in shown:
                continue
            if protection.embargo_days and (row.date_to is None or row.date_to > last):
                continue
            first = next(n for n, e in enumerate(told) if e.kind == "accept")
            countries = {row.country}
            for entry in told[first:]:
                if entry.kind == "correct" and entry.field == "country":
                    countries |= {entry.old, entry.new}
            if standing and all(e.kind in ("accept", "note", "flag") for e in told[first:]):
                # Nothing moved it out: where it is not in the file it never was.
                continue
            found |= dict.fromkeys((acled_id(id, country) for country in countries), told[-1].at)
        return found


def _named_by(entry: Decision) -> set[str]:
    """The events that a decision is on or names."""
    on = {entry.event} if entry.event is not None else set()
    return on | {str(v["event"]) for v in (entry.old, entry.new) if isinstance(v, Mapping) and "event" in v}


def monadic(rows: Iterable[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """A row for each side of an event, which stands in the first side's columns."""
    for row in rows:
        yield row
        if row["inter2"]:
            yield {
                **row,
                "actor1": row["actor2"],
                "assoc_actor_1": row["assoc_actor_2"],
                "inter1": row["inter2"],
            }


#: Columns of the second side, which a row a side does not have.
DYADIC_ONLY = ("actor2", "assoc_actor_2", "inter2")


def in_words(row: Mapping[str, object]) -> dict[str, object]:
    """A row with words for the codes of who takes part."""
    one, two = int(str(row["inter1"])), int(str(row["inter2"]))
    low, high = divmod(int(str(row["interaction"])), 10)
    return {
        **row,
        "inter1": INTER.get(one, ""),
        "inter2": INTER.get(two, ""),
        "interaction": f"{INTER.get(low, '')}-{INTER[high]}" if high else f"{INTER.get(low, '')} only",
    }


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())

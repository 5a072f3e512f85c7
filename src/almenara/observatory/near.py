"""Which unread events are near another. Over many events looking for them takes as long as some pages: then it is done once a minute at most."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection

from almenara.store import EventFilter
from almenara.store.search import some_ids

#: Seconds for which they are remembered where it took more than so many seconds of computing to find them.
LASTS, SLOW = 60, 0.05
#: So many are looked for. Where there are more, a page of them is found without knowing all.
FEW = 1000


@dataclass
class NearEvents:
    """The unread events near another, of one observatory. Requests are answered in several threads, so that it is locked."""

    _ids: tuple[str, ...] = ()
    _until: float = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def ids(self, connection: Connection) -> tuple[str, ...]:
        """Their ids as they are, or were at most `LASTS` seconds ago, `FEW` + 1 of them at most."""
        with self._lock:
            if time.monotonic() >= self._until:
                wanted = EventFilter(reviews=("new",), view="near_duplicates")
                began = time.thread_time()
                self._ids = tuple(some_ids(connection, wanted, FEW + 1))
                self._until = time.monotonic() + LASTS if time.thread_time() - began > SLOW else 0
            return self._ids

    def among(self, connection: Connection, wanted: EventFilter) -> tuple[str, ...] | None:
        """Among which events those that fit have to be looked for; None: among all."""
        if wanted.view != "near_duplicates" or wanted.reviews != ("new",):
            return None
        ids = self.ids(connection)
        return ids if len(ids) <= FEW else None

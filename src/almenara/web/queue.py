"""The queue: its page, its views with their counts, who is given what, and the views that people keep."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from sqlalchemy import Connection

from almenara.observatory import Observatory
from almenara.observatory.listing import lines_of_events
from almenara.store import EventFilter, StoreError, count_events
from almenara.store.assignments import assign, assignees_of, drop_view, keep_view, views_of
from almenara.store.people import ACCESSES, Member, people_who_decide
from almenara.store.search import count_up_to, standing_events
from almenara.web.desk import DECIDERS, Desk
from almenara.web.pages import label_of
from almenara.web.views import ORDERS, PAGE, VIEWS, address, filter_of, narrowed, offset_of, ordered_ids
from almenara.web.wording import Language, language_of

#: Counts of views go no further: beyond it a reader is told 'more'.
MOST = 1000
#: Seconds after which counts are taken anew, however many look at them.
EVERY = 3
#: Views that nobody's own work changes by the second and whose counting looks at many events, and for how many seconds a count of theirs is good.
SLOW, SLOWLY = ("near_duplicates", "unreported", "conflicts"), 60
#: Seconds after which a live connection ends and the browser opens another, and how many there are at once.
LIVES, CONNECTIONS = 600, 100
#: Events that one form gives to somebody.
AT_ONCE = PAGE


class Counts:
    """The views' counts, taken at most every `EVERY` seconds for each person, those of `SLOW` views every `SLOWLY` for all together. Requests are
    answered in several threads, so that it is locked."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._known: dict[str, tuple[float, dict[str, int]]] = {}
        self._lock = Lock()
        self.listeners = 0

    def of(self, who: str, *, fresh: bool = False) -> dict[str, int]:
        """How many events each view shows somebody, up to `MOST` + 1."""
        quick = tuple(view for view in VIEWS if view not in SLOW)
        return self._counted("", SLOW, SLOWLY) | self._counted(who, quick, 0 if fresh else EVERY)

    def _counted(self, who: str, views: tuple[str, ...], every: float) -> dict[str, int]:
        now = time.monotonic()
        with self._lock:
            at, found = self._known.get(who, (0.0, {}))
        if found and now - at < every:
            return found
        share = self._observatory.settings.review.double
        with self._observatory.store.reading() as connection:
            wishes = {
                view: narrowed(connection, self._observatory, filter_of({"view": view}, who, share)) for view in views
            }
            found = {view: count_up_to(connection, wanted, MOST + 1) for view, wanted in wishes.items()}
        with self._lock:
            self._known = {name: known for name, known in self._known.items() if known[0] > now - LIVES}
            self._known[who] = (now, found)
        return found


def add_queue(app: FastAPI, desk: Desk) -> None:
    """Give the application its queue."""
    observatory = desk.observatory
    counts = Counts(observatory)

    @app.get("/")
    def queue(request: Request) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        values = _queue(observatory, request.query_params, language_of(request), who)
        return desk.page(
            request, "queue.html", {**values, "view_counts": counts.of(who.name, fresh=True), "most": MOST}
        )

    @app.post("/assign")
    def give(
        request: Request,
        token: Annotated[str, Form(max_length=200)],
        to: Annotated[str, Form(max_length=100)] = "",
        event: Annotated[list[Annotated[str, Form(max_length=200)]] | None, Form(max_length=AT_ONCE)] = None,
        back: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        try:
            with observatory.store.writing() as connection:
                assign(connection, event or [], to or None, who.name)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        return RedirectResponse("/?" + _again(back), 303)

    @app.post("/views")
    def keep(
        request: Request,
        token: Annotated[str, Form(max_length=200)],
        name: Annotated[str, Form(max_length=200)] = "",
        back: Annotated[str, Form(max_length=2000)] = "",
        drop: Annotated[int | None, Form(ge=0, le=2**31 - 1)] = None,
    ) -> Response:
        who = desk.sent(request, token, ACCESSES)
        if isinstance(who, Response):
            return who
        query = _again(back)
        try:
            with observatory.store.writing() as connection:
                if drop is None:
                    keep_view(connection, who.name, name, query)
                elif not drop_view(connection, who.name, drop):
                    return desk.refused(request, "missing", 404)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        return RedirectResponse("/?" + query, 303)

    @app.get("/queue/live")
    async def live(request: Request) -> Response:
        who = await run_in_threadpool(desk.member, request)
        if who is None:
            return Response(status_code=403)
        if counts.listeners >= CONNECTIONS:
            return Response(status_code=503, headers={"Retry-After": str(LIVES)})
        return StreamingResponse(_told(desk, counts, who.name, request), media_type="text/event-stream")


async def _told(desk: Desk, counts: Counts, who: str, request: Request) -> AsyncIterator[str]:
    """The counts whenever they change, until the session or the connection's time ends."""
    counts.listeners += 1
    last: dict[str, int] = {}
    try:
        ends = time.monotonic() + LIVES
        while time.monotonic() < ends:
            # Asked again each time: sessions end, and people lose their access.
            known = await run_in_threadpool(desk.member, request)
            if known is None or known.name != who:
                yield "event: end\ndata: {}\n\n"
                return
            try:
                now = await run_in_threadpool(counts.of, who)
            except StoreError:
                now = last
            # A comment keeps whatever stands between from taking the silence for an end.
            yield f"data: {json.dumps(now)}\n\n" if now != last else ": nothing new\n\n"
            last = now
            await asyncio.sleep(EVERY)
    finally:
        counts.listeners -= 1


def _again(back: str) -> str:
    """A query of ours, rebuilt from what a form says: only the queue's own filters."""
    return address(dict(parse_qsl(back)))


def _counted(connection: Connection, observatory: Observatory, wanted: EventFilter) -> int:
    """How many events fit; of those near another, if they are many, no more than `MOST` + 1 are counted."""
    wanted = narrowed(connection, observatory, wanted)
    if wanted.view == "near_duplicates" and wanted.among is None:
        alone = EventFilter(reviews=("new",), view=wanted.view, person=wanted.person)
        return MOST + 1 if wanted == alone else count_up_to(connection, wanted, MOST + 1)
    return count_events(connection, wanted)


def _queue(observatory: Observatory, params: Mapping[str, str], language: Language, who: Member) -> dict[str, Any]:
    """A page of the queue: events with what people see of them, counts, and the address of the next page."""
    wanted = filter_of(params, who.name, observatory.settings.review.double)
    offset = offset_of(params)
    with observatory.store.reading() as connection:
        ids = ordered_ids(connection, observatory, params, who.name, offset)
        everything = _counted(connection, observatory, wanted)
        left = standing_events(connection, datetime.now(UTC).replace(tzinfo=None) - timedelta(days=7))
        found = list(lines_of_events(connection, ids))
        given = assignees_of(connection, ids)
        people = people_who_decide(connection)
        saved = views_of(connection, who.name)
    more = offset + PAGE < everything
    return {
        "more_than": everything > MOST and wanted.view == "near_duplicates",
        "events": [(line, label_of(observatory, line.type, language)) for line in found],
        "first": min(offset + 1, everything),
        "shown": min(offset + len(found), everything),
        "all": everything,
        "counts": {review: left.reviews.get(review, 0) for review in ("new", "accepted", "rejected")},
        "left": left,
        "surge": left.reviews.get("new", 0) > observatory.settings.review.surge and not params.get("view"),
        "params": {"review": "new", "sort": "priority", **dict(params)},
        "types": sorted((label_of(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "orders": ORDERS,
        "views": VIEWS,
        "saved": saved,
        "given": given,
        "people": people,
        "query": address(params, **({"from": offset} if offset else {})),
        "next_page": "/?" + address(params, **{"from": offset + PAGE}) if more else None,
    }

"""What may be read: reports, events, mentions, decisions, quoted figures and the codebook."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from almenara.model import Event, Report
from almenara.observatory import Observatory
from almenara.store import EventFilter, Refusal, event_columns, events_told_in, mentions_of, reports_by_id
from almenara.store.decisions import decisions_after
from almenara.store.following import heads_of, mention_ids_after, report_ids_after
from almenara.store.search import event_ids_after
from almenara.web.api.paging import MOST, USUAL, Page, answer, key_of, number_of, page
from almenara.web.api.refusal import Refused, RefusedFor

Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]
#: An id, or words: longer ones are nobody's.
Short = Annotated[str | None, Query(max_length=500)]
Id = Annotated[str, Path(max_length=500)]


def reading_routes(observatory: Observatory) -> APIRouter:
    routes = APIRouter()
    store = observatory.store

    @routes.get("/reports", response_model=Page, summary="Reports, in the order of their ids")
    def reports(request: Request, words: Short = None, cursor: Cursor = None, limit: Limit = USUAL) -> Response:
        with store.reading() as connection:
            ids = report_ids_after(connection, words, key_of(cursor), limit + 1)
            found = reports_by_id(connection, ids[:limit])
        rows = [_report(found[i], text=False) for i in ids[:limit]]
        return page(request, rows, ids[limit - 1] if len(ids) > limit else None)

    @routes.get("/reports/{report_id:path}", summary="A report with its text and the events that it tells")
    def report(request: Request, report_id: Id) -> Response:
        with store.reading() as connection:
            found = reports_by_id(connection, [report_id]).get(report_id)
            told = events_told_in(connection, report_id)
        if found is None:
            raise Refused(404, "missing")
        return answer(request, _report(found, text=True) | {"events": told})

    @routes.get("/events", response_model=Page, summary="Events, in the order of their ids")
    def events(
        request: Request,
        type: Annotated[list[str] | None, Query(max_length=50)] = None,
        status: Annotated[list[str] | None, Query(max_length=50)] = None,
        review: Annotated[list[str] | None, Query(max_length=50)] = None,
        since: date | None = None,
        until: date | None = None,
        place: Short = None,
        actor: Short = None,
        demand: Short = None,
        words: Short = None,
        cursor: Cursor = None,
        limit: Limit = USUAL,
    ) -> Response:
        wanted = EventFilter(
            types=_known("type", type, observatory.codebook.types),
            statuses=_known("status", status, observatory.codebook.statuses),
            reviews=_known("review", review, ("new", "accepted", "rejected")),
            since=since,
            until=until,
            place=place,
            actor=actor,
            demand=demand,
            words=words if words and words.strip() else None,
        )
        with store.reading() as connection:
            ids = event_ids_after(connection, wanted, key_of(cursor), limit + 1)
            heads = heads_of(connection, ids)
        found = {event.id: (event, review) for event, review in observatory.these_events(ids[:limit])}
        rows = [event_row(*found[i], heads.get(i, 0)) for i in ids[:limit] if i in found]
        return page(request, rows, ids[limit - 1] if len(ids) > limit else None)

    @routes.get("/events/{event_id}", summary="An event; its ETag is what a decision on it needs")
    def event(request: Request, event_id: Id) -> Response:
        # The head first: a decision that falls in between is then one that the asker has not seen.
        with store.reading() as connection:
            head = heads_of(connection, [event_id]).get(event_id, 0)
            row = event_columns(connection, [event_id]).get(event_id)
        found = observatory.event(event_id)
        if row is not None and row.merged_into is not None:
            raise RefusedFor(404, Refusal("merged", event=event_id, into=row.merged_into))
        if found is None:
            raise Refused(404, "missing")
        return answer(request, event_row(*found, head), head=head)

    @routes.get("/mentions", response_model=Page, summary="Mentions: one report's words about one event")
    def mentions(
        request: Request, event: Short = None, report: Short = None, cursor: Cursor = None, limit: Limit = USUAL
    ) -> Response:
        with store.reading() as connection:
            keys = mention_ids_after(connection, event, report, key_of(cursor), limit + 1)
            wanted = dict(keys[:limit])
            told = mentions_of(connection, dict.fromkeys(wanted.values()))
            found = {m.id: m for _, several in told for m in several if m.id in wanted}
        rows = [found[i].to_dict() | {"event": e} for i, e in wanted.items() if i in found]
        return page(request, rows, keys[limit - 1][0] if len(keys) > limit else None)

    @routes.get("/decisions", response_model=Page, summary="The log of decisions, oldest first")
    def decisions(request: Request, event: Short = None, cursor: Cursor = None, limit: Limit = USUAL) -> Response:
        with store.reading() as connection:
            found = decisions_after(connection, event, number_of(cursor), limit + 1)
        return page(
            request, [d.to_dict() for d in found[:limit]], found[limit - 1].number if len(found) > limit else None
        )

    @routes.get("/totals", response_model=Page, summary="Quoted figures with their checks")
    def totals(request: Request, cursor: Cursor = None, limit: Limit = USUAL) -> Response:
        start = number_of(cursor)
        found = list(islice(observatory.totals(), start, start + limit + 1))
        return page(request, [t.to_dict() for t in found[:limit]], start + limit if len(found) > limit else None)

    @routes.get("/codebook", summary="The codebook by which events are coded")
    def codebook(request: Request) -> Response:
        book = observatory.codebook
        about: dict[str, Any] = {
            "name": book.about.name,
            "version": book.about.version,
            "families": [family.model_dump(mode="json") for family in book.about.families],
            "types": [
                entry.model_dump(
                    mode="json", include={"id", "family", "label", "definition", "includes", "excludes", "crosswalk"}
                )
                for entry in book.types.values()
            ],
            "statuses": [
                {"id": name, **cues.model_dump(mode="json", include={"label", "definition"})}
                for name, cues in book.statuses.items()
            ],
            "demands": [d.model_dump(mode="json", include={"id", "label", "rights"}) for d in book.demands],
        }
        return answer(request, about)

    return routes


def event_row(event: Event, review: str, head: int) -> dict[str, object]:
    """An event as it stands, with its review state and the number of its last decision (0: none)."""
    return event.to_dict() | {"review": review, "head": head}


def _report(report: Report, *, text: bool) -> dict[str, object]:
    source = report.source
    row: dict[str, object] = {
        "id": report.id,
        "title": report.title,
        "language": report.language,
        "published": report.published,
        "source": source.name if source else None,
        "url": report.url,
    }
    return row | {"text": report.text} if text else row


def _known(name: str, asked: list[str] | None, known: Any) -> tuple[str, ...]:
    """Refuses what cannot be: a misspelt filter would else answer with nothing, as if nothing had happened."""
    if any(value not in known for value in asked or ()):
        raise Refused(400, "one_of", name=name, values=", ".join(known))
    return tuple(asked or ())

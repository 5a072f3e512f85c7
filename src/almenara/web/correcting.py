"""Forms of the event page that change its values: take a source's, point at words, give days, a figure or a place, and take an act back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from almenara.model import Event, Mention
from almenara.observatory import Observatory
from almenara.store import Kind, event_columns, mentions_of, reports_by_id
from almenara.store.decision import FIGURES
from almenara.store.refusal import Refusal
from almenara.web import pages
from almenara.web.desk import Desk
from almenara.web.fields import key_of, taking
from almenara.web.wording import language_of, say

Wishes = Sequence[tuple[Kind, Mapping[str, Any]]]
Token = Annotated[str, Form(max_length=200)]
Short = Annotated[str, Form(max_length=500)]


def add_correcting(app: FastAPI, desk: Desk) -> None:
    """Give the application the forms of an event's values. Each makes decisions of the log, all of them or none, on the state that was seen."""
    observatory = desk.observatory

    def done(
        request: Request, event_id: str, token: str, head: int, wishes: Callable[[Event], Wishes], *, at: str = ""
    ) -> Response:
        return _done(desk, request, event_id, token, head, wishes, at)

    @app.post("/event/{event_id}/take")
    def take(request: Request, event_id: str, token: Token, head: Annotated[int, Form()], claim: Short) -> Response:
        def wishes(event: Event) -> Wishes:
            wanted = next((c for c in event.claims if key_of(c) == claim), None)
            if wanted is None:
                raise ValueError(say("claim_gone", language_of(request)))
            columns, mentions = _known(observatory, event_id)
            return taking(wanted, columns, mentions)

        return done(request, event_id, token, head, wishes, at="#values")

    @app.post("/event/{event_id}/evidence")
    def evidence(
        request: Request,
        event_id: str,
        token: Token,
        head: Annotated[int, Form()],
        field: Short,
        report: Short,
        words: Annotated[str, Form(max_length=5000)],
        start: int | None = Form(None),
        end: int | None = Form(None),
    ) -> Response:
        def wishes(event: Event) -> Wishes:
            if report not in event.reports:
                raise ValueError(say("words_not_there", language_of(request)))
            # Forms send lines as CR LF, whatever the text has.
            said = words.replace("\r\n", "\n")
            if start is not None and end is not None:
                return [("evidence", {"field": field, "new": {"report": report, "start": start, "end": end}})]
            with observatory.store.reading() as connection:
                text = reports_by_id(connection, [report])[report].text
            found = text.find(said) if said.strip() else -1
            if found < 0 or text.find(said, found + 1) >= 0:
                key = "words_not_there" if found < 0 else "words_more_than_once"
                raise ValueError(say(key, language_of(request)))
            return [("evidence", {"field": field, "new": {"report": report, "start": found, "end": found + len(said)}})]

        return done(request, event_id, token, head, wishes, at="#values")

    @app.post("/event/{event_id}/days")
    def days(
        request: Request,
        event_id: str,
        token: Token,
        head: Annotated[int, Form()],
        date_from: Short = "",
        date_to: Short = "",
    ) -> Response:
        def right() -> dict[str, object]:
            return {
                "date_from": pages.corrected(observatory, "date_from", date_from),
                "date_to": pages.corrected(observatory, "date_to", date_to or date_from),
            }

        return corrected_to(desk, request, event_id, token, head, right)

    @app.post("/event/{event_id}/figure")
    def figure(
        request: Request, event_id: str, token: Token, head: Annotated[int, Form()], field: Short, value: Short = ""
    ) -> Response:
        def wishes(event: Event) -> Wishes:
            if field not in FIGURES:
                raise Refusal("no_such_figure", field=field, known=", ".join(FIGURES))
            return [("correct", {"field": field, "new": pages.corrected(observatory, field, value)})]

        return done(request, event_id, token, head, wishes, at="#values")

    @app.post("/event/{event_id}/undo")
    def undo(
        request: Request,
        event_id: str,
        token: Token,
        head: Annotated[int, Form()],
        number: Annotated[list[int], Form()],
    ) -> Response:
        # The newest first: what was corrected twice goes back the way it came.
        return done(
            request, event_id, token, head, lambda _: [("undo", {"undoes": n}) for n in sorted(number, reverse=True)]
        )


def _done(
    desk: Desk,
    request: Request,
    event_id: str,
    token: str,
    head: int,
    wishes: Callable[[Event], Wishes],
    at: str,
) -> Response:
    """Make the decisions that a form wishes, and lead back to the event; or say why not."""
    observatory = desk.observatory
    who = desk.decider(request, token)
    if isinstance(who, Response):
        return who
    try:
        found = observatory.event(event_id)
        if found is None:
            return desk.refused(request, "missing", 404)
        stale = observatory.decide_together(who.name, event_id, head, wishes(found[0])) is None
    except ValueError as error:
        return desk.refused_for(request, error, 400)
    if stale:
        now = pages.event(observatory, event_id, request.query_params, language_of(request), who.name)
        return desk.page(request, "event.html", {**(now or {}), "stale": True}, 409)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/event/{event_id}{query}{at}", 303)


def corrected_to(
    desk: Desk,
    request: Request,
    event_id: str,
    token: str,
    head: int,
    right: Callable[[], Mapping[str, object]],
) -> Response:
    """Answer a form that gives columns of an event: corrections of those that differ, all or none."""
    return _done(
        desk,
        request,
        event_id,
        token,
        head,
        lambda _: _differing(desk.observatory, event_id, right()),
        "#values",
    )


def _known(observatory: Observatory, event_id: str) -> tuple[Mapping[str, Any], list[Mention]]:
    """An event's columns by name, and its mentions."""
    with observatory.store.reading() as connection:
        row = event_columns(connection, [event_id])[event_id]
        ((_, mentions),) = mentions_of(connection, [event_id])
    return dict(row._mapping), mentions


def _differing(observatory: Observatory, event_id: str, right: Mapping[str, object]) -> Wishes:
    """Corrections of those values that are not the event's."""
    with observatory.store.reading() as connection:
        now = event_columns(connection, [event_id])[event_id]._mapping
    return [("correct", {"field": field, "new": new}) for field, new in right.items() if new != now[field]]

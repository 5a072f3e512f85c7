"""The read API that clients of ACLED speak: /api/acled/read, /api/deleted/read and /oauth/token."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, Response

from almenara.observatory import Observatory
from almenara.publish.table import safe_cell
from almenara.store.people import member_with
from almenara.store.tokens import make_token
from almenara.web.api.access import address_of
from almenara.web.api.acled_query import Query, query_of
from almenara.web.api.acled_rows import DELETED, DYADIC_ONLY, AcledRows, in_words, monadic
from almenara.web.api.paging import answer
from almenara.web.api.refusal import Refused
from almenara.web.sessions import WITHIN, Sessions

#: Seconds that a token got by name and password lasts, as ACLED's do.
LASTS = 24 * 3600


def acled_routes(observatory: Observatory) -> APIRouter:
    """Below /api; who asks has been checked."""
    routes = APIRouter()
    held = AcledRows(observatory)

    @routes.get("/acled/read")
    def read(request: Request) -> Response:
        published = held.now()
        query = query_of(request.query_params.multi_items())
        rows: Sequence[Mapping[str, object]] = [r for r in published.rows if all(c(r) for c in query.conditions)]
        given = query.fields
        if query.monadic:
            rows = list(monadic(rows))
            given = [name for name in given if name not in DYADIC_ONLY]
        shown = _page_of(rows, query)
        if not query.numeric:
            shown = [in_words(row) for row in shown]
        notes = [f"{n} accepted events are not given: {why}." for why, n in sorted(published.left_out.items())]
        return _given(request, query, shown, given, published.changed, notes)

    @routes.get("/deleted/read")
    def deleted(request: Request) -> Response:
        published = held.now()
        query = query_of(request.query_params.multi_items(), DELETED)
        rows = [r for r in published.deleted if all(c(r) for c in query.conditions)]
        return _given(request, query, _page_of(rows, query), query.fields, published.changed, [])

    return routes


def oauth_routes(observatory: Observatory, sessions: Sessions) -> APIRouter:
    """Below /oauth: a token for name and password, which opens what is public and nothing else."""
    routes = APIRouter()

    @routes.post("/token")
    def token(
        request: Request,
        username: Annotated[str, Form(max_length=200)],
        password: Annotated[str, Form(max_length=2000)],
        grant_type: Annotated[str, Form(max_length=50)] = "password",
        client_id: Annotated[str, Form(max_length=200)] = "",
        scope: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        if grant_type != "password":
            raise Refused(400, "one_of", name="grant_type", values="password")
        if "\0" in username + password:
            raise Refused(400, "bad_words")
        # Counted together with the form by which people sign in: a second door is no second set of guesses.
        if not sessions.may_try("name:" + username, "address:" + address_of(request)):
            raise Refused(429, "too_often", headers={"Retry-After": str(WITHIN)})
        with observatory.store.reading() as connection:
            found = member_with(connection, username, password)
        # Whoever has a second factor asks with a token of their own: a password alone opens nothing.
        if found is None or found.second_factor:
            raise Refused(401, "bad_credentials")
        with observatory.store.writing() as connection:
            made = make_token(connection, found.name, ["public"], timedelta(seconds=LASTS))
        return JSONResponse(
            {"token_type": "Bearer", "expires_in": LASTS, "access_token": made}, headers={"Cache-Control": "no-store"}
        )

    return routes


def _page_of(rows: Sequence[Mapping[str, object]], query: Query) -> Sequence[Mapping[str, object]]:
    if query.limit == 0:
        return rows if query.page == 1 else []
    return rows[(query.page - 1) * query.limit : query.page * query.limit]


def _given(
    request: Request,
    query: Query,
    rows: Sequence[Mapping[str, object]],
    fields: Sequence[str],
    changed: datetime | None,
    notes: Sequence[str],
) -> Response:
    data = [{name: "" if row[name] is None else str(row[name]) for name in fields} for row in rows]
    if query.format == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows([safe_cell(cell) for cell in row.values()] for row in data)
        return answer(request, text.getvalue(), type="text/csv; charset=utf-8")
    hours = 0 if changed is None else int((datetime.now(UTC).replace(tzinfo=None) - changed).total_seconds() // 3600)
    return answer(
        request,
        {
            "status": 200,
            "success": True,
            "last_update": max(0, hours),
            "count": len(data),
            "messages": list(notes),
            "data": data,
        },
    )


def envelope(status: int, sentence: str) -> dict[str, object]:
    """How ACLED's clients are told of a refusal."""
    return {
        "status": status,
        "success": False,
        "last_update": 0,
        "count": 0,
        "messages": [sentence],
        "data": [],
        "error": sentence,
    }

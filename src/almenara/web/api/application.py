"""Puts the API into the application: /api/v1 with its OpenAPI, and the addresses that clients of ACLED know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from almenara.observatory import Observatory
from almenara.store import StoreError
from almenara.web.api.access import Brake, bearer
from almenara.web.api.acled import acled_routes, envelope, oauth_routes
from almenara.web.api.deciding import deciding_routes
from almenara.web.api.paging import Problem
from almenara.web.api.reading import reading_routes
from almenara.web.api.refusal import Refused, asked_in, sentence
from almenara.web.sessions import Sessions
from almenara.web.wording import explained, say

_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": why}
    for status, why in (
        (400, "A value that cannot be"),
        (401, "No token, or one that opens nothing"),
        (403, "The token's scopes do not open this"),
        (404, "There is no such thing"),
        (422, "A value that cannot be"),
        (429, "Too many wrong tokens"),
        (503, "The database cannot be reached"),
    )
}
_NOT_SENT: dict[int | str, dict[str, Any]] = {304: {"description": "The asker has it already (If-None-Match)"}}
_STALE: dict[int | str, dict[str, Any]] = {
    409: {"model": Problem, "description": "Somebody else is reviewing the event, or it is judged blind"},
    412: {"model": Problem, "description": "The event was decided on since"},
    413: {"model": Problem, "description": "The body is too large"},
    428: {"model": Problem, "description": "If-Match is missing"},
}


def add_api(app: FastAPI, observatory: Observatory, sessions: Sessions) -> None:
    """Call it before pages take the addresses; `sessions` count wrong passwords, wherever they are tried."""
    brake = Brake()
    v1 = FastAPI(
        title="almenara",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    refuse_in_sentences(v1)
    reader = Depends(bearer(observatory, brake, "read"))
    v1.include_router(reading_routes(observatory), dependencies=[reader], responses=_REFUSALS | _NOT_SENT)
    decider = bearer(observatory, brake, "decide")
    v1.include_router(deciding_routes(observatory, decider), responses=_REFUSALS | _STALE)
    app.mount("/api/v1", v1)
    acled, oauth = _unlisted(), _unlisted()
    refuse_in_sentences(acled, envelope)
    refuse_in_sentences(
        oauth, lambda status, why: {"error": _OAUTH.get(status, "invalid_request"), "error_description": why}
    )
    acled.include_router(acled_routes(observatory), dependencies=[Depends(bearer(observatory, brake, "public"))])
    oauth.include_router(oauth_routes(observatory, sessions))
    app.mount("/api", acled)
    app.mount("/oauth", oauth)


#: What is said of values that are not of the form asked for, by pydantic's names of what is wrong.
_INVALID = {
    "missing": "invalid_missing",
    "string_too_long": "invalid_too_long",
    "too_long": "invalid_too_long",
    "greater_than_equal": "invalid_too_small",
    "less_than_equal": "invalid_too_large",
    "int_parsing": "invalid_number",
    "int_type": "invalid_number",
    "int_from_float": "invalid_number",
    "date_parsing": "invalid_day",
    "date_from_datetime_parsing": "invalid_day",
    "date_from_datetime_inexact": "invalid_day",
    "string_type": "invalid_text",
    "literal_error": "invalid_not_among",
    "extra_forbidden": "invalid_unknown",
    "json_invalid": "invalid_json",
}
#: RFC 6749's words for what went wrong.
_OAUTH = {401: "invalid_grant", 429: "temporarily_unavailable", 503: "temporarily_unavailable"}


def _unlisted() -> FastAPI:
    return FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)


def _problem(status: int, sentence: str) -> dict[str, object]:
    return {"error": sentence}


def refused_outside(request: Request, status: int, key: str, **values: object) -> Response | None:
    """The API's refusal of what does not come as far as it: bodies too large, and paths (with a line's end) that no mount takes.

    None where it is not the API that is asked.
    """
    if not request.url.path.startswith(("/api/", "/oauth/")):
        return None
    return JSONResponse({"error": sentence(key, asked_in(request), **values)}, status)


def refuse_in_sentences(app: FastAPI, shape: Callable[[int, str], dict[str, object]] = _problem) -> None:
    """Whatever goes wrong is answered as JSON with one sentence, which `shape` puts where clients look for it."""

    def refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
        return JSONResponse(shape(status, sentence), status, headers)

    @app.middleware("http")
    async def plain_words(request: Request, go_on: Any) -> Response:
        # No database keeps NUL in a text, so that nothing is asked for with it.
        if "\0" in request.url.path or "%00" in request.url.query or "\0" in request.scope["path"]:
            return refused(400, sentence("bad_words", asked_in(request)))
        response: Response = await go_on(request)
        return response

    @app.exception_handler(Refused)
    def said(request: Request, error: Refused) -> Response:
        return refused(error.status, error.sentence(request), error.headers)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> Response:
        first, language = error.errors()[0], asked_in(request)
        where = ".".join(str(part) for part in first["loc"][1:]) or "body"
        why = say(_INVALID.get(first["type"], "invalid_other"), language, known=first.get("ctx", {}).get("expected"))
        return refused(422, sentence("bad_value", language, where=where, why=why))

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        key = {404: "missing", 405: "wrong_method"}.get(error.status_code)
        words = (
            sentence(key, asked_in(request), methods=headers.get("Allow", headers.get("allow", "")))
            if key
            else str(error.detail)
        )
        return refused(error.status_code, words, headers)

    @app.exception_handler(StoreError)
    def store_failed(request: Request, error: StoreError) -> Response:
        return refused(503, explained(error, asked_in(request)))

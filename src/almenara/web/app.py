"""The application: what every request passes (headers, sessions, limits) and which page answers which address."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from anyio.to_thread import current_default_thread_limiter
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from markupsafe import Markup, escape
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from almenara.observatory import Observatory
from almenara.observatory.double import CodedTwice
from almenara.read import ReadingLimits
from almenara.store import StoreError
from almenara.store.holds import hold
from almenara.store.people import Member, member_named, member_with
from almenara.web import double, pages
from almenara.web.adding import add_adding, largest_upload
from almenara.web.api import add_api, refused_outside
from almenara.web.beside import add_beside, compared
from almenara.web.clear import add_clear
from almenara.web.correcting import add_correcting
from almenara.web.desk import DECIDERS, Desk
from almenara.web.people import add_people, from_here, welcome
from almenara.web.placing import DRAWS, add_placing
from almenara.web.queue import add_queue
from almenara.web.reading import add_reading_pages
from almenara.web.registers import add_registers
from almenara.web.rules import rule_said
from almenara.web.sessions import COOKIE, Sessions
from almenara.web.views import address
from almenara.web.wording import Language, language_of, say, say_many

HERE = Path(__file__).parent
#: Everything comes from this server; nothing runs that is not a file of ours.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
#: Bytes of a form.
LARGEST_FORM = 64 * 1024
#: Requests that are worked on at once, on as many threads. Python runs one of them at a time: with more of them each answer would wait for all.
AT_ONCE = 8
#: Seconds after which a thread that computes lets another one go on. Each look at the database ends such a turn, so that with Python's own 0.005
#: somebody who saves, and keeps others from saving meanwhile, would wait for as long dozens of times.
TURN = 0.0005


@asynccontextmanager
async def ready(app: FastAPI) -> AsyncIterator[None]:
    """How requests share this process while it serves."""
    current_default_thread_limiter().total_tokens = AT_ONCE
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def create_app(observatory: Observatory, *, secure_cookies: bool = False) -> FastAPI:
    """The application for one observatory. `secure_cookies` where it is served over HTTPS."""
    app = FastAPI(title="almenara", docs_url=None, redoc_url=None, openapi_url=None, lifespan=ready)
    sessions = Sessions()
    # Read now: a file of actors that cannot be read is told where the application starts, not on its pages.
    actors = observatory.actor_names
    app.state.sessions = sessions
    templates = Jinja2Templates(HERE / "templates")
    templates.env.filters["exact"] = exact
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    def member(request: Request) -> Member | None:
        request.state.member = known = entered(request)
        return known

    def entered(request: Request) -> Member | None:
        found = sessions.who_of(request.cookies.get(COOKIE))
        if found is None:
            return None
        with observatory.store.reading() as connection:
            known = member_named(connection, found[0])
        return known if known is not None and known.sessions == found[1] else None

    def shown_to(request: Request) -> Member | None:
        # Looking changes nobody: who was asked for already is the same.
        known = request.method == "GET" and hasattr(request.state, "member")
        return request.state.member if known else member(request)

    def page(request: Request, template: str, values: dict[str, Any], status: int = 200) -> HTMLResponse:
        language = language_of(request)
        cookie = request.cookies.get(COOKIE) or ""
        values = {
            "say": lambda key, **more: say(key, language, **more),
            "many": lambda key, number, **more: say_many(key, number, language, **more),
            "lang": language,
            "day": lambda value: _day(value, language),
            "iso_day": lambda value: _day(date.fromisoformat(value), language) if value else "–",
            "moment": lambda value: format_datetime(value, "d MMM y HH:mm", locale=language),
            "count": lambda value: format_decimal(value, locale=language),
            "rule": lambda method: rule_said(method, language),
            "actor": lambda actor_id, known: actors.said(known, language, actor_id),
            "two": lambda value: format_decimal(value, "0.00", locale=language),
            "percent": lambda value: format_percent(value, "0 %" if language == "es" else "0%", locale=language),
            "who": shown_to(request),
            "token": sessions.token(cookie),
            "name": observatory.settings.name or "almenara",
            "path": request.url.path,
            **values,
        }
        return templates.TemplateResponse(request, template, values, status_code=status)

    desk = Desk(observatory, sessions, member, page)

    app.add_middleware(Guard, limits=observatory.settings.reading)

    @app.exception_handler(404)
    def missing(request: Request, error: Exception) -> Response:
        outside = refused_outside(request, 404, "missing")
        return outside or desk.refused(request, "missing", 404)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> Response:
        return desk.refused(request, "form_wrong", 422, field=error.errors()[0]["loc"][-1])

    @app.exception_handler(StoreError)
    def store_failed(request: Request, error: StoreError) -> Response:
        return desk.refused_for(request, error, 503)

    @app.get("/sign-in")
    def sign_in_form(request: Request) -> Response:
        return page(request, "sign_in.html", {"wrong": None})

    @app.post("/sign-in")
    def sign_in(request: Request, name: str = Form(max_length=200), password: str = Form(max_length=2000)) -> Response:
        language = language_of(request)
        address = request.client.host if request.client else ""
        if not from_here(request):
            return desk.refused(request, "wrong", 403)
        if not sessions.may_try("name:" + name, "address:" + address):
            return page(request, "sign_in.html", {"wrong": say("too_often", language)}, 429)
        with observatory.store.reading() as connection:
            found = member_with(connection, name, password)
        if found is None:
            return page(request, "sign_in.html", {"wrong": say("wrong", language)}, 403)
        return welcome(sessions, found, secure_cookies, asks_code=found.second_factor)

    @app.post("/sign-out")
    def sign_out(request: Request, token: str = Form(max_length=200)) -> Response:
        if not sessions.token_is_right(request.cookies.get(COOKIE), token):
            return desk.refused(request, "refused", 403)
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(COOKIE)
        sessions.end(request.cookies[COOKIE])
        return response

    @app.get("/language/{language}")
    def choose_language(request: Request, language: Language) -> Response:
        came_from = urlsplit(request.headers.get("referer", "/"))
        # Only a path of ours: never another site's address.
        back = came_from.path if came_from.path.startswith("/") and not came_from.path.startswith("//") else "/"
        response = RedirectResponse(back, 303)
        response.set_cookie("language", language, max_age=365 * 86400, samesite="lax")
        return response

    @app.get("/totals")
    def totals(request: Request) -> Response:
        if member(request) is None:
            return RedirectResponse("/sign-in", 303)
        return page(request, "totals.html", {"totals": list(observatory.totals())})

    @app.get("/event/{event_id}")
    def event(request: Request, event_id: str) -> Response:
        who = member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        elsewhere = double.elsewhere(observatory, event_id, who)
        if elsewhere is not None:
            return RedirectResponse(f"{elsewhere}?{request.url.query}" if request.url.query else elsewhere, 303)
        found = pages.event(observatory, event_id, request.query_params, language_of(request), who.name)
        if found is None:
            return desk.refused(request, "missing", 404)
        # Who may only look keeps nobody from deciding.
        holder = None if who.access == "reader" else hold(observatory.store, event_id, who.name)
        others = [holder.person] if holder is not None else []
        return page(request, "event.html", {**found, "stale": False, "others": others})

    @app.post("/event/{event_id}/hold")
    def take_over(request: Request, event_id: str, token: str = Form(max_length=200)) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        if observatory.event(event_id) is None:
            return desk.refused(request, "missing", 404)
        hold(observatory.store, event_id, who.name, take_over=True)
        return RedirectResponse(f"/event/{event_id}?{address(request.query_params)}", 303)

    @app.post("/event/{event_id}")
    def decide(
        request: Request,
        event_id: str,
        kind: str = Form(max_length=20),
        token: str = Form(max_length=200),
        head: int = Form(),
        other_head: int = Form(0),
        why: str = Form("", max_length=5000),
        field: str = Form("", max_length=50),
        value: str = Form("", max_length=500),
        number: int | None = Form(None),
    ) -> Response:
        language = language_of(request)
        who = desk.decider(request, token)
        if isinstance(who, Response):
            return who
        params, other = request.query_params, value.strip() if kind == "merge" else None
        if other is not None and (held := desk.held(request, other, who)) is not None:
            return held
        try:
            stale = pages.decide(
                observatory,
                event_id,
                who.name,
                kind,
                head,
                other_head=other_head,
                why=why,
                field=field,
                value=value,
                number=number,
            )
        except CodedTwice as error:
            return desk.refused_for(request, error, 409)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        if stale and other is not None and (both := compared(observatory, request, event_id, other)) is not None:
            return page(request, "beside.html", {**both, "stale": True}, 409)
        if stale:
            found = pages.event(observatory, event_id, params, language, who.name)
            return page(request, "event.html", {**(found or {}), "stale": True}, 409)
        following = pages.next_after(observatory, event_id, params, who.name) if kind in ("accept", "reject") else None
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(
            f"/event/{following or event_id}{query}" if following or kind not in ("accept", "reject") else f"/{query}",
            303,
        )

    add_api(app, observatory, sessions)
    add_reading_pages(app, observatory, member, page)
    add_queue(app, desk)
    add_clear(app, desk)
    double.add_double_coding(app, desk)
    add_people(app, desk, secure_cookies)
    add_correcting(app, desk)
    add_beside(app, desk)
    add_placing(app, desk)
    add_registers(app, desk)
    add_adding(app, desk)
    return app


class Guard:
    """Passes no form that is too large, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, limits: ReadingLimits) -> None:
        self.app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        path = request.url.path
        length = request.headers.get("content-length", "0")
        chunked = "transfer-encoding" in request.headers
        largest = largest_upload(self._limits) if path == "/add" else LARGEST_FORM

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path.startswith("/event/"):
                    headers.setdefault("Content-Security-Policy", POLICY + DRAWS)
                for name, value in HEADERS.items():
                    # The API says itself for how long its answers hold.
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] == "POST" and (chunked or not length.isdigit() or int(length) > largest):
            refusal = refused_outside(request, 413, "too_large", n=largest) or PlainTextResponse(
                say("upload_too_large", language_of(request), mb=self._limits.report_megabytes)
                if path == "/add"
                else None,
                413,
            )
            await refusal(scope, receive, sent)
            return
        await self.app(scope, receive, sent)


@lru_cache(maxsize=4096)
def _day(value: date, language: Language) -> str:
    return str(format_date(value, "d MMM y", locale=language))


def exact(words: str) -> Markup:
    """A text as a page that keeps all its characters: readers of HTML turn a bare CR into LF, so that offsets would shift."""
    return escape(words).replace("\r", Markup("&#13;"))

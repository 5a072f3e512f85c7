"""Who comes in and how: invitations, one's own password and second factor, and the page on which admins see to people."""

from __future__ import annotations

import io
from typing import Annotated, Any
from urllib.parse import urlsplit

import segno
from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from almenara.store import second_factor
from almenara.store.invitations import come_in, invitation_of, invite
from almenara.store.people import (
    ACCESSES,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Access,
    Member,
    end_sessions,
    everybody,
    member_named,
    member_with,
    set_access,
    set_password,
    shut_out,
)
from almenara.web.desk import Desk
from almenara.web.sessions import COOKIE, HALF_COOKIE, HALF_LASTS, LASTS, Sessions
from almenara.web.wording import explained, language_of, say

Token = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2000)]
_ADMINS: tuple[Access, ...] = ("admin",)


def from_here(request: Request) -> bool:
    """Whether a form came from this site: browsers say so with every form they send."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def welcome(sessions: Sessions, who: Member, secure: bool, *, asks_code: bool) -> Response:
    """Let somebody in whose password was right, or on to the page that asks for their code."""
    response = RedirectResponse("/sign-in/code" if asks_code else "/", 303)
    begin = sessions.begin_half if asks_code else sessions.begin
    response.set_cookie(
        HALF_COOKIE if asks_code else COOKIE,
        begin(who.name, who.sessions),
        max_age=HALF_LASTS if asks_code else LASTS,
        httponly=True,
        samesite="strict",
        secure=secure,
    )
    return response


def add_people(app: FastAPI, desk: Desk, secure: bool) -> None:
    """Give the application its pages of people; cookies are `secure` where it is served over HTTPS."""
    _add_code_page(app, desk, secure)
    _add_joining(app, desk, secure)
    _add_account(app, desk, secure)
    _add_people_page(app, desk)


def _add_code_page(app: FastAPI, desk: Desk, secure: bool) -> None:
    store = desk.observatory.store

    def half(request: Request) -> Member | None:
        """Whose password was right, unless their sessions were ended since."""
        found = desk.sessions.half_of(request.cookies.get(HALF_COOKIE))
        if found is None:
            return None
        with store.reading() as connection:
            known = member_named(connection, found[0])
        return known if known is not None and known.sessions == found[1] else None

    @app.get("/sign-in/code")
    def code_form(request: Request) -> Response:
        if half(request) is None:
            return RedirectResponse("/sign-in", 303)
        return desk.page(request, "code.html", {"wrong": None})

    @app.post("/sign-in/code")
    def code(request: Request, code: Annotated[str, Form(max_length=100)]) -> Response:
        who = half(request)
        if who is None or not from_here(request):
            return RedirectResponse("/sign-in", 303)
        language = language_of(request)
        # By name alone: colleagues behind one address have all shown a password already.
        if not desk.sessions.may_try("code:" + who.name):
            return desk.page(request, "code.html", {"wrong": say("too_often", language)}, 429)
        with store.writing() as connection:
            right = second_factor.opens(connection, who.name, code)
        if not right:
            return desk.page(request, "code.html", {"wrong": say("wrong_code", language)}, 403)
        response = welcome(desk.sessions, who, secure, asks_code=False)
        response.delete_cookie(HALF_COOKIE)
        return response


def _add_joining(app: FastAPI, desk: Desk, secure: bool) -> None:
    store = desk.observatory.store

    @app.get("/join/{secret}")
    def join_form(request: Request, secret: str) -> Response:
        with store.reading() as connection:
            found = invitation_of(connection, secret)
        if found is None:
            return desk.refused(request, "invitation_over", 404)
        return desk.page(request, "join.html", {"invitation": found, "secret": secret, "wrong": None})

    @app.post("/join/{secret}")
    def join(
        request: Request, secret: str, password: Password, name: Annotated[str, Form(max_length=100)] = ""
    ) -> Response:
        language = language_of(request)
        if not from_here(request):
            return desk.refused(request, "refused", 403)
        if not desk.sessions.may_try("join:" + (request.client.host if request.client else "")):
            return desk.refused(request, "too_often", 429)
        with store.reading() as connection:
            found = invitation_of(connection, secret)
        if found is None:
            return desk.refused(request, "invitation_over", 404)
        wrong = None
        if found.name is None and (not name.strip() or not name.isprintable() or "," in name):
            wrong = "name_rule"
        elif not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            wrong = "password_rule"
        else:
            try:
                with store.writing() as connection:
                    who = come_in(connection, secret, name, password)
            except ValueError as error:
                values = {"invitation": found, "secret": secret, "wrong": explained(error, language)}
                return desk.page(request, "join.html", values, 400)
        if wrong is not None:
            values = {"invitation": found, "secret": secret, "wrong": say(wrong, language, n=SHORTEST_PASSWORD)}
            return desk.page(request, "join.html", values, 400)
        # A link is no second factor: who has one shows it here too.
        return welcome(desk.sessions, who, secure, asks_code=who.second_factor)


def _add_account(app: FastAPI, desk: Desk, secure: bool) -> None:
    store = desk.observatory.store

    def shown(request: Request, who: Member, status: int = 200, **more: Any) -> Response:
        with store.reading() as connection:
            secret = second_factor.proposed(connection, who.name)
            now = member_named(connection, who.name) or who
        values = {
            "account": now,
            "secret": secret,
            "wrong": None,
            "done": None,
            "codes": (),
            "shortest": SHORTEST_PASSWORD,
        }
        return desk.page(request, "account.html", {**values, **more}, status)

    @app.get("/account")
    def account(request: Request) -> Response:
        who = desk.entered(request, ACCESSES)
        return who if isinstance(who, Response) else shown(request, who)

    @app.get("/account/square.svg")
    def square(request: Request) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        with store.reading() as connection:
            secret = second_factor.proposed(connection, who.name)
        if secret is None:
            return desk.refused(request, "missing", 404)
        name = desk.observatory.settings.name or "almenara"
        drawn = io.BytesIO()
        segno.make(second_factor.address_of(secret, who.name, name), error="m").save(
            drawn, kind="svg", scale=5, border=4, light="#fff"
        )
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    def known(request: Request, who: Member, password: str) -> Response | None:
        """The refusal of somebody who does not know the password of the session that they sit at."""
        if not desk.sessions.may_try("name:" + who.name):
            return shown(request, who, 429, wrong=say("too_often", language_of(request)))
        with store.reading() as connection:
            right = member_with(connection, who.name, password) is not None
        return None if right else shown(request, who, 403, wrong=say("wrong_password", language_of(request)))

    @app.post("/account/password")
    def change(request: Request, token: Token, password: Password, new: Password) -> Response:
        who = desk.sent(request, token, ACCESSES)
        if isinstance(who, Response):
            return who
        refusal = known(request, who, password)
        if refusal is not None:
            return refusal
        language = language_of(request)
        if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
            return shown(request, who, 400, wrong=say("password_rule", language, n=SHORTEST_PASSWORD))
        with store.writing() as connection:
            set_password(connection, who.name, new, who.access)
            now = member_named(connection, who.name)
        assert now is not None
        # All sessions have ended, this one too: whoever changed the password goes on in a new one.
        response = RedirectResponse("/account", 303)
        cookie = desk.sessions.begin(now.name, now.sessions)
        response.set_cookie(COOKIE, cookie, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
        return response

    @app.post("/account/second-factor")
    def factor(
        request: Request,
        token: Token,
        act: Annotated[str, Form(max_length=20)],
        password: Password = "",
        code: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        who = desk.sent(request, token, ACCESSES)
        if isinstance(who, Response):
            return who
        if act == "confirm":
            with store.writing() as connection:
                codes = second_factor.confirm(connection, who.name, code)
            if not codes:
                return shown(request, who, 400, wrong=say("wrong_code", language_of(request)))
            return shown(request, who, codes=codes)
        refusal = known(request, who, password)
        if refusal is not None:
            return refusal
        with store.writing() as connection:
            if act == "propose":
                second_factor.propose(connection, who.name)
            elif act == "remove":
                second_factor.remove(connection, who.name)
        return RedirectResponse("/account", 303)


def _add_people_page(app: FastAPI, desk: Desk) -> None:
    store = desk.observatory.store

    def shown(request: Request, link: str | None = None) -> Response:
        with store.reading() as connection:
            found = everybody(connection)
        return desk.page(request, "people.html", {"people": found, "accesses": ACCESSES, "link": link})

    @app.get("/people")
    def people(request: Request) -> Response:
        who = desk.entered(request, _ADMINS)
        return who if isinstance(who, Response) else shown(request)

    @app.post("/people")
    def act(
        request: Request,
        token: Token,
        act: Annotated[str, Form(max_length=20)],
        person: Annotated[str, Form(max_length=100)] = "",
        access: Annotated[str, Form(max_length=20)] = "",
    ) -> Response:
        who = desk.sent(request, token, _ADMINS)
        if isinstance(who, Response):
            return who
        given = next((a for a in ACCESSES if a == access), None)
        secret = None
        try:
            with store.writing() as connection:
                concerned = next((m for m, _ in everybody(connection) if m.name == person), None)
                if act == "invite" and given is not None:
                    secret = invite(connection, who.name, given)
                elif concerned is None:
                    return desk.refused(request, "no_such_person", 404)
                elif act == "access" and given is not None:
                    set_access(connection, person, given)
                elif act == "end":
                    end_sessions(connection, person)
                elif act == "factor":
                    second_factor.remove(connection, person)
                elif act == "link":
                    secret = invite(connection, who.name, concerned.access, person)
                elif act == "out":
                    shut_out(connection, person)
                else:
                    return desk.refused(request, "refused", 400)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        # Shown on this one answer and kept nowhere.
        return (
            RedirectResponse("/people", 303) if secret is None else shown(request, f"{request.base_url}join/{secret}")
        )

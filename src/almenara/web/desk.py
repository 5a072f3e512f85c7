"""What every page with forms needs: who asks, whether a form is ours, who holds an event, and how a page or a refusal is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from almenara.observatory import Observatory
from almenara.store.holds import holder_of
from almenara.store.people import Access, Member
from almenara.web.reading import Page
from almenara.web.sessions import COOKIE, Sessions
from almenara.web.wording import explained, language_of, say

#: Who decides on events.
DECIDERS: tuple[Access, ...] = ("coder", "adjudicator", "admin")


@dataclass(frozen=True)
class Desk:
    """`member` is who a request comes from, `page` lays out a template: (request, template, values, status)."""

    observatory: Observatory
    sessions: Sessions
    member: Callable[[Request], Member | None]
    page: Page

    def refused(self, request: Request, key: str, status: int, **more: object) -> HTMLResponse:
        """A page that says, in the asker's language, why something was not done."""
        return self.refused_as(request, say(key, language_of(request), **more), status)

    def refused_as(self, request: Request, why: str, status: int) -> HTMLResponse:
        """The same in a sentence that is there already."""
        return self.page(request, "refused.html", {"why": why}, status)

    def refused_for(self, request: Request, error: Exception, status: int) -> HTMLResponse:
        """The same for what cannot be, or failed."""
        return self.refused_as(request, explained(error, language_of(request)), status)

    def entered(self, request: Request, accesses: tuple[Access, ...]) -> Member | Response:
        """Who asks for a page that these accesses may see; else where they are sent."""
        who = self.member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        return who if who.access in accesses else self.refused(request, "not_yours", 403)

    def sent(self, request: Request, token: str, accesses: tuple[Access, ...]) -> Member | Response:
        """Who sends a form of this session that these accesses may send; else the refusal."""
        who = self._ours(request, token)
        if isinstance(who, Response):
            return who
        return who if who.access in accesses else self.refused(request, "not_yours", 403)

    def decider(self, request: Request, token: str) -> Member | Response:
        """Who sends a form that decides on something; else the refusal of somebody who may not, or whose event somebody else holds."""
        who = self._ours(request, token)
        if isinstance(who, Response):
            return who
        if who.access not in DECIDERS:
            return self.refused(request, "no_rights", 403)
        event = request.path_params.get("event_id")
        return (self.held(request, event, who) if event is not None else None) or who

    def held(self, request: Request, event: str, who: Member) -> Response | None:
        """The refusal where somebody else holds an event."""
        with self.observatory.store.reading() as connection:
            holder = holder_of(connection, event)
        if holder is None or holder.person == who.name:
            return None
        return self.refused(request, "held", 409, name=holder.person)

    def _ours(self, request: Request, token: str) -> Member | Response:
        """Who sends a form of this session, or the refusal."""
        who = self.member(request)
        if who is None or not self.sessions.token_is_right(request.cookies.get(COOKIE), token):
            return self.refused(request, "refused", 403)
        return who

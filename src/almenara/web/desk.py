"""What every page of a team needs: who asks, whether a form is ours, and how a page or a refusal is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from almenara.observatory import Observatory
from almenara.store.people import Access, Member
from almenara.web.reading import Page
from almenara.web.sessions import COOKIE, Sessions
from almenara.web.wording import language_of, say

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
        return self.page(request, "refused.html", {"why": say(key, language_of(request), **more)}, status)

    def entered(self, request: Request, accesses: tuple[Access, ...]) -> Member | Response:
        """Who asks for a page that these accesses may see; else where they are sent."""
        who = self.member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        return who if who.access in accesses else self.refused(request, "not_yours", 403)

    def sent(self, request: Request, token: str, accesses: tuple[Access, ...]) -> Member | Response:
        """Who sends a form of this session that these accesses may send; else the refusal."""
        who = self.member(request)
        if who is None or not self.sessions.token_is_right(request.cookies.get(COOKIE), token):
            return self.refused(request, "refused", 403)
        return who if who.access in accesses else self.refused(request, "not_yours", 403)

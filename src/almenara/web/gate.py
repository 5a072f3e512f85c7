"""Who may pass: what pages with forms ask of every request, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from almenara.store.people import Member
from almenara.web.sessions import COOKIE, Sessions
from almenara.web.wording import Language, say


@dataclass(frozen=True)
class Gate:
    """How the application knows people and answers them.

    `member` is who is signed in; `page` lays out a template for (request, template, values, status); `refused` says why something was
    not done, for (request, sentence, status); `language_of` is the reader's language.
    """

    sessions: Sessions
    member: Callable[[Request], Member | None]
    page: Callable[..., HTMLResponse]
    refused: Callable[[Request, str, int], HTMLResponse]
    language_of: Callable[[Request], Language]

    def decider(self, request: Request, token: str) -> Member | HTMLResponse:
        """Who sends a form that changes something, or the refusal of somebody who may not or whose form is not ours."""
        language = self.language_of(request)
        who = self.member(request)
        if who is None or not self.sessions.token_is_right(request.cookies.get(COOKIE), token):
            return self.refused(request, say("refused", language), 403)
        if who.access == "reader":
            return self.refused(request, say("no_rights", language), 403)
        return who

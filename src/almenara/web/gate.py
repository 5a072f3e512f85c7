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
    not done, for (request, sentence, status); `language_of` is the reader's language; `holder` names who holds an event, if anybody.
    """

    sessions: Sessions
    member: Callable[[Request], Member | None]
    page: Callable[..., HTMLResponse]
    refused: Callable[[Request, str, int], HTMLResponse]
    language_of: Callable[[Request], Language]
    holder: Callable[[str], str | None]

    def decider(self, request: Request, token: str) -> Member | HTMLResponse:
        """Who sends a form that changes something, or the refusal of somebody who may not, whose form is not ours, or whose event somebody else
        holds."""
        language = self.language_of(request)
        who = self.member(request)
        if who is None or not self.sessions.token_is_right(request.cookies.get(COOKIE), token):
            return self.refused(request, say("refused", language), 403)
        if who.access == "reader":
            return self.refused(request, say("no_rights", language), 403)
        event = request.path_params.get("event_id")
        holder = self.holder(event) if event is not None else None
        if holder is not None and holder != who.name:
            return self.refused(request, say("held", language, name=holder), 409)
        return who

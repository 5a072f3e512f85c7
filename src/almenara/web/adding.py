"""Adding reports by a form: a text that is pasted, or a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from almenara.model import Report, Source, report_id
from almenara.observatory import Observatory
from almenara.read import ReadingLimits
from almenara.store import WithReason, event_columns, events_told_in
from almenara.web.correcting import Short, Token
from almenara.web.desk import Desk
from almenara.web.jobs import MOST_REPORTS, Jobs, Lot
from almenara.web.wording import Language, explained, language_of, say

#: Bytes of a form besides its file.
_FORM = 1024 * 1024
#: New events that the page of a lot lists.
MOST_LISTED = 100
#: Characters of a pasted text.
LONGEST_TEXT = 2_000_000


def largest_upload(limits: ReadingLimits) -> int:
    """Bytes of a form with a file: what one report may have at most, and something for the form."""
    return limits.report_bytes + _FORM


def add_adding(app: FastAPI, desk: Desk) -> None:
    """Give the application its form for reports, and the page that says what became of them."""
    observatory = desk.observatory
    jobs = Jobs(observatory)
    megabytes = observatory.settings.reading.report_megabytes

    @app.get("/add")
    def form(request: Request) -> Response:
        who = desk.member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        if who.access == "reader":
            return desk.refused(request, "no_rights", 403)
        return desk.page(
            request, "add.html", {"wrong": None, "given": {}, "most": MOST_REPORTS, "megabytes": megabytes}
        )

    @app.post("/add")
    def take(
        request: Request,
        token: Token,
        text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        title: Short = "",
        source: Short = "",
        url: Annotated[str, Form(max_length=2000)] = "",
        published: Short = "",
        language: Annotated[str, Form(max_length=2)] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        reader = language_of(request)
        who = desk.decider(request, token)
        if isinstance(who, Response):
            return who

        def again(why: str, status: int = 400) -> Response:
            given = {
                "text": text,
                "title": title,
                "source": source,
                "url": url,
                "published": published,
                "language": language,
            }
            return desk.page(
                request,
                "add.html",
                {"wrong": say(why, reader), "given": given, "most": MOST_REPORTS, "megabytes": megabytes},
                status,
            )

        data = file.file.read() if file is not None else b""
        if bool(data) == bool(text.strip()):
            return again("add_one_of_two")
        try:
            day = date.fromisoformat(published.strip()) if published.strip() else None
        except ValueError:
            return again("bad_day")
        # Lines come as CR LF from forms, whatever was pasted; PostgreSQL takes no NUL.
        pasted = text.replace("\r\n", "\n").replace("\x00", "")
        # Browsers differ in what they send along of a file's path; only its last part is its name.
        name = PurePath((file.filename or "").replace("\\", "/")).name[:200] if file is not None and data else ""
        lot = jobs.begin(
            who.name,
            name or title.strip() or say("pasted", reader),
            data
            or Report(
                report_id(pasted),
                pasted,
                title=title.strip() or None,
                language=language if language in ("en", "es") else None,
                published=day,
                source=Source(source.strip()) if source.strip() else None,
                url=url.strip() if url.strip().startswith(("http://", "https://")) else None,
            ),
        )
        return again("too_many_lots", 429) if lot is None else RedirectResponse(f"/add/{lot.id}", 303)

    @app.get("/add/{lot_id}")
    def became(request: Request, lot_id: str) -> Response:
        who = desk.member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        lot = jobs.get(lot_id)
        if lot is None or (lot.person != who.name and who.access != "admin"):
            return desk.refused(request, "missing", 404)
        return desk.page(request, "added.html", _became(observatory, lot, language_of(request)))


def _failed(error: Exception, language: Language) -> str:
    """What is said of a lot that broke off: the store's own reason, or that a reader met what it was not made for."""
    if isinstance(error, WithReason):
        return explained(error, language)
    return say("lot_broke_off", language, error=type(error).__name__)


def _became(observatory: Observatory, lot: Lot, language: Language) -> dict[str, Any]:
    # The worker goes on while the page is made, which shall say one thing: the lot as it stood now.
    lot = replace(lot)
    reports = list(lot.reports)
    events: list[Any] = []
    if lot.state == "done":
        with observatory.store.reading() as connection:
            ids = list(dict.fromkeys(e for report in reports[:MOST_LISTED] for e in events_told_in(connection, report)))
            rows = event_columns(connection, ids[:MOST_LISTED])
        events = [row for row in rows.values() if row.merged_into is None]
    return {
        "lot": lot,
        "why_failed": None if lot.error is None else _failed(lot.error, language),
        "events": events,
        "types": observatory.codebook.types,
        "problems": [
            *(f.message(language) for f in lot.failures),
            *lot.added.not_coded,
            *(explained(why, language) for why in lot.added.refused),
        ],
        "most": MOST_REPORTS,
    }

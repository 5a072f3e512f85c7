"""Adding reports by a form: a text that is pasted, or a file; and the list of all that runs or ran."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from almenara.model import Report, Source, report_id
from almenara.observatory import Observatory
from almenara.read import ReadFailure, ReadingLimits
from almenara.store import WithReason, event_columns, events_told_in
from almenara.store.jobs import OPEN, Job, job_of
from almenara.store.jobs import jobs as jobs_of
from almenara.store.people import ACCESSES
from almenara.web.correcting import Short, Token
from almenara.web.desk import Desk
from almenara.web.jobs import MOST_LISTED, MOST_REPORTS, Jobs
from almenara.web.wording import Language, explained, language_of, say

#: Bytes of a form besides its file.
_FORM = 1024 * 1024
#: Jobs that their page lists.
MOST_JOBS = 50
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
        return again("too_many_lots", 429) if lot is None else RedirectResponse(f"/add/{lot}", 303)

    @app.get("/jobs")
    def all_jobs(request: Request) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        language = language_of(request)
        with observatory.store.reading() as connection:
            found = jobs_of(connection, limit=MOST_JOBS)
        lines = [(job, None if job.error is None else explained(job.error, language)) for job in found]
        return desk.page(request, "jobs.html", {"jobs": lines})

    @app.get("/add/{number}")
    def became(request: Request, number: str) -> Response:
        who = desk.member(request)
        if who is None:
            return RedirectResponse("/sign-in", 303)
        with observatory.store.reading() as connection:
            lot = job_of(connection, int(number)) if re.fullmatch("[0-9]{1,9}", number) else None
        if lot is None or lot.kind != "lot" or (lot.person != who.name and who.access != "admin"):
            return desk.refused(request, "missing", 404)
        return desk.page(request, "added.html", _became(observatory, lot, language_of(request)))


def _became(observatory: Observatory, lot: Job, language: Language) -> dict[str, Any]:
    """What a lot's page shows."""
    events: list[Any] = []
    if lot.state == "done":
        with observatory.store.reading() as connection:
            told = (events_told_in(connection, report) for report in lot.details.get("reports", ()))
            rows = event_columns(connection, list(dict.fromkeys(e for found in told for e in found))[:MOST_LISTED])
        events = [row for row in rows.values() if row.merged_into is None]
    return {
        "job": lot,
        "why_failed": None if lot.error is None else explained(lot.error, language),
        "events": events,
        "types": observatory.codebook.types,
        "problems": [
            *(ReadFailure(*parts).message(language) for parts in lot.details.get("failures", ())),
            *(explained(WithReason(reason, **values), language) for reason, values in lot.details.get("reasons", ())),
        ],
        "open": lot.state in OPEN,
        "most": MOST_REPORTS,
    }

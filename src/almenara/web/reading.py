"""Pages to read: reports and their search, one report, sources, the codebook, and what was decided of late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from almenara.observatory import Observatory
from almenara.store import (
    count_reports,
    event_columns,
    events_told_in,
    find_reports,
    latest,
    mentions_of,
    reports_by_id,
    sources,
)
from almenara.store.people import Member
from almenara.web.evidence import pieces_of
from almenara.web.pages import label_of
from almenara.web.wording import language_of

#: Reports, and decisions, on one page.
PAGE = 50

#: Lays out a template for a request: (request, template, values, status).
Page = Callable[..., HTMLResponse]


def add_reading_pages(
    app: FastAPI, observatory: Observatory, member: Callable[[Request], Member | None], page: Page
) -> None:
    """Give the application its pages to read; all of them need somebody signed in."""

    def shown(request: Request, template: str, values: Callable[[], dict[str, Any] | None]) -> Response:
        if member(request) is None:
            return RedirectResponse("/sign-in", 303)
        found = values()
        if found is None:
            return page(request, "refused.html", {"why": None, "why_key": "missing"}, 404)
        return page(request, template, found)

    @app.get("/reports")
    def reports(request: Request) -> Response:
        return shown(request, "reports.html", lambda: _reports(observatory, request))

    @app.get("/report/{report_id:path}")
    def report(request: Request, report_id: str) -> Response:
        return shown(request, "report.html", lambda: _report(observatory, report_id))

    @app.get("/sources")
    def all_sources(request: Request) -> Response:
        def values() -> dict[str, Any]:
            with observatory.store.reading() as connection:
                return {"sources": sources(connection)}

        return shown(request, "sources.html", values)

    @app.get("/codebook")
    def codebook(request: Request) -> Response:
        return shown(request, "codebook.html", lambda: {"codebook": observatory.codebook})

    @app.get("/activity")
    def activity(request: Request) -> Response:
        return shown(request, "activity.html", lambda: _activity(observatory, request))


def whole_number(request: Request, name: str) -> int:
    """A number from the address, 0 for what is none or too long to be one."""
    words = request.query_params.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def _reports(observatory: Observatory, request: Request) -> dict[str, Any]:
    words, offset = request.query_params.get("words"), whole_number(request, "from")
    with observatory.store.reading() as connection:
        return {
            "found": list(find_reports(connection, words, limit=PAGE, offset=offset)),
            "all": count_reports(connection, words),
            "words": words or "",
            "next": offset + PAGE,
        }


def _report(observatory: Observatory, report_id: str) -> dict[str, Any] | None:
    with observatory.store.reading() as connection:
        report = reports_by_id(connection, [report_id]).get(report_id)
        if report is None:
            return None
        ids = events_told_in(connection, report_id)
        rows = event_columns(connection, ids)
        mentions = [m for _, found in mentions_of(connection, ids) for m in found if m.report == report_id]
    return {
        "report": report,
        "pieces": pieces_of(report.text, mentions),
        "events": [rows[event_id] for event_id in ids],
        "types": observatory.codebook.types,
    }


def _activity(observatory: Observatory, request: Request) -> dict[str, Any]:
    with observatory.store.reading() as connection:
        entries = latest(connection, limit=PAGE, before=whole_number(request, "before") or None)
    language = language_of(request)
    return {
        "entries": entries,
        "labels": {name: label_of(observatory, name, language) for name in observatory.codebook.types},
        "older": entries[-1].number if len(entries) == PAGE and entries[-1].number > 1 else None,
    }

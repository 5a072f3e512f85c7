"""A sheet of clear events: each with its values and its words, all accepted by one key, but those that are unmarked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from almenara.model import Mention, Report
from almenara.observatory import Observatory
from almenara.observatory.clear import Shown, accept_together, clear_events, reasons_against, undo_together
from almenara.store import event_columns, events_told_in, reports_by_id
from almenara.store.decisions import accepted_by
from almenara.web.correcting import Token
from almenara.web.desk import DECIDERS, Desk
from almenara.web.evidence import Piece, passages_of
from almenara.web.pages import label_of
from almenara.web.views import filter_of, kept
from almenara.web.wording import Language, language_of

#: Events on one sheet.
SHEET = 10
#: Events that one reviewer has passed over and that no later sheet of the same walk shows.
MOST_PASSED = 60
#: Reports whose events are asked for by the page of one event.
MOST_REPORTS = 20
Lists = Mapping[str, Sequence[object]]
Id = Annotated[str, Form(max_length=200)]


def add_clear(app: FastAPI, desk: Desk) -> None:
    """Give the application its sheets of clear events."""
    observatory = desk.observatory

    @app.get("/clear")
    def sheet(request: Request) -> Response:
        who = desk.entered(request, DECIDERS)
        if isinstance(who, Response):
            return who
        return desk.page(request, "clear.html", _sheet(observatory, request, language_of(request), who.name))

    @app.post("/clear")
    def accept(
        request: Request,
        token: Token,
        shown: Annotated[list[Id], Form(max_length=SHEET)],
        seal: Annotated[list[Id], Form(max_length=SHEET)],
        event: Annotated[list[Id] | None, Form(max_length=SHEET)] = None,
    ) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        marked = {one: its for one, its in zip(shown, seal, strict=False) if one in set(event or ())}
        done = accept_together(observatory, who.name, marked)
        passed = [*_passed(request), *(one for one in shown if one not in marked)]
        numbers = [entry.number for entry in done.decisions]
        changed = [one for one, reason in done.refused.items() if reason == "changed"]
        left = [one for one in done.refused if one not in changed]
        more: Lists = {"accepted": numbers, "refused": left, "changed": changed}
        return RedirectResponse(f"/clear?{_address(request, passed, more)}", 303)

    @app.post("/clear/undo")
    def undo(request: Request, token: Token, number: Annotated[list[int], Form(max_length=SHEET)]) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        with observatory.store.reading() as connection:
            entries = accepted_by(connection, who.name, number)
        undone = undo_together(observatory, who.name, entries)
        more: Lists = {"undone": [entry.number for entry in undone]}
        # What was taken back is somebody's doubt: it is no clear event any more and comes on no later sheet.
        return RedirectResponse(f"/clear?{_address(request, _passed(request), more)}", 303)


def _sheet(observatory: Observatory, request: Request, language: Language, who: str) -> dict[str, Any]:
    passed = _passed(request)
    told_by = request.query_params.getlist("report")[:MOST_REPORTS]
    wanted = filter_of(request.query_params, who, observatory.settings.review.double)
    refused = request.query_params.getlist("refused")[:SHEET]
    changed = request.query_params.getlist("changed")[:SHEET]
    with observatory.store.reading() as connection:
        # An event's page asks for the other events of its reports.
        if told_by:
            wanted = replace(wanted, among=tuple(e for report in told_by for e in events_told_in(connection, report)))
        found = clear_events(connection, observatory, wanted, who, most=SHEET + 1 + len(passed))
        found = [shown for shown in found if shown.event.id not in passed]
        reports = reports_by_id(connection, list({r for shown in found for r in shown.event.reports}))
        entries = accepted_by(connection, who, _numbers(request, "accepted"))
        why = reasons_against(connection, observatory, refused, who)
        rows = event_columns(connection, [*refused, *changed, *(e.event for e in entries if e.event)])
    return {
        "shown": [(shown, label_of(observatory, shown.event.type, language), _told(shown, reports)) for shown in found][
            :SHEET
        ],
        "demands_of": {d.id: getattr(d.label, language) for d in observatory.codebook.demands},
        "more": len(found) > SHEET,
        "passed": len(passed),
        "here": _address(request, passed),
        "back": "/?" + urlencode(kept(request.query_params)),
        "accepted": [(entry, _line(observatory, rows, entry.event or "", language)) for entry in entries],
        "undone": _numbers(request, "undone"),
        "refused": [
            (_line(observatory, rows, one, language), "changed" if one in changed else why.get(one, "changed"))
            for one in [*changed, *refused]
            if one in rows
        ],
    }


def _told(shown: Shown, reports: dict[str, Report]) -> list[tuple[Report, list[Piece]]]:
    """For each report of an event the passages that tell it."""
    mentions: dict[str, list[Mention]] = {}
    for mention in shown.mentions:
        mentions.setdefault(mention.report, []).append(mention)
    return [
        (reports[r], passages_of(reports[r].text, mentions.get(r, []))) for r in shown.event.reports if r in reports
    ]


def _line(observatory: Observatory, rows: Any, event: str, language: Language) -> tuple[Any, str]:
    row = rows[event]
    return row, label_of(observatory, row.type, language)


def _numbers(request: Request, name: str) -> list[int]:
    return [int(n) for n in request.query_params.getlist(name)[:SHEET] if n.isascii() and n.isdigit() and len(n) < 10]


def _passed(request: Request) -> list[str]:
    """Events that were unmarked on an earlier sheet."""
    return [one[:200] for one in request.query_params.getlist("passed")][-MOST_PASSED:]


def _address(request: Request, passed: Sequence[str], more: Lists | None = None) -> str:
    """The sheet's own address: the queue's filters, the reports asked for, what was passed over, and `more` of what was just done."""
    reports = request.query_params.getlist("report")[:MOST_REPORTS]
    lists = {"report": reports, "passed": list(dict.fromkeys(passed))[-MOST_PASSED:], **(more or {})}
    return urlencode({**kept(request.query_params), **lists}, doseq=True)

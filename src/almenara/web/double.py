"""Double coding: the page where somebody judges blind, the one where an adjudicator sees both judgements, and the figures of agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from almenara.observatory import Observatory
from almenara.observatory.agreement import Line, lines_of
from almenara.observatory.double import ADJUDICATORS, CodedTwice
from almenara.observatory.judging import adjudicate, judge
from almenara.store import mentions_of, reports_by_id
from almenara.store.blind import JUDGED, Judgement, all_judgements, judgements_of, place_names, state_of
from almenara.store.people import ACCESSES, Member
from almenara.web.desk import DECIDERS, Desk
from almenara.web.evidence import pieces_of
from almenara.web.pages import corrected, label_of
from almenara.web.views import address, neighbours_of, offset_of
from almenara.web.wording import explained, language_of

Words = Annotated[str, Form(max_length=500)]


@dataclass(frozen=True)
class Asked:
    """What a form of judgement gives, in the words of the form; `why` is None where nothing is said."""

    verdict: str
    words: Mapping[str, str]
    why: str | None

    def values(self, observatory: Observatory) -> dict[str, Any]:
        """The judged values. Raises ValueError, with a sentence, for words that are none."""
        return {name: corrected(observatory, name, words) for name, words in self.words.items()}


def asked_of(
    verdict: Annotated[str, Form(max_length=20)],
    type: Words = "",
    status: Words = "",
    date_from: Words = "",
    date_to: Words = "",
    place: Words = "",
    why: Annotated[str, Form(max_length=5000)] = "",
) -> Asked:
    """The fields of a form of judgement."""
    words = dict(zip(JUDGED, (type, status, date_from, date_to, place), strict=True))
    return Asked(verdict, words, why.strip() or None)


def elsewhere(observatory: Observatory, event_id: str, who: Member) -> str | None:
    """The page that this person has to decide on an event on, if it is not the event's own."""
    if who.access == "reader":
        return None
    with observatory.store.reading() as connection:
        state = state_of(connection, event_id, observatory.settings.review.double)
    if state == "waiting":
        return f"/double/{event_id}"
    return f"/adjudicate/{event_id}" if state == "differ" and who.access in ADJUDICATORS else None


def add_double_coding(app: FastAPI, desk: Desk) -> None:
    """Give the application its pages of double coding."""
    observatory = desk.observatory

    @app.get("/double/{event_id}")
    def blind(request: Request, event_id: str) -> Response:
        who = desk.entered(request, DECIDERS)
        if isinstance(who, Response):
            return who
        return _shown(desk, request, event_id, who, "waiting", "double.html")

    @app.post("/double/{event_id}")
    def judged(
        request: Request,
        event_id: str,
        token: Annotated[str, Form(max_length=200)],
        asked: Annotated[Asked, Depends(asked_of)],
    ) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        params = request.query_params
        with observatory.store.reading() as connection:
            # Before it leaves the queue, and its neighbours with it.
            _, following = neighbours_of(connection, observatory, params, who.name, event_id)
        try:
            judge(observatory, who, event_id, asked.verdict, asked.values(observatory), asked.why)  # type: ignore[arg-type]
        except ValueError as error:
            return desk.refused(request, "not_judged", 400, why=explained(error, language_of(request)))
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/event/{following}{query}" if following else f"/{query}", 303)

    @app.get("/adjudicate/{event_id}")
    def unlike(request: Request, event_id: str) -> Response:
        who = desk.entered(request, ADJUDICATORS)
        if isinstance(who, Response):
            return who
        return _shown(desk, request, event_id, who, "differ", "adjudicate.html")

    @app.post("/adjudicate/{event_id}")
    def settled(
        request: Request,
        event_id: str,
        token: Annotated[str, Form(max_length=200)],
        asked: Annotated[Asked, Depends(asked_of)],
    ) -> Response:
        who = desk.sent(request, token, ADJUDICATORS)
        if isinstance(who, Response):
            return who
        try:
            adjudicate(observatory, who, event_id, asked.verdict, asked.values(observatory), asked.why)  # type: ignore[arg-type]
        except CodedTwice as error:
            return desk.refused_for(request, error, 403)
        except ValueError as error:
            return desk.refused(request, "not_judged", 400, why=explained(error, language_of(request)))
        return RedirectResponse("/?view=disagreements", 303)

    @app.get("/agreement")
    def agreement(request: Request) -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        with observatory.store.reading() as connection:
            lines = lines_of(all_judgements(connection))
        language = language_of(request)
        tables: dict[str, dict[str, list[Line]]] = {}
        for line in lines:
            if _may_see(who, line):
                name = label_of(observatory, line.name, language) if line.group == "type" else line.name
                tables.setdefault(line.group, {}).setdefault(name, []).append(line)
        return desk.page(request, "agreement.html", {"tables": tables, "share": observatory.settings.review.double})


def _may_see(who: Member, line: Line) -> bool:
    """Figures that name people are for those people and for who settles what they differ in."""
    if line.group not in ("people", "machine") or not line.name or who.access in ADJUDICATORS:
        return True
    return who.name in line.name.split(", ")


def _shown(desk: Desk, request: Request, event_id: str, who: Member, state: str, template: str) -> Response:
    """A page on an event that is in this state; an event that is not is looked at where it is now."""
    observatory, language, params = desk.observatory, language_of(request), request.query_params
    found = observatory.event(event_id)
    if found is None:
        return desk.refused(request, "missing", 404)
    event, _ = found
    with observatory.store.reading() as connection:
        if state_of(connection, event_id, observatory.settings.review.double) != state:
            return RedirectResponse(f"/event/{event_id}", 303)
        ((_, mentions),) = mentions_of(connection, [event_id])
        reports = reports_by_id(connection, event.reports)
        judged = judgements_of(connection, event_id)
        places = place_names(connection, event_id)
        previous, following = neighbours_of(connection, observatory, params, who.name, event_id)
    values: dict[str, Any] = {
        "event": event,
        "label": label_of(observatory, event.type, language),
        "reports": [
            (reports[r], pieces_of(reports[r].text, [m for m in mentions if m.report == r]))
            for r in event.reports
            if r in reports
        ],
        "places": places,
        "types": sorted((label_of(observatory, name, language), name) for name in observatory.codebook.types),
        "statuses": list(observatory.codebook.statuses),
        "query": address(params, **({"from": offset_of(params)} if offset_of(params) else {})),
        "previous": previous,
        "following": following,
    }
    if state == "differ":
        values["judgements"] = [
            (j, _differing(j, judged), label_of(observatory, j.values["type"], language)) for j in judged
        ]
        return desk.page(request, template, values)
    # Of what others said not even whether they did is told before this person has.
    return desk.page(request, template, {**values, "mine": next((j for j in judged if j.person == who.name), None)})


def _differing(one: Judgement, judged: list[Judgement]) -> set[str]:
    """Names of the values in which a judgement is not like all others."""
    unlike = {name for name in JUDGED for other in judged if other.values[name] != one.values[name]}
    return unlike | ({"verdict"} if any(other.verdict != one.verdict for other in judged) else set())

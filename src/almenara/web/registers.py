"""Pages of who and where: actors and places with their events, and how two names of one become one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from almenara.store import Decision
from almenara.store.joins import REGISTERS, Register, standing_joins
from almenara.store.people import ACCESSES
from almenara.store.registers import ActorLine, PlaceLine, actors_told, names_by_id, places_told
from almenara.web.correcting import Short, Token
from almenara.web.desk import DECIDERS, Desk
from almenara.web.reading import PAGE, whole_number

Words = Annotated[str, Query(max_length=200)]
#: The log counts no further.
HIGHEST = 2**31 - 1


def add_registers(app: FastAPI, desk: Desk) -> None:
    """Give the application its lists of actors and places."""
    for register in REGISTERS:
        _add_register(app, desk, register)


def _add_register(app: FastAPI, desk: Desk, register: Register) -> None:
    """The list of one register, and its forms that join names and part them. Those who decide on events decide on names."""
    observatory, address = desk.observatory, f"/{register}s"

    @app.get(address)
    def names(request: Request, words: Words = "") -> Response:
        who = desk.entered(request, ACCESSES)
        if isinstance(who, Response):
            return who
        offset = whole_number(request, "from")
        told = actors_told if register == "actor" else places_told
        with observatory.store.reading() as connection:
            found: Sequence[ActorLine | PlaceLine] = told(connection, words, limit=PAGE + 1, offset=offset)
            joins = _by_kept(standing_joins(connection, register))
        more = offset + PAGE if len(found) > PAGE else None
        values = {"register": register, "found": found[:PAGE], "joins": joins, "words": words, "next": more}
        return desk.page(request, "register.html", values)

    @app.get(f"{address}/join")
    def to_join(request: Request, join: Annotated[list[str] | None, Query()] = None) -> Response:
        who = desk.entered(request, DECIDERS)
        if isinstance(who, Response):
            return who
        with observatory.store.reading() as connection:
            found = names_by_id(connection, register, (join or [])[:PAGE])
        # A name that a registry or the gazetteer knows is the better one to keep.
        kept = next((line.id for line in found if line.known), found[0].id if found else None)
        return desk.page(request, "join_names.html", {"register": register, "found": found, "kept": kept})

    @app.post(f"{address}/join")
    def join_names(
        request: Request,
        token: Token,
        name: Annotated[list[Short], Form(max_length=PAGE)],
        kept: Short = "",
        why: Annotated[str, Form(max_length=5000)] = "",
    ) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        others = [one for one in name if one != kept]
        try:
            observatory.join_names(who.name, register, kept, others, why.strip() or None)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        return RedirectResponse(address, 303)

    @app.post(f"{address}/part")
    def part_names(request: Request, token: Token, number: Annotated[int, Form(ge=1, le=HIGHEST)]) -> Response:
        who = desk.sent(request, token, DECIDERS)
        if isinstance(who, Response):
            return who
        try:
            observatory.part_names(who.name, number)
        except ValueError as error:
            return desk.refused_for(request, error, 400)
        return RedirectResponse(address, 303)


def _by_kept(joins: Sequence[Decision]) -> dict[str, list[Decision]]:
    """The standing joins of each kept name, with those that lead to it by way of others."""
    into = {join.old["id"]: join.new["id"] for join in joins}
    found: dict[str, list[Decision]] = defaultdict(list)
    for join in joins:
        kept = join.new["id"]
        while kept in into:
            kept = into[kept]
        found[kept].append(join)
    return found

"""`almenara actors`: an observatory's own actors, and whom given words mean."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from almenara.cli.wording import language as wording_language
from almenara.cli.wording import say
from almenara.resolve.actors import Setting, open_registry, read_actors, write_actors
from almenara.resolve.location import imported_actors_path, with_imported


def import_(
    files: Annotated[list[Path], Parameter(help="CSV, YAML, or FollowTheMoney's JSON lines.")],
    /,
) -> int:
    """Import actors for good; they go before the default registry in every later run. An id that is there already is replaced."""
    target = imported_actors_path()
    kept = {actor.id: actor for actor in (read_actors(target)[0] if target.is_file() else ())}
    failed = False
    for path in files:
        try:
            found, problems = read_actors(path)
        except ValueError as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        for problem in problems:
            print(problem, file=sys.stderr)
        failed = failed or bool(problems)
        kept.update((actor.id, actor) for actor in found)
        print(say("imported_actors", path=path, written=len(found), bad=len(problems)))
    if kept:
        write_actors(kept.values(), target)
    return 1 if failed else 0


def find(
    words: Annotated[str, Parameter(help="A name, or an office such as 'president of Chile'.")],
    /,
    *,
    on: Annotated[
        date | None, Parameter(help="The day that an office is asked for (YYYY-MM-DD); default: today.")
    ] = None,
    country: Annotated[str | None, Parameter(help="The country that the report is about, as two letters.")] = None,
    language: Annotated[Literal["en", "es"] | None, Parameter(help="The language of the words.")] = None,
    actors: Annotated[tuple[Path, ...], Parameter(help="Your own actors (CSV, YAML or FollowTheMoney).")] = (),
) -> int:
    """Say which actor some words mean. Exit status 1 if none is known."""
    try:
        registry = open_registry(language or wording_language(), with_imported(actors, imported_actors_path()))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    code = country.upper() if country else None
    setting = Setting(code, on or date.today(), (code,) if code else ())
    actor = registry.known(words, setting) or registry.generic(words)
    if actor is None:
        print(say("no_actor", words=words), file=sys.stderr)
        return 1
    print(
        f"{actor.name}  [{actor.id}]  {say('kind_' + actor.kind)}  {actor.country or ''} {' '.join(actor.sectors)}".rstrip()
    )
    for office in actor.offices:
        print(f"    {office.title}, {office.of}: {office.start or '…'} – {office.end or '…'}")
    return 0

"""`almenara site`: the observatory's public site, as files that any web server or browser shows."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from almenara.cli.export import published
from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.release import FOLDER, changes_between, is_public
from almenara.cli.report import maker, material
from almenara.cli.wording import language as spoken
from almenara.cli.wording import say
from almenara.observatory import Observatory
from almenara.observatory.publishing import public_ledger
from almenara.publish import PublicEvent, Release, ReleaseError, read_release, release_numbers
from almenara.publish.protection import reprotected
from almenara.publish.report import Span, figures_of, read_span
from almenara.publish.site import Shown, SiteError, SiteMaterial, write_site
from almenara.publish.told import ToldNumber, told_numbers

#: What each outlet says of these is shown on an event's page.
_TOLD = frozenset({"crowd", "killed", "injured", "arrested", "displaced", "missing"})


def site(
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="The folder to write.")],
    folder: In = HERE,
    release: Annotated[int | None, Parameter(help="Show a release's events; default: what may be public now.")] = None,
    period: Annotated[
        str | None,
        Parameter(help="The front page's month (2019-01) or year (2019); default: the last month with an event."),
    ] = None,
    language: Annotated[
        Literal["en", "es"] | None, Parameter(help="The one that visitors meet first; both are written.")
    ] = None,
    address: Annotated[str, Parameter(help="Where the site will stand (https://...), for feed readers.")] = "",
    unreviewed: Annotated[bool, Parameter(help="Also events that nobody has accepted; they are marked so.")] = False,
) -> int:
    """Write the public site, as far as the observatory's protection profile lets its events out.

    Exit status: 0 done, 2 wrong usage, no observatory, or the site could not be written.
    """
    span = read_span(period) if period is not None else None
    if period is not None and span is None:
        print(say("no_period", period=period), file=sys.stderr)
        return 2
    if address and not address.lower().startswith(("https://", "http://")):
        print(say("no_address", address=address), file=sys.stderr)
        return 2
    if release is not None and unreviewed:
        print(say("release_or_unreviewed"), file=sys.stderr)
        return 2
    try:
        with opened_observatory(folder) as observatory:
            made = site_material(
                observatory,
                span,
                language or observatory.settings.language or spoken(),
                release,
                address.rstrip("/"),
                unreviewed=unreviewed,
            )
            done = write_site(made, output)
    except Stop as stop:
        return stop.status
    except (ReleaseError, SiteError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(say("not_written", file=error.filename or output, why=error.strerror or error), file=sys.stderr)
        return 2
    print(
        say(
            "site_written",
            n=done.events,
            files=done.files,
            mib=round(done.size / 2**20, 1),
            folder=done.folder / "index.html",
        )
    )
    for number in made.held_back:
        print(say("release_held_back", number=number))
    if not done.events and not unreviewed:
        print(say("nothing_accepted"))
    return 0


def site_material(
    observatory: Observatory,
    span: Span | None,
    language: Literal["en", "es"],
    release: int | None = None,
    address: str = "",
    *,
    unreviewed: bool = False,
    today: date | None = None,
) -> SiteMaterial:
    """Everything that a site is made from, protected. Raises ReleaseError."""
    today = today or date.today()
    shown, held_back = _releases(observatory, today)
    if release is None:
        events = published(observatory, since=None, until=None, unreviewed=unreviewed)
    else:
        chosen = next((s.release for s in shown if s.release.number == release), None)
        if chosen is None:
            # Says why, where there is none; else today's profile is stricter than the release's.
            events = _held(observatory, read_release(observatory.folder / FOLDER, release), today)
        else:
            events = list(chosen.events.values())
    span = span or _last_month(events, today)
    counted = material(observatory, span, unreviewed=unreviewed, today=today)
    known = {event.id for event in events}
    counted = replace(counted, events=events, numbers=[n for n in counted.numbers if n.event in known])
    protection = observatory.protection
    numbers: dict[str, list[ToldNumber]] = defaultdict(list)
    wanted = [event.id for event in events if event.numbers]
    for told in told_numbers((e for e, _ in observatory.these_events(wanted)), protection, _TOLD):
        numbers[told.event].append(told)
    return SiteMaterial(
        name=observatory.settings.name or observatory.folder.absolute().name,
        language=language,
        made=today,
        events=events,
        figures=figures_of(span, counted),
        maker=maker(observatory),
        codebook=observatory.codebook,
        protection=protection,
        numbers=numbers,
        totals=public_ledger(observatory),
        actors=observatory.actor_names,
        releases=shown,
        release=release,
        held_back=held_back,
        address=address,
    )


def _last_month(events: list[PublicEvent], today: date) -> Span:
    days = [e.date_from for e in events if e.date_from and e.status in ("happened", "ongoing") and e.date_from <= today]
    last = max(days, default=today)
    return Span(last.year, last.month)


def _releases(observatory: Observatory, today: date) -> tuple[list[Shown], tuple[int, ...]]:
    """Releases of which today's profile lets out every byte, each with what changed since the one before, and the numbers of the others."""
    folder = observatory.folder / FOLDER
    shown: list[Shown] = []
    held_back = []
    for number in release_numbers(folder):
        release = read_release(folder, number)
        if not is_public(observatory, release, today):
            held_back.append(number)
            continue
        before = shown[-1].release if shown else None
        changes = tuple(changes_between(observatory, before, release)) if before else ()
        shown.append(Shown(release, folder / f"{number:04d}", before.number if before else None, changes))
    return shown, tuple(held_back)


def _held(observatory: Observatory, release: Release, today: date) -> list[PublicEvent]:
    """A release's events as far as today's profile lets them out. Raises ReleaseError where names cannot be taken out again."""
    protection = observatory.protection
    if release.about.get("protection", {}).get("private_names", True) and not protection.private_names:
        raise ReleaseError(say("release_has_names", number=release.number))
    held = (reprotected(event, protection, today) for event in release.events.values())
    return [event for event in held if event is not None]

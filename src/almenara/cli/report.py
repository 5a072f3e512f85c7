"""`almenara report`: the observatory's report on a month or a year, as one HTML page or a PDF."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.release import FOLDER, is_public
from almenara.cli.wording import language as spoken
from almenara.cli.wording import say
from almenara.model import Event, Report
from almenara.observatory import Observatory
from almenara.observatory.publishing import public_ledger
from almenara.publish import (
    Change,
    PublicEvent,
    Release,
    ReleaseError,
    differences,
    public_events,
    read_release,
    release_numbers,
)
from almenara.publish.formats import write_whole
from almenara.publish.report import (
    Maker,
    Material,
    Outlet,
    Span,
    as_html,
    as_pdf,
    compose,
    figures_of,
    labels_of,
    read_span,
)
from almenara.publish.told import told_numbers
from almenara.store import EventFilter, find_event_ids, log_head, outlets_covered


def report(
    *,
    period: Annotated[str, Parameter(help="A month (2019-01) or a year (2019).")],
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="The file to write: NAME.html or NAME.pdf.")],
    language: Annotated[Literal["en", "es"] | None, Parameter(help="en or es; by default yours.")] = None,
    folder: In = HERE,
    unreviewed: Annotated[bool, Parameter(help="Also events that nobody has accepted; they are marked so.")] = False,
) -> int:
    """Write the report on a period, as far as the observatory's protection profile lets its events out.

    Exit status: 0 done, 2 wrong usage, no observatory, or the file could not be written.
    """
    span = read_span(period)
    if span is None:
        print(say("no_period", period=period), file=sys.stderr)
        return 2
    if output.suffix.lower() not in (".html", ".pdf"):
        print(say("no_report_format", file=output), file=sys.stderr)
        return 2
    chosen = language or spoken()
    today = date.today()
    try:
        with opened_observatory(folder) as observatory:
            figures = figures_of(span, material(observatory, span, unreviewed=unreviewed, today=today))
            labels = labels_of(observatory.codebook, chosen, observatory.actor_names)
            document = compose(figures, maker(observatory), labels, chosen, today)
    except Stop as stop:
        return stop.status
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 2
    data = as_pdf(document) if output.suffix.lower() == ".pdf" else as_html(document).encode()
    try:
        write_whole({output: data})
    except OSError as error:
        print(say("not_written", file=output, why=error.strerror or error), file=sys.stderr)
        return 2
    print(say("reported", n=len(figures.events), file=output))
    if not figures.events and not unreviewed:
        print(say("nothing_accepted"))
    return 0


def material(observatory: Observatory, span: Span, *, unreviewed: bool, today: date) -> Material:
    """Everything that a report on a span is counted from, protected."""
    reviews = ("accepted", "new") if unreviewed else ("accepted",)
    protection = observatory.protection
    months = span.months()
    spans = {*months, span, span.before, span.year_before}
    first = min(s.start for s in spans)
    reports: dict[str, Report] = {}
    within, of_no_day = (
        EventFilter(reviews=reviews, since=first, until=span.end),
        EventFilter(reviews=reviews, undated=True),
    )
    with observatory.store.reading() as connection:

        def told(wanted: EventFilter) -> list[tuple[Event, str]]:
            ids = list(find_event_ids(connection, wanted))
            found = observatory.told(connection, ids, reports=reports, candidates=False)
            return [(event, review) for event, review, _ in found]

        dated, undated = told(within), told(of_no_day)
        read = {s: list(outlets_covered(connection, s.start, s.end)) for s in spans}
    inside = [
        event for event, _ in dated if event.date and event.date.start and span.start <= event.date.start <= span.end
    ]
    sources = (reports[r].source for event in inside for r in event.reports if r in reports)
    telling = {source.name for source in sources if source is not None}
    kept_back = frozenset(protection.withheld_sources)
    codebook = observatory.codebook
    release = last_public_release(observatory, today)
    # A report quotes nothing; only what is held against a release needs its words, which take time.
    shown = protection if release else replace(protection, quote_words=0)
    events = list(public_events([*dated, *undated], reports, shown, today))
    return Material(
        events=events,
        numbers=list(told_numbers(inside, protection, frozenset({"killed", "injured", "arrested"}))),
        totals=public_ledger(observatory),
        outlets=[Outlet(o.name, o.reports, o.copies) for o in read[span] if o.name not in kept_back],
        reports={s: sum(o.reports for o in rows if o.name not in kept_back) for s, rows in read.items()},
        all_outlets=len(telling),
        protest_types=protest_types(observatory),
        rights={demand.id: demand.rights for demand in codebook.demands},
        today=today,
        since_release=release.number if release else None,
        changes=_changes_within(span, release, events) if release else (),
        actors=observatory.actor_names,
    )


def last_public_release(observatory: Observatory, today: date) -> Release | None:
    """The last release, where today's profile lets out all of it. Raises ReleaseError where it is damaged."""
    numbers = release_numbers(observatory.folder / FOLDER)
    if not numbers:
        return None
    release = read_release(observatory.folder / FOLDER, numbers[-1])
    return release if is_public(observatory, release, today) else None


def _changes_within(span: Span, release: Release, events: list[PublicEvent]) -> tuple[Change, ...]:
    """What the span's events differ from a release in. An event that left the span, or came into it, is counted as changed."""
    held = {event.id: event for event in events}
    here = {id for known in (release.events, held) for id, event in known.items() if span.holds(event)}
    one = Release(release.number, release.about, {i: e for i, e in release.events.items() if i in here})
    other = Release(release.number + 1, release.about, {i: e for i, e in held.items() if i in here})
    return tuple(differences(one, other, []))


def protest_types(observatory: Observatory) -> frozenset[str]:
    """Types of contention that take more than a pen: petitions, statements and assemblies are no protests."""
    types = observatory.codebook.types.values()
    return frozenset(kind.id for kind in types if kind.family == "contention" and not kind.low_intensity)


def maker(observatory: Observatory) -> Maker:
    with observatory.store.reading() as connection:
        decision, _ = log_head(connection)
    about = observatory.codebook.about
    return Maker(
        observatory.settings.name,
        f"almenara {version('almenara')}",
        f"{about.name} {about.version}",
        decision,
        observatory.settings.protection.private_names,
        tuple(sorted(protest_types(observatory))),
    )

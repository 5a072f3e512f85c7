"""The verbs of an observatory: init, add, events, totals, decide, verify, backup, restore."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console

from almenara.cli.inputs import OR_STANDARD_INPUT, columns_of, list_problems, reports_of
from almenara.cli.jobs import ABOUT, followed
from almenara.cli.person import logged_in
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.table import show_events, show_totals
from almenara.cli.wording import explained, language, say
from almenara.observatory import (
    Observatory,
    SettingsError,
    create_observatory,
    database_url,
    find_folder,
    open_observatory,
    read_settings,
)
from almenara.observatory.decided import figure_of
from almenara.observatory.jobs import counts_of
from almenara.store import (
    EventFilter,
    Kind,
    Sort,
    StoreError,
    accounts_in,
    back_up,
    count_events,
    history,
    links_of,
    reports_of_accounts,
)
from almenara.store import restore as put_back
from almenara.store.decision import FIGURES

In = Annotated[Path, Parameter(name="--in", help="The observatory's folder, or one inside it.")]
HERE = Path()


class Stop(Exception):
    """Ends a command with an exit status, after what is to be said was said."""

    def __init__(self, status: int) -> None:
        self.status = status


@contextmanager
def opened_observatory(folder: Path) -> Iterator[Observatory]:
    observatory: Observatory | None = None
    try:
        observatory = open_observatory(folder)
        yield observatory
    except (SettingsError, StoreError, ValueError) as error:
        print(explained(error), file=sys.stderr)
        raise Stop(2) from error
    finally:
        if observatory is not None:
            observatory.close()


def init(
    folder: Annotated[Path, Parameter(help="The folder of the new observatory.")] = HERE,
    /,
    *,
    name: Annotated[str | None, Parameter(help="What it is called; default: the folder's name.")] = None,
) -> int:
    """Make an observatory: its settings (almenara.toml) and its database."""
    try:
        observatory = create_observatory(folder, name)
    except (SettingsError, StoreError) as error:
        print(explained(error), file=sys.stderr)
        return 2
    observatory.close()
    print(say("made", folder=observatory.folder))
    return 0


def add(
    inputs: Annotated[
        list[str] | None, Parameter(help="Files, folders, patterns, or - for standard input."), OR_STANDARD_INPUT
    ] = None,
    /,
    *,
    folder: In = HERE,
    published: Annotated[date | None, Parameter(help="Publication date of reports that tell none.")] = None,
    language: Annotated[Literal["en", "es"] | None, Parameter(help="Take all reports to be in this language.")] = None,
    column: Annotated[
        tuple[str, ...], Parameter(help="A table's column: text=NAME, title=NAME, published=NAME, ...")
    ] = (),
) -> int:
    """Code reports and keep them, each once. A broken-off run is simply repeated.

    Exit status: 0 done, 1 some inputs failed and are listed, 2 wrong usage or no observatory.
    """
    if not inputs:
        print(say("no_input"), file=sys.stderr)
        return 2
    failures: list[str] = []
    oddities: list[str] = []
    try:
        with opened_observatory(folder) as observatory:
            columns: dict[str, str] = {
                **{str(k): v for k, v in observatory.settings.columns.items()},
                **columns_of(column),
            }
            with followed(observatory, "add", ", ".join(inputs)[:ABOUT], say("coding")) as (job, advance):
                given = reports_of(
                    inputs, published, language, failures, oddities, columns, observatory.settings.reading
                )
                done = observatory.add(given, advance)
                job.counts = counts_of(done, len(failures))
    except Stop as stop:
        return stop.status
    failures += map(explained, done.refused)
    oddities += map(explained, done.not_coded)
    print(
        say(
            "added",
            reports=done.reports,
            events=done.events,
            joined=done.joined,
            there=done.there_before,
            copies=done.copies,
        )
    )
    return list_problems(failures, oddities)


def events(
    *,
    folder: In = HERE,
    type: Annotated[tuple[str, ...], Parameter(help="Types of the codebook.")] = (),
    family: Annotated[tuple[str, ...], Parameter(help="Families of types.")] = (),
    status: Annotated[tuple[str, ...], Parameter(help="happened, planned, called_for, ...")] = (),
    review: Annotated[
        tuple[Literal["new", "accepted", "rejected"], ...], Parameter(help="What people said of it.")
    ] = (),
    since: Annotated[date | None, Parameter(help="Events on this day or later.")] = None,
    until: Annotated[date | None, Parameter(help="Events on this day or earlier.")] = None,
    place: Annotated[
        str | None, Parameter(help="Part of a place's or state's name, or a country's two letters.")
    ] = None,
    actor: Annotated[str | None, Parameter(help="An actor's id, or part of its name or of the words.")] = None,
    demand: Annotated[str | None, Parameter(help="A demand of the codebook (wages, water, ...).")] = None,
    words: Annotated[str | None, Parameter(help="Words that a report of the event holds, all of them.")] = None,
    unreported: Annotated[
        bool, Parameter(help="Announced, the day is over, and no report tells that it took place.")
    ] = False,
    conflicts: Annotated[bool, Parameter(help="A re-coding reads them otherwise than people decided.")] = False,
    sort: Annotated[Sort, Parameter(help="Newest first within each order.")] = "date",
    limit: Annotated[int | None, Parameter(help="At most so many.")] = None,
    format: Annotated[Format | None, Parameter(help="Default: a table on a terminal, JSON Lines elsewhere.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Print the stored events that fit every filter; several values of one filter are alternatives."""
    wanted = EventFilter(
        type,
        family,
        status,
        review,
        since,
        until,
        place,
        actor,
        demand,
        words,
        date.today() if unreported else None,
        conflicts,
    )
    try:
        with opened_observatory(folder) as observatory:
            unknown = [
                *(t for t in type if t not in observatory.codebook.types),
                *(s for s in status if s not in observatory.codebook.statuses),
            ]
            if unknown:
                print(say("unknown_value", names=", ".join(unknown)), file=sys.stderr)
                return 2
            found = observatory.events(wanted, sort=sort, limit=limit)
            kind = format or default_format(output)
            with opened(output) as file:
                if kind == "table":
                    shown = list(found)
                    rows = [event for event, _ in shown]
                    console = Console(file=file)
                    states = [state for _, state in shown]
                    show_events(rows, observatory.codebook, console, say("events"), reviews=states)
                    with observatory.store.reading() as connection:
                        console.print(say("found", shown=len(rows), all=count_events(connection, wanted)))
                else:
                    dicts = ({**event.to_dict(), "review": state} for event, state in found)
                    (write_csv if kind == "csv" else write_jsonl)(dicts, file)
    except Stop as stop:
        return stop.status
    return 0


def totals(
    *,
    folder: In = HERE,
    format: Annotated[Format | None, Parameter(help="Default: a table on a terminal, JSON Lines elsewhere.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Print the ledger of figures that reports quote, each with its checks."""
    try:
        with opened_observatory(folder) as observatory:
            found = observatory.totals()
            kind = format or default_format(output)
            with opened(output) as file:
                if kind == "table":
                    show_totals(list(found), Console(file=file))
                else:
                    (write_csv if kind == "csv" else write_jsonl)((total.to_dict() for total in found), file)
    except Stop as stop:
        return stop.status
    return 0


def decide(
    event: Annotated[str, Parameter(help="The event's id.")],
    kind: Annotated[Kind, Parameter(help="What is decided.")],
    /,
    *,
    folder: In = HERE,
    field: Annotated[str | None, Parameter(help="To correct: which value.")] = None,
    to: Annotated[str | None, Parameter(help="To correct: the right value.")] = None,
    other: Annotated[str | None, Parameter(help="To merge or relate: the other event's id.")] = None,
    account: Annotated[
        tuple[str, ...],
        Parameter(help="To split: the accounts that become an event of their own (see `almenara explain`)."),
    ] = (),
    relation: Annotated[
        Literal["part_of", "counter_protest", "solidarity", "response_to"] | None,
        Parameter(help="To relate: how this event stands to the other."),
    ] = None,
    number: Annotated[int | None, Parameter(help="To undo: the decision's number.")] = None,
    why: Annotated[str | None, Parameter(help="Why; a rejection or a note needs it.")] = None,
    by: Annotated[str | None, Parameter(help="Who decides; default: the name you are logged in under.")] = None,
) -> int:
    """Record a decision on an event. Nothing is ever overwritten: each decision is kept, and undoing one is another."""
    try:
        with opened_observatory(folder) as observatory:
            new: object = _value(observatory, field, to) if kind == "correct" else None
            if kind == "merge":
                new = {"event": other}
            elif kind == "split":
                new = {"accounts": list(account)}
            elif kind == "relate":
                new = {"event": other, "kind": relation}
            who = by or logged_in()
            entry = observatory.decide(who, event, kind, field=field, new=new, why=why, undoes=number)
    except Stop as stop:
        return stop.status
    print(say("decided", number=entry.number, event=event))
    return 0


def _value(observatory: Observatory, field: str | None, to: str | None) -> object:
    """A corrected value as its column holds it. Raises ValueError, with a sentence, for what cannot be one."""
    if field == "type" and to not in observatory.codebook.types:
        raise ValueError(say("unknown_type", names=to))
    if field == "status" and to not in observatory.codebook.statuses:
        raise ValueError(say("unknown_value", names=to))
    try:
        if to is not None and field in ("date_from", "date_to"):
            return date.fromisoformat(to)
        if to is not None and field in ("lat", "lon"):
            return float(to)
        if field in FIGURES:
            return figure_of(to or "")
    except ValueError as error:
        raise ValueError(say("bad_value", field=field, value=to)) from error
    return to


def explain(
    event: Annotated[str, Parameter(help="The event's id.")],
    /,
    *,
    folder: In = HERE,
    chart: Annotated[Path | None, Parameter(help="Also draw the comparisons to this file (SVG).")] = None,
) -> int:
    """Say why the reports of an event were taken to tell of one event, comparison by comparison."""
    from almenara.link.explain import chart_of_links
    from almenara.link.explain import explained as compared

    try:
        with opened_observatory(folder) as observatory, observatory.store.reading() as connection:
            accounts = accounts_in(connection, event)
            reports = reports_of_accounts(connection, accounts)
            if not accounts:
                raise ValueError(say("no_event", event=event))
            for account in accounts:
                print(f"{account}  {reports[account]}")
            links = links_of(connection, accounts)
    except Stop as stop:
        return stop.status
    if len(accounts) == 1:
        print(say("one_account"))
    if chart is not None and links:
        named = [(reports.get(one, one), reports.get(other, other), p, w) for one, other, p, w in links]
        try:
            chart.write_text(chart_of_links(named, language()), encoding="utf-8")
        except OSError as error:
            print(say("not_written", file=chart, why=error.strerror or error), file=sys.stderr)
            return 2
    for left, right, probability, weights in links:
        print(
            "\n"
            + say(
                "joined_because",
                left=reports.get(left, left),
                right=reports.get(right, right),
                share=f"{probability:.3f}",
            )
        )
        for name, level, weight, bar in compared(weights, language()):
            print(f"  {name:32} {level:36} {weight:+6.1f}  {bar}")
    return 0


def decisions(
    event: Annotated[str | None, Parameter(help="The event's id; default: the whole log.")] = None,
    /,
    *,
    folder: In = HERE,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Print the log of decisions as JSON Lines, oldest first."""
    try:
        with (
            opened_observatory(folder) as observatory,
            observatory.store.reading() as connection,
            opened(output) as file,
        ):
            write_jsonl((entry.to_dict() for entry in history(connection, event)), file)
    except Stop as stop:
        return stop.status
    return 0


def verify(*, folder: In = HERE) -> int:
    """Check that the database is sound, every text and original is as it was added, and no decision was tampered with."""
    try:
        with opened_observatory(folder) as observatory:
            problems = list(observatory.problems())
    except Stop as stop:
        return stop.status
    for problem in problems:
        print(problem)
    print(say("verified") if not problems else say("problems", n=len(problems)))
    return 1 if problems else 0


def backup(file: Annotated[Path, Parameter(help="The file to write.")], /, *, folder: In = HERE) -> int:
    """Write database, archive and releases to one file, as they are at this moment; others may go on working."""
    try:
        with opened_observatory(folder) as observatory:
            back_up(observatory.store, file, observatory.folder)
    except Stop as stop:
        return stop.status
    print(say("backed_up", file=file))
    return 0


def restore(
    file: Annotated[Path, Parameter(help="A file that `almenara backup` wrote.")],
    /,
    *,
    folder: In = HERE,
    force: Annotated[bool, Parameter(help="Put it in the place of the database that is there.")] = False,
) -> int:
    """Bring a backup back. A database that is there is not overwritten unless forced."""
    try:
        found = find_folder(folder)
        url = database_url(found, read_settings(found))
        if not url.startswith("sqlite:///"):
            print(say("not_sqlite"), file=sys.stderr)
            return 2
        put_back(file, Path(url.removeprefix("sqlite:///")), folder=found, force=force)
    except (SettingsError, StoreError) as error:
        print(explained(error), file=sys.stderr)
        return 2
    print(say("restored", file=file))
    return 0

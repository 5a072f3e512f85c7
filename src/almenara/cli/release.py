"""`almenara release`: numbered releases of an observatory's public events, and what two of them differ in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from almenara.cli.inputs import coding_progress
from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import language, say
from almenara.observatory import Observatory
from almenara.observatory.publishing import DoesNotVerifyError, public_ledger, written_when_verified
from almenara.publish import (
    Change,
    Decided,
    Release,
    ReleaseError,
    Written,
    differences,
    read_release,
    release_of_written,
)
from almenara.publish.ledger import read_ledger
from almenara.publish.protection import reprotected
from almenara.publish.report.writer import Writer, labels_of
from almenara.publish.site.change_words import ChangeWords
from almenara.publish.site.difference import difference_page
from almenara.store import Decision, history, log_head, outlets_covered, standing
from almenara.store.following import last_added
from almenara.store.joins import events_concerned

#: Where releases are kept, in the observatory's folder.
FOLDER = "releases"


class _MovedOn(Exception):
    """Reports or decisions came in while a release was written."""


app = App(name="release", help="Numbered releases: make one, or list what two differ in.")


@app.default
def make(
    *,
    folder: In = HERE,
    since: Annotated[date | None, Parameter(help="Events on this day or later.")] = None,
    until: Annotated[date | None, Parameter(help="Events on this day or earlier.")] = None,
    unreviewed: Annotated[bool, Parameter(help="Also events that nobody has accepted; they are marked so.")] = False,
) -> int:
    """Freeze what may be public now as the next numbered release, in the observatory's folder.

    Exit status: 0 done, 1 the database does not verify and nothing was released, 2 wrong usage, or the release could not be written.
    """
    try:
        with opened_observatory(folder) as observatory, coding_progress() as progress:
            task = progress.add_task(say("being_released"), total=None)
            with written_when_verified(
                observatory,
                since=since,
                until=until,
                unreviewed=unreviewed,
                on_progress=lambda n: progress.advance(task, n),
            ) as parts:
                before = _state(observatory)
                limits = {
                    "since": since.isoformat() if since else None,
                    "until": until.isoformat() if until else None,
                    "unreviewed": unreviewed,
                }
                about = {**_about(observatory), "limits": limits}
                ledger = public_ledger(observatory, since=since, until=until)

                def frozen() -> Iterator[Written]:
                    yield from parts
                    if _state(observatory) != before:
                        raise _MovedOn

                done = release_of_written(observatory.folder / FOLDER, frozen(), about, ledger)
    except DoesNotVerifyError as error:
        print(*error.problems, say("no_release"), sep="\n", file=sys.stderr)
        return 1
    except Stop as stop:
        return stop.status
    except _MovedOn:
        print(say("moved_on"), file=sys.stderr)
        return 1
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(say("not_written", file=error.filename or FOLDER, why=error.strerror or error), file=sys.stderr)
        return 2
    print(say("released" if done.new else "same_release", number=done.number, n=done.events, folder=done.folder))
    if not done.events and not unreviewed:
        print(say("nothing_accepted"))
    return 0


@app.command
def diff(
    before: Annotated[int, Parameter(help="Number of a release.")],
    after: Annotated[int, Parameter(help="Number of a later one.")],
    /,
    *,
    folder: In = HERE,
    format: Annotated[Format | None, Parameter(help="table, jsonl or csv.")] = None,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="File to write; NAME.html is a page.")
    ] = None,
) -> int:
    """List the events that one release has otherwise than another, with the numbers of the decisions behind it."""
    try:
        with opened_observatory(folder) as observatory:
            one = read_release(observatory.folder / FOLDER, before)
            other = read_release(observatory.folder / FOLDER, after)
            changes = changes_between(observatory, one, other)
            name, codebook = observatory.settings.name, observatory.codebook
            writer = Writer(language(), labels_of(codebook, language(), observatory.actor_names))
    except Stop as stop:
        return stop.status
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        with opened(output) as file:
            chosen = format or default_format(output)
            if format is None and output is not None and output.suffix.lower() == ".html":
                file.write(difference_page(name, before, after, changes, codebook, writer))
            elif chosen == "table":
                Console(file=file).print(
                    _table(changes, ChangeWords(codebook, writer)) if changes else say("no_difference")
                )
            elif chosen == "csv":
                write_csv((change.to_dict() for change in changes), file)
            else:
                write_jsonl((change.to_dict() for change in changes), file)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(say("not_written", file=output, why=error.strerror or error), file=sys.stderr)
        return 2
    return 0


def changes_between(observatory: Observatory, one: Release, other: Release) -> list[Change]:
    """What two releases differ in, with the decisions that the observatory's log has between them."""
    span = (int(one.about["decisions"]["number"]), int(other.about["decisions"]["number"]))
    return list(differences(one, other, list(_decided(observatory, span))))


def is_public(observatory: Observatory, release: Release, today: date) -> bool:
    """Whether today's protection profile lets out every byte of a release."""
    protection = observatory.protection
    named = release.about.get("protection", {}).get("private_names", True)
    outlets = {outlet.get("name") for outlet in release.about.get("coverage", ())}
    for _, total in read_ledger(observatory.folder / FOLDER / f"{release.number:04d}"):
        outlets |= {total.source, total.attributed_to}
    return (
        (protection.private_names or not named)
        and not outlets & set(protection.withheld_sources)
        and all(reprotected(event, protection, today) == event for event in release.events.values())
    )


def _state(observatory: Observatory) -> tuple[object, ...]:
    """Another one after any decision and any report."""
    with observatory.store.reading() as connection:
        return (*log_head(connection), *last_added(connection))


def _about(observatory: Observatory) -> dict[str, object]:
    """What a release is made of besides its events; outlets that the profile withholds are not named."""
    settings = observatory.settings
    with observatory.store.reading() as connection:
        number, seal = log_head(connection)
        read = [o for o in outlets_covered(connection) if o.name not in settings.protection.withheld_sources]
    profile = settings.protection.model_dump(mode="json")
    # How many outlets are withheld may be told, which ones may not.
    profile["withheld_sources"] = len(settings.protection.withheld_sources)
    codebook = observatory.codebook.about
    return {
        "observatory": settings.name,
        "software": f"almenara {version('almenara')}",
        "codebook": {"name": codebook.name, "version": codebook.version},
        "decisions": {"number": number, "sha256": seal},
        "protection": profile,
        "coverage": [
            {
                "name": outlet.name,
                "reports": outlet.reports,
                "copies": outlet.copies,
                "first": outlet.first.isoformat() if outlet.first else None,
                "last": outlet.last.isoformat() if outlet.last else None,
            }
            for outlet in read
        ],
    }


def _decided(observatory: Observatory, span: tuple[int, int]) -> Iterator[Decided]:
    low, high = span
    with observatory.store.reading() as connection:
        entries = [entry for entry in history(connection) if entry.number <= high]
    for entry in standing(entries):
        if entry.number <= low:
            continue
        told = {"merge": entry.old, "split": entry.new}.get(entry.kind)
        other = told.get("event") if isinstance(told, dict) else None
        for event in _events_of(observatory, entry):
            yield Decided(entry.number, entry.kind, event, entry.field, other)
    # An undoing stands for what it takes back, where that was in the earlier release.
    by_number = {entry.number: entry for entry in entries}
    for entry in entries:
        if entry.number > low and entry.undoes is not None and entry.undoes <= low:
            taken = by_number[entry.undoes]
            for event in _events_of(observatory, entry):
                yield Decided(entry.number, _OPPOSITE.get(taken.kind, taken.kind), event, taken.field)


def _events_of(observatory: Observatory, entry: Decision) -> list[str]:
    """The events that a decision bears on: its own, or those that name what it joins or parts."""
    if entry.event is not None:
        return [entry.event]
    with observatory.store.reading() as connection:
        return events_concerned(connection, entry.number)[1]


#: What taking a decision back does to an event.
_OPPOSITE = {"accept": "reject", "reject": "accept"}


def _table(changes: list[Change], words: ChangeWords) -> Table:
    table = Table()
    for key in ("change", "event", "column_field", "before", "after", "decisions"):
        table.add_column(say(key), overflow="fold")
    last = None
    for c in changes:
        cells = [
            words.kind(c) if c.event != last else "",
            # Said once, above all that changed of one event.
            f"{words.event(c)}\n{c.event}" if c.event != last else "",
            words.field(c.field),
            words.value(c.field, c.before),
            c.other or words.value(c.field, c.after),
            ", ".join(map(str, c.decisions)),
        ]
        last = c.event
        table.add_row(*map(Text, cells))
    return table

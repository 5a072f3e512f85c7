"""`almenara code`: reports in, rows out; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from rich.console import Console

from almenara.cli.asking import AskingFlags, close_asker, open_asker
from almenara.cli.followed import reading_limits
from almenara.cli.inputs import OR_STANDARD_INPUT, coding_progress, columns_of, list_problems, reports_of
from almenara.cli.own_model import open_own_model
from almenara.cli.rows import Format, actor_rows, default_format, opened, write_csv, write_jsonl
from almenara.cli.table import show_events, show_plain, show_totals
from almenara.cli.wording import say
from almenara.codebook import Codebook, CodebookError, load_codebook
from almenara.model import Coding, Event, Report
from almenara.pipeline import NotCoded, Pipeline, own_file_problems
from almenara.processes import code_in_processes

What = Literal["mentions", "events", "totals", "places", "dates", "actors"]


def code(
    inputs: Annotated[
        list[str] | None, Parameter(help="Files, folders, patterns, or - for standard input."), OR_STANDARD_INPUT
    ] = None,
    /,
    *,
    published: Annotated[
        date | None, Parameter(help="Publication date of reports that tell none (YYYY-MM-DD).")
    ] = None,
    language: Annotated[Literal["en", "es"] | None, Parameter(help="Take all reports to be in this language.")] = None,
    what: Annotated[What, Parameter(name="--as", help="Which rows to print.")] = "mentions",
    format: Annotated[Format | None, Parameter(help="Default: a table on a terminal, JSON Lines elsewhere.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
    places: Annotated[tuple[Path, ...], Parameter(help="Your own places (CSV or GeoJSON); they go first.")] = (),
    actors: Annotated[
        tuple[Path, ...], Parameter(help="Your own actors (CSV, YAML or FollowTheMoney); they go first.")
    ] = (),
    column: Annotated[
        tuple[str, ...], Parameter(help="A table's column: text=NAME, title=NAME, published=NAME, ...")
    ] = (),
    jobs: Annotated[int, Parameter(help="Processes that code; each needs 400 MB and seconds to start.")] = 1,
    codebook: Annotated[Path | None, Parameter(help="Folder of a codebook other than the default one.")] = None,
    background: Annotated[
        bool, Parameter(help="Code everyday politics too (visits, aid, praise, refusals): types marked background.")
    ] = False,
    coder: Annotated[
        Literal["rules", "llm", "transformer"],
        Parameter(
            help="Code by the rules; ask a language model (docs/language-models.md); or label with your own (docs/own-model.md)."
        ),
    ] = "rules",
    labels: Annotated[
        Path | None, Parameter(help="File that says what a transformer's labels mean; see docs/own-model.md.")
    ] = None,
    ask: Annotated[AskingFlags | None, Parameter(name="*")] = None,
) -> int:
    """Code reports into rows: what, status, when, where, who, how many, with the words they come from.

    Exit status: 0 done, 1 some inputs failed and are listed on standard error, 2 wrong usage. What was read and is odd (a
    publication date that is no date) is listed too and is no failure.
    """
    if not inputs:
        print(say("no_input"), file=sys.stderr)
        return 2
    oddities: list[str] = []
    try:
        asking = ask or AskingFlags()
        columns = columns_of(column)
        limits = reading_limits(asking.settings)
        oddities += own_file_problems(places, actors)
        book = load_codebook(codebook, background=background)
        pipeline = Pipeline(book, places=places, actors=actors, thorough=what in ("places", "dates"))
    except (CodebookError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    if asking.batch and not (coder == "llm" or asking.second_opinion):
        print(say("batch_of_what"), file=sys.stderr)
        return 2
    try:
        # The model on this machine first: where it cannot be used, nobody need be warned of what leaves it.
        if coder == "transformer":
            pipeline.transformer = open_own_model(asking.model, labels, asking.settings, book)
        if coder == "llm" or asking.second_opinion:
            pipeline.asker = open_asker(asking, book, jobs, beside_transformer=coder == "transformer")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    failures: list[str] = []
    reports = reports_of(inputs, published, language, failures, oddities, columns, limits)
    codings = _shown(_codings(pipeline, reports, failures, jobs))
    kind = format or default_format(output)
    with opened(output) as file:
        if kind == "table":
            _tables(list(codings), what, pipeline, Console(file=file))
        elif kind == "csv":
            write_csv(_rows(codings, what, pipeline), file)
        else:
            write_jsonl(_rows(codings, what, pipeline), file)
    if pipeline.asker is not None:
        close_asker(pipeline.asker, failures)
    return list_problems(failures, oddities)


#: What the tables of `--as places`, `dates` and `actors` show of their rows.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "places": ("report", "text", "name", "country", "admin1", "lat", "lon", "precision", "score"),
    "dates": ("report", "text", "from", "to", "precision", "method"),
    "actors": ("report", "actor", "country", "sectors", "roles", "words"),
}


def _codings(pipeline: Pipeline, reports: Iterator[Report], failures: list[str], jobs: int) -> Iterator[Coding]:
    for result in pipeline.code(reports) if jobs <= 1 else code_in_processes(pipeline, reports, jobs):
        if not isinstance(result, NotCoded):
            yield result
        elif not result.waits:
            failures.append(result.why)


def _shown(codings: Iterator[Coding]) -> Iterator[Coding]:
    """The codings, counted on the terminal as they go by."""
    with coding_progress() as progress:
        task = progress.add_task(say("coding"), total=None)
        for coding in codings:
            progress.advance(task)
            yield coding


def _rows(codings: Iterator[Coding], what: What, pipeline: Pipeline) -> Iterator[dict[str, object]]:
    for coding in codings:
        if what == "mentions":
            yield from (mention.to_dict() for mention in coding.mentions)
        elif what == "events":
            yield from (event.to_dict() for event in pipeline.events([coding]))
        elif what == "totals":
            yield from (total.to_dict() for total in coding.totals)
        elif what == "places":
            yield from ({"report": coding.report, **place.to_dict()} for place in coding.places)
        elif what == "dates":
            yield from ({"report": coding.report, **found.to_dict()} for found in coding.dates)
        else:
            yield from actor_rows(coding)


def _tables(codings: list[Coding], what: What, pipeline: Pipeline, console: Console) -> None:
    if what in ("mentions", "events"):
        show_coded(codings, what, pipeline, console)
    elif what == "totals":
        show_totals([total for coding in codings for total in coding.totals], console)
    else:
        rows = list(_rows(iter(codings), what, pipeline))
        if what == "actors":
            rows = [{**row, **_actor_words(row)} for row in rows]
        several = len({row["report"] for row in rows}) > 1
        show_plain(rows, [c for c in _COLUMNS[what] if several or c != "report"], say(what), console)


def _actor_words(row: dict[str, Any]) -> dict[str, object]:
    """An actor's row as a table shows it."""
    return {
        "actor": f"{row['actor']} ({say('candidate')})" if row["candidate"] else row["actor"],
        "sectors": " ".join(row["sectors"]),
        "roles": ", ".join(f"{say('role_' + role)} {count}" for role, count in row["roles"].items()),
        "words": "; ".join(dict.fromkeys(quote["text"] for quote in row["words"])),
    }


def show_coded(codings: list[Coding], what: What, pipeline: Pipeline, console: Console) -> None:
    """The table of mentions or events, then the figures that the reports quote."""
    codebook: Codebook = pipeline.codebook
    events: list[Event] = list(pipeline.events(codings)) if what == "events" else []
    mentions = [mention for coding in codings for mention in coding.mentions]
    totals = [total for coding in codings for total in coding.totals]
    if not mentions:
        console.print(say("nothing", n=len(codings)))
    elif what == "events":
        show_events(events, codebook, console, say("events"))
    else:
        show_events(mentions, codebook, console, say("mentions"))
    if totals:
        show_totals(totals, console)
    if mentions:
        console.print(f"[dim]{say('credit')}[/]")

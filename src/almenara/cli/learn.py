"""`almenara learn`: an observatory's decisions teach its coder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import say


def learn(
    *,
    folder: In = HERE,
    curve: Annotated[
        Literal["relevance", "type", "status"] | None,
        Parameter(help="Show the quality of this head by number of decisions."),
    ] = None,
    next: Annotated[int | None, Parameter(help="List so many undecided events, those first that teach most.")] = None,
    precision: Annotated[float | None, Parameter(help="Keep what reaches this precision on unseen decisions.")] = None,
    recall: Annotated[float | None, Parameter(help="Keep what reaches this recall on unseen decisions.")] = None,
    cold_start: Annotated[bool, Parameter(negative=(), help="Learn from the codebook's examples too.")] = False,
    force: Annotated[bool, Parameter(negative=(), help="Adopt heads that are no better than what is in use.")] = False,
    format: Annotated[
        Format | None, Parameter(help="Of --next. Default: a table on a terminal, else JSON Lines.")
    ] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Learn from what was accepted, rejected and corrected, and adopt what is better than what is in use on unseen decisions.

    Exit status: 0 something was adopted or shown, 1 nothing was better or there are too few decisions, 2 wrong usage.
    """
    from almenara.language.heads.own import read_own_heads
    from almenara.learn.from_decisions import taught, undecided
    from almenara.learn.order import teaching_order
    from almenara.learn.own import Wanted, adopt, try_heads
    from almenara.learn.own import curve as curve_of

    if any(share is not None and not 0 < share <= 1 for share in (precision, recall)) or (precision and recall):
        Console(stderr=True).print(say("bad_share"))
        return 2
    console = Console()
    try:
        with opened_observatory(folder) as observatory, observatory.store.reading() as connection:
            own = read_own_heads(observatory.folder)
            if next is not None:
                rows = [one.to_dict() for one in teaching_order(undecided(connection), own)[:next]]
                return _show(rows, format or default_format(output), output)
            lessons = taught(connection)
            if curve is not None:
                table = Table(say("decided_mentions"), say("score"), title=curve)
                for count, score in curve_of(lessons, curve):
                    table.add_row(f"{count:,}", f"{score:.3f}")
                console.print(table if table.row_count else say("no_curve"))
                return 0 if table.row_count else 1
            trials = try_heads(
                lessons, observatory.codebook, in_use=own, wanted=Wanted(precision, recall), cold_start=cold_start
            )
            adopted = adopt(observatory.folder, trials, observatory.codebook, force=force)
    except Stop as stop:
        return stop.status
    table = Table(say("head"), say("decided_mentions"), say("unseen_reports"), say("latest_fifth"), say("adopted"))
    for trial in trials:
        if trial.why_not is not None:
            console.print(trial.why_not, highlight=False)
            continue
        pairs = [f"{head:.3f} ({say('in_use')} {now:.3f})" for head, now in (trial.by_report, trial.by_time)]
        table.add_row(trial.kind, f"{trial.lessons:,}", *pairs, say("yes") if trial.kind in adopted else say("no"))
    if table.row_count:
        console.print(table)
    return 0 if adopted else 1


def _show(rows: list[dict[str, object]], kind: Format, output: Path | None) -> int:
    with opened(output) as file:
        if kind == "table":
            table = Table(say("event"), say("doubt"), say("sentence"))
            for row in rows:
                table.add_row(str(row["event"]), f"{row['doubt']:.2f}", str(row["sentence"]))
            Console(file=file).print(table)
        else:
            (write_csv if kind == "csv" else write_jsonl)(rows, file)
    return 0

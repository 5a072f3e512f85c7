"""`almenara recode` and `almenara conflicts`: code stored reports anew, and list where that contradicts what people decided on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from almenara.cli.inputs import list_problems
from almenara.cli.jobs import followed
from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import explained, say
from almenara.observatory.recode import recode as code_anew
from almenara.store.recoding import count_to_recode, open_conflicts


def recode(
    *,
    folder: In = HERE,
    every: Annotated[bool, Parameter(name="--all", help="Also reports that this version coded already.")] = False,
) -> int:
    """Code stored reports anew with this version and codebook. Events that people decided on keep their values; a broken-off run is
    simply repeated."""
    try:
        with opened_observatory(folder) as observatory:
            with observatory.store.reading() as connection:
                total = count_to_recode(connection, observatory.coded_by, every=every)
            with followed(observatory, "recode", observatory.coded_by, say("coding"), total) as (job, advance):
                done = code_anew(observatory, every=every, on_progress=advance)
                job.counts = {"events": done.new, "gone": done.gone, "conflicts": done.conflicts}
    except Stop as stop:
        return stop.status
    print(say("recoded", reports=done.reports, new=done.new, gone=done.gone, conflicts=done.conflicts))
    return list_problems([], [*map(explained, done.not_coded)])


def conflicts(
    *,
    folder: In = HERE,
    format: Annotated[Format | None, Parameter(help="Default: a table on a terminal, JSON Lines elsewhere.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """List where the last re-coding reads reports otherwise than events stand that people decided on. A decision on the event, such as
    accepting it again or correcting it, settles its conflicts."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.reading() as connection:
            found = list(open_conflicts(connection))
    except Stop as stop:
        return stop.status
    kind = format or default_format(output)
    with opened(output) as file:
        if kind != "table":
            (write_csv if kind == "csv" else write_jsonl)((asdict(c) for c in found), file)
            return 0
        table = Table(*(say(f"column_{name}") for name in ("event", "report", "field", "kept", "now")))
        for c in found:
            now = say("no_event_there") if c.field == "event" else c.coded or "–"
            table.add_row(c.event, Text(c.report), c.field, Text(c.kept or "–"), Text(now))
        Console(file=file).print(table if found else say("no_conflicts"))
    return 0

"""`almenara outlets`: what was read of each outlet, the log day by day, and the registry that people fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.rows import opened, write_csv
from almenara.cli.wording import day, say
from almenara.observatory.outlets import FILE, fill_outlets
from almenara.store.outlet_coverage import outlets_covered, reports_per_day


def list_(*, folder: In = HERE) -> int:
    """Show every outlet: reports, first and last day, days with reports, and for how many days it has been silent, from its last report to today."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.reading() as connection:
            found = [line for line in outlets_covered(connection) if line.source is not None]
    except Stop as stop:
        return stop.status
    if not found:
        print(say("no_outlets"))
        return 0
    names = ("outlet", "country", "reports", "first", "last", "days", "silent")
    table = Table(*(Column(say(f"column_{name}"), no_wrap=name != "outlet") for name in names), box=SIMPLE)
    for line in found:
        silent = line.silent_for(date.today())
        table.add_row(
            Text(line.name or ""),
            (line.source and line.source.country) or "–",
            str(line.reports),
            day(line.first),
            day(line.last),
            str(line.days),
            "–" if silent is None else str(max(silent, 0)),
        )
    Console().print(table)
    return 0


def log(
    *,
    folder: In = HERE,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Print the log of coverage as CSV: outlet, day of publication, reports that were read."""
    try:
        with (
            opened_observatory(folder) as observatory,
            observatory.store.reading() as connection,
            opened(output) as file,
        ):
            rows = ({"outlet": o, "day": d.isoformat(), "reports": n} for o, d, n in reports_per_day(connection))
            write_csv(rows, file)
    except Stop as stop:
        return stop.status
    return 0


def fill(*, folder: In = HERE) -> int:
    """Append the outlets that were seen to the registry (outlets.csv), whose rows are never changed by almenara."""
    try:
        with opened_observatory(folder) as observatory:
            with observatory.store.reading() as connection:
                seen = [line.source for line in outlets_covered(connection) if line.source is not None]
            added = fill_outlets(observatory.folder, seen)
            print(say("outlets_filled", n=added, file=observatory.folder / FILE))
    except Stop as stop:
        return stop.status
    return 0

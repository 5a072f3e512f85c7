"""`almenara people agreement`: how far people, and people and machine, say the same of the events that are coded twice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import say
from almenara.observatory.agreement import Figure, Line, lines_of
from almenara.store.blind import all_judgements


def agreement(
    *,
    folder: In = HERE,
    format: Annotated[Format | None, Parameter(help="Default: a table on a terminal, JSON Lines elsewhere.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Print percent agreement, Cohen's kappa and Krippendorff's alpha with their intervals: by field, type, month, people and machine."""
    try:
        with opened_observatory(folder) as observatory:
            with observatory.store.reading() as connection:
                lines = lines_of(all_judgements(connection))
            kind = format or default_format(output)
            with opened(output) as file:
                if kind == "table":
                    _show(lines, Console(file=file))
                else:
                    (write_csv if kind == "csv" else write_jsonl)((line.to_dict() for line in lines), file)
    except Stop as stop:
        return stop.status
    return 0


def _show(lines: list[Line], console: Console) -> None:
    table = Table(box=None)
    for name in ("group", "name", "field", "events", "alike", "kappa", "alpha"):
        table.add_column(say(f"agreement_{name}"), justify="right" if name == "events" else "left")
    for line in lines:
        found = line.agreement
        figures = [_written(figure) for figure in (found.percent, found.kappa, found.alpha)]
        table.add_row(
            say(f"group_{line.group}"), line.name, say(f"agreement_of_{line.field}"), str(found.events), *figures
        )
    console.print(table)
    for note in sorted({line.agreement.note for line in lines if line.agreement.note}):
        console.print(say(note))


def _written(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    interval = f" [{figure.interval[0]:.2f}; {figure.interval[1]:.2f}]" if figure.interval else ""
    return f"{figure.value:.2f}{interval}"

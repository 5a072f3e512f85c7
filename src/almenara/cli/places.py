"""`almenara places`: an observatory's own places."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from almenara.cli.wording import say
from almenara.resolve.places.imports import ImportProgress, import_places


def import_(
    files: Annotated[list[Path], Parameter(help="CSV, GeoJSON, or GeoNames' allCountries.txt and alternateNames.txt.")],
    /,
) -> int:
    """Import places for good; they go before the gazetteer's in every later run. A broken-off import goes on where it stopped."""
    failed = False
    for path in files:
        columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"))
        with Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        ) as progress:
            task = progress.add_task(path.name, total=None)

            def show(done: ImportProgress, task: object = task, progress: Progress = progress) -> None:
                progress.update(task, completed=done.rows)  # type: ignore[arg-type]

            try:
                result = import_places(path, on_progress=show)
            except (ValueError, OSError) as error:
                print(error, file=sys.stderr)
                failed = True
                continue
        for problem in result.problems:
            print(problem, file=sys.stderr)
        failed = failed or result.bad > 0
        print(say("imported", path=path, written=result.written, bad=result.bad))
    return 1 if failed else 0

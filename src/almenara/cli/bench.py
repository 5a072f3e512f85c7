"""`almenara bench`: figures of this run, against gold data where it is, and docs/benchmarks.md."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from almenara.bench.figure import Figure
from almenara.cli.wording import say

if TYPE_CHECKING:
    from almenara.bench.asking import Endpoint

Name = Literal[
    "all",
    "dates",
    "places",
    "types",
    "plover",
    "roles",
    "status",
    "gate",
    "reading",
    "linking",
    "store",
    "publish",
    "web",
    "speed",
    "scale",
    "learning",
    "asking",
]

#: Events of a store where nobody says how many.
STORE_EVENTS, WEB_EVENTS = 1_000_000, 20_000


def bench(
    name: Annotated[Name, Parameter(help="Which figures.")] = "all",
    /,
    *,
    gold: Annotated[Path, Parameter(help="Folder of the gold data; what is absent is skipped and said so.")] = Path(
        "../shared/gold"
    ),
    repeat: Annotated[int, Parameter(help="Rounds over the sample reports for the speed figures.")] = 30,
    accounts: Annotated[int, Parameter(help="Accounts of the made-up stream for the linking figures.")] = 1_000_000,
    reprints: Annotated[int, Parameter(help="Generated reports among which near-copies are looked for.")] = 100_000,
    events: Annotated[
        int | None, Parameter(help="Events of the made-up stores; default: a million, and 20,000 for the web figures.")
    ] = None,
    released: Annotated[int, Parameter(help="Events of the made-up release.")] = 100_000,
    told: Annotated[int, Parameter(help="Reports and mentions of each event of the web figures' store.")] = 1,
    seconds: Annotated[float, Parameter(help="For how long many reviewers decide at once in the web figures.")] = 10,
    endpoint: Annotated[
        str | None,
        Parameter(help="OpenAI-compatible address to which the samples may be sent, for the asking figures."),
    ] = None,
    model: Annotated[str, Parameter(help="The language model's name there.")] = "model",
    answer_tokens: Annotated[int, Parameter(help="Tokens that one of its answers may have.")] = 4000,
    codebook: Annotated[
        Path | None, Parameter(help="Codebook of the asking figures other than the default one.")
    ] = None,
    errors: Annotated[int, Parameter(help="List so many errors of each measure.")] = 0,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Also write the table as Markdown.")] = None,
) -> int:
    """Measure quality and speed; every figure is computed in this run."""
    console = Console()
    figures: list[Figure] = []
    asked = None
    if endpoint is not None:
        from almenara.bench.asking import Endpoint

        asked = Endpoint(endpoint, model, answer_tokens, codebook)
    elif name == "asking":
        print(say("which_language_model"), file=sys.stderr)
        return 2
    for figure in _figures(name, gold, repeat, accounts, reprints, events, released, told, seconds, asked):
        figures.append(figure)
        console.print(f"[dim]{figure.data}: {figure.measure} = {_value(figure)}[/]", highlight=False)
        for error in figure.errors[:errors]:
            console.print(f"    {error}", markup=False, highlight=False)
    table = Table(title="almenara bench")
    for column in ("data", "measure", "our figure", "rival", "reach at least", "items"):
        table.add_column(column)
    for row in _rows(figures):
        table.add_row(*row)
    console.print(table)
    if not gold.is_dir():
        print(
            f"The gold data is not at {gold}; its figures were skipped. Name its folder with --gold.", file=sys.stderr
        )
    if output is not None:
        output.write_text(_markdown(figures), encoding="utf-8")
    return 0


def _figures(
    name: Name,
    gold: Path,
    repeat: int,
    accounts: int,
    reprints: int,
    events: int | None,
    released: int,
    told: int,
    seconds: float,
    asked: Endpoint | None,
) -> Iterator[Figure]:
    if gold.is_dir() and name in ("all", "dates"):
        from almenara.bench.dates import date_figures

        yield from date_figures(gold)
    if gold.is_dir() and name in ("all", "places"):
        from almenara.bench.places import place_figures

        yield from place_figures(gold)
    if gold.is_dir() and name in ("all", "types"):
        from almenara.bench.types import type_figures

        yield from type_figures(gold)
    if gold.is_dir() and name in ("all", "learning"):
        from almenara.bench.learning import learning_figures

        yield from learning_figures(gold)
    if gold.is_dir() and name in ("all", "plover"):
        from almenara.bench.plover import plover_figures

        yield from plover_figures(gold)
    if gold.is_dir() and name in ("all", "roles"):
        from almenara.bench.roles import role_figures

        yield from role_figures(gold)
    if name in ("all", "status"):
        from almenara.bench.status_set import status_figures

        yield from status_figures()
    if name in ("all", "gate"):
        from almenara.bench.gate import gate_figures

        yield from gate_figures(gold)
    if name in ("all", "reading"):
        from almenara.bench.reading import reading_figures

        yield from reading_figures(reprints)
    if name in ("all", "linking"):
        from almenara.bench.linking import linking_figures

        yield from linking_figures(gold, accounts)
    if name in ("all", "store"):
        from almenara.bench.memory import store_figures

        yield from store_figures(events or STORE_EVENTS)
    if name in ("all", "publish"):
        from almenara.bench.publish import publish_figures

        yield from publish_figures(released)
    if name in ("all", "web"):
        from almenara.bench.web import web_figures

        yield from web_figures(events or WEB_EVENTS, told, seconds)
    if name in ("all", "speed"):
        from almenara.bench.speed import speed_figures

        yield from speed_figures(repeat)
    if name in ("all", "scale"):
        from almenara.bench.scale import scale_figures

        yield from scale_figures(max(1, repeat // 3))
    if asked is not None and name in ("all", "asking"):
        from almenara.bench.asking import asking_figures

        yield from asking_figures(asked)


def _value(figure: Figure) -> str:
    return f"{figure.value:.3f}" if not figure.unit else f"{figure.value:,.2f} {figure.unit}"


def _rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    for figure in figures:
        wanted = "–" if figure.wanted is None else f"{figure.wanted:g} {figure.unit}".strip()
        yield figure.data, figure.measure, _value(figure), figure.rival, wanted, f"{figure.size:,}"


def _markdown(figures: Iterable[Figure]) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Printed by `almenara bench -o docs/benchmarks.md` on {date.today().isoformat()}; every figure is of that run, on two",
        "cores. Gold data is public and never part of the project; what it measures is described beside each scorer in",
        "`src/almenara/bench/`. Nothing that is shipped was trained on it. What falls short is in docs/limits.md.",
        "",
        "| data | measure | our figure | rival | reach at least | items |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += ["| " + " | ".join(row) + " |" for row in _rows(figures)]
    return "\n".join(lines) + "\n"

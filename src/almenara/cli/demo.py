"""`almenara demo`: the main job on the project's own sample reports."""

from __future__ import annotations

from rich.console import Console

from almenara.cli.code import show_coded
from almenara.cli.wording import say
from almenara.codebook import load_codebook
from almenara.model import Coding, Report
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS


def demo() -> int:
    """Code the sample reports and show the events that they tell of, joined within each report."""
    console = Console()
    console.print(say("demo"))
    reports = [report for report in read(REPORTS) if isinstance(report, Report)]
    pipeline = Pipeline(load_codebook(), places=(PLACES,))
    codings = [result for result in pipeline.code(reports) if isinstance(result, Coding)]
    show_coded(codings, "events", pipeline, console)
    mentions = sum(len(coding.mentions) for coding in codings)
    console.print(say("demo_end", reports=len(reports), mentions=mentions))
    return 0

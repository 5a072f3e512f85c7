"""The relevance gate: of the mentions that are coded when every sentence is parsed, the share that are coded with the gate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.model import Report
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.samples import REPORTS

_NEWS = ("geoparsing_lgl", "geoparsing_geowebnews", "geoparsing_trnews")


def gate_figures(gold: Path) -> Iterator[Figure]:
    """One figure on the samples (both languages) and, where the data is there, one on English news."""
    yield _figure("samples", [report for report in read(REPORTS) if isinstance(report, Report)])
    news = [
        Report(f"{name}-{number}", json.loads(line)["text"], language="en")
        for name in _NEWS
        if (path := gold / f"{name}.jsonl").is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    ]
    if news:
        yield _figure("geoparsing news", news)


def _figure(data: str, reports: Sequence[Report]) -> Figure:
    codebook = load_codebook()
    every = _mentions(Pipeline(codebook, gated=False), reports)
    gated = _mentions(Pipeline(codebook), reports)
    lost = tuple(f"{report} {kind}: {words!r}" for report, _, kind, words in sorted(every - gated))
    return Figure(
        data,
        "of the mentions without the gate, coded with it",
        len(every & gated) / max(len(every), 1),
        len(every),
        lost,
        wanted=0.99,
    )


def _mentions(pipeline: Pipeline, reports: Sequence[Report]) -> set[tuple[str, int, str, str]]:
    return {
        (m.report, m.trigger.start, m.type, m.trigger.text) for mentions in pipeline.mentions(reports) for m in mentions
    }

"""Beyond one machine: what Spark with two tasks brings over one plain process, and what it costs for each report.

Both code the sample reports over and over under new names, after what they need is loaded: Spark's workers by a run of the same
settings in the same session. Seconds are those of a clock, so that another's work on the machine shows in the ratio; both take turns.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.model import Report
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS
from almenara.scale.session import ScaleError, open_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Plain coding, one task and two take turns, so many each.
TURNS = 3
#: Partitions of a run: some for each task, as a run of any size has.
PARTITIONS = 4


def scale_figures(rounds: int) -> Iterator[Figure]:
    """Speed-up of two tasks over one process and overhead of one task, over `rounds` times the samples; none where Spark is absent."""
    from almenara.scale.coder_settings import CoderSettings

    try:
        spark = open_session("local[2,4]", light=True)
    except ScaleError as missing:
        yield Figure("samples", f"beyond one machine was not measured: {missing}", 0.0, 0, unit="runs")
        return
    reports = [
        replace(report, id=f"{report.id}-{n}")
        for n in range(rounds)
        for report in read(REPORTS)
        if isinstance(report, Report)
    ]
    pipeline = Pipeline(load_codebook(), places=(PLACES,))
    settings = CoderSettings.of(places=(PLACES,))
    try:
        _plain(pipeline, reports[:50])
        _on_spark(spark, settings, reports[:50], 2)
        turns = [
            (_plain(pipeline, reports), _on_spark(spark, settings, reports, 2), _on_spark(spark, settings, reports, 1))
            for _ in range(TURNS)
        ]
    finally:
        spark.stop()
    plain, two, one = (median(turn[n] for turn in turns) for n in range(3))
    size = len(reports)
    yield Figure("samples", "one plain process", size / plain, size, unit="reports/s")
    yield Figure("samples", "Spark, two tasks, after start-up", size / two, size, unit="reports/s")
    yield Figure("samples", "Spark with two tasks over one plain process", plain / two, size, unit="times", wanted=1.6)
    yield Figure("samples", "overhead of Spark, one task", (one - plain) / size * 1000, size, unit="ms/report")


def _plain(pipeline: Pipeline, reports: Sequence[Report]) -> float:
    started = time.perf_counter()
    for _ in pipeline.code(sorted(reports, key=lambda report: report.language or "")):
        pass
    return time.perf_counter() - started


def _on_spark(spark: SparkSession, settings: object, reports: Sequence[Report], tasks: int) -> float:
    """Seconds from laid-out reports to marked partitions; laying out is done before."""
    from almenara.scale.coder_settings import CoderSettings
    from almenara.scale.coding import code_on_spark

    assert isinstance(settings, CoderSettings)
    with TemporaryDirectory(prefix="almenara-bench-") as name:
        folder = Path(name)
        lines = (
            json.dumps({"id": r.id, "text": r.text, "language": r.language, "published": str(r.published or "")})
            for r in reports
        )
        (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        out = folder / "out"
        started: list[float] = []
        code_on_spark(
            spark,
            [(folder / "in.jsonl").as_uri()],
            out.as_uri(),
            settings,
            partitions=PARTITIONS,
            at_once=tasks,
            on_begin=lambda: started.append(time.perf_counter()),
        )
        return time.perf_counter() - started[0]

"""Reports → coded rows on a cluster, partition by partition: what is finished is marked, and a second run does only the rest.

A run's folder holds

    plan.json                   what is coded, with which settings, into how many partitions
    read/kind=report/part=N/    the reports, laid out
    read/kind=problem/part=N/   what could not be read
    coded/part=N/kind=K/        the rows (coded_row.py)
    done/N.json                 the mark of a finished partition, with its counts
    failed/N.json               why a partition could not be finished; it is tried again by the next run
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, Any

from almenara.model import Report
from almenara.read import ReadFailure
from almenara.scale.coded_row import KINDS, SCHEMA, CodedRow
from almenara.scale.coder_settings import CoderSettings
from almenara.scale.files import Files, Found
from almenara.scale.guarded import PATIENCE, GuardedCoder
from almenara.scale.reading import LAYOUT, Given, inputs_of, lay_out, report_of, sound
from almenara.scale.session import ScaleError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Bytes of input for each partition: a minute or two of coding, which is what a broken-off run loses at most for each processor.
PARTITION_BYTES = 8 * 1024**2
#: Compressed formats hold about so many times more.
_COMPRESSED = 3
MOST_PARTITIONS = 50_000
#: Partitions under way at once; each is a thread of the driver's that mostly waits.
MOST_AT_ONCE = 512
OPENER = "almenara.scale.coder_settings:open_coder"
_PLAN = "plan.json"
NOTHING_SAID = Given()


@dataclass
class Coded:
    """What a run came to: counts over all partitions, and what went wrong."""

    partitions: int = 0
    #: Partitions that this run coded; the others were finished before.
    coded_now: int = 0
    reports: int = 0
    mentions: int = 0
    totals: int = 0
    not_coded: int = 0
    quarantined: int = 0
    read_problems: list[ReadFailure] = field(default_factory=list)
    #: Why each partition that could not be finished could not.
    failed: dict[int, str] = field(default_factory=dict)


def code_on_spark(
    spark: SparkSession,
    patterns: Sequence[str],
    out: str,
    settings: CoderSettings,
    given: Given = NOTHING_SAID,
    *,
    partitions: int | None = None,
    patience: float = PATIENCE,
    opener: str = OPENER,
    version: str = "",
    at_once: int | None = None,
    on_begin: Callable[[], object] = lambda: None,
    on_partition: Callable[[int, int], object] = lambda done, all: None,
) -> Coded:
    """Code the reports of some paths into the folder `out`, or go on with what is there.

    `patience` is how many seconds a report may take; `at_once` how many partitions are under way (default: one for each of the
    cluster's processors); `on_begin` is called when the reports are laid out. Raises ScaleError where nothing can be read, or where `out` holds
    another run.
    """
    files = Files(spark)
    wanted = _plan(patterns, settings, given, version)
    problems = _laid_out(spark, files, out, patterns, given, wanted, partitions)
    plan = json.loads(files.read(f"{out}/{_PLAN}") or "{}")
    everything = range(int(plan["partitions"]))
    # An empty partition has no folder.
    there = {int(name.removeprefix("part=")) for name in files.names(f"{out}/read/kind=report") if name[0] == "p"}
    finished = {int(name.removesuffix(".json")) for name in files.names(f"{out}/done") if name.endswith(".json")}
    coded = Coded(partitions=len(there), read_problems=problems)
    shared = spark.sparkContext.broadcast((opener, settings, patience))
    work = _Partition(spark, files, out, shared, settings.fingerprint() + opener)
    waiting = [part for part in everything if part in there and part not in finished]
    slots = max(1, min(MOST_AT_ONCE, at_once or spark.sparkContext.defaultParallelism))
    on_begin()
    with _handing_on(spark), ThreadPoolExecutor(slots) as pool:
        under_way = {pool.submit(work.code, part): part for part in waiting}
        try:
            for future in as_completed(under_way):
                why = future.result()
                if why is not None:
                    coded.failed[under_way[future]] = why
                on_partition(len(coded.failed) + coded.coded_now + 1, len(waiting))
                coded.coded_now += why is None
        finally:
            pool.shutdown(cancel_futures=True)
    _count(files, out, coded)
    coded.read_problems += _read_problems(spark, files, out)
    return coded


def _plan(patterns: Sequence[str], settings: CoderSettings, given: Given, version: str) -> dict[str, object]:
    return {
        "inputs": list(patterns),
        "settings": settings.fingerprint(),
        "published": given.published.isoformat() if given.published else None,
        "language": given.language,
        "columns": dict(given.columns or {}),
        "version": version,
    }


def _laid_out(
    spark: SparkSession,
    files: Files,
    out: str,
    patterns: Sequence[str],
    given: Given,
    wanted: dict[str, object],
    partitions: int | None,
) -> list[ReadFailure]:
    """Lay the reports out, unless that was done; what was wrong with the files."""
    written = files.read(f"{out}/{_PLAN}")
    if written is not None:
        plan = json.loads(written)
        differing = [name for name, value in wanted.items() if plan.get(name) != value]
        if differing:
            raise ScaleError(
                f"{out} holds a run with other {', '.join(differing)}; give what it was begun with to go on, or name another --out."
            )
        return [ReadFailure(**problem) for problem in plan["problems"]]
    kinds, problems = inputs_of(files, patterns)
    count = partitions or _partitions(kinds, spark.sparkContext.defaultParallelism)
    try:
        lay_out(spark, kinds, given, count, f"{out}/read")
    except ScaleError:
        # Which file it is shows when each is read alone; that takes as long again, so it is not done before.
        kinds, broken = sound(spark, kinds)
        problems += broken
        if not broken or not any(kinds.values()):
            raise
        lay_out(spark, kinds, given, count, f"{out}/read")
    told = [{"what": p.what, "where": p.where, "detail": p.detail, "limit": p.limit} for p in problems]
    files.write(f"{out}/{_PLAN}", json.dumps({**wanted, "partitions": count, "problems": told}, indent=1))
    return problems


def _partitions(kinds: dict[str, list[Found]], slots: int) -> int:
    """So many that each takes a minute or two, and that no processor is without one."""
    size = sum(
        file.size * (1 if file.path.endswith((".jsonl", ".ndjson", ".json")) else _COMPRESSED)
        for found in kinds.values()
        for file in found
    )
    return min(MOST_PARTITIONS, max(slots, ceil(size / PARTITION_BYTES)))


#: What Spark spends on the plan of a query, which for one that only hands rows to Python and on is more than it can win.
_PLANNING = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@contextmanager
def _handing_on(spark: SparkSession) -> Iterator[None]:
    """Without `_PLANNING` inside the block, but for what somebody set; it costs most of Java's seconds for a partition."""
    told = spark.sparkContext.getConf()
    ours = {key: value for key, value in _PLANNING.items() if not told.contains(key)}
    before = {key: str(spark.conf.get(key)) for key in ours}
    for key, value in ours.items():
        spark.conf.set(key, value)
    try:
        yield
    finally:
        for key, was in before.items():
            spark.conf.set(key, was)


@dataclass(frozen=True)
class _Partition:
    """Codes one partition at a time, from any thread."""

    spark: SparkSession
    files: Files
    out: str
    shared: Any
    key: str

    def code(self, part: int) -> str | None:
        """Code a partition and mark it; why it could not be done, or None."""
        from pyspark.sql import Observation
        from pyspark.sql import functions as f

        started = time.monotonic()
        rows = f"{self.out}/coded/part={part}"
        try:
            # With the schema given Spark need not look into the files for it first, which is a job of its own.
            layout = self.spark.read.schema(LAYOUT)
            reports: Any = layout.parquet(f"{self.out}/read/kind=report/part={part}")
            coded = reports.rdd.mapPartitions(_Coding(self.shared, self.key))
            frame = self.spark.createDataFrame(coded, SCHEMA, verifySchema=False)
            # Counted while they are written, and not by reading them again.
            counted = Observation()
            kinds = [f.count(f.when(f.col("kind") == kind, 1)).alias(kind) for kind in KINDS]
            frame.observe(counted, *kinds).write.mode("overwrite").partitionBy("kind").parquet(rows)
            counts = {kind: number for kind, number in counted.get.items() if number}
        except Exception as error:
            # Whatever broke this partition, the others are coded.
            why = _why(error)
            self.files.write(f"{self.out}/failed/{part}.json", json.dumps({"why": why}))
            return why
        mark = {**counts, "seconds": round(time.monotonic() - started, 2)}
        self.files.write(f"{self.out}/done/{part}.json", json.dumps(mark))
        self.files.delete(f"{self.out}/failed/{part}.json")
        return None


class _Coding:
    """What one of Spark's workers does with a partition's reports."""

    def __init__(self, shared: Any, key: str) -> None:
        self._shared, self._key = shared, key

    def __call__(self, rows: Iterator[Any]) -> Iterator[tuple[object, ...]]:
        first = next(rows, None)
        if first is None:
            return iter(())
        opener, settings, patience = self._shared.value
        reports: Iterator[Report] = map(report_of, chain([first], rows))
        return map(CodedRow.as_tuple, _coder_of_this_worker(self._key, opener, settings, patience).code(reports))


_coder: tuple[str, GuardedCoder] | None = None


def _coder_of_this_worker(key: str, opener: str, settings: CoderSettings, patience: float) -> GuardedCoder:
    """The coding process beside this worker, which lives as long as it does: models are loaded once."""
    global _coder
    key = f"{key} {patience}"
    if _coder is None or _coder[0] != key:
        if _coder is not None:
            _coder[1].close()
        _coder = (key, GuardedCoder(opener, settings, patience))
    return _coder[1]


def _count(files: Files, out: str, coded: Coded) -> None:
    for name in files.names(f"{out}/done"):
        if name.endswith(".json"):
            mark = json.loads(files.read(f"{out}/done/{name}") or "{}")
            coded.reports += mark.get("report", 0)
            coded.mentions += mark.get("mention", 0)
            coded.totals += mark.get("total", 0)
            coded.not_coded += mark.get("not_coded", 0)
            coded.quarantined += mark.get("quarantined", 0)


#: Problems of single reports that are told; more of them are in the run's folder.
PROBLEMS_TOLD = 1000


def _read_problems(spark: SparkSession, files: Files, out: str) -> list[ReadFailure]:
    folder = f"{out}/read/kind=problem"
    if not files.exists(folder):
        return []
    rows = spark.read.parquet(folder).orderBy("place", "what", "detail").limit(PROBLEMS_TOLD).collect()
    return [ReadFailure(row.what, row.place, row.detail or "", row.limit or "") for row in rows]


def quarantined_in(spark: SparkSession, out: str, kind: str = "quarantined") -> list[dict[str, Any]]:
    """What is known of each quarantined (or `not_coded`) report of a run, by report."""
    rows = spark.read.parquet(f"{out}/coded").where(f"kind = '{kind}'").orderBy("report").limit(PROBLEMS_TOLD)
    return [json.loads(row.row) for row in rows.select("row").collect()]


def _why(error: Exception) -> str:
    """The sentence of a worker's error, which stands somewhere in the report that Java makes of it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [line.partition("NoCoder: ")[2] for line in lines if "NoCoder: " in line]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (ours or causes[-1:] or lines[:1] or [type(error).__name__])[0][:500]

"""Anything that Spark can reach → reports, laid out once in numbered partitions of about equal size.

The layout is what makes a run resumable: a report's partition is told by its id alone, so each partition holds the same reports
however often a run is broken off, and a report that comes twice comes into one partition, where it is kept once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from almenara.language.detect import detect_language
from almenara.model import Report, Source
from almenara.read import USUAL_LIMITS, ReadFailure, ReadingLimits
from almenara.read.json_lines import read_json_lines
from almenara.read.row import report_of_row
from almenara.read.spreadsheet import fields_of, plain
from almenara.read.web_archive import read_web_archive
from almenara.scale.files import Files, Found
from almenara.scale.session import ScaleError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Endings by format, the compressed ones that Spark opens by itself among them.
ENDINGS = {
    "parquet": (".parquet",),
    "lines": tuple(e + c for e in (".jsonl", ".ndjson", ".json") for c in ("", ".gz", ".bz2", ".zst")),
    "archive": (".warc", ".warc.gz"),
}
_MAGIC = b"PAR1"
#: Bytes of a web archive that is not on a disk of ours: it comes as one value, and Java's arrays end at two gigabytes.
LARGEST_ARCHIVE = 1024**3
_LOCAL = "file:"

#: The columns of a file that is laid out, and before that those that name its folder, too.
LAYOUT = (
    "report string, text string, title string, language string, published string, source string, source_domain string, "
    "source_country string, source_scale string, url string, what string, place string, detail string, `limit` string"
)
SCHEMA = f"kind string, part int, {LAYOUT}"


@dataclass(frozen=True)
class Given:
    """What the caller says of the reports: the day and language of those that tell none, names of a table's columns, and how much is taken in."""

    published: date | None = None
    language: str | None = None
    columns: Mapping[str, str] | None = None
    limits: ReadingLimits = USUAL_LIMITS


def inputs_of(files: Files, patterns: Sequence[str]) -> tuple[dict[str, list[Found]], list[ReadFailure]]:
    """The files of each format that some paths, folders or patterns stand for, and what is wrong with them."""
    kinds: dict[str, list[Found]] = {kind: [] for kind in ENDINGS}
    problems: list[ReadFailure] = []
    for pattern in patterns:
        found = files.found(pattern)
        if not found:
            problems.append(ReadFailure("missing", pattern))
        known = 0
        for file in found:
            kind = next((k for k, endings in ENDINGS.items() if file.path.lower().endswith(endings)), None)
            if kind is None:
                continue
            known += 1
            if kind == "parquet" and files.last_bytes(file.path, file.size, len(_MAGIC)) != _MAGIC:
                problems.append(ReadFailure("broken_table", file.path, "no end of a Parquet file"))
            elif kind == "archive" and file.size > LARGEST_ARCHIVE and not file.path.startswith(_LOCAL):
                problems.append(
                    ReadFailure("broken_archive", file.path, "over 1 GB; cut it, or put it on a shared disk")
                )
            else:
                kinds[kind].append(file)
        if found and not known:
            problems.append(ReadFailure("empty_folder", pattern))
    return kinds, problems


def lay_out(spark: SparkSession, kinds: Mapping[str, list[Found]], given: Given, parts: int, folder: str) -> None:
    """Write the files' reports to `folder`, partitioned by `kind` (report, problem) and `part` (0 to `parts` - 1).

    Raises ScaleError, with a sentence, where a file breaks off in a way that no reader of ours sees.
    """
    from pyspark.sql import functions as f
    from pyspark.sql.window import Window

    frames = [_frame(spark, kind, files, given, parts) for kind, files in kinds.items() if files]
    if not frames:
        raise ScaleError("None of the inputs holds anything that can be read; see above.")
    read = frames[0]
    for frame in frames[1:]:
        read = read.unionAll(frame)
    # Of reports with one id the first by its words stays; another one with other words is told.
    same = Window.partitionBy("part", "report").orderBy("text", "title", "published")
    numbered = read.where("kind = 'report'").withColumn("copy", f.row_number().over(same))
    numbered = numbered.withColumn("first_text", f.first("text").over(same))
    reports = numbered.where("copy = 1").drop("copy", "first_text")
    others = numbered.where("copy > 1").select(
        f.lit("problem").alias("kind"),
        "part",
        "report",
        *(f.lit(None).cast("string").alias(name) for name in _BETWEEN),
        f.when(f.col("text") == f.col("first_text"), "repeated").otherwise("same_id").alias("what"),
        f.col("report").alias("place"),
        f.concat(f.lit("'"), "report", f.lit("'")).alias("detail"),
        "limit",
    )
    # One partition is one task's, so that it becomes one file; a few share a task where there are many.
    laid = reports.unionAll(read.where("kind = 'problem'").unionAll(others))
    laid = laid.repartition(parts, "part").sortWithinPartitions("kind", "part", "report")
    try:
        laid.write.mode("overwrite").partitionBy("kind", "part").parquet(folder)
    except Exception as error:
        # py4j wraps whatever Java raised, and Spark whatever a reader raised.
        raise ScaleError(f"The inputs could not be read to their ends: {_cause(error)}") from error


#: The columns of a report that a problem leaves empty.
_BETWEEN = (
    "text",
    "title",
    "language",
    "published",
    "source",
    "source_domain",
    "source_country",
    "source_scale",
    "url",
)


def sound(spark: SparkSession, kinds: Mapping[str, list[Found]]) -> tuple[dict[str, list[Found]], list[ReadFailure]]:
    """Those files that can be read to their ends, each tried alone, and a failure for each other one."""
    whole: dict[str, list[Found]] = {kind: [] for kind in kinds}
    problems = []
    for kind, files in kinds.items():
        for file in files:
            try:
                reader = spark.read
                frame = reader.parquet(file.path) if kind == "parquet" else reader.text(file.path)
                if kind != "archive":
                    frame.write.format("noop").mode("overwrite").save()
            except Exception as error:
                what = "broken_table" if kind == "parquet" else "unreadable"
                problems.append(ReadFailure(what, file.path, _cause(error)))
            else:
                whole[kind].append(file)
    return whole, problems


def _frame(spark: SparkSession, kind: str, files: Sequence[Found], given: Given, parts: int) -> DataFrame:
    paths = [file.path for file in files]
    if kind == "parquet":
        found = _of_parquet(spark, paths, given)
    elif kind == "lines":
        found = _of_lines(spark, paths, given.limits)
    else:
        found = _of_archives(spark, paths, given.limits)
    return spark.createDataFrame(found.mapPartitions(_Laid(given, parts)), SCHEMA, verifySchema=False)


class _Laid:
    """Readers' reports and failures → rows of `SCHEMA`."""

    def __init__(self, given: Given, parts: int) -> None:
        self._given, self._parts = given, parts

    def __call__(self, found: Iterator[Report | ReadFailure]) -> Iterator[tuple[object, ...]]:
        for one in found:
            if isinstance(one, ReadFailure):
                part = part_of(one.where, self._parts)
                yield ("problem", part, *[None] * 10, one.what, one.where, one.detail, one.limit)
                continue
            published = one.published or self._given.published
            source = one.source
            yield (
                "report",
                part_of(one.id, self._parts),
                one.id,
                one.text,
                one.title,
                self._given.language or one.language or detect_language(one.text),
                published.isoformat() if published else None,
                source.name if source else None,
                source.domain if source else None,
                source.country if source else None,
                source.scale if source else None,
                one.url,
                *[None] * 4,
            )


def part_of(report: str, parts: int) -> int:
    """The partition of a report, by its id alone, the same on every machine and in every run."""
    from zlib import crc32

    return crc32(report.encode("utf-8", "surrogatepass")) % parts


def report_of(row: Any) -> Report:
    """A row of the layout as the report that it was."""
    source = None
    if row.source is not None:
        source = Source(row.source, row.source_domain, row.source_country, row.source_scale)
    published = date.fromisoformat(row.published) if row.published else None
    return Report(row.report, row.text, row.title, row.language, published, source, row.url)


def _of_lines(spark: SparkSession, paths: Sequence[str], limits: ReadingLimits) -> Any:
    # As bytes, since Spark would silently mend what is no UTF-8; what is too long is left behind in Java.
    frame = (
        spark.read.option("lineSep", "\n")
        .text(list(paths))
        .selectExpr(
            f"CASE WHEN octet_length(value) <= {limits.report_bytes} THEN cast(value AS binary) END",
            "_metadata.file_name",
        )
    )
    return _mapped(frame, partial(_read_lines, limits=limits))


def _read_lines(rows: Iterator[Any], limits: ReadingLimits) -> Iterator[Report | ReadFailure]:
    for line, name in rows:
        if line is None or bytes(line).strip():
            # A line at a time: which of two reports of one id stays is settled for all files together.
            for found in read_json_lines([None if line is None else bytes(line)], name, limits=limits):
                yield replace(found, original=None) if isinstance(found, Report) else replace(found, where=name)


def _of_parquet(spark: SparkSession, paths: Sequence[str], given: Given) -> Any:
    frame = spark.read.parquet(*paths)
    fields = fields_of(frame.columns, given.columns or {})
    if "text" not in fields:
        raise ScaleError(
            f"No column of {paths[0]} holds the reports' words ({', '.join(frame.columns)[:200]}); "
            "name it with --column text=NAME."
        )
    # Quoted by hand: a column's name may hold dots.
    chosen = [
        f"`{name.replace('`', '``')}` AS `{field}`" for name, field in zip(frame.columns, fields, strict=True) if field
    ]
    return _mapped(frame.selectExpr(*chosen, "_metadata.file_name AS `file name`"), _read_rows)


def _read_rows(rows: Iterator[Any]) -> Iterator[Report | ReadFailure]:
    for row in rows:
        values = row.asDict(recursive=True)
        where = values.pop("file name")
        told = {name: plain(value) for name, value in values.items() if value is not None}
        if any(value not in (None, "") for value in told.values()):
            yield from report_of_row(told, where)


def _of_archives(spark: SparkSession, paths: Sequence[str], limits: ReadingLimits) -> Any:
    local = [path.removeprefix(_LOCAL) for path in paths if path.startswith(_LOCAL)]
    away = [path for path in paths if not path.startswith(_LOCAL)]
    context = spark.sparkContext
    paths_here: Any = context.parallelize(local, max(1, len(local)))
    found = paths_here.mapPartitions(partial(_read_archives, limits=limits))
    if away:
        frame = spark.read.format("binaryFile").load(away).select("path", "content")
        found = found.union(_mapped(frame, partial(_read_archive_bytes, limits=limits)))
    return found


def _read_archives(paths: Iterator[str], limits: ReadingLimits) -> Iterator[Report | ReadFailure]:
    for path in paths:
        try:
            with open(path, "rb") as stream:
                yield from _without_bytes(read_web_archive(stream, path.rsplit("/", 1)[-1], limits))
        except OSError as error:
            yield ReadFailure("unreadable", path, error.strerror or str(error))


def _read_archive_bytes(rows: Iterator[Any], limits: ReadingLimits) -> Iterator[Report | ReadFailure]:
    archives = ((io.BytesIO(content), path.rsplit("/", 1)[-1]) for path, content in rows)
    yield from chain.from_iterable(_without_bytes(read_web_archive(stream, name, limits)) for stream, name in archives)


def _without_bytes(found: Iterator[Report | ReadFailure]) -> Iterator[Report | ReadFailure]:
    """What was read without the bytes it was read from: these stay where they are."""
    for one in found:
        yield replace(one, original=None) if isinstance(one, Report) else one


def _cause(error: Exception) -> str:
    """The innermost sentence of one of Java's chains of errors."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (causes[-1] if causes else lines[0] if lines else type(error).__name__)[:300]


def _mapped(frame: DataFrame, read: Any) -> Any:
    rows: Any = frame.rdd
    return rows.mapPartitions(read)

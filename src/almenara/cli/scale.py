"""`almenara scale code` and `almenara scale link`: the same work on a Spark cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from almenara.cli.followed import reading_limits
from almenara.cli.inputs import coding_progress, columns_of, list_problems
from almenara.cli.wording import language as wording_language
from almenara.cli.wording import say

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Master = Annotated[
    str | None,
    Parameter(help="Spark's master, as spark://HOST:7077 or local[4]; default: spark-submit's, else local[2,4]."),
]
Conf = Annotated[tuple[str, ...], Parameter(help="A setting of Spark's as KEY=VALUE; repeatable.")]


def code(
    inputs: Annotated[
        list[str] | None,
        Parameter(help="Parquet, JSON Lines or WARC: files, folders or patterns at any address that Spark reads."),
    ] = None,
    /,
    *,
    out: Annotated[str, Parameter(help="Folder of the run, at any address that Spark writes.")],
    published: Annotated[
        date | None, Parameter(help="Publication date of reports that tell none (YYYY-MM-DD).")
    ] = None,
    language: Annotated[Literal["en", "es"] | None, Parameter(help="Take all reports to be in this language.")] = None,
    places: Annotated[tuple[Path, ...], Parameter(help="Your own places (CSV or GeoJSON); they go first.")] = (),
    actors: Annotated[
        tuple[Path, ...], Parameter(help="Your own actors (CSV, YAML or FollowTheMoney); they go first.")
    ] = (),
    column: Annotated[
        tuple[str, ...], Parameter(help="A table's column: text=NAME, title=NAME, published=NAME, ...")
    ] = (),
    codebook: Annotated[Path | None, Parameter(help="Folder of a codebook other than the default one.")] = None,
    background: Annotated[bool, Parameter(help="Code everyday politics too: types marked background.")] = False,
    coder: Annotated[
        Literal["rules", "transformer"],
        Parameter(help="Code by the rules, or label with a model of your own (docs/own-model.md)."),
    ] = "rules",
    model: Annotated[
        str | None, Parameter(help="A transformer's folder or .onnx file, at the same path on every machine.")
    ] = None,
    labels: Annotated[
        Path | None,
        Parameter(help="File that says what a transformer's labels mean, at the same path on every machine."),
    ] = None,
    partitions: Annotated[
        int | None, Parameter(help="Parts that are coded and marked one by one; default: one for each 8 MB of reports.")
    ] = None,
    patience: Annotated[float, Parameter(help="Seconds that a report may take before it counts as stuck.")] = 20.0,
    master: Master = None,
    conf: Conf = (),
) -> int:
    """Code reports on a Spark cluster into partitioned Parquet; repeat the command to go on after it was broken off.

    Exit status: 0 done, 1 some reports or partitions failed and are listed on standard error, 2 wrong usage.
    """
    from almenara import __version__
    from almenara.cli.own_model import open_own_model
    from almenara.codebook import CodebookError, load_codebook
    from almenara.pipeline import own_file_problems
    from almenara.scale.session import ScaleError

    if not inputs:
        print(say("no_input"), file=sys.stderr)
        return 2
    try:
        columns = columns_of(column)
        limits = reading_limits(None)
        oddities = own_file_problems(places, actors)
        # A wrong codebook or model is told here, not by every machine of a cluster.
        book = load_codebook(codebook, background=background)
        transformer = open_own_model(model, labels, None, book) if coder == "transformer" else None
        with _session(master, conf, light=True) as spark:
            from almenara.scale.coder_settings import CoderSettings
            from almenara.scale.coding import code_on_spark, quarantined_in
            from almenara.scale.reading import Given

            settings = CoderSettings.of(
                codebook, background=background, places=places, actors=actors, transformer=transformer
            )
            with coding_progress() as progress:
                task = progress.add_task(say("partitions"), total=None)
                coded = code_on_spark(
                    spark,
                    [_address(given) for given in inputs],
                    _address(out),
                    settings,
                    Given(published, language, columns, limits),
                    partitions=partitions,
                    patience=patience,
                    version=__version__,
                    on_partition=lambda done, all: progress.update(task, completed=done, total=all),
                )
            failures = [p.message(wording_language()) for p in coded.read_problems if not p.is_warning]
            oddities += [p.message(wording_language()) for p in coded.read_problems if p.is_warning]
            if coded.not_coded:
                failures += [str(row["why"]) for row in quarantined_in(spark, _address(out), "not_coded")]
            if coded.quarantined:
                failures += [
                    say("quarantined", report=row["report"], why=row["why"])
                    for row in quarantined_in(spark, _address(out))
                ]
    except (ScaleError, CodebookError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    failures += [say("bad_partition", part=part, why=why) for part, why in sorted(coded.failed.items())]
    print(
        say(
            "scaled",
            reports=f"{coded.reports:,}",
            mentions=f"{coded.mentions:,}",
            totals=f"{coded.totals:,}",
            folder=out,
            now=coded.coded_now,
            all=coded.partitions,
        )
    )
    return list_problems(failures, oddities)


def link(
    coded: Annotated[str, Parameter(help="Folder that `almenara scale code` wrote.")],
    /,
    *,
    out: Annotated[str, Parameter(help="Folder of the events, at any address that Spark writes.")],
    crowded: Annotated[
        int, Parameter(help="Accounts of one place and day from which their comparison is shared out over the cluster.")
    ] = 2_000,
    master: Master = None,
    conf: Conf = (),
) -> int:
    """Join coded mentions into events on a Spark cluster; repeat the command to go on after it was broken off."""
    from almenara.scale.session import ScaleError

    try:
        with _session(master, conf) as spark:
            from almenara.scale.linking import link_on_spark

            with coding_progress() as progress:
                task = progress.add_task(say("linking"), total=None)
                linked = link_on_spark(
                    spark,
                    _address(coded),
                    _address(out),
                    crowded=crowded,
                    on_stage=lambda stage: progress.update(task, description=say(f"stage_{stage}")),
                )
    except (ScaleError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        say(
            "scale_linked",
            accounts=f"{linked.accounts:,}",
            events=f"{linked.events:,}",
            pairs=f"{linked.pairs:,}",
            folder=out,
        )
    )
    return 0


@contextmanager
def _session(master: str | None, conf: tuple[str, ...], *, light: bool = False) -> Iterator[SparkSession]:
    """A session that is stopped at the end. Raises ScaleError, with a sentence, where there can be none."""
    from almenara.scale.session import open_session

    if wrong := [entry for entry in conf if "=" not in entry]:
        raise ValueError(say("bad_conf", given=", ".join(wrong)))
    settings: dict[str, Any] = dict(entry.partition("=")[::2] for entry in conf)
    spark = open_session(master, settings, light=light)
    try:
        yield spark
    finally:
        spark.stop()


def _address(given: str) -> str:
    """A path of this machine in full, since Spark would take it for one of the cluster's; any other address as it is."""
    return given if "://" in given or given.startswith("file:") else Path(given).absolute().as_uri()

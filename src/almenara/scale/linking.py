"""Coded mentions → events on a cluster: the declaration of `link/` compiled to Spark's SQL, and the same groups.

The folder holds `accounts/`, `pairs/` and `events/`, written one after the other; a second run goes on behind the last that is whole.
Accounts are joined only along pairs, so that what hangs together by pairs (Splink's connected components) can be grouped apart from
all else, each such cluster by the rules of `link/cluster.py` as on one machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from almenara.link import (
    Account,
    Pair,
    account_of,
    accounts_of,
    consolidate,
    groups_of,
    mention_from_row,
    records_of,
    with_meanings,
)
from almenara.link.cluster import JOIN_FROM
from almenara.link.records import SCHEMA as RECORD
from almenara.model import Event
from almenara.model.json_line import json_line
from almenara.scale.blocks import CROWDED, blocks_of, salted, shards_of
from almenara.scale.files import Files
from almenara.scale.session import ScaleError

# Splink and DuckDB, which `link/compare.py` brings, are loaded by the driver alone: workers would wait seconds for them.
if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Pairs that the driver holds at once: about 400 MB.
AT_DRIVER = 2_000_000

_TYPES = {"string": "string", "double": "double", "int32": "int", "int64": "bigint", "list<item: int32>": "array<int>"}
_RECORD_COLUMNS = tuple(RECORD.names)
ACCOUNTS = "account string, compared boolean, mentions string, " + ", ".join(
    f"{field.name} {_TYPES.get(str(field.type), 'array<string>')}" for field in RECORD
)
EVENTS = (
    "id string, family string, type string, status string, score double, date_from date, date_to date, date_precision string, "
    "place string, country string, admin1 string, lat double, lon double, place_precision string, sources int, reports int, row string"
)


@dataclass(frozen=True)
class Linked:
    """How many there are of each; `salted` are keys that were cut up because too many accounts have them."""

    accounts: int
    pairs: int
    events: int
    salted: int


def link_on_spark(
    spark: SparkSession,
    coded: str,
    out: str,
    *,
    crowded: int = CROWDED,
    at_driver: int = AT_DRIVER,
    on_stage: Callable[[str], object] = lambda stage: None,
) -> Linked:
    """Join the mentions of a run of `code_on_spark` into events in the folder `out`, or go on with what is there.

    Up to `at_driver` pairs the driver itself finds what hangs together, in seconds; of more Splink does, in rounds over the cluster.
    Raises ScaleError where `coded` holds no such run or a partition of it is not finished, and where `out` holds events of another.
    """
    files = Files(spark)
    _check(files, coded, out)
    if not files.exists(f"{out}/accounts/_SUCCESS"):
        on_stage("accounts")
        _accounts(spark, coded).write.mode("overwrite").parquet(f"{out}/accounts")
    accounts = spark.read.parquet(f"{out}/accounts")
    if not files.exists(f"{out}/clusters/_SUCCESS"):
        on_stage("pairs")
        spark.sparkContext.setCheckpointDir(f"{out}/between")
        try:
            cut = _compare(spark, accounts, out, crowded, at_driver)
        finally:
            files.delete(f"{out}/between")
        files.write(f"{out}/salted.json", json.dumps({"salted": cut}))
    if not files.exists(f"{out}/events/_SUCCESS"):
        on_stage("events")
        pairs, clusters = spark.read.parquet(f"{out}/pairs"), spark.read.parquet(f"{out}/clusters")
        _events(spark, accounts, pairs, clusters).write.mode("overwrite").parquet(f"{out}/events")
    return Linked(
        accounts.count(),
        spark.read.parquet(f"{out}/pairs").count(),
        spark.read.parquet(f"{out}/events").count(),
        int(json.loads(files.read(f"{out}/salted.json") or '{"salted": 0}')["salted"]),
    )


def _check(files: Files, coded: str, out: str) -> None:
    if files.read(f"{coded}/plan.json") is None:
        raise ScaleError(f"{coded} holds no run of `almenara scale code`; name the folder that it wrote.")
    done = {name.removesuffix(".json") for name in files.names(f"{coded}/done") if name.endswith(".json")}
    there = {
        name.removeprefix("part=") for name in files.names(f"{coded}/read/kind=report") if name.startswith("part=")
    }
    if there - done:
        raise ScaleError(
            f"{len(there - done)} of {len(there)} partitions of {coded} are not coded yet; run `almenara scale code` again, then link."
        )
    begun = files.read(f"{out}/of.json")
    if begun is not None and json.loads(begun)["coded"] != coded:
        raise ScaleError(f"{out} holds events of {json.loads(begun)['coded']}; name another --out.")
    files.write(f"{out}/of.json", json.dumps({"coded": coded}))


def _accounts(spark: SparkSession, coded: str) -> DataFrame:
    """A row an account: its mentions as JSON and, where it is compared with others, the record by which it is."""
    mentions = spark.read.parquet(f"{coded}/coded").where("kind = 'mention'").select("report", "number", "row")
    by_report: Any = mentions.repartition("report").sortWithinPartitions("report", "number")
    return spark.createDataFrame(by_report.rdd.mapPartitions(_accounts_of_reports), ACCOUNTS, verifySchema=False)


def _accounts_of_reports(rows: Iterator[Any]) -> Iterator[tuple[object, ...]]:
    for _, group in groupby(rows, key=lambda row: row.report):
        lines = [row.row for row in group]
        mentions = [mention_from_row(json.loads(line)) for line in lines]
        line_of = {mention.id: line for mention, line in zip(mentions, lines, strict=True)}
        for account in with_meanings(list(accounts_of(mentions))):
            told = "[" + ",".join(line_of[mention.id] for mention in account.mentions) + "]"
            record = next(iter(records_of([account]).to_pylist()), None)
            values = dict.fromkeys(_RECORD_COLUMNS) if record is None else record
            yield (account.id, record is not None, told, *(values[name] for name in _RECORD_COLUMNS))


def _compare(spark: SparkSession, accounts: DataFrame, out: str, crowded: int, at_driver: int) -> int:
    """Write `pairs/` (those from which accounts are joined) and `clusters/`; the number of keys that were cut up."""
    from splink import Linker, SparkAPI

    from almenara.link.compare import model, model_for

    keyed = spark.createDataFrame(
        accounts.where("compared").select(*_RECORD_COLUMNS).rdd.map(_with_blocks),
        ACCOUNTS.partition("mentions string, ")[2] + ", blocks array<string>",
        verifySchema=False,
    ).persist()
    crowds = keyed.selectExpr("explode(blocks) AS block").groupBy("block").count().where(f"count > {crowded}").collect()
    shards = shards_of(((row["block"], row["count"]) for row in crowds), crowded)
    if shards:
        cut = spark.sparkContext.broadcast(shards)
        keyed = spark.createDataFrame(keyed.rdd.map(_Salting(cut)), keyed.schema, verifySchema=False)
    make: Any = SparkAPI
    api = make(spark_session=spark, register_udfs_automatically=False)
    linker = Linker(api.register(keyed), model_for("spark", (("blocks",),)), log_level=40, validate_settings=False)
    scored = linker.inference.predict(threshold_match_probability=JOIN_FROM)
    levels = [c["output_column_name"] for c in model()["comparisons"]]
    columns = [f"{prefix}_{name}" for name in levels for prefix in ("gamma", "mw")]
    pairs = scored.as_spark_dataframe().where("report_l <> report_r")
    pairs.select("unique_id_l", "unique_id_r", "match_probability", *columns).write.mode("overwrite").parquet(
        f"{out}/pairs"
    )
    written = spark.read.parquet(f"{out}/pairs")
    if written.count() <= at_driver:
        joined = (tuple(row) for row in written.select("unique_id_l", "unique_id_r").toLocalIterator())
        clusters = spark.createDataFrame(list(components(joined)), "unique_id string, cluster_id string")
    else:
        along = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, JOIN_FROM)
        clusters = along.as_spark_dataframe().select("unique_id", "cluster_id")
    clusters.write.mode("overwrite").parquet(f"{out}/clusters")
    return len(shards)


def components(pairs: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each account that stands in a pair, with the first by name of those that it hangs together with."""
    root: dict[str, str] = {}

    def top(account: str) -> str:
        while root.setdefault(account, account) != account:
            root[account] = account = root[root[account]]
        return account

    for left, right in pairs:
        one, other = sorted((top(left), top(right)))
        root[other] = one
    for account in root:
        yield account, top(account)


def _with_blocks(row: Any) -> tuple[object, ...]:
    return (*row, blocks_of(row.asDict()))


class _Salting:
    """Cuts up the crowded keys of a record, whose last column they are."""

    def __init__(self, shards: Any) -> None:
        self._shards = shards

    def __call__(self, row: Any) -> tuple[object, ...]:
        return (*row[:-1], salted(row.unique_id, row.blocks, self._shards.value))


def _events(spark: SparkSession, accounts: DataFrame, pairs: DataFrame, clusters: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    from almenara.link.compare import SAME_DECIMALS

    held = accounts.select("account", "mentions").join(clusters, accounts.account == clusters.unique_id, "left")
    # Who is compared with nobody is alone.
    told = held.select(
        f.coalesce("cluster_id", "account").alias("cluster"),
        f.lit(0).alias("order"),
        f.lit(0.0).alias("probability"),
        f.col("account").alias("left"),
        f.lit("").alias("right"),
        f.lit(0).alias("words"),
        f.lit(0).alias("actors"),
        "mentions",
    )
    joined = pairs.join(clusters, pairs.unique_id_l == clusters.unique_id).select(
        f.col("cluster_id").alias("cluster"),
        f.lit(1).alias("order"),
        "match_probability",
        f.col("unique_id_l").alias("left"),
        f.col("unique_id_r").alias("right"),
        f.col("gamma_words").alias("words"),
        f.col("gamma_actors").alias("actors"),
        f.lit("").alias("mentions"),
    )
    rows: Any = (
        told.unionAll(joined)
        .repartition("cluster")
        .sortWithinPartitions("cluster", "order", f.round("probability", SAME_DECIMALS).desc(), "left", "right")
    )
    return spark.createDataFrame(rows.rdd.mapPartitions(_events_of_clusters), EVENTS, verifySchema=False)


def _events_of_clusters(rows: Iterator[Any]) -> Iterator[tuple[object, ...]]:
    for _, group in groupby(rows, key=lambda row: row.cluster):
        accounts: list[Account] = []
        pairs: list[Pair] = []
        for row in group:
            if row.order == 0:
                accounts.append(_account(row.left, row.mentions))
            else:
                # Of the weights only the levels decide, and of the levels only these two (cluster.py).
                shared: Mapping[str, tuple[int, float]] = {"words": (row.words, 0.0), "actors": (row.actors, 0.0)}
                pairs.append(Pair(row.left, row.right, row.probability, shared))
        for found in groups_of(accounts, pairs):
            yield _row(consolidate([m for account in found.accounts for m in account.mentions]))


def _account(id: str, mentions: str) -> Account:
    told = [mention_from_row(row) for row in json.loads(mentions)]
    return account_of(told, told[0].report, (), id=id)


def _row(event: Event) -> tuple[object, ...]:
    when, where = event.date, event.place
    return (
        event.id,
        event.family,
        event.type,
        event.status.value,
        event.score,
        when.start if when else None,
        when.end if when else None,
        when.precision if when else None,
        where.name if where else None,
        where.country if where else None,
        where.admin1 if where else None,
        where.lat if where else None,
        where.lon if where else None,
        where.precision if where else None,
        event.sources,
        len(event.reports),
        json_line(event.to_dict()),
    )

"""On a real Spark with two tasks at a time: the rows of one machine byte for byte, runs that go on, and what dies in between."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from almenara.link import accounts_of, consolidate, groups_of, mention_from_row, pairs_of, records_of
from almenara.link.generated import generated_accounts
from almenara.model import Report
from almenara.model.json_line import json_line
from almenara.pipeline import NotCoded, Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS
from almenara.scale.coded_row import CodedRow
from almenara.scale.coder_settings import CoderSettings
from almenara.scale.coding import _handing_on, code_on_spark, quarantined_in
from almenara.scale.linking import components, link_on_spark
from almenara.scale.reading import Given
from almenara.scale.session import ScaleError

COUNTING = "dying_coders:open_counting"


def rows_in(out: Path, kind: str) -> list[str]:
    """The rows of a run by report and their order in it, read without Spark."""
    files = sorted(out.glob(f"coded/part=*/kind={kind}/*.parquet"))
    found = [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]
    return [row["row"] for row in sorted(found, key=lambda row: (row["report"], row["number"]))]


def written(path: Path, *texts: str, title: str | None = None) -> Path:
    lines = [
        json.dumps({"id": f"r{n}", "text": text, "title": title, "language": "en"}) for n, text in enumerate(texts)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def count(spark: Any, source: Path, out: Path, **more: Any) -> Any:
    return code_on_spark(
        spark, [source.as_uri()], out.as_uri(), CoderSettings(), **{"opener": COUNTING, "partitions": 4, **more}
    )


@pytest.mark.soak
def test_the_samples_come_out_as_on_one_machine_byte_for_byte(spark: Any, pipeline: Pipeline, tmp_path: Path) -> None:
    """Coded from JSON Lines on four partitions, and linked; beside it the plain way of one process."""
    reports = [r for path in sorted(REPORTS.glob("*.jsonl")) for r in read(path) if isinstance(r, Report)]
    codings = [result for result in pipeline.code(reports) if not isinstance(result, NotCoded)]
    out, events = tmp_path / "coded", tmp_path / "events"
    settings = CoderSettings.of(places=(PLACES,))
    coded = code_on_spark(spark, [REPORTS.as_uri()], out.as_uri(), settings, partitions=2)
    assert (coded.failed, coded.quarantined, coded.not_coded, coded.reports) == ({}, 0, 0, len(reports))
    codings.sort(key=lambda coding: coding.report)
    assert rows_in(out, "mention") == [json_line(m.to_dict()) for c in codings for m in c.mentions]
    assert rows_in(out, "total") == [json_line(t.to_dict()) for c in codings for t in c.totals]

    link_on_spark(spark, out.as_uri(), events.as_uri(), crowded=3)
    accounts = list(accounts_of(mention_from_row(m.to_dict()) for c in codings for m in c.mentions))
    groups = groups_of(accounts, pairs_of(records_of(accounts)))
    alone = [consolidate([m for a in group.accounts for m in a.mentions]) for group in groups]
    assert any(len(event.reports) > 1 for event in alone)
    there = [
        row["row"] for file in events.glob("events/*.parquet") for row in parquet.ParquetFile(file).read().to_pylist()
    ]
    assert sorted(there) == sorted(json_line(event.to_dict()) for event in alone)


@pytest.mark.soak
def test_a_worker_that_dies_in_mid_partition_loses_nothing(spark: Any, tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", *["a b c"] * 20, "KILL THE WORKER once", title=str(tmp_path))
    coded = count(spark, source, tmp_path / "out")
    assert (tmp_path / "killed").is_file()
    assert (coded.failed, coded.reports, coded.quarantined) == ({}, 21, 0)
    assert len(rows_in(tmp_path / "out", "report")) == 21


def test_a_poisoned_report_is_set_apart_and_a_second_run_does_only_the_rest(spark: Any, tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", *["a b c"] * 20, "KILL THE PROCESS")
    out = tmp_path / "out"
    coded = count(spark, source, out)
    assert (coded.coded_now, coded.reports, coded.quarantined) == (4, 20, 1)
    assert [row["report"] for row in quarantined_in(spark, out.as_uri())] == ["r20"]
    before = {path: path.stat().st_mtime_ns for path in out.glob("coded/**/*.parquet")}
    (out / "done" / "2.json").unlink()
    again = count(spark, source, out)
    assert (again.coded_now, again.reports, again.quarantined) == (1, 20, 1)
    kept = {path: path.stat().st_mtime_ns for path in out.glob("coded/**/*.parquet") if "part=2" not in str(path)}
    assert kept.items() <= before.items()
    with pytest.raises(ScaleError, match="holds a run with other language"):
        count(spark, source, out, given=Given(language="es"))


@pytest.mark.soak
def test_a_partition_whose_coder_cannot_be_built_fails_and_says_why(spark: Any, tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", "a b c")
    coded = count(spark, source, tmp_path / "out", opener="dying_coders:open_nothing", partitions=1)
    assert list(coded.failed) == [0]
    assert "the model is not installed here" in coded.failed[0]
    assert count(spark, source, tmp_path / "out", partitions=1).reports == 1
    assert list((tmp_path / "out" / "failed").glob("*.json")) == []


def test_how_spark_plans_is_as_before_after_coding_and_what_somebody_set_stays(spark: Any) -> None:
    key = "spark.sql.adaptive.enabled"
    before = spark.conf.get(key)
    assert before == "true"
    with _handing_on(spark):
        assert spark.conf.get(key) == "false"
    assert spark.conf.get(key) == before

    told = SimpleNamespace(getConf=lambda: SimpleNamespace(contains=lambda name: name == key))
    with _handing_on(SimpleNamespace(sparkContext=told, conf=spark.conf)):  # type: ignore[arg-type]
        assert spark.conf.get(key) == before


def test_all_formats_are_read_and_what_is_wrong_is_told(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "lines.jsonl").write_bytes(
        b'{"id": "a", "text": "one two"}\n{"id": "a", "text": "another"}\nno json\n{"id": "b", "text": "caf\xe9 x"}\n\n'
        b'{"id": "c", "text": "one two"}\n{"id": "c", "text": "one two"}\n'
    )
    parquet.write_table(
        pa.table({"cuerpo": ["uno dos tres"], "fecha": [1_500_000_000], "id": ["d"]}), folder / "table.parquet"
    )
    (folder / "broken.parquet").write_bytes(b"PAR1 and no end")
    (folder / "pages.warc").write_bytes(
        _warc("<html><body><article><p>" + "Words of a page. " * 30 + "</p></article></body></html>")
    )
    coded = count(spark, folder, tmp_path / "out")
    read_as = {json.loads(row)["words"] for row in rows_in(tmp_path / "out", "report")}
    assert coded.reports == 5
    assert {1, 2, 3} <= read_as
    assert max(read_as) >= 100
    told = sorted((problem.what, problem.where.rsplit("/", 1)[-1]) for problem in coded.read_problems)
    assert ("broken_table", "broken.parquet") in told
    assert ("not_json", "lines.jsonl") in told
    assert ("same_id", "a") in told
    assert ("repeated", "c") in told
    laid = list((tmp_path / "out" / "read").glob("kind=report/part=*/*.parquet"))
    texts = {text for f in laid for text in parquet.ParquetFile(f).read()["text"].to_pylist()}
    # Bytes that are no UTF-8 are read as on one machine, and not as Spark would mend them.
    assert {"café x", "uno dos tres"} <= texts


def _warc(page: str) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2024-06-05T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:6e5b4b1e-0000-4000-8000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    ).encode()
    return head + answer + b"\r\n\r\n"


@pytest.mark.soak
def test_splink_on_spark_scores_as_on_duckdb(spark: Any, tmp_path: Path) -> None:
    """Three hundred accounts of the made-up stream, with the blocks cut up and without the marks of one machine's engine."""
    from splink import Linker, SparkAPI

    from almenara.link.compare import model_for
    from almenara.scale.blocks import blocks_of, salted, shards_of

    records = next(iter(generated_accounts(300)))
    rows = records.to_pylist()
    keys = [blocks_of(row) for row in rows]
    shards = shards_of([(key, sum(key in found for found in keys)) for key in {k for found in keys for k in found}], 5)
    assert shards
    cut = [salted(row["unique_id"], found, shards) for row, found in zip(rows, keys, strict=True)]
    parquet.write_table(records.append_column("blocks", pa.array(cut)), tmp_path / "records.parquet")
    spark.sparkContext.setCheckpointDir((tmp_path / "between").as_uri())
    api = SparkAPI(spark_session=spark, register_udfs_automatically=False)
    frame = spark.read.parquet((tmp_path / "records.parquet").as_uri())
    linker = Linker(api.register(frame), model_for("spark", (("blocks",),)), log_level=40, validate_settings=False)
    scored = (
        linker.inference.predict(threshold_match_probability=0.5).as_spark_dataframe().where("report_l <> report_r")
    )
    there = {(r.unique_id_l, r.unique_id_r): r.match_probability for r in scored.collect()}
    here = {(pair.left, pair.right): pair.probability for pair in pairs_of(records)}
    assert len(here) > 100
    assert there == pytest.approx(here, abs=1e-9)


def test_what_hangs_together_is_found() -> None:
    found = dict(components([("b", "c"), ("d", "e"), ("a", "b"), ("c", "a")]))
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}


def test_rows_have_a_column_for_each_of_sparks() -> None:
    from almenara.scale.coded_row import SCHEMA

    assert [column.split()[0] for column in SCHEMA.split(", ")] == list(CodedRow.__dataclass_fields__)

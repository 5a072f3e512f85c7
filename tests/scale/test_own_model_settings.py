"""A transformer on a cluster: it goes by its path, is the same one everywhere or refused, and what it fails on is set apart."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from almenara.cli.app import main
from almenara.codebook import load_codebook
from almenara.model import Report
from almenara.model.json_line import json_line
from almenara.pipeline import NotCoded, Pipeline, load_transformer
from almenara.scale.coder_settings import CoderSettings
from almenara.scale.coding import OPENER, code_on_spark
from almenara.scale.guarded import GuardedCoder, NoCoder
from almenara.transformer.coder import TransformerCoder
from almenara.transformer.settings import TransformerSettings

# Tiny models are made by a module of the transformer's tests alone.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "transformer"))
from tiny_models import make_model

TEXT = "Some 300 miners marched through Lima on 5 May. The prices of bread rose."


@pytest.fixture
def vigils(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TransformerCoder:
    """A model that calls a vigil what the rules call a march, loaded by a path from the current folder."""
    make_model(tmp_path / "tiny", ["none", "vigil"], {"marched": {"vigil": 8.0}}, usual={"none": 0.1})
    monkeypatch.chdir(tmp_path)
    return load_transformer(TransformerSettings(model=Path("tiny")), load_codebook())


def test_a_process_codes_with_the_model_and_one_that_it_fails_on_is_set_apart(
    vigils: TransformerCoder, tmp_path: Path
) -> None:
    tokenizer = tmp_path / "tiny" / "tokenizer.json"
    words = json.loads(tokenizer.read_text(encoding="utf-8"))
    # The network has no row for this word.
    words["model"]["vocab"]["blockade"] = 401
    tokenizer.write_text(json.dumps(words), encoding="utf-8")
    coder = GuardedCoder(OPENER, CoderSettings.of(transformer=vigils))
    texts = {"a": TEXT, "b": "Miners held a blockade in Lima.", "c": TEXT}
    try:
        rows = list(coder.code([Report(name, text, language="en") for name, text in texts.items()]))
    finally:
        coder.close()
    assert [(r.report, r.type) for r in rows if r.kind == "mention"] == [("a", "vigil"), ("c", "vigil")]
    (apart,) = [r for r in rows if r.kind == "quarantined"]
    assert apart.report == "b"
    assert "model.onnx cannot be run on sentences" in apart.row


def test_another_model_at_the_same_path_is_refused(vigils: TransformerCoder, tmp_path: Path) -> None:
    settings = CoderSettings.of(transformer=vigils)
    assert settings.fingerprint() != CoderSettings.of().fingerprint()
    make_model(tmp_path / "tiny", ["none", "march"], {"marched": {"march": 8.0}}, usual={"none": 0.1})
    coder = GuardedCoder(OPENER, settings)
    with pytest.raises(NoCoder, match="is not the model that the run began with"):
        list(coder.code([Report("a", TEXT, language="en")]))
    coder.close()


@pytest.mark.parametrize(
    ("flags", "said"),
    [([], "--model FOLDER"), (["--model", "nowhere"], "nowhere is neither a folder nor an .onnx file")],
)
def test_the_command_tells_of_a_model_that_it_cannot_use_before_spark_starts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    monkeypatch.setattr("almenara.scale.session.open_session", None)
    with pytest.raises(SystemExit) as end:
        main(["scale", "code", "in.jsonl", "--out", "out", "--coder", "transformer", *flags])
    assert end.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.soak
def test_on_spark_the_rows_are_those_of_one_process(spark: Any, vigils: TransformerCoder, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "text": TEXT, "language": "en"}) for n in range(6)]
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text("\n".join(lines), encoding="utf-8")
    coded = code_on_spark(spark, [source.as_uri()], out.as_uri(), CoderSettings.of(transformer=vigils), partitions=2)
    assert (coded.failed, coded.quarantined, coded.reports) == ({}, 0, 6)
    found = [
        row
        for file in out.glob("coded/part=*/kind=mention/*.parquet")
        for row in parquet.ParquetFile(file).read().to_pylist()
    ]
    alone = Pipeline(load_codebook(), transformer=vigils).code(Report(f"r{n}", TEXT, language="en") for n in range(6))
    expected = [json_line(m.to_dict()) for one in alone if not isinstance(one, NotCoded) for m in one.mentions]
    assert sorted(row["row"] for row in found) == sorted(expected)
    assert {row["type"] for row in found} == {"vigil"}

"""Weights without an ONNX file: the numbers of a slow reference written token by token, and rows from a folder as it was saved."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from tiny_encoders import FAMILIES, HEADS, LAYERS, SIZE, configuration, random_weights, write_safetensors
from tiny_models import SPECIAL, make_model

from almenara.cli.app import main
from almenara.language.transformer.encoder import Encoder
from almenara.language.transformer.weights import read_weights

IDS = np.array([[2, 5, 6, 7, 3], [2, 8, 3, 0, 0]])
TEXT = "Some 300 miners marched through Lima on 5 May."


def reference(family: str, weights: dict[str, np.ndarray], ids: list[int], padding: int, *, token: bool) -> np.ndarray:
    """One sentence without padding, in loops and double precision, by the papers and not by the code that is tested."""
    prefix, layers, (linear, norms), head = FAMILIES[family]
    w = {name: value.astype(float) for name, value in weights.items()}

    def dense(x: np.ndarray, name: str) -> np.ndarray:
        return np.array([row @ x for row in w[f"{name}.weight"]]) + w[f"{name}.bias"]

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        epsilon = 1e-12 if family == "distilbert" else 1e-5
        return (x - x.mean()) / math.sqrt(x.var() + epsilon) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def gelu(x: np.ndarray) -> np.ndarray:
        return np.array([0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x])

    tokens = []
    for place, word in enumerate(ids):
        at = place + padding + 1 if family == "roberta" else place
        x = (
            w[f"{prefix}embeddings.word_embeddings.weight"][word]
            + w[f"{prefix}embeddings.position_embeddings.weight"][at]
        )
        if family != "distilbert":
            x = x + w[f"{prefix}embeddings.token_type_embeddings.weight"][0]
        x = norm(x, f"{prefix}embeddings.LayerNorm")
        tokens.append(dense(x, f"{prefix}embeddings_project") if f"{prefix}embeddings_project.weight" in w else x)
    for number in range(LAYERS):
        query, key, value, mixed, wide, narrow = (f"{prefix}{layers}.layer.{number}.{part}" for part in linear)
        first, second = (f"{prefix}{layers}.layer.{number}.{part}" for part in norms)
        part = SIZE // HEADS
        after = []
        for x in tokens:
            seen = np.zeros(SIZE)
            for one in range(HEADS):
                cut = slice(one * part, (one + 1) * part)
                scores = [math.exp(dense(x, query)[cut] @ dense(y, key)[cut] / math.sqrt(part)) for y in tokens]
                for score, y in zip(scores, tokens, strict=True):
                    seen[cut] += score / sum(scores) * dense(y, value)[cut]
            x = norm(x + dense(seen, mixed), first)
            after.append(norm(x + dense(gelu(dense(x, wide)), narrow), second))
        tokens = after
    if token:
        return np.array([dense(x, "classifier") for x in tokens])
    middle = dense(tokens[0], head[0])
    shaped = {"distilbert": lambda x: np.maximum(x, 0), "electra": gelu}.get(family, np.tanh)(middle)
    return dense(shaped, head[1])


@pytest.mark.parametrize("token", [False, True])
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_each_kind_computes_what_the_papers_say_and_padding_changes_nothing(family: str, token: bool) -> None:
    weights = random_weights(family, 10, 3, token=token, project=8 if family == "electra" else None)
    config = configuration(family, ["a", "b", "c"], token=token)
    padding = int(config["pad_token_id"])  # type: ignore[call-overload]
    ids = np.where(IDS == 0, padding, IDS)
    found = Encoder(config, weights, "token" if token else "text").logits(ids, (ids != padding).astype(np.int64))
    for row, length in ((0, 5), (1, 3)):
        expected = reference(family, weights, ids[row, :length].tolist(), padding, token=token)
        got = found[row, :length] if token else found[row]
        assert got == pytest.approx(expected, abs=1e-4)


def test_halves_of_numbers_are_read(tmp_path: Path) -> None:
    numbers = np.array([[1.5, -2.0], [0.25, 3.0]], dtype=np.float32)
    write_safetensors(tmp_path / "half.safetensors", {"a": numbers.astype(np.float16), "n": np.array([7])})
    found = read_weights(tmp_path / "half.safetensors")
    assert found["a"].tolist() == numbers.tolist()
    assert found["n"].tolist() == [7]
    upper = (numbers.view(np.uint32) >> 16).astype("<u2").tobytes()
    head = json.dumps({"a": {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]}}).encode()
    (tmp_path / "upper.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + upper)
    assert read_weights(tmp_path / "upper.safetensors")["a"].tolist() == numbers.tolist()


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A token classifier of BERT's kind as it is saved after training: no ONNX file, and weights that know four words."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    tags = ["O", "B-march", "B-organizer", "B-place"]
    told = {"marched": "B-march", "miners": "B-organizer", "lima": "B-place"}
    words = ["some", "300", "miners", "marched", "through", "lima", "on", "5", "may", "."]
    folder = make_model(tmp_path / "saved", tags, {word: {} for word in words}, kind="token")
    (folder / "model.onnx").unlink()
    config = configuration("bert", tags, token=True)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    weights = random_weights("bert", len(SPECIAL) + len(words), SIZE, token=True)
    # What the encoder makes of the sentence's words, and a last layer that makes the tags of it.
    hidden = dict(weights) | {
        "classifier.weight": np.eye(SIZE, dtype=np.float32),
        "classifier.bias": np.zeros(SIZE, np.float32),
    }
    ids = np.array([[2, *range(len(SPECIAL), len(SPECIAL) + len(words)), 3]])
    made = Encoder(config, hidden, "token").logits(ids, np.ones_like(ids))[0, 1:-1]
    wanted = np.zeros((len(words), len(tags)))
    for row, word in enumerate(words):
        wanted[row, tags.index(told.get(word, "O"))] = 12.0
    weights["classifier.weight"] = np.linalg.lstsq(made, wanted, rcond=None)[0].T.astype(np.float32)
    weights["classifier.bias"] = np.zeros(len(tags), np.float32)
    write_safetensors(folder / "model.safetensors", weights)
    return folder


def coded(capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["code", "report.txt", "--published", "2024-05-09", "--coder", "transformer", "--model", "saved"])
    return (int(end.value.code or 0), *capsys.readouterr())


def test_a_folder_as_it_was_saved_codes(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = coded(capsys)
    (row,) = map(json.loads, out.splitlines())
    assert (status, row["type"], row["trigger"]["text"]) == (0, "march", "marched")
    assert [(role["role"], role["text"]) for role in row["roles"]] == [("agent", "miners")]
    assert row["place"]["name"] == "Lima"
    assert row["method"] == "transformer:saved (type, roles, place); rules (status, numbers)"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("half", "Git LFS"),
        ("pointer", "Git LFS"),
        ("lacking", "no 'bert.encoder.layer.1.output.dense.weight'"),
        ("activation", "the activation mish is not known"),
        ("other kind", "optimum-cli export onnx"),
    ],
)
def test_weights_that_cannot_be_used_are_told(
    saved: Path, capsys: pytest.CaptureFixture[str], what: str, said: str
) -> None:
    path, config = saved / "model.safetensors", json.loads((saved / "config.json").read_text(encoding="utf-8"))
    match what:
        case "half":
            path.write_bytes(path.read_bytes()[:-100])
        case "pointer":
            path.write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
        case "lacking":
            weights = read_weights(path)
            del weights["bert.encoder.layer.1.output.dense.weight"]
            write_safetensors(path, weights)
        case "activation":
            config["hidden_act"] = "mish"
        case "other kind":
            config["model_type"] = "deberta-v2"
    (saved / "config.json").write_text(json.dumps(config), encoding="utf-8")
    status, out, err = coded(capsys)
    assert (status, out) == (2, "")
    assert said in err
    assert re.search(r"saved", err)

"""Tiny real models, made here: ONNX networks that weigh words, and tokenizers of the library's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

#: Where a part is missing, the tests that make models are skipped and say which.
_REASON = "needs onnx, and onnxruntime and tokenizers: pip install onnx 'almenara[transformer]'"
onnx = pytest.importorskip("onnx", reason=_REASON)
pytest.importorskip("onnxruntime", reason=_REASON)
tokenizers = pytest.importorskip("tokenizers", reason=_REASON)
TensorProto, helper, numpy_helper = onnx.TensorProto, onnx.helper, onnx.numpy_helper

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def make_model(
    folder: Path,
    labels: Sequence[str],
    weights: Mapping[str, Mapping[str, float]],
    *,
    kind: str = "text",
    usual: Mapping[str, float] | None = None,
    config: Mapping[str, Any] | None = None,
    pieces: bool = False,
    first_input: str = "input_ids",
    shape: Sequence[int | str] = ("n", "t"),
) -> Path:
    """A folder with config.json, tokenizer.json and model.onnx.

    `weights` gives for words (in small letters) what they add to a label; `usual` is what every token adds. A text model
    sums over the words of a sentence, a token model tells each word alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: n for n, word in enumerate([*SPECIAL, *weights])}
    table = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    for label, value in (usual or {}).items():
        table[:, labels.index(label)] = value
    for word, row in weights.items():
        for label, value in row.items():
            table[vocabulary[word], labels.index(label)] = value
    _tokenizer(vocabulary, pieces).save(str(folder / "tokenizer.json"))
    onnx.save(_network(table, kind, first_input, shape), str(folder / "model.onnx"))
    told = {"id2label": {str(n): label for n, label in enumerate(labels)}, "max_position_embeddings": 64}
    (folder / "config.json").write_text(json.dumps({**told, **(config or {})}), encoding="utf-8")
    return folder


def _tokenizer(vocabulary: dict[str, int], pieces: bool) -> Any:
    models = tokenizers.models
    model = models.WordPiece(vocabulary, unk_token="[UNK]") if pieces else models.WordLevel(vocabulary, "[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        "[CLS] $A [SEP]", None, [("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def _network(table: np.ndarray, kind: str, first_input: str, given: Sequence[int | str]) -> Any:
    tokens = helper.make_tensor_value_info(first_input, TensorProto.INT64, given)
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, given)
    shape = [*given, table.shape[1]] if kind == "token" else [given[0], table.shape[1]]
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)
    nodes = [
        helper.make_node("Gather", ["table", first_input], ["rows"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["rows", "column"], ["logits" if kind == "token" else "masked"]),
    ]
    if kind != "token":
        nodes.append(helper.make_node("ReduceSum", ["masked", "middle"], ["logits"], keepdims=0))
    constants = [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "middle"),
    ]
    graph = helper.make_graph(nodes, "weighs_words", [tokens, mask], [out], constants)
    # An old version of the format, which every runtime since reads.
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model

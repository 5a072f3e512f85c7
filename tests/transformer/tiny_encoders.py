"""Tiny real encoders, made here as Hugging Face's library saves them: random weights, and a head that knows some words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

SIZE, WIDE, LAYERS, HEADS, POSITIONS = 16, 24, 2, 4, 40
_KINDS = {np.dtype(np.float32): "F32", np.dtype(np.float16): "F16", np.dtype(np.int64): "I64"}
#: Of each kind: prefix, layer's folder, names of a layer's linear parts and norms, names of the head's linear parts.
_BERT = (
    ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense"),
    ("attention.output.LayerNorm", "output.LayerNorm"),
)  # fmt: skip
_DISTILBERT = (
    ("attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin", "ffn.lin1", "ffn.lin2"),
    ("sa_layer_norm", "output_layer_norm"),
)
FAMILIES = {
    "bert": ("bert.", "encoder", _BERT, ("bert.pooler.dense", "classifier")),
    "roberta": ("roberta.", "encoder", _BERT, ("classifier.dense", "classifier.out_proj")),
    "electra": ("electra.", "encoder", _BERT, ("classifier.dense", "classifier.out_proj")),
    "distilbert": ("distilbert.", "transformer", _DISTILBERT, ("pre_classifier", "classifier")),
}


def write_safetensors(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    table, data = {}, b""
    for name, array in arrays.items():
        end = len(data) + array.nbytes
        table[name] = {"dtype": _KINDS[array.dtype], "shape": list(array.shape), "data_offsets": [len(data), end]}
        data += array.tobytes()
    head = json.dumps({"__metadata__": {"format": "pt"}, **table}).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + data)


def random_weights(
    family: str, words: int, labels: int, *, token: bool, project: int | None = None
) -> dict[str, np.ndarray]:
    prefix, layers, (linear, norms), head = FAMILIES[family]
    random = np.random.default_rng(3)
    found: dict[str, np.ndarray] = {}

    def add(name: str, *shape: int, about: float = 0.0) -> None:
        found[name] = (random.normal(size=shape) * 0.3 + about).astype(np.float32)

    def dense(name: str, into: int, out: int) -> None:
        add(f"{name}.weight", out, into)
        add(f"{name}.bias", out)

    size = project or SIZE
    for name, rows in (
        ("word", words),
        ("position", POSITIONS),
        *([] if family == "distilbert" else [("token_type", 2)]),
    ):
        add(f"{prefix}embeddings.{name}_embeddings.weight", rows, size)
    add(f"{prefix}embeddings.LayerNorm.weight", size, about=1)
    add(f"{prefix}embeddings.LayerNorm.bias", size)
    if project:
        dense(f"{prefix}embeddings_project", project, SIZE)
    for number in range(LAYERS):
        for part in linear:
            wide, narrow = part == linear[-2], part == linear[-1]
            dense(f"{prefix}{layers}.layer.{number}.{part}", WIDE if narrow else SIZE, WIDE if wide else SIZE)
        for norm in norms:
            add(f"{prefix}{layers}.layer.{number}.{norm}.weight", SIZE, about=1)
            add(f"{prefix}{layers}.layer.{number}.{norm}.bias", SIZE)
    if token:
        dense("classifier", SIZE, labels)
    else:
        dense(head[0], SIZE, SIZE)
        dense(head[1], SIZE, labels)
    return found


def configuration(family: str, labels: Sequence[str], *, token: bool) -> dict[str, object]:
    name = {"bert": "Bert", "roberta": "Roberta", "electra": "Electra", "distilbert": "DistilBert"}[family]
    told: dict[str, object] = {
        "model_type": family,
        "architectures": [f"{name}For{'Token' if token else 'Sequence'}Classification"],
        "id2label": {str(n): label for n, label in enumerate(labels)},
        "max_position_embeddings": POSITIONS,
        "pad_token_id": 1 if family == "roberta" else 0,
    }
    if family == "distilbert":
        return {**told, "n_heads": HEADS, "n_layers": LAYERS, "dim": SIZE, "activation": "gelu"}
    return {
        **told,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-5,
    }

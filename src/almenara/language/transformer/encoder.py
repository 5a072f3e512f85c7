"""BERT and its kin from their weights, in NumPy: what torch computes for a folder that was never exported to ONNX.

An encoder of Vaswani et al. (2017) as Devlin et al. (2019) use it, with the heads that Hugging Face's library puts on each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Weights = Mapping[str, Array]

#: Kinds of model by `model_type`, and what the names of their weights begin with.
PREFIXES = {
    "bert": "bert.",
    "electra": "electra.",
    "roberta": "roberta.",
    "xlm-roberta": "roberta.",
    "camembert": "roberta.",
    "distilbert": "distilbert.",
}
#: Those that count positions from after the padding token's number.
_FROM_PADDING = ("roberta", "xlm-roberta", "camembert")
#: What a layer's weights are called: where nothing else is said, as in BERT.
_BERT_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "first norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second norm": "output.LayerNorm",
}
_DISTILBERT_LAYER = {
    "query": "attention.q_lin",
    "key": "attention.k_lin",
    "value": "attention.v_lin",
    "mixed": "attention.out_lin",
    "first norm": "sa_layer_norm",
    "wide": "ffn.lin1",
    "narrow": "ffn.lin2",
    "second norm": "output_layer_norm",
}
#: Added to the score of what is padding, so that nobody looks there.
_FAR_BELOW = np.float32(-1e9)


def kind_of(config: Mapping[str, Any]) -> Literal["text", "token"] | None:
    """Which head a configuration's model has; None where it is none of `PREFIXES`, or has another head."""
    if config.get("model_type") not in PREFIXES:
        return None
    names = [str(name) for name in config.get("architectures") or ()]
    if any(name.endswith("ForSequenceClassification") for name in names):
        return "text"
    return "token" if any(name.endswith("ForTokenClassification") for name in names) else None


@dataclass(frozen=True)
class Encoder:
    """A model's weights and configuration. Raises KeyError, at the first sentence, for a weight that is not there, and
    ValueError for an activation that is not known."""

    config: Mapping[str, Any]
    weights: Weights
    kind: Literal["text", "token"]

    def logits(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Array:
        """(n, t) token numbers and mask → (n, labels) for text, (n, t, labels) for token."""
        hidden = self._embedded(ids)
        beside = (1 - mask[:, None, None, :].astype(np.float32)) * _FAR_BELOW
        for layer in range(self._number("num_hidden_layers", "n_layers")):
            hidden = self._layer(hidden, beside, layer)
        if self.kind == "token":
            return self._linear(hidden, "classifier")
        return self._head(hidden[:, 0])

    @property
    def _type(self) -> str:
        return str(self.config["model_type"])

    @property
    def _prefix(self) -> str:
        return PREFIXES[self._type]

    def _number(self, *names: str) -> int:
        return int(next(self.config[name] for name in names if name in self.config))

    def _embedded(self, ids: NDArray[np.int64]) -> Array:
        table = f"{self._prefix}embeddings."
        if self._type in _FROM_PADDING:
            padding = self._number("pad_token_id")
            real = (ids != padding).astype(np.int64)
            places = np.cumsum(real, axis=1) * real + padding
        else:
            places = np.broadcast_to(np.arange(ids.shape[1]), ids.shape)
        hidden = self.weights[f"{table}word_embeddings.weight"][ids]
        hidden = hidden + self.weights[f"{table}position_embeddings.weight"][places]
        # All words are of the first of two sentences; DistilBERT has no such thing.
        if f"{table}token_type_embeddings.weight" in self.weights:
            hidden = hidden + self.weights[f"{table}token_type_embeddings.weight"][0]
        hidden = self._normed(hidden, f"{table}LayerNorm")
        projection = f"{self._prefix}embeddings_project"
        return self._linear(hidden, projection) if f"{projection}.weight" in self.weights else hidden

    def _layer(self, hidden: Array, beside: Array, number: int) -> Array:
        distil = self._type == "distilbert"
        start = f"{self._prefix}{'transformer' if distil else 'encoder'}.layer.{number}."
        called = {part: start + name for part, name in (_DISTILBERT_LAYER if distil else _BERT_LAYER).items()}
        n, t, size = hidden.shape
        heads = self._number("num_attention_heads", "n_heads")

        def cut(part: str) -> Array:
            return self._linear(hidden, called[part]).reshape(n, t, heads, size // heads).transpose(0, 2, 1, 3)

        scores = cut("query") @ cut("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // heads)) + beside
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = (powers / powers.sum(axis=-1, keepdims=True)) @ cut("value")
        mixed = self._linear(seen.transpose(0, 2, 1, 3).reshape(n, t, size), called["mixed"])
        hidden = self._normed(hidden + mixed, called["first norm"])
        wide = self._activation(self._linear(hidden, called["wide"]))
        return self._normed(hidden + self._linear(wide, called["narrow"]), called["second norm"])

    def _head(self, first: Array) -> Array:
        """What the library puts on the first token of each kind."""
        match self._type:
            case "bert":
                return self._linear(np.tanh(self._linear(first, "bert.pooler.dense")), "classifier")
            case "distilbert":
                return self._linear(np.maximum(self._linear(first, "pre_classifier"), 0), "classifier")
            case "electra":
                return self._linear(_gelu(self._linear(first, "classifier.dense")), "classifier.out_proj")
            case _:
                return self._linear(np.tanh(self._linear(first, "classifier.dense")), "classifier.out_proj")

    def _linear(self, hidden: Array, name: str) -> Array:
        found: Array = hidden @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found

    def _normed(self, hidden: Array, name: str) -> Array:
        middle = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt(
            (middle**2).mean(axis=-1, keepdims=True) + np.float32(self.config.get("layer_norm_eps", 1e-12))
        )
        found: Array = middle / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return found

    def _activation(self, wide: Array) -> Array:
        name = str(self.config.get("hidden_act", self.config.get("activation", "gelu")))
        if name not in _ACTIVATIONS:
            raise ValueError(f"the activation {name} is not known")
        return _ACTIVATIONS[name](wide)


def _gelu(wide: Array) -> Array:
    from scipy.special import erf

    found: Array = 0.5 * wide * (1 + erf(wide / np.float32(np.sqrt(2))))
    return found


def _gelu_by_tanh(wide: Array) -> Array:
    found: Array = 0.5 * wide * (1 + np.tanh(np.float32(np.sqrt(2 / np.pi)) * (wide + np.float32(0.044715) * wide**3)))
    return found


def _relu(wide: Array) -> Array:
    found: Array = np.maximum(wide, 0)
    return found


_ACTIVATIONS: Mapping[str, Callable[[Array], Array]] = {
    "gelu": _gelu,
    "gelu_new": _gelu_by_tanh,
    "gelu_pytorch_tanh": _gelu_by_tanh,
    "relu": _relu,
}

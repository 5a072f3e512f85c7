"""A network that labels sentences or their words, from an ONNX file or from weights; the tokenizer keeps where each token stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from almenara.language.parse import without_surrogates
from almenara.language.transformer.encoder import Encoder, kind_of
from almenara.language.transformer.folder import ModelFolder
from almenara.language.transformer.problems import ModelProblem, tell
from almenara.language.transformer.weights import read_weights

#: Sentences that go through the network together, those of like length: memory stays bounded, little is spent on padding.
AT_ONCE = 32
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_ERROR_LENGTH = 300


#: Arrays of a batch by the names of a network's inputs, each (sentences, tokens) → its logits.
Answer = Callable[[Mapping[str, NDArray[np.int64]]], NDArray[np.float32]]


@dataclass(frozen=True)
class Tagged:
    """A sentence's tokens: half-open offsets into the sentence, and for each a row of probabilities, one a label."""

    offsets: tuple[tuple[int, int], ...]
    probabilities: NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """A loaded model. `kind` is text (one row of probabilities a sentence) or token (one a token)."""

    folder: ModelFolder
    kind: Literal["text", "token"]
    _answer: Answer
    _tokenizer: Any
    _language: str

    def sentences(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities of shape (sentences, labels). They sum to one, unless a sentence may have several labels."""
        found = np.zeros((len(texts), len(self.folder.labels)), dtype=np.float32)
        for chosen, _, logits in self._batches(texts):
            found[chosen] = _sigmoid(logits) if self.folder.several else _softmax(logits)
        return found

    def tokens(self, texts: Sequence[str]) -> list[Tagged]:
        """The tokens of each sentence that stand for some of its characters."""
        found: list[Tagged] = [Tagged((), np.zeros((0, len(self.folder.labels)), dtype=np.float32)) for _ in texts]
        for chosen, encodings, logits in self._batches(texts):
            for row, number in enumerate(chosen):
                offsets = encodings[row].offsets
                special = encodings[row].special_tokens_mask
                real = [t for t, (start, end) in enumerate(offsets) if start < end and not special[t]]
                found[number] = Tagged(tuple(offsets[t] for t in real), _softmax(logits[row][real]))
        return found

    def _batches(self, texts: Sequence[str]) -> Any:
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for first in range(0, len(order), AT_ONCE):
            chosen = order[first : first + AT_ONCE]
            encodings, logits = _run(
                self.folder, self._answer, self._tokenizer, [texts[n] for n in chosen], self._language
            )
            _kind_of(logits, encodings, self.folder, self._language, self.kind)
            yield chosen, encodings, logits


def load_network(folder: ModelFolder, language: str = "en") -> Network:
    """Load a model and try it on two sentences. Raises ModelProblem, in `language`, where it cannot be used; reads this disk alone."""
    try:
        from tokenizers import Tokenizer
    except ModuleNotFoundError as error:
        raise ModelProblem(tell("no_parts", language, part=error.name)) from error
    try:
        tokenizer = Tokenizer.from_file(str(folder.tokenizer))
    except Exception as error:  # The library raises nothing more special.
        raise ModelProblem(tell("bad_tokenizer", language, path=folder.tokenizer, detail=_brief(error))) from error
    tokenizer.enable_truncation(folder.longest)
    padding = tokenizer.padding or {}
    tokenizer.enable_padding(
        pad_id=padding.get("pad_id", tokenizer.token_to_id("[PAD]") or tokenizer.token_to_id("<pad>") or 0)
    )
    answer = _of_weights(folder, language) if folder.network.suffix == ".safetensors" else _of_onnx(folder, language)
    # Numbers that differ from one another and most likely from that of the labels, so that axes cannot be mistaken.
    trial = ["The teachers have been on strike since Monday.", "Los maestros."]
    encodings, logits = _run(folder, answer, tokenizer, trial, language)
    kind = _kind_of(logits, encodings, folder, language)
    return Network(folder, kind, answer, tokenizer, language)


def _of_onnx(folder: ModelFolder, language: str) -> Answer:
    try:
        import onnxruntime
    except ModuleNotFoundError as error:
        raise ModelProblem(tell("no_parts", language, part=error.name)) from error
    options = onnxruntime.SessionOptions()
    # One thread: processes of --jobs share the machine already.
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(folder.network), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # Of a dozen kinds, one for each way in which a file can be wrong.
        raise ModelProblem(tell("bad_network", language, path=folder.network, detail=_brief(error))) from error
    inputs = frozenset(entry.name for entry in session.get_inputs())
    if "input_ids" not in inputs or not inputs <= _INPUTS:
        names = ", ".join(sorted(inputs)) or "–"
        raise ModelProblem(tell("bad_inputs", language, path=folder.network, names=names))
    outputs = [entry.name for entry in session.get_outputs()]
    wanted = "logits" if "logits" in outputs else outputs[0]

    def answer(feed: Mapping[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        return np.asarray(session.run([wanted], {name: feed[name] for name in inputs})[0])

    return answer


def _of_weights(folder: ModelFolder, language: str) -> Answer:
    kind = kind_of(folder.config)
    assert kind is not None
    try:
        weights = read_weights(folder.network)
    except (OSError, ValueError) as error:
        raise ModelProblem(tell("bad_weights", language, path=folder.network, detail=_brief(error))) from error
    encoder = Encoder(folder.config, weights, kind)

    def answer(feed: Mapping[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        try:
            return encoder.logits(feed["input_ids"], feed["attention_mask"])
        except KeyError as error:
            raise ModelProblem(tell("bad_weights", language, path=folder.network, detail=f"no {error}")) from error

    return answer


def _run(
    folder: ModelFolder, answer: Answer, tokenizer: Any, texts: Sequence[str], language: str
) -> tuple[Any, NDArray[np.float32]]:
    # A translated sign for a lone surrogate is one character as well, so offsets hold.
    encodings = tokenizer.encode_batch([without_surrogates(text) for text in texts])
    feed = {
        "input_ids": np.array([e.ids for e in encodings], dtype=np.int64),
        "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64),
        "token_type_ids": np.array([e.type_ids for e in encodings], dtype=np.int64),
    }
    try:
        logits = answer(feed)
    except ModelProblem:
        raise
    except Exception as error:  # Of a dozen kinds, as above.
        raise ModelProblem(tell("cannot_run", language, path=folder.network, detail=_brief(error))) from error
    return encodings, logits


def _kind_of(
    logits: NDArray[np.float32], encodings: Any, folder: ModelFolder, language: str, kind: str | None = None
) -> Literal["text", "token"]:
    sentences, tokens, labels = len(encodings), len(encodings[0].ids), len(folder.labels)
    numbers = np.issubdtype(logits.dtype, np.floating)
    if numbers and logits.shape == (sentences, labels) and kind != "token":
        return "text"
    if numbers and logits.shape == (sentences, tokens, labels) and kind != "text":
        return "token"
    shape = "×".join(map(str, logits.shape)) or "1"
    raise ModelProblem(
        tell("bad_shape", language, path=folder.network, shape=shape, sentences=sentences, tokens=tokens, labels=labels)
    )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    if logits.size == 0:
        return logits.astype(np.float32)
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -60, 60))), dtype=np.float32)


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:_ERROR_LENGTH]

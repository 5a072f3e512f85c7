"""A model's folder in Hugging Face's layout: where its network and tokenizer are, and what its labels are called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from almenara.language.transformer.encoder import kind_of
from almenara.language.transformer.problems import ModelProblem, tell

#: Tokens of a sentence that a network is shown where its configuration does not say how many it takes.
LONGEST = 512
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True)
class ModelFolder:
    """`network` is an ONNX file, or the weights of a kind that `encoder` knows, with what `config` says. `labels` by their number.
    `several`: a sentence may have more than one. `longest`: tokens of a sentence that are read."""

    name: str
    network: Path
    tokenizer: Path
    labels: tuple[str, ...]
    several: bool = False
    longest: int = LONGEST
    config: Mapping[str, Any] = field(default_factory=dict)


def read_folder(path: Path, language: str = "en") -> ModelFolder:
    """What is in a model's folder, or round an .onnx file. Raises ModelProblem, in `language`, where it is no model."""
    if path.is_dir():
        places = [path]
    elif path.suffix == ".onnx" and path.is_file():
        # Exporters put the network beside the other files, or into a folder `onnx` under them.
        places = [path.parent, path.parent.parent]
    else:
        raise ModelProblem(tell("no_folder", language, path=path))
    folder = next((place for place in places if (place / "config.json").is_file()), None)
    if folder is None:
        raise ModelProblem(tell("no_config", language, path=places[0]))
    config = _config(folder / "config.json", language)
    labels = _labels(config)
    if not labels:
        raise ModelProblem(tell("no_labels", language, path=folder / "config.json"))
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelProblem(tell("no_tokenizer", language, path=folder))
    return ModelFolder(
        name=folder.resolve().name,
        network=path if path.is_file() else _network(folder, config, language),
        tokenizer=tokenizer,
        labels=labels,
        several=config.get("problem_type") == "multi_label_classification",
        longest=_longest(config),
        config=config,
    )


def _config(path: Path, language: str) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelProblem(tell("bad_config", language, path=path, detail=error)) from error
    if not isinstance(config, dict):
        raise ModelProblem(tell("bad_config", language, path=path, detail=type(config).__name__))
    return config


def _labels(config: dict[str, Any]) -> tuple[str, ...]:
    """The labels from number 0 on; none where a number is missing or where they were never named."""
    told = config.get("id2label")
    if not isinstance(told, dict):
        return ()
    named = {str(number): str(label) for number, label in told.items()}
    labels = tuple(named[str(n)] for n in range(len(named)) if str(n) in named)
    # What the library writes where a model was trained without names: `LABEL_0` and so on may be given a meaning all the same.
    return labels if len(labels) == len(named) else ()


def _longest(config: dict[str, Any]) -> int:
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int) or positions < 1:
        return LONGEST
    # RoBERTa and its kin count positions from after the padding token's number.
    kin = "roberta" in str(config.get("model_type", "")) or config.get("model_type") == "camembert"
    padding = config.get("pad_token_id")
    return max(1, min(LONGEST, positions - (padding + 1 if kin and isinstance(padding, int) else 0)))


def _network(folder: Path, config: dict[str, Any], language: str) -> Path:
    for path in (folder / "model.onnx", folder / "onnx" / "model.onnx"):
        if path.is_file():
            return path
    found = sorted([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    if len(found) == 1:
        return found[0]
    if found:
        files = ", ".join(str(file.relative_to(folder)) for file in found)
        raise ModelProblem(tell("several_networks", language, path=folder, files=files))
    plain = folder / "model.safetensors"
    if plain.is_file() and kind_of(config) is not None:
        return plain
    weights = next(_weights(folder), None)
    if weights is None:
        raise ModelProblem(tell("no_network", language, path=folder))
    token = any("TokenClassification" in str(name) for name in config.get("architectures") or ())
    task = "token-classification" if token else "text-classification"
    raise ModelProblem(tell("only_weights", language, path=folder, file=weights.name, task=task))


def _weights(folder: Path) -> Iterator[Path]:
    for pattern in _WEIGHTS:
        yield from sorted(folder.glob(pattern))

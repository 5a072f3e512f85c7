"""Whether a model is the same one on another machine, or on another day: a hash of all that decides what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from almenara.transformer.coder import TransformerCoder


def fingerprint(coder: TransformerCoder) -> str:
    """Sixteen hexadecimal digits. Reads the model's files once more, about a second for half a gigabyte. Raises OSError."""
    digests = []
    for path in _files(coder):
        with path.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    said = [str(coder.settings.least_score), *digests]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _files(coder: TransformerCoder) -> Iterator[Path]:
    folder = coder.network.folder
    yield folder.tokenizer.with_name("config.json")
    yield folder.tokenizer
    # Large networks keep their weights in files beside, as model.onnx_data.
    yield from sorted(folder.network.parent.glob(f"{folder.network.name}*"))
    if coder.settings.labels is not None:
        yield coder.settings.labels

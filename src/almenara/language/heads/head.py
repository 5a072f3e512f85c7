"""A head: a linear judge over a sentence's words and, where it has learned from them, its embedding.

It is trained elsewhere and kept as plain arrays (NumPy's .npz, read without pickle), so that whoever has the file can see
what every word weighs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from almenara.language.heads.word_features import is_made, words_of

#: What an embedding is multiplied by before it is weighed: a vector of length one is held back too much by the penalty on weights.
EMBEDDING_WEIGHT = 3.0
#: What each word of what the rules made of a sentence counts, where all of the sentence's own words are of length one together: as
#: one more of its words it was drowned, and heads overruled rules that were right.
MADE_WEIGHT = 1.0


@dataclass(frozen=True)
class Head:
    """Classes by words and embeddings.

    `classes` are k names; `vocabulary` are v words or pairs; `rarity` (v,) is each one's inverse document frequency;
    `words` (v, k), `embedding` (512, k) or none, and `bias` (k,) are the weights; `temperature` divides the sums, so that
    what is said with .8 is right in eight cases of ten.
    """

    classes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    rarity: NDArray[np.float32]
    words: NDArray[np.float32]
    embedding: NDArray[np.float32] | None
    bias: NDArray[np.float32]
    temperature: float = 1.0
    #: Where each class stands among the columns.
    column: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _index: dict[str, int] = field(init=False, repr=False, compare=False)
    #: Which words of the vocabulary are not the sentence's own.
    _made: NDArray[np.bool_] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "column", {name: n for n, name in enumerate(self.classes)})
        object.__setattr__(self, "_index", {word: n for n, word in enumerate(self.vocabulary)})
        object.__setattr__(self, "_made", np.array([is_made(word) for word in self.vocabulary], dtype=np.bool_))

    @property
    def embeds(self) -> bool:
        return self.embedding is not None

    def probabilities(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """One row for each text, one column for each class, rows summing to 1.

        `embeddings` (len(texts), 512) are needed where the head `embeds`; raises ValueError without them.
        """
        sums = np.tile(self.bias, (len(texts), 1))
        for row, text in enumerate(texts):
            at, values = self.word_vector(text)
            if at:
                sums[row] += values @ self.words[at]
        if self.embedding is not None:
            if embeddings is None:
                raise ValueError("This head judges by embeddings too, and none were given.")
            sums += EMBEDDING_WEIGHT * (embeddings @ self.embedding)
        sums /= self.temperature
        sums -= sums.max(axis=1, keepdims=True)
        powers = np.exp(sums)
        found: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return found

    def said(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None = None) -> list[dict[str, float]]:
        """The probability of each class by name, for each text; as `probabilities`."""
        return [named(self.classes, row) for row in self.probabilities(texts, embeddings)]

    def weight(self, word: str, name: str) -> float:
        """What one word alone weighs for a class; 0 for a word or a class that the head does not know."""
        if word not in self._index or name not in self.column:
            return 0.0
        return float(self.words[self._index[word], self.column[name]])

    def word_vector(self, text: str) -> tuple[list[int], NDArray[np.float32]]:
        """The positions in the vocabulary of the text's words, and their values.

        The sentence's own words are of length one together; each word of what the rules made of it weighs `MADE_WEIGHT`
        beside them, however long the sentence is.
        """
        index = self._index
        at = sorted(index[word] for word in words_of(text) if word in index)
        made = self._made[at]
        values = np.where(made, np.float32(0), self.rarity[at])
        length = float(np.sqrt((values**2).sum()))
        return at, np.where(made, np.float32(MADE_WEIGHT), values / length if length else values)


def named(classes: Sequence[str], row: NDArray[np.float32]) -> dict[str, float]:
    """A row of probabilities by the names of its classes."""
    return dict(zip(classes, map(float, row), strict=True))


def write_head(head: Head, path: Path) -> None:
    """Keep a head as an .npz of plain arrays; weights are rounded to half precision."""
    arrays: dict[str, Any] = {
        "classes": np.array(head.classes),
        "vocabulary": np.frombuffer("\n".join(head.vocabulary).encode(), dtype=np.uint8),
        "rarity": head.rarity.astype(np.float16),
        "words": head.words.astype(np.float16),
        "bias": head.bias.astype(np.float32),
        "temperature": np.float32(head.temperature),
    }
    if head.embedding is not None:
        arrays["embedding"] = head.embedding.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def read_head(path: Path) -> Head:
    """A head as `write_head` kept it. Raises ValueError, with a sentence, for a file that holds none."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = Head(
                classes=tuple(str(name) for name in arrays["classes"]),
                vocabulary=tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
                rarity=arrays["rarity"].astype(np.float32),
                words=arrays["words"].astype(np.float32),
                embedding=arrays["embedding"].astype(np.float32) if "embedding" in arrays else None,
                bias=arrays["bias"].astype(np.float32),
                temperature=float(arrays["temperature"]),
            )
    except (KeyError, OSError, ValueError, EOFError, BadZipFile) as error:
        raise ValueError(f"{path} holds no head ({error}); train it again.") from error
    if head.words.shape != (len(head.vocabulary), len(head.classes)) or head.bias.shape != (len(head.classes),):
        raise ValueError(f"{path} holds no head: its arrays do not fit one another; train it again.")
    return head

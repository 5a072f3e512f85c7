"""The heads that come with almenara: where they lie, what their classes are called, and when they are heard."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from almenara.language.heads.head import Head, read_head

FOLDER = Path(__file__).parent / "trained"
RELEVANCE = "relevance.npz"
RELEVANCE_BY_WORDS = "relevance_by_words.npz"
TYPES = "types.npz"
TYPES_BY_WORDS = "types_by_words.npz"
CARD = "card.json"
#: The two classes of relevance; the second is one of the classes of types, too.
EVENT, NO_EVENT = "event", "no_event"


@dataclass(frozen=True)
class Thresholds:
    """When a sentence is doubted: words alone give an event less than `words_sure`, and words and embedding less than `doubt`."""

    doubt: float
    words_sure: float

    def as_dict(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


@cache
def shipped_head(name: str) -> Head:
    """A shipped head, read once in a process."""
    return read_head(FOLDER / name)


@cache
def shipped_thresholds() -> Thresholds:
    return Thresholds(**json.loads((FOLDER / CARD).read_text(encoding="utf-8"))["relevance"]["thresholds"])

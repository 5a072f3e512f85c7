"""Names of people, places and organisations, by the parser's own finder.

It costs two thirds (Spanish) to four fifths (English) of what the rest of the model costs, and most names are settled by the words around them, so that it is asked for
single sentences and never as part of the parse. The second place, beside parse.py, that calls spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from almenara.language.parse import BATCH, load_parser, readable

Label = Literal["person", "org", "place", "nationality", "other"]

_LABELS: dict[str, Label] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
}
#: What the finder marks besides names; resolve/dates and coder/numbers read them better.
_NO_NAMES = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that the parser found; offsets count characters of the string that was given, end exclusive."""

    start: int
    end: int
    label: Label


def find_names(texts: Iterable[str], language: str) -> Iterator[list[NamedSpan]]:
    """The names of each string, in the order of the strings. Raises ValueError as `load_parser` does."""
    model = load_parser(language).model
    finder: Any = model.get_pipe("ner")
    for doc in finder.pipe((model.make_doc(readable(text, language)) for text in texts), batch_size=BATCH):
        yield [
            NamedSpan(entity.start_char, entity.end_char, _LABELS.get(entity.label_, "other"))
            for entity in doc.ents
            if entity.label_ not in _NO_NAMES
        ]

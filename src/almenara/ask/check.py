"""A model's answer → rows that the text bears out. What does not stand in the text word for word is dropped and counted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from almenara.ask.answer_schema import envelope_schema
from almenara.model import Quantity, Quote

#: Reads the one number in a stretch of a text, (text, start, end, of) → quantity; None where it has none. The rules' own
#: reader of numbers is given here, so that no figure is the model's.
ReadQuantity = Callable[[str, int, int, str], Quantity | None]


class BadAnswer(Exception):
    """The answer as a whole is no JSON of the agreed shape."""


@dataclass(frozen=True)
class Row:
    """One row of an answer, every word of it found in the text."""

    sentence: Quote
    trigger: Quote
    type: str
    status: str
    score: float
    roles: tuple[tuple[str, Quote], ...]
    quantities: tuple[Quantity, ...]
    demands: tuple[tuple[str, Quote], ...]


@dataclass(frozen=True)
class Checked:
    """`offered` rows of which `rows` were kept; `told` quotes in kept rows' lists, of which `dropped` were not in the text.

    `spans` are all quotes of all rows, sentences and triggers too.
    """

    rows: tuple[Row, ...]
    offered: int
    told: int
    dropped: int
    spans: int

    @property
    def rejected(self) -> int:
        """Spans that are in no kept row."""
        return self.spans - sum(2 + len(r.roles) + len(r.quantities) + len(r.demands) for r in self.rows)


def rows_of(content: str, text: str, row_schema: Mapping[str, object], read_quantity: ReadQuantity) -> Checked:
    """The rows of an answer that hold. Raises BadAnswer where it cannot be read as rows at all.

    A row of the wrong shape, or whose sentence or trigger is not in the text, is dropped; of a row that holds, single
    roles, quantities and demands whose words are not there are dropped.
    """
    validator = Draft202012Validator(row_schema)
    offered = _parsed(content)
    kept: list[Row] = []
    told = dropped = 0
    for entry in offered:
        if not validator.is_valid(entry):
            continue
        sentence = _find(entry["sentence"], text)
        trigger = _find(entry["trigger"], text, sentence) if sentence else None
        if sentence is None or trigger is None:
            continue
        row, of_row = _row(entry, text, sentence, trigger, read_quantity)
        told += of_row
        dropped += of_row - len(row.roles) - len(row.quantities) - len(row.demands)
        if all(row.trigger != other.trigger or row.type != other.type for other in kept):
            kept.append(row)
    kept.sort(key=lambda row: row.trigger)
    return Checked(tuple(kept), len(offered), told, dropped, sum(map(_spans, offered)))


def _spans(entry: Any) -> int:
    """How many quotes an offered row has, whatever its shape."""
    if not isinstance(entry, dict):
        return 0
    lists = [entry.get(name) for name in ("roles", "quantities", "demands")]
    inside = [part for parts in lists if isinstance(parts, list) for part in parts if isinstance(part, dict)]
    return sum(name in entry for name in ("sentence", "trigger")) + sum("words" in part for part in inside)


def _row(
    entry: Mapping[str, Any], text: str, sentence: Quote, trigger: Quote, read_quantity: ReadQuantity
) -> tuple[Row, int]:
    roles = [(r["role"], _near(r["words"], text, sentence)) for r in entry["roles"]]
    demands = [(d["demand"], _near(d["words"], text, sentence)) for d in entry["demands"]]
    numbers = [(q["of"], _find(q["words"], text, sentence)) for q in entry["quantities"]]
    quantities = [read_quantity(text, q.start, q.end, of) for of, q in numbers if q is not None]
    row = Row(
        sentence,
        trigger,
        entry["type"],
        entry["status"],
        float(entry["score"]),
        tuple((role, quote) for role, quote in roles if quote is not None),
        tuple(quantity for quantity in quantities if quantity is not None),
        tuple((demand, quote) for demand, quote in demands if quote is not None),
    )
    return row, len(roles) + len(demands) + len(numbers)


def _parsed(content: str) -> Sequence[Any]:
    """The rows as they came. Models without a forced shape put a fence around JSON, which is taken off."""
    fenced = re.fullmatch(r"\s*```(?:json)?\s*(.*?)\s*```\s*", content, re.DOTALL)
    try:
        answer = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("no JSON") from error
    if not Draft202012Validator(envelope_schema()).is_valid(answer):
        raise BadAnswer("JSON of another shape")
    rows: Sequence[Any] = answer["mentions"]
    return rows


def _near(words: str, text: str, sentence: Quote) -> Quote | None:
    """In the sentence, else the last time before it, else the first time after it: roles are often named earlier."""
    inside = _find(words, text, sentence)
    if inside is not None:
        return inside
    spans = [match.span() for match in _pattern(words).finditer(text)]
    before = [span for span in spans if span[1] <= sentence.start]
    chosen = before[-1] if before else spans[0] if spans else None
    return Quote.cut(text, *chosen) if chosen else None


def _find(words: str, text: str, inside: Quote | None = None) -> Quote | None:
    match = _pattern(words).search(text, *((inside.start, inside.end) if inside else (0, len(text))))
    return Quote.cut(text, *match.span()) if match else None


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """The words letter for letter, whole words only; a line break in the text counts as any other space."""
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces:
        return re.compile(r"(?!)")
    left = r"(?<!\w)" if re.match(r"\s*\w", words) else ""
    right = r"(?!\w)" if re.search(r"\w\s*$", words) else ""
    return re.compile(left + r"\s+".join(pieces) + right)

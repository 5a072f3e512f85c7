"""The shape of an answer: a JSON Schema of mention rows, made from the codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping

from almenara.codebook import Codebook
from almenara.model import Status

ROLES = ("agent", "target", "instrument", "participant")
QUANTITIES = ("crowd", "killed", "injured", "arrested", "displaced", "missing", "weapons", "other")

#: Roles, quantities or demands that one row may have. No sentence names as many; a small model that has begun to repeat itself
#: is ended by it before its answer is cut off.
MOST_IN_A_LIST = 12
#: The same for rows: no sentence tells of more events.
MOST_IN_A_SENTENCE = 3
#: The least that any report may have.
FEWEST_ROWS = 4
_END = re.compile(r"[.!?…]\s|\n")

Schema = Mapping[str, object]


def most_rows(text: str) -> int:
    """How many rows an answer about a text may have: a power of two, since endpoints prepare each schema anew."""
    wanted = MOST_IN_A_SENTENCE * (1 + len(_END.findall(text.strip())))
    rows = FEWEST_ROWS
    while rows < wanted:
        rows *= 2
    return rows


def answer_schema(codebook: Codebook, rows: int) -> Schema:
    """The schema of a whole answer: `{"mentions": [row, ...]}`, of at most `rows` rows.

    Every key is required and none else is allowed, which strict decoding of most endpoints asks for.
    """
    return _shape({"mentions": {"type": "array", "items": row_schema(codebook), "maxItems": rows}})


def envelope_schema() -> Schema:
    """What must hold of an answer for any of its rows to be looked at; rows are then checked one by one."""
    return {"type": "object", "properties": {"mentions": {"type": "array"}}, "required": ["mentions"]}


def row_schema(codebook: Codebook) -> Schema:
    """The schema of one mention row: values that the codebook knows, and words of the report."""
    # No least length: strict decoding knows none, and words that are empty stand nowhere in a text anyway.
    words = {"type": "string"}
    role = _shape({"role": _one_of(ROLES), "words": words})
    quantity = _shape({"of": _one_of(QUANTITIES), "words": words})
    demand = _shape({"demand": _one_of([d.id for d in codebook.demands]), "words": words})
    return _shape(
        {
            "sentence": words,
            "trigger": words,
            "type": _one_of(sorted(codebook.types)),
            "status": _one_of([status.value for status in Status]),
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "roles": _few(role),
            "quantities": _few(quantity),
            "demands": _few(demand),
        }
    )


def _shape(properties: Mapping[str, object]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _few(items: Schema) -> Schema:
    return {"type": "array", "items": items, "maxItems": MOST_IN_A_LIST}


def _one_of(values: object) -> Schema:
    assert isinstance(values, list | tuple)
    return {"type": "string", "enum": list(values)}

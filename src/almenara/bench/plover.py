"""PLOVER's root event types: what the coder makes of the sentences that the standard gives as examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.coder.code import SCORE_WEAK
from almenara.model import Mention, Report
from almenara.pipeline import Pipeline
from almenara.publish.plover import plover_root

#: The data keeps root types of PLOVER's first draft; these went into others in the published version (2021).
_NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def plover_figures(gold: Path) -> Iterator[Figure]:
    """Accuracy of the root type of a sentence's main event: the earliest whose trigger is not weak."""
    path = gold / "plover_gold_standard.jsonl"
    if not path.is_file():
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = (Report(str(n), row["text"], language=row["language"]) for n, row in enumerate(rows))
    errors, right = [], 0
    for row, mentions in zip(rows, Pipeline(load_codebook(background=True)).mentions(reports), strict=True):
        wanted = _NOW.get(row["event"], row["event"])
        got = next((root for m in sorted(mentions, key=_order) if (root := _root(m))), "none")
        right += got == wanted
        if got != wanted:
            errors.append(f"{row['id']} is {wanted}, coded {got}: {row['text'][:160]}")
    yield Figure(path.stem, "accuracy of PLOVER's root types", right / len(rows), len(rows), tuple(errors), wanted=0.75)


def _order(mention: Mention) -> tuple[bool, int]:
    return mention.score <= SCORE_WEAK, mention.trigger.start


def _root(mention: Mention) -> str | None:
    plover = (mention.codes or {}).get("plover")
    return plover_root(str(plover["event"]), mention.status) if isinstance(plover, dict) else None

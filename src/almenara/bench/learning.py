"""What labelled examples bring: sub-event types learned from k of the snippets and judged on the rest, by folds.

For this measure alone: what is fitted here is thrown away, and nothing that is shipped has learned from these snippets. The head is
that of `almenara learn`: the snippet's words and embedding, and as a word of its own what the rules made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import KFold

from almenara.bench.figure import Figure
from almenara.bench.types import CASE_TYPES, sub_event, weighted_f1
from almenara.codebook import load_codebook
from almenara.language.embed import embed
from almenara.language.heads.own import SURE
from almenara.language.heads.word_features import made_word
from almenara.learn.fit import Lessons, fit_head
from almenara.learn.own import RECIPE
from almenara.model import Report
from almenara.pipeline import Pipeline

FILE = "case2021_fine_grained_types.jsonl"
FOLDS = 5
#: One shuffle into folds differs from another by as much as one recipe from another.
SHUFFLES = 8
#: Shares of each fold's lessons.
STEPS = (0.25, 0.5, 1.0)
_NOTHING = "none"


def learning_figures(gold: Path) -> Iterator[Figure]:
    """Weighted F1 by number of lessons; nothing where the snippets are not there."""
    path = gold / FILE
    if not path.is_file():
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["type"] in CASE_TYPES]
    reports = [Report(str(n), row["text"], language="en") for n, row in enumerate(rows)]
    rules = [sub_event(mentions) for mentions in Pipeline(load_codebook()).mentions(reports)]
    texts = [f"{row['text']} . {made_word('type', said)}" for row, said in zip(rows, rules, strict=True)]
    labels = [CASE_TYPES[row["type"]] for row in rows]
    lessons = Lessons(texts, labels, embed([row["text"] for row in rows]))
    yield Figure(path.stem, "weighted F1, the rules alone", weighted_f1(_pairs(labels, rules)), len(rows))
    for step in STEPS:
        trials = [_judged(lessons, rules, step, shuffle) for shuffle in range(SHUFFLES)]
        scores = [weighted_f1(_pairs(labels, got)) for got, _ in trials]
        wanted = 0.85 if step == STEPS[-1] else None
        yield Figure(
            path.stem,
            f"weighted F1, learned from {trials[0][1]} of them (mean of {SHUFFLES} shuffles)",
            sum(scores) / len(scores),
            len(rows),
            tuple(f"{score:.3f}" for score in scores),
            wanted=wanted,
        )


def _judged(lessons: Lessons, rules: Sequence[str], step: float, shuffle: int) -> tuple[list[str], int]:
    """What the rules and heads together say of snippets that the heads were not fitted on, and how many lessons each had on average.

    As in `almenara learn` a head overrules the rules only where it is more than half sure; where the rules find nothing it decides.
    """
    got = [""] * len(lessons.labels)
    sizes = []
    generator = np.random.default_rng(shuffle)
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=shuffle).split(got):
        some = np.sort(generator.permutation(seen)[: max(2, int(step * len(seen)))])
        sizes.append(len(some))
        head = fit_head(lessons.part(some), RECIPE)
        trial = lessons.part(unseen)
        for n, row in zip(unseen, head.probabilities(trial.texts, trial.embeddings), strict=True):
            got[n] = head.classes[int(row.argmax())] if rules[n] == _NOTHING or row.max() > SURE else rules[n]
    return got, round(sum(sizes) / len(sizes))


def _pairs(gold: Sequence[str], got: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(gold, got, strict=True))

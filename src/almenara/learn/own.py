"""Training an observatory's own heads, judging them against what is in use, and adopting what is better.

Each head is tried twice on decisions that it has not seen: by report (five folds, no report on both sides) and by time (fitted on the
earlier four fifths, judged on the last fifth, as it will be used). It is adopted where it is better than what is in use on both.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from almenara.codebook import Codebook
from almenara.coder.examples import HARD_NEGATIVES, cases
from almenara.language.embed import embed, embeddings_present
from almenara.language.heads import Head, write_head
from almenara.language.heads.head import named
from almenara.language.heads.own import CARD, DROPPED, FOLDER, KEPT, KINDS, SURE, OwnHeads
from almenara.learn.f1 import f1
from almenara.learn.fit import Lessons, Recipe, calibrated, cross_validated, fit_head, tempered
from almenara.learn.from_decisions import Taught

#: Mentions that must have been decided on before anything is learned, and of each class that is told apart.
FEWEST = 40
FEWEST_OF_A_CLASS = 8
#: The last share of the decisions by which heads are judged as they will be used.
HELD_OUT = 0.2
#: Shares of the earlier decisions by which `curve` shows what more of them bring.
STEPS = (0.1, 0.25, 0.5, 0.75, 1.0)
#: Weights are held back strongly: lessons are few, and a head should overrule the rules only where it knows well.
RECIPE = Recipe(strength=0.5, balanced=True, rarest=2)


@dataclass(frozen=True)
class Trial:
    """One head: its score and that of what is in use, by report and by time (F1 of what is kept; share of right types or statuses).

    `why_not` says in a sentence why nothing was learned. `threshold` is relevance's alone.
    """

    kind: str
    why_not: str | None = None
    head: Head | None = None
    lessons: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    by_report: tuple[float, float] = (0.0, 0.0)
    by_time: tuple[float, float] = (0.0, 0.0)
    threshold: float = 0.5

    @property
    def better(self) -> bool:
        """Whether it did better than what is in use on both."""
        return self.by_report[0] > self.by_report[1] and self.by_time[0] > self.by_time[1]


@dataclass(frozen=True)
class Wanted:
    """Of what is kept, a `precision` or a `recall` to be reached on unseen decisions; neither: the highest F1."""

    precision: float | None = None
    recall: float | None = None


def try_heads(
    taught: Sequence[Taught],
    codebook: Codebook,
    *,
    in_use: OwnHeads | None = None,
    wanted: Wanted | None = None,
    cold_start: bool = False,
) -> list[Trial]:
    """A trial for each kind of head. `cold_start` adds the codebook's examples to what is fitted on, never to what is judged."""
    embeddings = embed([one.mention.sentence.text for one in taught]) if embeddings_present() and taught else None
    return [_try(kind, taught, embeddings, codebook, in_use, wanted or Wanted(), cold_start) for kind in KINDS]


def adopt(folder: Path, trials: Sequence[Trial], codebook: Codebook, *, force: bool = False) -> list[str]:
    """Write the heads that are better (`force`: all that were fitted) and the card of all; the kinds that are adopted.

    A head that was adopted before and is not bettered stays.
    """
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    card = place / CARD
    before = json.loads(card.read_text(encoding="utf-8"))["heads"] if card.is_file() else {}
    told: dict[str, object] = dict(before)
    adopted = []
    for trial in trials:
        if trial.head is None or not (force or trial.better):
            continue
        write_head(trial.head, place / f"{trial.kind}.npz")
        told[trial.kind] = card_of(trial, codebook) | {"adopted": True}
        adopted.append(trial.kind)
    if adopted:
        card.write_text(json.dumps({"heads": told}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return adopted


def card_of(trial: Trial, codebook: Codebook) -> dict[str, object]:
    """What a head learned from and how it did, for whoever wonders."""
    return {
        "trained": date.today().isoformat(),
        "codebook": f"{codebook.about.name} {codebook.about.version}",
        "decided mentions": trial.lessons,
        "classes": dict(trial.classes),
        "measure": "F1 of what is kept" if trial.kind == "relevance" else "share that is right",
        "on unseen reports": {"head": round(trial.by_report[0], 4), "in use": round(trial.by_report[1], 4)},
        "on the latest fifth": {"head": round(trial.by_time[0], 4), "in use": round(trial.by_time[1], 4)},
        "threshold": round(trial.threshold, 4),
        "method": "logistic regression on words, pairs of words, what the rules made of them and sentence embeddings; calibrated",
    }


def curve(taught: Sequence[Taught], kind: str) -> list[tuple[int, float]]:
    """How many of the earlier decided mentions a head was fitted on, and its score on the latest fifth; steps that teach too little
    are left out."""
    kept = _of_kind(kind, taught)
    if len(kept) < FEWEST:
        return []
    embeddings = embed([one.mention.sentence.text for one in kept]) if embeddings_present() and kept else None
    cut = _cut(kept)
    everything = _lessons(kind, kept, embeddings)
    found = []
    # Spread over all of the earlier time, so that a step differs from the next in number alone.
    order = np.random.default_rng(0).permutation(cut)
    for step in STEPS:
        seen = np.sort(order[: int(step * cut)])
        lessons = everything.part(seen)
        if len(set(lessons.labels)) < 2:
            continue
        unseen = np.arange(cut, len(kept))
        held_out = everything.part(unseen)
        said = fit_head(lessons, RECIPE).said(held_out.texts, held_out.embeddings)
        found.append((len(seen), _score(kind, [kept[n] for n in unseen], said, 0.5)))
    return found


def _try(
    kind: str,
    taught: Sequence[Taught],
    embeddings: NDArray[np.float32] | None,
    codebook: Codebook,
    in_use: OwnHeads | None,
    wanted: Wanted,
    cold_start: bool,
) -> Trial:
    rows = np.array([n for n, one in enumerate(taught) if getattr(one, kind) is not None], dtype=np.int64)
    counts = Counter(getattr(taught[n], kind) for n in rows)
    # A class too rare to be in every fold can't be judged; what was decided so is left out of this head.
    told_apart = {name for name, count in counts.items() if count >= FEWEST_OF_A_CLASS}
    rows = np.array([n for n in rows if getattr(taught[n], kind) in told_apart], dtype=np.int64)
    kept = [taught[n] for n in rows]
    classes = tuple(sorted((name, counts[name]) for name in told_apart))
    if len(kept) < FEWEST or len(classes) < 2:
        return Trial(kind, _too_few(kind, len(kept), counts, len(classes)), lessons=len(kept), classes=classes)
    lessons = _lessons(kind, kept, None if embeddings is None else embeddings[rows])
    more = _examples(kind, codebook, told_apart, embeddings is not None) if cold_start else None
    fit = _fitting(more)
    cut = _cut(kept)
    early, late = np.arange(cut), np.arange(cut, len(kept))
    if len(set(lessons.part(early).labels)) < 2:
        return Trial(kind, _too_few(kind, len(kept), counts, len(classes)), lessons=len(kept), classes=classes)
    try:
        unseen = cross_validated(lessons, RECIPE)
    except ValueError as error:
        return Trial(kind, str(error), lessons=len(kept), classes=classes)
    head = calibrated(fit(lessons), unseen, lessons.labels)
    unseen = tempered(unseen, head.temperature)
    said = [named(head.classes, row) for row in unseen]
    threshold = _threshold(kept, said, wanted) if kind == "relevance" else 0.5
    held_out = lessons.part(late)
    later = replace(fit(lessons.part(early)), temperature=head.temperature).said(held_out.texts, held_out.embeddings)
    told = [kept[n] for n in late]
    return Trial(
        kind,
        None,
        head,
        len(kept),
        classes,
        (_score(kind, kept, said, threshold), _score_in_use(kind, kept, in_use, codebook)),
        (_score(kind, told, later, threshold), _score_in_use(kind, told, in_use, codebook)),
        threshold,
    )


def _too_few(kind: str, lessons: int, counts: Counter[str], kinds: int) -> str:
    there = ", ".join(f"{name}: {count}" for name, count in counts.most_common(6)) or "none"
    return (
        f"Nothing is learned of {kind}: {counts.total()} mentions are decided ({there}), of which {lessons}, of {kinds} kind(s), are of kinds "
        f"with {FEWEST_OF_A_CLASS} or more; {FEWEST} of at least two such kinds are needed."
    )


def _of_kind(kind: str, taught: Sequence[Taught]) -> list[Taught]:
    return [one for one in taught if getattr(one, kind) is not None]


def _lessons(kind: str, taught: Sequence[Taught], embeddings: NDArray[np.float32] | None) -> Lessons:
    return Lessons(
        [one.text for one in taught],
        [getattr(one, kind) for one in taught],
        embeddings,
        [one.mention.report for one in taught],
    )


def _fitting(more: Lessons | None) -> Callable[[Lessons], Head]:
    def fit(lessons: Lessons) -> Head:
        if more is None:
            return fit_head(lessons, RECIPE)
        both = None
        if lessons.embeddings is not None and more.embeddings is not None:
            both = np.vstack([lessons.embeddings, more.embeddings])
        return fit_head(Lessons([*lessons.texts, *more.texts], [*lessons.labels, *more.labels], both), RECIPE)

    return fit


def _examples(kind: str, codebook: Codebook, classes: set[str], with_embeddings: bool) -> Lessons | None:
    """The codebook's own examples and counter-examples; of their statuses it says too little to teach."""
    found: list[tuple[str, str]] = []
    for case in cases(codebook):
        if kind == "relevance":
            found.append((case.example.text, DROPPED if case.counter or case.type == HARD_NEGATIVES else KEPT))
        elif kind == "type" and not case.counter and case.type in classes:
            found.append((case.example.text, case.type))
    if not found:
        return None
    texts = [text for text, _ in found]
    return Lessons(texts, [label for _, label in found], embed(texts) if with_embeddings else None)


def _cut(taught: Sequence[Taught]) -> int:
    """Where the latest fifth begins; no report is on both sides."""
    cut = int(len(taught) * (1 - HELD_OUT))
    while 0 < cut < len(taught) and taught[cut].mention.report == taught[cut - 1].mention.report:
        cut -= 1
    return cut


def _score(kind: str, taught: Sequence[Taught], said: Sequence[dict[str, float]], threshold: float) -> float:
    if kind == "relevance":
        return f1([one.relevance == KEPT for one in taught], [one.get(KEPT, 0.0) >= threshold for one in said])
    right = 0
    for one, row in zip(taught, said, strict=True):
        now = one.mention.type if kind == "type" else one.mention.status.value
        best = max(row, key=lambda name: row[name])
        right += (best if row[best] > SURE else now) == getattr(one, kind)
    return right / max(1, len(taught))


def _score_in_use(kind: str, taught: Sequence[Taught], in_use: OwnHeads | None, codebook: Codebook) -> float:
    """What is in use now on the same mentions: the rules, which keep all that they code, and the heads that were adopted before."""
    families = {name: entry.family for name, entry in codebook.types.items()}
    judged = {m.id: m for m in (in_use or OwnHeads()).judged([one.mention for one in taught], families)}
    if kind == "relevance":
        return f1([one.relevance == KEPT for one in taught], [one.mention.id in judged for one in taught])
    right = 0
    for one in taught:
        now = judged.get(one.mention.id, one.mention)
        right += (now.type if kind == "type" else now.status.value) == getattr(one, kind)
    return right / max(1, len(taught))


def _threshold(taught: Sequence[Taught], said: Sequence[dict[str, float]], wanted: Wanted) -> float:
    """From which probability on a mention is kept. A precision or recall that no threshold reaches gives the nearest to it."""
    gold = [one.relevance == KEPT for one in taught]
    kept = [row[KEPT] for row in said]
    # Half-way between neighbours, so that what is a little less sure than anything seen is not dropped.
    seen = sorted(set(kept))
    candidates = [0.0, *((one + other) / 2 for one, other in pairwise(seen))]

    def figures(threshold: float) -> tuple[float, float, float]:
        got = [probability >= threshold for probability in kept]
        both = sum(g and p for g, p in zip(gold, got, strict=True))
        return both / max(1, sum(got)), both / max(1, sum(gold)), f1(gold, got)

    if wanted.precision is not None:
        # The lowest that is precise enough loses least.
        enough = [t for t in candidates if figures(t)[0] >= wanted.precision]
        return enough[0] if enough else max(candidates, key=lambda t: figures(t)[0])
    if wanted.recall is not None:
        return max(t for t in candidates if figures(t)[1] >= wanted.recall)
    return max(candidates, key=lambda t: figures(t)[2])

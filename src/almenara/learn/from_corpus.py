"""The heads that are shipped, trained from the codebook's corpus alone: `make train`.

Besides the arrays a card is written that says what they learned from and how they did on sentences that they had not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from almenara.codebook import load_codebook
from almenara.coder.examples import HARD_NEGATIVES, Case, cases
from almenara.language import make_reader
from almenara.language.embed import embed
from almenara.language.heads import read_head, write_head
from almenara.language.heads.doubt import NO_EVENT_SURE
from almenara.language.heads.opinion import BY_WORDS, likeliest, settle
from almenara.language.heads.shipped import (
    CARD,
    EVENT,
    FOLDER,
    NO_EVENT,
    RELEVANCE,
    RELEVANCE_BY_WORDS,
    TYPES,
    TYPES_BY_WORDS,
    Thresholds,
)
from almenara.learn.fit import Lessons, Recipe, calibrated, cross_validated, fit_head, tempered

#: Of the sentences that tell an event the head may doubt this share.
_MAY_LOSE = 0.003
#: Where words alone are so sure of an event the embedding is not asked: of the sentences without one hardly any are above.
_WORDS_SURE = 0.8
_RELEVANCE_RECIPE = Recipe(strength=4.0, balanced=True)
_TYPE_RECIPE = Recipe(strength=6.0, rarest=4)


def train() -> dict[str, object]:
    """Train, write arrays and card beside the code that reads them, and return the card."""
    lessons = _lessons()
    embeddings = embed([lesson.example.text for lesson in lessons])
    card: dict[str, object] = {
        "trained": date.today().isoformat(),
        "corpus": corpus_fingerprint(),
        "source": "codebook/observatory, examples and corpus, written for this project; no public data set",
        "method": "logistic regression on words, pairs of words and sentence embeddings (multilingual USE v3)",
        "figures": "on sentences that the judging head had not seen, in five folds",
        "languages": {lang: sum(case.language == lang for case in lessons) for lang in ("en", "es")},
    }
    card["types"], nothing = _types(lessons, embeddings)
    card["relevance"] = _relevance(lessons, embeddings, nothing)
    (FOLDER / CARD).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return card


def _relevance(
    lessons: Sequence[Case], embeddings: NDArray[np.float32], nothing: NDArray[np.float32]
) -> dict[str, object]:
    """Train whether a sentence tells an event: those in which one is expected against the hard negatives.

    `nothing` (n,) is how surely the head of types, on unseen sentences, finds no event.
    """
    rows = np.array([n for n, case in enumerate(lessons) if case.type == HARD_NEGATIVES or _expected(case)])
    told = [lessons[n] for n in rows]
    texts = [case.example.text for case in told]
    labels = [NO_EVENT if case.type == HARD_NEGATIVES else EVENT for case in told]
    by_both = _trained(Lessons(texts, labels, embeddings[rows]), _RELEVANCE_RECIPE, RELEVANCE)
    by_words = _trained(Lessons(texts, labels), _RELEVANCE_RECIPE, RELEVANCE_BY_WORDS)
    column = sorted({EVENT, NO_EVENT}).index(EVENT)
    is_event = np.array([label == EVENT for label in labels])
    doubt = float(np.quantile(by_both[is_event, column], _MAY_LOSE))
    doubted = (by_words[:, column] < _WORDS_SURE) & (by_both[:, column] < doubt) & (nothing[rows] > NO_EVENT_SURE)

    def shares(chosen: NDArray[np.bool_]) -> dict[str, float]:
        return {
            "without an event, doubted": _share(doubted[~is_event & chosen]),
            "with an event, doubted": _share(doubted[is_event & chosen]),
        }

    return {
        "what": "whether a sentence tells an event of the codebook; used to doubt what the rules coded",
        "lessons": {"with an event": int(is_event.sum()), "without": int((~is_event).sum())},
        "thresholds": Thresholds(doubt, _WORDS_SURE).as_dict(),
        "unseen": {lang: shares(_of(told, lang)) for lang in ("en", "es")},
    }


def _types(lessons: Sequence[Case], embeddings: NDArray[np.float32]) -> tuple[dict[str, object], NDArray[np.float32]]:
    """Train which type a sentence tells; what the card says of it, and (n,) how surely unseen sentences were said to tell none.

    The trial is the head's use: only types whose words stand there are candidates.
    """
    labels = [_type_of(case) for case in lessons]
    texts = [case.example.text for case in lessons]
    by_both = _trained(Lessons(texts, labels, embeddings), _TYPE_RECIPE, TYPES)
    by_words = _trained(Lessons(texts, labels), _TYPE_RECIPE, TYPES_BY_WORDS)
    head, words_head = read_head(FOLDER / TYPES), read_head(FOLDER / TYPES_BY_WORDS)
    codebook = load_codebook()
    gates = {lang: make_reader(codebook, lang).gate for lang in ("en", "es")}
    outcomes: dict[str, Counter[str]] = {lang: Counter() for lang in gates}
    for case, label, both, words in zip(lessons, labels, by_both, by_words, strict=True):
        candidates = gates[case.language].candidates(case.example.text)
        if label != NO_EVENT and label not in codebook.types:
            continue
        asked = candidates and likeliest(words_head, words, candidates)[1] >= BY_WORDS
        said = settle(head, both, candidates) if asked else None
        event = "with an event" if label != NO_EVENT else "without"
        outcomes[case.language][f"{event}: sentences whose words fit a type"] += bool(candidates)
        if said is not None:
            right = ", right" if said == label else ", wrong" if label != NO_EVENT else ""
            outcomes[case.language][f"{event}: given a type{right}"] += 1
    card: dict[str, object] = {
        "what": "which type a sentence tells; used where a trigger's words stand there and its conditions are not met",
        "lessons": {"with an event": sum(x != NO_EVENT for x in labels), "without": labels.count(NO_EVENT)},
        "classes": len(head.classes),
        "first guess right, of all classes": _share(np.array(head.classes)[by_both.argmax(axis=1)] == np.array(labels)),
        "unseen": {lang: dict(sorted(counts.items())) for lang, counts in outcomes.items()},
    }
    return card, by_both[:, head.classes.index(NO_EVENT)]


def _trained(lessons: Lessons, recipe: Recipe, name: str) -> NDArray[np.float32]:
    """Fit, calibrate and write a head; (n, k) what heads that had not seen a sentence say of it."""
    unseen = cross_validated(lessons, recipe)
    head = calibrated(fit_head(lessons, recipe), unseen, lessons.labels)
    write_head(head, FOLDER / name)
    return tempered(unseen, head.temperature)


def corpus_fingerprint() -> str:
    """A hash of all lessons, by which a card tells whether the corpus has changed since."""
    text = "\n".join(f"{case.type}\t{case.example.text}" for case in _lessons())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _lessons() -> list[Case]:
    """Every sentence of the codebook of which it says what must be coded, nothing included."""
    codebook = load_codebook(corpus=True, background=True)
    return [*cases(codebook, corpus=True), *cases(codebook)]


def _expected(case: Case) -> tuple[str, ...]:
    """The types of the events that the codebook expects: where it says nothing, the sentence's own."""
    if case.example.expect is not None:
        return tuple(one.type for one in case.example.expect)
    return () if case.counter else (case.type,)


def _type_of(case: Case) -> str:
    """The one type that a sentence stands for: its own where it is among the expected ones."""
    expected = _expected(case)
    return case.type if case.type in expected else expected[0] if expected else NO_EVENT


def _of(told: Sequence[Case], language: str) -> NDArray[np.bool_]:
    return np.array([case.language == language for case in told])


def _share(chosen: NDArray[np.bool_]) -> float:
    return round(float(chosen.mean()), 4)


if __name__ == "__main__":
    print(json.dumps(train(), indent=2, ensure_ascii=False))  # noqa: T201

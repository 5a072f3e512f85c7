"""The heads that are shipped, trained from the codebook's corpus alone: `make train`.

Besides the arrays a card is written that says what they learned from and how they did on sentences that they had not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from almenara.codebook import load_codebook
from almenara.coder.examples import HARD_NEGATIVES, Case, cases
from almenara.coder.heads import write_head
from almenara.coder.heads.shipped import CARD, EVENT, FOLDER, NO_EVENT, RELEVANCE, RELEVANCE_BY_WORDS, Thresholds
from almenara.language.embed import embed
from almenara.learn.fit import Lessons, Recipe, calibrated, cross_validated, fit_head, tempered

#: Of the sentences that tell an event the head may doubt this share.
_MAY_LOSE = 0.01
#: Where words alone are so sure of an event the embedding is not asked: of the sentences without one hardly any are above.
_WORDS_SURE = 0.8
_RECIPE = Recipe(strength=4.0, balanced=True)


def train() -> dict[str, object]:
    """Train, write arrays and card beside the code that reads them, and return the card."""
    told = _lessons()
    texts = [case.example.text for case in told]
    labels = [NO_EVENT if case.type == HARD_NEGATIVES else EVENT for case in told]
    both = Lessons(texts, labels, embed(texts))
    words = Lessons(texts, labels)
    by_both = _trained(both, RELEVANCE)
    by_words = _trained(words, RELEVANCE_BY_WORDS)
    is_event = np.array([label == EVENT for label in labels])
    doubt = float(np.quantile(by_both[is_event], _MAY_LOSE))
    doubted = (by_words < _WORDS_SURE) & (by_both < doubt)
    card: dict[str, object] = {
        "what": "Whether a sentence tells an event of the codebook; used to doubt what the rules coded.",
        "trained": date.today().isoformat(),
        "lessons": {"sentences with an event": int(is_event.sum()), "without": int((~is_event).sum())},
        "languages": {lang: sum(case.language == lang for case in told) for lang in ("en", "es")},
        "corpus": corpus_fingerprint(),
        "source": "codebook/observatory/corpus, written for this project; no public data set",
        "method": "logistic regression on words, pairs of words and sentence embeddings (multilingual USE v3), five folds",
        "thresholds": Thresholds(doubt, _WORDS_SURE).as_dict(),
        "on unseen folds": {
            "sentences without an event that are doubted": _share(doubted[~is_event]),
            "sentences with an event that are doubted": _share(doubted[is_event]),
            "by language": {
                lang: {
                    "without an event, doubted": _share(doubted[~is_event & _of(told, lang)]),
                    "with an event, doubted": _share(doubted[is_event & _of(told, lang)]),
                }
                for lang in ("en", "es")
            },
        },
    }
    (FOLDER / CARD).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return card


def _trained(lessons: Lessons, name: str) -> NDArray[np.float32]:
    """Fit, calibrate and write a head; (n,) how surely heads that had not seen a sentence take it for an event."""
    unseen = cross_validated(lessons, _RECIPE)
    head = calibrated(fit_head(lessons, _RECIPE), unseen, lessons.labels)
    write_head(head, FOLDER / name)
    return tempered(unseen, head.temperature)[:, head.classes.index(EVENT)]


def corpus_fingerprint() -> str:
    """A hash of all lessons, by which a card tells whether the corpus has changed since."""
    text = "\n".join(f"{case.type}\t{case.example.text}" for case in _lessons())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _lessons() -> list[Case]:
    """Sentences in which the codebook expects an event, and those from which nothing may be coded."""
    codebook = load_codebook(corpus=True, background=True)
    told = [*cases(codebook, corpus=True), *cases(codebook)]
    return [case for case in told if case.type == HARD_NEGATIVES or _expects(case)]


def _expects(case: Case) -> bool:
    """Whether the codebook expects an event of the sentence: where it says nothing, that of its own type."""
    return not case.counter if case.example.expect is None else bool(case.example.expect)


def _of(told: Sequence[Case], language: str) -> NDArray[np.bool_]:
    return np.array([case.language == language for case in told])


def _share(chosen: NDArray[np.bool_]) -> float:
    return round(float(chosen.mean()), 4)


if __name__ == "__main__":
    print(json.dumps(train(), indent=2, ensure_ascii=False))  # noqa: T201

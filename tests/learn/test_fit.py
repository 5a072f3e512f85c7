"""Fitting heads: what comes out as arrays is what was fitted, and trials never see what they are judged on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from almenara.language.heads import read_head, words_of, write_head
from almenara.language.heads.head import EMBEDDING_WEIGHT, MADE_WEIGHT
from almenara.language.heads.word_features import is_made, made_word
from almenara.learn.fit import Lessons, Recipe, calibrated, cross_validated, fit_head, tempered

_TEXTS = [f"Teachers marched in town {n} for wages" for n in range(12)] + [
    f"The bakery sold loaf {n} at noon" for n in range(12)
]
_LABELS = ["march"] * 12 + ["none"] * 12
_RECIPE = Recipe(rarest=1, folds=3)


@pytest.mark.parametrize("labels", [_LABELS, ["march", "riot", "none"] * 8], ids=["two classes", "three"])
def test_arrays_say_what_the_regressions_say(labels: list[str]) -> None:
    """Held against scikit-learn's own probabilities: of words alone, and their product with those of embeddings."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    embeddings = np.random.default_rng(3).normal(size=(24, 512)).astype(np.float32)
    matrix = TfidfVectorizer(analyzer=words_of, binary=True).fit_transform(_TEXTS)
    regression = LogisticRegression(C=_RECIPE.strength, max_iter=500, tol=1e-3)
    by_words = regression.fit(matrix, labels).predict_proba(matrix)
    by_embeddings = regression.fit(embeddings * EMBEDDING_WEIGHT, labels).predict_proba(embeddings * EMBEDDING_WEIGHT)
    product = by_words * by_embeddings / (by_words * by_embeddings).sum(axis=1, keepdims=True)
    words_head = fit_head(Lessons(_TEXTS, labels), _RECIPE)
    np.testing.assert_allclose(words_head.probabilities(_TEXTS), by_words, atol=2e-2)
    head = fit_head(Lessons(_TEXTS, labels, embeddings), _RECIPE)
    np.testing.assert_allclose(head.probabilities(_TEXTS, embeddings), product, atol=2e-2)


def test_a_head_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    head = fit_head(Lessons(_TEXTS, _LABELS), _RECIPE)
    write_head(head, tmp_path / "head.npz")
    again = read_head(tmp_path / "head.npz")
    assert again.classes == head.classes
    np.testing.assert_allclose(again.probabilities(_TEXTS), head.probabilities(_TEXTS), atol=2e-3)


def test_what_is_no_head_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "head.npz"
    path.write_bytes(b"PK\x03\x04 no arrays")
    with pytest.raises(ValueError, match="holds no head"):
        read_head(path)
    np.savez(path, classes=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="holds no head"):
        read_head(path)


def test_lessons_of_one_class_teach_nothing() -> None:
    with pytest.raises(ValueError, match="one class"):
        fit_head(Lessons(_TEXTS, ["march"] * 24), _RECIPE)
    with pytest.raises(ValueError, match="rarest class has 1"):
        cross_validated(Lessons(_TEXTS, ["riot"] + ["march"] * 23), _RECIPE)


def test_trials_keep_the_sentences_of_a_group_together() -> None:
    """Where a label can be told by the group's own word alone, heads that saw no sentence of the group can't tell it."""
    groups = [f"report{n // 2}" for n in range(24)]
    labels = [("a", "b")[n // 2 % 2] for n in range(24)]
    texts = ["word" + "abcdefghijkl"[n // 2] for n in range(24)]
    apart = cross_validated(Lessons(texts, labels), _RECIPE)
    together = cross_validated(Lessons(texts, labels, groups=groups), _RECIPE)
    right = np.array([label == "b" for label in labels])
    assert ((apart[:, 1] > 0.5) == right).mean() > 0.8
    assert ((together[:, 1] > 0.5) == right).mean() < 0.6


def test_calibration_cools_what_is_too_sure_and_keeps_the_order() -> None:
    head = fit_head(Lessons(_TEXTS, _LABELS), _RECIPE)
    boasting = np.array([[0.99, 0.01]] * 12 + [[0.99, 0.01]] * 4 + [[0.01, 0.99]] * 8, np.float32)
    cooled = calibrated(head, boasting, _LABELS)
    assert cooled.temperature > 1.5
    assert (np.argsort(tempered(boasting, cooled.temperature)[:, 0]) == np.argsort(boasting[:, 0])).all()


def test_what_the_rules_made_weighs_the_same_in_a_long_sentence_as_in_a_short_one() -> None:
    texts = [f"{text} . {made_word('type', label)}" for text, label in zip(_TEXTS, _LABELS, strict=True)]
    head = fit_head(Lessons(texts, _LABELS), _RECIPE)
    for text in (texts[0], " ".join([*_TEXTS, texts[0]])):
        at, values = head.word_vector(text)
        made = np.array([head.vocabulary[n].startswith("rulestype") for n in at])
        assert made.sum() == 1
        assert values[made].tolist() == [MADE_WEIGHT]
        assert np.linalg.norm(values[~made]) == pytest.approx(1.0, abs=1e-5)


def test_a_pair_of_a_word_and_what_the_rules_made_is_the_sentences_own() -> None:
    assert is_made(made_word("status", "called_for"))
    assert is_made("rulestypemarch rulestriggermarched")
    assert not is_made("wages rulestypemarch")
    assert not is_made("rules")

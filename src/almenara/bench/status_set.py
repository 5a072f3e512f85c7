"""Statuses: 301 sentences of our own, about fifteen of each status in each language, written before the coder was run on them.

A line is `status|words|sentence`; right is a mention whose trigger touches the words and has the status. Where nothing is
coded at the words the sentence counts as wrong; a second figure leaves those out and so judges statuses alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.model import Mention, Report
from almenara.pipeline import Pipeline

#: A Wednesday; sentences that name a day mean the ones around it.
PUBLISHED = date(2024, 6, 12)


def status_figures() -> Iterator[Figure]:
    """Accuracy in each language, over all sentences and over those in which something is coded at the words."""
    pipeline = Pipeline(load_codebook())
    for language in ("en", "es"):
        rows = status_sentences(language)
        reports = [
            Report(str(number), sentence, language=language, published=PUBLISHED)
            for number, (_, _, sentence) in enumerate(rows)
        ]
        right = coded = 0
        errors = []
        for (status, words, sentence), mentions in zip(rows, pipeline.mentions(reports), strict=True):
            found = at_words(mentions, words, sentence)
            hit = any(mention.status.value == status for mention in found)
            right += hit
            coded += bool(found)
            if not hit:
                got = ", ".join(f"{m.type} {m.status}" for m in found) or "nothing"
                errors.append(f"{status}, coded {got}: {sentence}")
        data = f"status set, {language}"
        yield Figure(data, "accuracy of the status", right / len(rows), len(rows), tuple(errors), wanted=0.92)
        yield Figure(data, "accuracy where an event was coded", right / max(coded, 1), coded)


def status_sentences(language: str) -> list[tuple[str, str, str]]:
    """Status, words and sentence of each line of a language."""
    text = (files("almenara.bench") / "status" / f"{language}.txt").read_text(encoding="utf-8")
    rows = [line.split("|", 2) for line in text.splitlines() if line]
    return [(status, words, sentence) for status, words, sentence in rows]


def at_words(mentions: Sequence[Mention], words: str, sentence: str) -> list[Mention]:
    """The mentions whose trigger shares a character with the words."""
    start = sentence.lower().index(words.lower())
    end = start + len(words)
    return [m for m in mentions if m.trigger.start < end and start < m.trigger.end]

"""A label for a whole sentence, beside what the rules coded in it → the mentions of that sentence.

The model says whether there is an event and of which type; trigger, status, roles and numbers are the rules'. `method` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from almenara.codebook import Codebook
from almenara.language import AnnotatedText, Sentence
from almenara.model import Mention, Report, Status
from almenara.transformer.meanings import Meaning

#: What is the rules' own where a model gives only the type.
RULES_REST = "trigger, status, roles, numbers"


def labelled(
    heard: Sequence[tuple[Meaning, float]],
    rules: Sequence[Mention],
    sentence: Sentence,
    report: Report,
    annotated: AnnotatedText,
    codebook: Codebook,
    method: str,
) -> list[Mention]:
    """The sentence's mentions; `heard` are the labels that are likely enough, the likeliest first.

    A label of some event, of whatever type, keeps what the rules coded. One of a type keeps the rules' mention of that type, else
    takes over their surest one that is left; where they coded none, the sentence's main word stands for its trigger.
    """
    left = sorted(rules, key=lambda mention: -mention.score)
    found: list[Mention] = []
    for meaning, score in heard:
        if meaning.kind == "event":
            found += [replace(m, score=score, method=_beside(method, "event", f"type, {RULES_REST}")) for m in left]
            left = []
        elif meaning.kind == "type":
            same = next((m for m in left if m.type in meaning.values), None)
            taken = same or next(iter(left), None)
            kind = same.type if same is not None else meaning.values[0]
            if any(mention.type == kind for mention in found):
                continue
            if taken is None:
                found += _without_rules(kind, score, found, sentence, report, annotated, codebook, method)
                continue
            left.remove(taken)
            family = codebook.types[kind].family
            rest = _beside(method, "type", RULES_REST)
            found.append(replace(taken, type=kind, family=family, score=score, method=rest))
    return sorted(found, key=lambda mention: mention.trigger)


def _without_rules(
    kind: str,
    score: float,
    found: Sequence[Mention],
    sentence: Sentence,
    report: Report,
    annotated: AnnotatedText,
    codebook: Codebook,
    method: str,
) -> list[Mention]:
    words = next(iter(sentence.roots), None)
    trigger = annotated.quote(words.start, words.end) if words else annotated.quote(sentence.start, sentence.end)
    taken = any(mention.trigger.start == trigger.start for mention in found)
    return [
        Mention(
            id=f"{report.id}:{trigger.start}" + (f":{kind}" if taken else ""),
            report=report.id,
            published=report.published,
            source=report.source,
            family=codebook.types[kind].family,
            type=kind,
            status=Status.HAPPENED,
            score=score,
            trigger=trigger,
            sentence=annotated.quote(sentence.start, sentence.end),
            title=report.title,
            method=_beside(method, "type", "none"),
        )
    ]


def _beside(method: str, model: str, rules: str) -> str:
    return f"{method} ({model}); rules ({rules})"

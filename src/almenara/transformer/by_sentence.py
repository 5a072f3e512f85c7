"""A label for a whole sentence, beside what the rules coded in it → the mentions of that sentence.

The model says whether there is an event and of which type; trigger, status, roles and numbers are the rules'. `method` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from almenara.model import Mention
from almenara.transformer.meanings import Meaning
from almenara.transformer.passage import Passage

#: What is the rules' own where a model gives only the type.
RULES_REST = "trigger, status, roles, numbers"


def labelled(heard: Sequence[tuple[Meaning, float]], rules: Sequence[Mention], passage: Passage) -> list[Mention]:
    """The sentence's mentions; `heard` are the labels that are likely enough, the likeliest first.

    A label of some event, of whatever type, keeps what the rules coded. One of a type keeps the rules' mention of that type, else
    takes over their surest one that is left; where they coded none, the sentence's main word stands for its trigger.
    """
    left = sorted(rules, key=lambda mention: -mention.score)
    found: list[Mention] = []
    for meaning, score in heard:
        if meaning.kind == "event":
            found += [
                replace(m, score=score, method=_beside(passage.method, "event", f"type, {RULES_REST}")) for m in left
            ]
            left = []
        elif meaning.kind == "type":
            same = next((m for m in left if m.type in meaning.values), None)
            taken = same or next(iter(left), None)
            kind = same.type if same is not None else meaning.values[0]
            if any(mention.type == kind for mention in found):
                continue
            if taken is None:
                found.append(_without_rules(kind, score, found, passage))
                continue
            left.remove(taken)
            rest = _beside(passage.method, "type", RULES_REST)
            found.append(replace(taken, type=kind, family=passage.family(kind), score=score, method=rest))
    return sorted(found, key=lambda mention: mention.trigger)


def _without_rules(kind: str, score: float, found: Sequence[Mention], passage: Passage) -> Mention:
    words = next(iter(passage.sentence.roots), None) or passage.sentence
    trigger = passage.annotated.quote(words.start, words.end)
    taken = any(mention.trigger.start == trigger.start for mention in found)
    ident = f"{passage.report.id}:{trigger.start}" + (f":{kind}" if taken else "")
    return passage.unseen(ident, kind, score, trigger, _beside(passage.method, "type", "none"))


def _beside(method: str, model: str, rules: str) -> str:
    return f"{method} ({model}); rules ({rules})"

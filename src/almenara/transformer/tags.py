"""Tags of tokens → stretches of a sentence, by BIO, BIOES (BILOU) or labels without a prefix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from almenara.language.transformer.network import Tagged

_PREFIX = re.compile(r"^([BIOESLU])[-_](.+)$")
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")


@dataclass(frozen=True)
class Stretch:
    """Half-open offsets into a sentence; `score` is the least probability of its tokens' labels."""

    start: int
    end: int
    label: str
    score: float


def bare(label: str) -> str:
    """A label without the prefix that says where in a stretch a token stands: `B-agent` is `agent`."""
    match = _PREFIX.match(label)
    return match[2] if match else label


def stretches(sentence: str, tagged: Tagged, labels: Sequence[str], least_score: float) -> list[Stretch]:
    """Stretches of tokens of one label, widened to whole words; those that score less than `least_score` are left out.

    A tag goes on with the stretch before it unless it begins one, the stretch has ended, or its label is another. Tokens inside one
    word are taken as its first token's, as taggers are trained.
    """
    found: list[Stretch] = []
    open_, word_end = False, -1
    for (start, end), row in zip(tagged.offsets, tagged.probabilities, strict=True):
        # Some tokenizers count the space before a word as its own.
        start += len(sentence[start:end]) - len(sentence[start:end].lstrip())
        if start >= end:
            continue
        if start < word_end:
            continue
        word_end = _end_of_word(sentence, start, end)
        best = int(row.argmax())
        match = _PREFIX.match(labels[best])
        prefix, label = (match[1], match[2]) if match else ("I", labels[best])
        score = float(row[best])
        last = found[-1] if found else None
        if open_ and last is not None and last.label == label and prefix not in _BEGINS:
            found[-1] = Stretch(last.start, word_end, label, min(last.score, score))
        else:
            found.append(Stretch(start, word_end, label, score))
        open_ = prefix not in _ENDS
    return [one for one in found if one.score >= least_score]


def _end_of_word(sentence: str, start: int, end: int) -> int:
    """Where the word ends that a token begins; a token that is no word ends where it says."""
    if not sentence[start].isalnum():
        return end
    while end < len(sentence) and sentence[end - 1].isalnum() and sentence[end].isalnum():
        end += 1
    return end

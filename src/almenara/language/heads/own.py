"""An observatory's own heads: what its decisions taught, beside what the rules coded.

The folder `heads/` of an observatory holds `relevance.npz`, `type.npz` and `status.npz`, those of them that were adopted, and
`card.json`, which says what each learned from, how it did and from which probability on it is heard.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from almenara.language.embed import embed, embeddings_present
from almenara.language.heads.head import Head, read_head
from almenara.language.heads.word_features import made_word
from almenara.model import Mention, Status

FOLDER = "heads"
CARD = "card.json"
KEPT, DROPPED = "kept", "dropped"
#: What is learned, in the order in which it is asked.
KINDS = ("relevance", "type", "status")
#: A type or status of the rules' is changed only where the head gives another one more than this.
SURE = 0.5


@dataclass(frozen=True)
class OwnHeads:
    """The adopted heads by kind, and for relevance the probability under which a mention is dropped."""

    heads: Mapping[str, Head] = field(default_factory=dict)
    threshold: float = 0.5

    def judged(self, mentions: Sequence[Mention], families: Mapping[str, str]) -> list[Mention]:
        """The mentions without those that the observatory would reject, with the types and statuses that it would correct to.

        `families` gives the family of each type; types that it does not know are never chosen.
        """
        if not mentions or not self.heads:
            return list(mentions)
        texts = [features_of(mention) for mention in mentions]
        embeddings = embed([m.sentence.text for m in mentions]) if self.embeds else None
        relevance = self._said("relevance", texts, embeddings)
        types, statuses = self._said("type", texts, embeddings), self._said("status", texts, embeddings)
        found = []
        for n, mention in enumerate(mentions):
            if relevance is not None and relevance[n][KEPT] < self.threshold:
                continue
            kind = _surest(types[n], mention.type) if types is not None else mention.type
            if kind != mention.type and kind in families:
                mention = replace(mention, type=kind, family=families[kind], method=_learned(mention))
            status = _surest(statuses[n], mention.status.value) if statuses is not None else mention.status.value
            if status != mention.status.value:
                mention = replace(mention, status=Status(status), method=_learned(mention))
            found.append(mention)
        return found

    def relevance(self, mentions: Sequence[Mention]) -> list[float] | None:
        """How likely each mention is to be kept by a person; None where relevance was not learned."""
        texts = [features_of(mention) for mention in mentions]
        embeddings = embed([m.sentence.text for m in mentions]) if self.embeds else None
        said = self._said("relevance", texts, embeddings)
        return None if said is None else [one[KEPT] for one in said]

    @property
    def embeds(self) -> bool:
        return any(head.embeds for head in self.heads.values())

    def _said(
        self, kind: str, texts: Sequence[str], embeddings: NDArray[np.float32] | None
    ) -> list[dict[str, float]] | None:
        head = self.heads.get(kind)
        if head is None:
            return None
        return head.said(texts, embeddings if head.embeds else None)


def features_of(mention: Mention) -> str:
    """What a head is shown: the sentence, and as words of their own what the rules made of it and of which trigger."""
    made = (
        made_word("type", mention.type),
        made_word("status", mention.status.value),
        made_word("trigger", mention.trigger.text),
    )
    return f"{mention.sentence.text} . {' . '.join(made)}"


def read_own_heads(folder: Path) -> OwnHeads | None:
    """The adopted heads of an observatory's folder; None where none were, or where embeddings that they ask for are absent.

    Raises ValueError, with a sentence, where a file is no head or the card is none.
    """
    card = folder / FOLDER / CARD
    if not card.is_file():
        return None
    try:
        told = json.loads(card.read_text(encoding="utf-8"))
        adopted = [kind for kind in KINDS if told["heads"].get(kind, {}).get("adopted")]
        threshold = float(told["heads"].get("relevance", {}).get("threshold", 0.5))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{card} is no card of heads ({error}); run `almenara learn` again, or remove the folder."
        ) from error
    own = OwnHeads({kind: read_head(folder / FOLDER / f"{kind}.npz") for kind in adopted}, threshold)
    return None if own.embeds and not embeddings_present() else own


def _surest(said: Mapping[str, float], now: str) -> str:
    best = max(said, key=lambda name: said[name])
    return best if said[best] > SURE else now


def _learned(mention: Mention) -> str:
    return mention.method if mention.method.endswith("+heads") else f"{mention.method}+heads"

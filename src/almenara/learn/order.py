"""Which events teach most: those of which what is in use is least sure whether a person would keep them (uncertainty sampling, Lewis and Gale 1994)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from almenara.language.heads.own import OwnHeads
from almenara.model import Mention


@dataclass(frozen=True)
class Asked:
    """An undecided event, how likely it is to be kept (by the own head, else by the rules' score), and the words of its surest mention."""

    event: str
    keep: float
    sentence: str

    @property
    def doubt(self) -> float:
        """1 where it is a toss-up, 0 where it is certain."""
        return 1 - 2 * abs(self.keep - 0.5)

    def to_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "doubt": round(self.doubt, 4),
            "keep": round(self.keep, 4),
            "sentence": self.sentence,
        }


def teaching_order(undecided: Iterable[tuple[str, list[Mention]]], heads: OwnHeads | None) -> list[Asked]:
    """Undecided events with their mentions, those first that teach most. Without a head of relevance the rules' score stands in for it:
    what rests on a weak trigger is a toss-up."""
    events = [(event, mentions) for event, mentions in undecided if mentions]
    flat = [mention for _, mentions in events for mention in mentions]
    learned = heads.relevance(flat) if heads is not None and flat else None
    keep = dict(zip((m.id for m in flat), learned or [m.score for m in flat], strict=True))
    asked = []
    for event, mentions in events:
        surest = max(mentions, key=lambda m: keep[m.id])
        asked.append(Asked(event, keep[surest.id], surest.sentence.text))
    return sorted(asked, key=lambda one: (-one.doubt, one.event))

"""A loaded codebook and the questions that the rest of the program asks it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from almenara.codebook.schema import (
    CodebookFile,
    CorpusFile,
    CorpusNegatives,
    Demand,
    EventType,
    Sector,
    StatusCues,
    VagueNumber,
)
from almenara.model.fold import fold

__all__ = ["Codebook", "Demand", "Sector", "StatusCues", "VagueNumber"]


@dataclass(frozen=True)
class Codebook:
    """Types by id, word lists by name (folded and expanded), statuses, demands, sectors and the rule for vague numbers."""

    folder: Path
    about: CodebookFile
    types: Mapping[str, EventType]
    words: Mapping[str, Mapping[str, frozenset[str]]]
    statuses: Mapping[str, StatusCues]
    demands: tuple[Demand, ...]
    sectors: tuple[Sector, ...]
    corpus: Mapping[str, CorpusFile] = field(default_factory=dict)
    negatives: CorpusNegatives | None = None

    @property
    def with_background(self) -> bool:
        """Whether it holds types that are coded only where a caller asks for them."""
        return any(entry.background for entry in self.types.values())

    def without_background(self) -> Codebook:
        """The same codebook less its background types: their triggers cost no time and their rows crowd nothing."""
        return replace(self, types={kind: entry for kind, entry in self.types.items() if not entry.background})

    @cached_property
    def family_order(self) -> Mapping[str, int]:
        """Families in the order in which they win a tie."""
        return {family.id: n for n, family in enumerate(self.about.families)}

    def word_set(self, entries: Collection[str], language: str) -> frozenset[str]:
        """Folded words and phrases of a condition, with every `@list` put in full."""
        found: set[str] = set()
        for entry in entries:
            if entry.startswith("@"):
                found |= self.words[entry[1:]][language]
            else:
                found.add(fold(entry))
        return frozenset(found)

    def label(self, kind: str, language: str) -> str:
        """A type's label in a language."""
        return str(getattr(self.types[kind].label, language))

    def codes(self, kind: str, together: Collection[str] = ()) -> dict[str, object]:
        """A type's codes elsewhere; `together` are the other types coded for the same event (report, day and place).

        Keys are acled, plover, cameo and ovcs; each is None where the other scheme does not record the type.
        """
        entry = self.types[kind]
        acled = next((r for r in entry.crosswalk.acled if not r.with_ or set(r.with_) & set(together)), None)
        plover = entry.crosswalk.plover
        ovcs = entry.crosswalk.ovcs
        return {
            "acled": {"event_type": acled.event_type, "sub_event_type": acled.sub_event_type} if acled else None,
            "plover": {"event": plover.event, "mode": plover.mode} if plover else None,
            "cameo": entry.crosswalk.cameo,
            "ovcs": {"modality": ovcs.modality, "rights": None} if ovcs and ovcs.modality else None,
        }

    def rights(self, demands: Collection[str]) -> list[str]:
        """OVCS's split of the demands: 'social' (economic, social, cultural, environmental) and 'civil' rights."""
        by_id = {demand.id: demand.rights for demand in self.demands}
        return sorted({by_id[d] for d in demands if d in by_id})

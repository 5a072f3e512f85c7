"""What a report's words say of an event: that it happened, was called for, is history, ..."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """One status per mention; the codebook defines each in both languages."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CALLED_FOR = "called_for"
    THREATENED = "threatened"
    DENIED = "denied"
    ALLEGED = "alleged"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    GENERIC = "generic"


#: What the words tell as a fact.
FACTS = (Status.HAPPENED, Status.ONGOING)
#: What the words tell as having taken place, on whoever's word.
TOLD = (*FACTS, Status.ALLEGED)

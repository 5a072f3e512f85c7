"""PLOVER's root type of an event that is only announced or threatened: PLOVER has no status beside its types.

Its types follow CAMEO's verbal categories: to express the intent to cooperate (03) is AGREE, to threaten (13), with sanctions, protest
or force among others, is THREATEN.
"""

from __future__ import annotations

from almenara.model.status import Status

#: What one does for or with another; announced, it is a promise.
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
#: What one does against another; announced, it is a threat.
_HOSTILE = frozenset({"REJECT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def plover_root(root: str, status: Status | str) -> str:
    """The root type under which an event of a root type and a status stands in PLOVER's terms."""
    if status == Status.THREATENED:
        return "THREATEN"
    if status == Status.PLANNED:
        return "AGREE" if root in _COOPERATIVE else "THREATEN" if root in _HOSTILE else root
    return root

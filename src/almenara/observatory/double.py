"""What nobody may decide on alone: an event that is coded twice, until both judgements are in and, where they differ, an adjudicator has seen them."""

from __future__ import annotations

from sqlalchemy import Connection

from almenara.store.blind import state_of
from almenara.store.people import Access, member_named
from almenara.store.refusal import Refusal

#: Who settles what two others judged unlike.
ADJUDICATORS: tuple[Access, ...] = ("adjudicator", "admin")
#: What an adjudicator may do to an event before both have judged it: none of it says what is right.
BESIDE = ("merge", "split", "relate", "note", "flag", "undo")


class CodedTwice(Refusal):
    """A decision that has to wait for other people; `reason` says for whom."""


def check_free(connection: Connection, share: float, person: str, event: str, kind: str) -> None:
    """Whether a person may decide on an event now. Somebody without a password decides on the observatory's own machine and is not held up
    by disagreements. Raises CodedTwice."""
    state = state_of(connection, event, share)
    if state not in ("waiting", "differ"):
        return
    member = member_named(connection, person)
    settles = member is None or member.access in ADJUDICATORS
    if state == "waiting" and not (settles and kind in BESIDE):
        raise CodedTwice("blind_waiting", event=event)
    if state == "differ" and not settles:
        raise CodedTwice("blind_differ", event=event)

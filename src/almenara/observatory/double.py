"""What nobody may decide on alone: an event that is coded twice, until both judgements are in and, where they differ, an adjudicator has seen them."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from almenara.store.blind import state_of
from almenara.store.people import Access, member_named

#: Who settles what two others judged unlike.
ADJUDICATORS: tuple[Access, ...] = ("adjudicator", "admin")
#: What an adjudicator may do to an event before both have judged it: none of it says what is right.
BESIDE = ("merge", "split", "relate", "note", "flag", "undo")

Reason = Literal["blind_waiting", "blind_differ"]
_SENTENCES: dict[Reason, str] = {
    "blind_waiting": "Event {event} is coded twice, blind: it is judged on its own page until two people have done so.",
    "blind_differ": "Two people judged event {event} unlike: an adjudicator settles it.",
}


class CodedTwice(ValueError):
    """A decision that has to wait for other people; `reason` says for whom."""

    def __init__(self, reason: Reason, event: str) -> None:
        super().__init__(_SENTENCES[reason].format(event=event))
        self.reason = reason


def check_free(connection: Connection, share: float, person: str, event: str, kind: str) -> None:
    """Whether a person may decide on an event now. Somebody without a password decides on the observatory's own machine and is not held up
    by disagreements. Raises CodedTwice."""
    state = state_of(connection, event, share)
    if state not in ("waiting", "differ"):
        return
    member = member_named(connection, person)
    settles = member is None or member.access in ADJUDICATORS
    if state == "waiting" and not (settles and kind in BESIDE):
        raise CodedTwice("blind_waiting", event)
    if state == "differ" and not settles:
        raise CodedTwice("blind_differ", event)

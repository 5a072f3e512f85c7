"""Mentions → events."""

from almenara.link.rows import mention_from_row
from almenara.link.within import events_of

__all__ = ["events_of", "mention_from_row"]

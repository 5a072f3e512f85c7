"""Mentions → events."""

from almenara.link.rows import mention_from_row
from almenara.link.within import consolidate, events_of

__all__ = ["consolidate", "events_of", "mention_from_row"]

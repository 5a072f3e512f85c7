"""Mentions → events."""

from almenara.link.within import events_of

__all__ = ["events_of"]

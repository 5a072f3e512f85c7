"""Words → known things: dates, places and actors, joined to the mentions whose words they are."""

from almenara.resolve.attach import Resolved, Resolver, Unresolved, make_resolver, resolve

__all__ = ["Resolved", "Resolver", "Unresolved", "make_resolver", "resolve"]

"""Words → known things: dates, places and actors, joined to the mentions whose words they are."""

from almenara.resolve.attach import Resolved, Resolver, Unresolved, make_resolver, resolve
from almenara.resolve.when import date_values_in

__all__ = ["Resolved", "Resolver", "Unresolved", "date_values_in", "make_resolver", "resolve"]

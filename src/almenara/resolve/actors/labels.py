"""What the default registry calls kinds of people and states' institutions in each language, by the ids that stored actors have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from almenara.resolve.actors.registry import country_name, default_entries


@dataclass(frozen=True, slots=True)
class Label:
    """A name by language; of an institution also the country (ISO 3166 alpha-2) and, where it is local, the town or province."""

    names: Mapping[str, str]
    country: str | None = None
    area: str | None = None

    def stored(self) -> frozenset[str]:
        """The names under which a store may have it, by the language of the report that told it first."""
        if self.country is None:
            return frozenset(self.names.values())
        where = ", ".join([*([self.area] if self.area else []), country_name(self.country)])
        return frozenset(f"{name} ({where})" for name in self.names.values())


def label_of_actor(actor_id: str, name: str) -> Label | None:
    """The label of a stored actor; None for one of a user's file, a person, or a name that no file knows."""
    *where, last = actor_id.split(":")
    if where:
        names = _names("institutions.yaml", "institutions").get(last)
        found = Label(names, where[0], ":".join(where[1:]) or None) if names is not None else None
    else:
        names = _names("generic.yaml", "generic").get(last)
        found = Label(names) if names is not None else None
    # A user's own actor may have an id that sounds like one of these: its name is the user's.
    return found if found is not None and name in found.stored() else None


@cache
def _names(file: str, key: str) -> Mapping[str, Mapping[str, str]]:
    return {entry["id"]: entry["name"] for entry in default_entries(file, key)}

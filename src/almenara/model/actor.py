"""Who takes part in events: persons, groups and institutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: What the ids begin with of proper names that no registry knows.
CANDIDATE = "candidate:"


def is_candidate(actor_id: str) -> bool:
    """Whether an id is that of a proper name that no registry knows."""
    return actor_id.startswith(CANDIDATE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: `title` in any words, `of` an ISO 3166 alpha-2 code or a name; both days inclusive, None where open."""

    title: str
    of: str
    start: date | None = None
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the office was held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry of a registry.

    `name` is shown, `names` are all that it goes by in any language. `country` is an ISO 3166 alpha-2 code, `sectors` are
    PLOVER's codes, `part_of` another actor's id. `kind` is registry (from a file), institution (a state's, by a pattern),
    generic (teachers, residents) or candidate (a proper name that no file knows). `labels` are what readers of a language
    (en, es) are shown, where that is another name.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    part_of: str | None = None
    kind: str = "registry"
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

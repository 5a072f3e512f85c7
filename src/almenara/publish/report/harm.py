"""How many were killed, injured or detained, and how many took part: from the lowest to the highest figure, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almenara.publish.public_event import PublicEvent
from almenara.publish.told import ToldNumber


@dataclass(frozen=True)
class Harm:
    """People killed, injured or arrested (`of`). `open` where a source gives no upper end ('at least'); `said` is what each outlet says."""

    of: str
    low: int
    best: int
    high: int
    open: bool
    events: tuple[str, ...]
    said: tuple[ToldNumber, ...]


@dataclass(frozen=True)
class Participants:
    """Sums over the protests that give a size, and the protests that give none."""

    low: int
    best: int
    high: int
    events: tuple[str, ...]
    without: tuple[str, ...]


def harm(of: str, events: Iterable[PublicEvent], said: Sequence[ToldNumber]) -> Harm:
    """Figures added up over places and days. Events of one day and place often tell of the same people (a march and the force that
    met it), so that only the highest of them counts; where day or place is unknown an event stands for itself."""
    groups: dict[tuple[object, ...], list[PublicEvent]] = defaultdict(list)
    for event in events:
        if of in event.numbers and event.numbers[of] != (None, None, None):
            place = (event.date_from, event.place, event.admin1, event.country)
            groups[place if event.place and event.date_from else (event.id,)].append(event)
    low = best = high = 0
    for group in groups.values():
        ends = [_ends(event.numbers[of]) for event in group]
        low += max(e[0] for e in ends)
        best += max(e[1] for e in ends)
        high += max(e[2] for e in ends)
    telling = [event for group in groups.values() for event in group]
    unbounded = any(event.numbers[of][2] is None for event in telling)
    ids = {event.id for event in telling}
    return Harm(of, low, best, high, unbounded, tuple(e.id for e in telling), tuple(s for s in said if s.event in ids))


def participants(protests: Sequence[PublicEvent]) -> Participants:
    """Each protest counts by itself; a size without an end counts with the end that it has."""
    sized = [e for e in protests if e.numbers.get("crowd", (None, None, None)) != (None, None, None)]
    ends = [_ends(e.numbers["crowd"]) for e in sized]
    sums = [sum(e[n] for e in ends) for n in range(3)]
    given = {e.id for e in sized}
    return Participants(
        sums[0], sums[1], sums[2], tuple(e.id for e in sized), tuple(e.id for e in protests if e.id not in given)
    )


def _ends(number: tuple[int | None, int | None, int | None]) -> tuple[int, int, int]:
    """Low, best and high without gaps: an unknown lower end is 0, an unknown upper end the highest that is known."""
    low, best, high = number
    known = [n for n in number if n is not None]
    middle = best if best is not None else max(known)
    return low if low is not None else (middle if high is None else 0), middle, high if high is not None else max(known)

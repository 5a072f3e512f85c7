"""How many events no source told of: the lower bound of Chao (1987), from how many sources tell of each event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

#: With fewer sources nothing can be said about events that none of them saw.
FEWEST_SOURCES = 3
#: Standard normal quantile of an interval of 95 %.
_Z95 = 1.959964


@dataclass(frozen=True)
class Missed:
    """`seen` events, of which `once` were told by one source and `twice` by two, among `sources`; `estimated` is how many there were at
    least, with an interval of 95 %."""

    seen: int
    once: int
    twice: int
    sources: int
    estimated: float
    low: float
    high: float


def missed(told_by: Iterable[int], sources: int) -> Missed | None:
    """Chao's estimate; None with fewer than three sources, or where no event was told by two of them, so that nothing can be compared.

    The sources need not be equally good, nor events equally easy to see: what differs makes the true number higher. It assumes that events
    told twice were recognised as one, and that a source does not tell of an event because another did. The estimate and its variance are
    those of Chao (1987) with the correction for few occasions ((m-1)/m), the interval is log-normal (Chao 1987), never below what was seen.
    """
    counts = [n for n in told_by if n > 0]
    once, twice, seen = counts.count(1), counts.count(2), len(counts)
    if sources < FEWEST_SOURCES or twice == 0:
        return None
    share = (sources - 1) / sources
    ratio = once / twice
    unseen = share * once**2 / (2 * twice)
    variance = twice * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    if unseen == 0:
        return Missed(seen, once, twice, sources, float(seen), float(seen), float(seen))
    spread = exp(_Z95 * sqrt(log(1 + variance / unseen**2)))
    return Missed(seen, once, twice, sources, seen + unseen, seen + unseen / spread, seen + unseen * spread)

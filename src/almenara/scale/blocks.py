"""Which accounts meet, as one list of keys for each, so that crowded keys can be cut up (salted) over the cluster.

The capital on the day of a general strike is one key with thousands of accounts, and one key is one task's. A crowded key is cut into
s shards; an account of shard i gets the keys {i, j} of all j, so that every two accounts still meet, at {i, j}. Two of one shard meet
at several, of which Splink keeps one: at most twice as many comparisons in all, but shared out among s (s + 1) / 2 tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import ceil
from typing import Any
from zlib import crc32

from almenara.link.declaration import BLOCKING, LISTS

#: Accounts of one key that one task compares with one another: two million pairs.
CROWDED = 2_000
#: Each account of a crowded key is copied so many times at most.
MOST_SHARDS = 100
_BETWEEN = "\x1f"


def blocks_of(record: Mapping[str, Any], blocking: Sequence[Sequence[str]] = BLOCKING) -> list[str]:
    """The keys of a record by each rule of `blocking`: two records share a key if and only if a rule brings them together."""
    return list(dict.fromkeys(_keys(record, blocking)))


def _keys(record: Mapping[str, Any], blocking: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, rule in enumerate(blocking):
        columns = [(record[c] or ()) if c in LISTS else (record[c],) for c in rule]
        for values in product(*columns):
            # What is not told agrees with nothing.
            if all(value is not None for value in values):
                yield _BETWEEN.join((str(number), *map(str, values)))


def shards_of(crowds: Iterable[tuple[str, int]], crowded: int = CROWDED) -> dict[str, int]:
    """Into how many shards each key is cut that more accounts have than `crowded`; `crowds` are keys with their accounts."""
    return {key: min(MOST_SHARDS, ceil(count / crowded)) for key, count in crowds if count > crowded}


def salted(account: str, keys: Sequence[str], shards: Mapping[str, int]) -> list[str]:
    """An account's keys with the crowded ones cut up."""
    found: list[str] = []
    for key in keys:
        count = shards.get(key, 1)
        if count == 1:
            found.append(key)
            continue
        mine = crc32(account.encode()) % count
        found += [f"{key}{_BETWEEN}{min(mine, other)}-{max(mine, other)}" for other in range(count)]
    return found

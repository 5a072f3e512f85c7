"""Keys bring together whom the declared rules bring together, cut up or not."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from almenara.link.declaration import BLOCKING, LISTS
from almenara.scale.blocks import blocks_of, salted, shards_of

RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "country": st.sampled_from([None, "VE", "CO"]),
            "admin1": st.sampled_from([None, "Miranda"]),
            "type": st.sampled_from(["march", "riot"]),
            "family": st.sampled_from(["contention", "unrest"]),
            "days": st.lists(st.integers(1, 4), max_size=3),
            "names": st.lists(st.sampled_from(["maduro", "petare"]), max_size=2),
        }
    ),
    max_size=12,
)


def brought_together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """The rules as SQL reads them: equal in every column, a list's entries one by one, and null equal to nothing."""

    def agree(column: str) -> bool:
        if column in LISTS:
            return bool(set(one[column]) & set(other[column]))
        return one[column] is not None and one[column] == other[column]

    return any(all(agree(column) for column in rule) for rule in BLOCKING)


@given(RECORDS, st.integers(1, 4))
def test_who_meets_is_whom_the_rules_bring_together(records: list[dict[str, Any]], crowded: int) -> None:
    keys = [blocks_of(record) for record in records]
    counts: dict[str, int] = {}
    for found in keys:
        for key in found:
            counts[key] = counts.get(key, 0) + 1
    shards = shards_of(counts.items(), crowded)
    cut = [salted(f"account{n}", found, shards) for n, found in enumerate(keys)]
    for one, other in combinations(range(len(records)), 2):
        meant = brought_together(records[one], records[other])
        assert bool(set(keys[one]) & set(keys[other])) == meant
        assert bool(set(cut[one]) & set(cut[other])) == meant


def test_a_crowded_key_is_cut_so_that_no_key_is_crowded() -> None:
    accounts = [f"a{n}" for n in range(1000)]
    shards = shards_of([("capital", len(accounts)), ("village", 3)], crowded=200)
    assert shards == {"capital": 5}
    counts: dict[str, int] = {}
    for account in accounts:
        for key in salted(account, ["capital", "village"], shards):
            counts[key] = counts.get(key, 0) + 1
    assert counts.pop("village") == 1000
    assert len(counts) == 15
    assert max(counts.values()) < 2.4 * 200

"""Mentions → events: within a report, then across reports.

Splink and DuckDB are loaded when pairs are first compared, so that coding alone never waits for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from almenara.link.account import Account, account_of, accounts_of
from almenara.link.cluster import Group, groups_of
from almenara.link.consolidate import consolidate, event_id, figures_of
from almenara.link.meaning import with_meanings
from almenara.link.pair import Pair
from almenara.link.rare_words import CONTEXT_WORDS, rarest
from almenara.link.rows import mention_from_row
from almenara.link.within import clusters_of, events_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "CONTEXT_WORDS",
    "Account",
    "Group",
    "Pair",
    "account_of",
    "accounts_of",
    "clusters_of",
    "consolidate",
    "event_id",
    "events_of",
    "figures_of",
    "groups_of",
    "mention_from_row",
    "pairs_of",
    "rarest",
    "records_of",
    "with_meanings",
]


def records_of(accounts: Any) -> pa.Table:
    """See `records.records_of`."""
    from almenara.link.records import records_of as made

    return made(accounts)


def pairs_of(records: pa.Table, **more: Any) -> Iterator[Pair]:
    """See `compare.pairs_of`."""
    from almenara.link.compare import pairs_of as compared

    return compared(records, **more)

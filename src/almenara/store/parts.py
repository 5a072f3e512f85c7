"""Long lists of ids, cut so that one query can name each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Ids that one query names: databases take some thousands.
AT_ONCE = 500


def parts_of(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in their order, `AT_ONCE` at a time."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]

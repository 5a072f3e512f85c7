"""Long lists of ids, as queries take them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ARRAY, ColumnElement, Connection, Text, any_, func, literal, select

#: Ids that one query names: databases take some thousands.
AT_ONCE = 500


def parts_of(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in their order, `AT_ONCE` at a time."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def among(connection: Connection, column: ColumnElement[str], ids: Collection[str]) -> ColumnElement[bool]:
    """The condition that a column holds one of some ids, however many: they travel as one value, so that no query of thousands of values is
    put together and read anew each time."""
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return column == any_(literal(list(ids), ARRAY(Text)))

"""Long lists of ids, as queries take them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ARRAY, ColumnElement, Connection, Text, any_, func, literal, select

#: Ids that one query names: databases take some thousands.
AT_ONCE = 500
#: Events that are read with all that hangs on them at once, their ids as one value (`among`): as many as memory holds easily.
EVENTS_AT_ONCE = 2000


def parts_of(ids: Sequence[str], at_once: int = AT_ONCE) -> Iterator[Sequence[str]]:
    """The ids in their order, so many at a time."""
    for start in range(0, len(ids), at_once):
        yield ids[start : start + at_once]


def among(connection: Connection, column: ColumnElement[str], ids: Collection[str]) -> ColumnElement[bool]:
    """The condition that a column holds one of some ids, however many: they travel as one value, so that no query of thousands of values is
    put together and read anew each time."""
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return column == any_(literal(list(ids), ARRAY(Text)))

"""Words looked for: in a name, by its parts; in reports, through their index of words."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, column, func, literal_column, table

_WORD = re.compile(r"\w+")


def holding(part: str) -> str:
    """A pattern of LIKE, with a backslash before its signs, for what holds a part."""
    return f"%{beginning_with(part)}"


def beginning_with(part: str) -> str:
    """The same for what begins with it."""
    escaped = part.replace("\x00", " ").replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"{escaped}%"


def with_reports_saying(
    query: Select[Any], joined: FromClause, words: str, dialect: str, *, begun: bool = False
) -> Select[Any]:
    """A query on tables among which that of reports is, of reports that hold all the words alone, whatever their case; in SQLite whatever their accents too.

    `begun`: of the last word the beginning is enough. A query that ends early reads no further in the index.
    """
    if not _sought(words, begun=begun):
        return query.select_from(joined)
    if dialect == "postgresql":
        return query.select_from(joined).where(_in_index(words, begun=begun))
    index = table("report_words", column("rowid"))
    row: ColumnElement[int] = literal_column("report.rowid")
    name: ColumnElement[str] = literal_column("report_words")
    return query.select_from(joined.join(index, index.c.rowid == row)).where(
        name.op("MATCH")(_quoted(words, begun=begun))
    )


def _sought(words: str, *, begun: bool) -> list[str]:
    # A NUL ends the words for SQLite in the midst of a quotation, and PostgreSQL takes none.
    words = words.replace("\x00", " ")
    return _WORD.findall(words) if begun else words.split()


def _quoted(words: str, *, begun: bool) -> str:
    """Each word in quotes: nothing that a person types is a query's operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in _sought(words, begun=begun)) + "*" * begun


def _in_index(words: str, *, begun: bool) -> ColumnElement[bool]:
    """PostgreSQL's condition on the table of reports."""
    simple: ColumnElement[str] = literal_column("'simple'")
    sought = _sought(words, begun=begun)
    asked = (
        func.to_tsquery(simple, " & ".join(sought) + ":*") if begun else func.plainto_tsquery(simple, " ".join(sought))
    )
    return literal_column("report.words").op("@@")(asked)

"""The ledger of quoted figures: every total of every report, with its checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from almenara.model import Check, Period, Quote, Total
from almenara.store import tables as t


def stored_totals(connection: Connection) -> Iterator[Total]:
    """All totals, in the order of publication and text."""
    checks: dict[int, list[Check]] = defaultdict(list)
    for row in connection.execute(select(t.total_check).order_by(t.total_check.c.total_id, t.total_check.c.number)):
        checks[row.total_id].append(Check(row.check, row.expected, row.stated, row.verdict, row.why))
    query = (
        select(t.total, t.report.c.text)
        .join(t.report)
        .order_by(t.report.c.published, t.total.c.report_id, t.total.c.start, t.total.c.id)
    )
    for row in connection.execute(query):
        yield _total(row, tuple(checks[row.id]))


def _total(row: Row[Any], checks: tuple[Check, ...]) -> Total:
    return Total(
        row.report_id,
        row.of,
        row.kind,
        row.value,
        row.unit,
        Quote.cut(row.text, row.start, row.end),
        Period(row.period_from, row.period_to) if row.period_from and row.period_to else None,
        Period(row.base_from, row.base_to) if row.base_from and row.base_to else None,
        row.attributed_to,
        checks,
    )

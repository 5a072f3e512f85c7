"""almenara: news reports in, event data that can be defended in public out.

    >>> from almenara import code_report, read_report
    >>> coding = code_report(read_report("Residents of Cotiza protested on Monday.", published="2019-01-22"))

The heavy parts load when first used.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from almenara.model import Coding, Event, Mention, Report, Status, Total, report_id

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Coding",
    "Event",
    "Mention",
    "Report",
    "Status",
    "Total",
    "code_report",
    "link_mentions",
    "read_report",
]

__version__ = "0.1.0"


def read_report(
    text: str, *, published: date | str | None = None, language: str | None = None, title: str | None = None
) -> Report:
    """A report from its text. `published` is a date or ISO 8601; raises ValueError if it is neither."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return Report(report_id(text), text, title, language, day)


def code_report(report: Report) -> Coding:
    """Code one report; see `almenara.pipeline.code_report`."""
    from almenara.pipeline import code_report as code

    return code(report)


def link_mentions(mentions: Iterable[Mention]) -> tuple[Event, ...]:
    """Events from the mentions of one report; see `almenara.link.events_of`."""
    from almenara.link import events_of

    return events_of(tuple(mentions))

"""A report and the outlet that published it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

#: What the ids begin with of a published event's own row, and of a report that is known by what a publication cites of it alone.
PUBLICATION, CITED = "publication:", "cited:"
#: And of the rows of a published ledger that are of one report.
_LEDGER = PUBLICATION + "totals:"


def was_read(report_id: str) -> bool:
    """Whether an id is that of a report that was read here; others came with events that somebody published (`almenara import`)."""
    return not report_id.startswith((PUBLICATION, CITED))


def ledger_row(report_id: str) -> str:
    """The id under which the figures that a report quotes are kept where they came with a published ledger."""
    return _LEDGER + report_id


def ledger_report(report_id: str) -> str:
    """The report that quotes figures, by the id under which they are kept: where they came with a published ledger, its id with the publisher."""
    return report_id.removeprefix(_LEDGER)


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. `country` is an ISO 3166 alpha-2 code; `scale` is local, subnational, national, international or other."""

    name: str
    domain: str | None = None
    country: str | None = None
    scale: str | None = None


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file that a report was read from and that is too large to be held: its size in bytes and when it was last changed, in
    nanoseconds since 1970, as they were when it was read."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Report:
    """One news article. The text is kept as it was given; every span in the project points into it.

    `author` and `section` are those that a page tells of itself, as it writes them; neither is ever published. `original` are the bytes it was read from, for the archive, or the file that holds them; they are no part of what a report says.
    """

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    published: date | None = None
    source: Source | None = None
    url: str | None = None
    original: bytes | OriginalFile | None = field(default=None, repr=False, compare=False)
    author: str | None = None
    section: str | None = None


def report_id(text: str) -> str:
    """The id of a report that has none: a hash of what it says (first 16 hex digits of SHA-256)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

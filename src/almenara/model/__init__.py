"""The words of the trade as plain values: reports, mentions, totals and events.

Everything here is frozen, knows nothing of files or libraries, and turns itself into the rows that the command line
prints (`to_dict`). All offsets are half-open character offsets into a report's text as it was given.
"""

from almenara.model.actor import CANDIDATE, Actor, Office, is_candidate
from almenara.model.coding import Coding
from almenara.model.event import Claim, Event, MentionRef, Told
from almenara.model.mention import DateValue, Mention, PlaceValue, Quantity, Role
from almenara.model.report import (
    CITED,
    PUBLICATION,
    OriginalFile,
    Report,
    Source,
    ledger_report,
    ledger_row,
    report_id,
    was_read,
)
from almenara.model.span import Quote, Span
from almenara.model.status import Status
from almenara.model.total import Check, Period, Total

__all__ = [
    "CANDIDATE",
    "CITED",
    "PUBLICATION",
    "Actor",
    "Check",
    "Claim",
    "Coding",
    "DateValue",
    "Event",
    "Mention",
    "MentionRef",
    "Office",
    "OriginalFile",
    "Period",
    "PlaceValue",
    "Quantity",
    "Quote",
    "Report",
    "Role",
    "Source",
    "Span",
    "Status",
    "Told",
    "Total",
    "is_candidate",
    "ledger_report",
    "ledger_row",
    "report_id",
    "was_read",
]

"""Anything → reports: one file a format. Bad input becomes a `ReadFailure`, never an exception, and the rest is read."""

from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.near_copies import bands_of, is_near_copy
from almenara.read.plain_text import Dateline
from almenara.read.source import STANDARD_INPUT, read
from almenara.read.spreadsheet import COLUMNS

__all__ = [
    "COLUMNS",
    "STANDARD_INPUT",
    "USUAL_LIMITS",
    "Dateline",
    "ReadFailure",
    "ReadingLimits",
    "bands_of",
    "is_near_copy",
    "read",
]

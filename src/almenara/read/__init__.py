"""Anything → reports: one file a format. Bad input becomes a `ReadFailure`, never an exception, and the rest is read."""

from almenara.read.failure import ReadFailure
from almenara.read.near_copies import bands_of, is_near_copy
from almenara.read.plain_text import Dateline
from almenara.read.source import read

__all__ = ["Dateline", "ReadFailure", "bands_of", "is_near_copy", "read"]

"""Reports take the bytes that they were read from along, so that these can be archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almenara.model import Report
from almenara.read.failure import ReadFailure


def with_original(found: Iterable[Report | ReadFailure], data: bytes) -> Iterator[Report | ReadFailure]:
    """What a reader found in some bytes, each report with these bytes: the same reports, which nobody else holds yet."""
    for result in found:
        if isinstance(result, Report):
            # Reports are frozen; `dataclasses.replace` would take as long as all the rest of a table's row.
            object.__setattr__(result, "original", data)
        yield result

"""Reports take the bytes that they were read from along, so that these can be archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from almenara.model import Report
from almenara.read.failure import ReadFailure


def with_original(found: Iterable[Report | ReadFailure], data: bytes) -> Iterator[Report | ReadFailure]:
    """What a reader found in some bytes, each report with these bytes."""
    for result in found:
        yield replace(result, original=data) if isinstance(result, Report) else result

"""One measured figure with what it was measured on and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` is between 0 and 1 unless `unit` says otherwise; `size` is how many items it was measured on."""

    data: str
    measure: str
    value: float
    size: int
    errors: tuple[str, ...] = ()
    rival: str = "–"
    wanted: float | None = None
    unit: str = ""

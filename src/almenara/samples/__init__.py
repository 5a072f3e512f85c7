"""Sample reports written for this project: real places, invented events; each with the rows that must come of it."""

from __future__ import annotations

from pathlib import Path

REPORTS = Path(__file__).parent / "reports"
PLACES = Path(__file__).parent / "places.csv"
#: Which accounts in the reports are of one event.
SAME_EVENTS = Path(__file__).parent / "same_events.json"

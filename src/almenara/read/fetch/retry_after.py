"""How long a server asks to be left alone (RFC 9110, 10.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Seconds; a server that asks for more than ten years means 'never', and no clock or date holds what strangers may write there.
LONGEST = 10 * 365 * 24 * 3600.0
_SECONDS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def seconds_to_wait(retry_after: str | None) -> float | None:
    """The header's seconds, given as such or as a moment, `LONGEST` at most; None where there is none or it says neither."""
    words = (retry_after or "").strip()
    if _SECONDS.fullmatch(words):
        return min(float(words), LONGEST)
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    left = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(0.0, left), LONGEST)

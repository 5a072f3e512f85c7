"""A row as one line of JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Mapping


def json_line(row: Mapping[str, object]) -> str:
    """The row as JSON without its line break; lone surrogates are escaped so that the line is valid UTF-8."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")

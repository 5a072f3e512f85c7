"""Values that take long to work out, kept as JSON in the user's cache folder from one run to the next.

What is kept may be deleted at any time; a folder that can't be written costs only the time of working it out again.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path


def read_kept(name: str, folder: Path | None = None) -> Any:
    """The value kept under a file name; None if there is none or it can't be read."""
    try:
        return json.loads((_folder(folder) / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(name: str, value: object, folder: Path | None = None) -> None:
    """Write beside and rename, so that a reader never sees half a file. Raises TypeError for values that are no JSON."""
    written = json.dumps(value, ensure_ascii=False)
    with suppress(OSError):
        _folder(folder).mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=_folder(folder), suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written)
        os.replace(part, _folder(folder) / name)


def _folder(given: Path | None) -> Path:
    return given or user_cache_path("almenara")

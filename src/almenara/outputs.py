"""Where output goes: a file is put in its place when it is whole; what is no file cannot be replaced by one."""

from __future__ import annotations

from pathlib import Path


def is_no_file(target: Path) -> bool:
    """Whether something stands there that no file may take the place of: a device, a pipe, a folder. Rows and texts are written into it, which a folder
    refuses with an OSError."""
    return target.exists() and not target.is_file()

"""The memory that a command and the processes that it starts hold together."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

#: Seconds between two looks.
_EVERY = 0.2


def most_held(command: subprocess.Popen[bytes]) -> float | None:
    """Wait for a command to end, and return the most MiB that it and its descendants held at once, pages of files that are read as memory among
    them; pages that several of them share count for each. None where the system tells no process's memory (it is not Linux)."""
    most: float | None = None
    while command.poll() is None:
        held = _held(command.pid)
        if held is not None:
            most = max(most or 0.0, held)
        time.sleep(_EVERY)
    return most


def _held(root: int) -> float | None:
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    parents: dict[int, int] = {}
    kibibytes: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            lines = (folder / "status").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            # It ended meanwhile.
            continue
        told = dict(line.split(":", 1) for line in lines if ":" in line)
        parents[int(folder.name)] = int(told["PPid"])
        kibibytes[int(folder.name)] = int(told.get("VmRSS", "0 kB").split()[0])
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(kibibytes.get(pid, 0) for pid in family) / 1024

"""In whose name something is done on a terminal."""

from __future__ import annotations

import getpass
import os


def logged_in() -> str:
    """The name of whoever is logged in; where the machine has none for them, as in a container, their number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"

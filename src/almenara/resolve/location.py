"""Where the gazetteer and what was imported beside it stand."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

DATA_FOLDER_VARIABLE = "ALMENARA_DATA"
GAZETTEER_NAME = "gazetteer.sqlite"
IMPORTED_NAME = "own-places.sqlite"
IMPORTED_ACTORS_NAME = "own-actors.yaml"


def gazetteer_path() -> Path:
    """The gazetteer: in the folder that `ALMENARA_DATA` names, else in `share/almenara` of the Python environment."""
    folder = os.environ.get(DATA_FOLDER_VARIABLE)
    return (Path(folder) if folder else Path(sys.prefix) / "share" / "almenara") / GAZETTEER_NAME


def imported_path() -> Path:
    """Where imported places stand unless a caller says otherwise: beside the gazetteer."""
    return gazetteer_path().with_name(IMPORTED_NAME)


def imported_actors_path() -> Path:
    """Where imported actors stand: beside the gazetteer."""
    return gazetteer_path().with_name(IMPORTED_ACTORS_NAME)


def with_imported(files: Sequence[Path], imported: Path) -> tuple[Path, ...]:
    """An observatory's own files, and behind them what was imported, if anything was."""
    return (*files, *([imported] if imported.is_file() else []))

"""The same text gives the same bytes in every process: the words of a codebook are sets, whose order Python shuffles anew in each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_TEXT = "Teachers marched through Accra on Monday to protest against budget cuts, insecurity, impunity and evictions, and to demand a pay rise.\n"


def test_rows_do_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(_TEXT, encoding="utf-8")
    rows = [_coded(report, seed) for seed in ("0", "1", "2")]
    assert rows[0] == rows[1] == rows[2]
    march = next(row for row in map(json.loads, rows[0].splitlines()) if row["type"] == "march")
    shown = {quote["text"] for quote in march["demand_quotes"]}
    assert {"budget cuts", "pay rise"} <= shown


def _coded(report: Path, seed: str) -> str:
    command = [sys.executable, "-c", "from almenara.cli import main; main()", "code", str(report)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    return done.stdout

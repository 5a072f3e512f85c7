"""The README's example is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def example(part: str, readme: str) -> str:
    match = re.search(rf"<!-- example:{part} -->\n```\n(.*?)```", readme, re.DOTALL)
    assert match is not None, part
    return match[1]


def printed(*arguments: str, language: str = "en") -> str:
    environment = {**os.environ, "COLUMNS": "110", "ALMENARA_LANG": language, "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from almenara.cli import main; main()", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip() + "\n"


def test_the_readmes_example_is_what_the_program_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert example("text", readme) == (ROOT / "examples" / "petare.txt").read_text(encoding="utf-8")
    shown = printed("code", "examples/petare.txt", "--published", "2024-06-05", "--format", "table")
    assert shown == example("output", readme)


def test_the_same_in_spanish() -> None:
    shown = printed("code", "examples/petare.txt", "--published", "2024-06-05", "--format", "table", language="es")
    assert "Con estas palabras" in shown
    assert "convocado" in shown
    assert "detenidos" in shown

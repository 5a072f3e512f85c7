"""`-` among the inputs is standard input: the real command, in a process of its own, with words piped into it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TEXT = "Some 200 teachers marched through Accra on Monday to demand better pay.\n"
OTHER = "La policía detuvo a cuatro personas el lunes en Caracas.\n"
CODE = ("code", "--published", "2024-06-05")


def piped(words: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from almenara.cli import main; main()", *arguments],
        input=words,
        env={**os.environ, "ALMENARA_LANG": "en", "NO_COLOR": "1", "COLUMNS": "110"},
        encoding="utf-8",
        capture_output=True,
        check=False,
    )


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_code_reads_standard_input_wherever_the_hyphen_stands(tmp_path: Path) -> None:
    """After an option that takes no value, and in the order of the inputs."""
    (tmp_path / "a.txt").write_text(OTHER, encoding="utf-8")
    coded = rows(piped(TEXT, *CODE, "--background", "-", str(tmp_path / "a.txt")))
    assert [row["type"] for row in coded] == ["march", "arrest"]


def test_link_reads_the_rows_of_code() -> None:
    coded = piped(TEXT, "code", "-", "--published", "2024-06-05")
    (event,) = rows(piped(coded.stdout, "link", "-"))
    assert (event["type"], len(event["mentions"])) == ("march", len(rows(coded)))


def test_add_keeps_what_is_piped(tmp_path: Path) -> None:
    folder = str(tmp_path / "here")
    assert piped("", "init", folder).returncode == 0
    added = piped(TEXT, "add", "-", "--in", folder, "--published", "2024-06-05")
    assert added.returncode == 0, added.stderr
    (event,) = rows(piped("", "events", "--in", folder))
    assert event["type"] == "march"


def test_an_option_written_wrongly_is_no_file(tmp_path: Path) -> None:
    for wrong in ("--foramt", "--foramt=table", "-x"):
        done = piped(TEXT, "code", "-", wrong)
        assert done.returncode == 2
        assert "Unknown option" in done.stderr
        assert wrong in done.stderr

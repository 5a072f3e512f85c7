"""Which reader a source needs: a file by its ending, a folder or pattern file by file, `-` by its first character."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

from almenara.model import Report
from almenara.read.failure import ReadFailure
from almenara.read.json_lines import read_json_lines
from almenara.read.plain_text import LARGEST_REPORT, read_plain_text, report_from_bytes, too_large

TEXT_ENDINGS = (".txt", ".text")
JSON_LINES_ENDINGS = (".jsonl", ".ndjson")


def read(source: str | Path) -> Iterator[Report | ReadFailure]:
    """Reports of a file, folder, pattern or `-` (standard input), in order, and what could not be read, in its place.

    A failure that only qualifies a report (a bad date, half a character) comes right before the report itself.
    """
    name = str(source)
    if name == "-":
        yield from _read_standard_input()
        return
    path = Path(name)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in TEXT_ENDINGS + JSON_LINES_ENDINGS)
        if not files:
            yield ReadFailure("empty_folder", name)
        for file in files:
            yield from _read_file(file)
    elif has_magic(name) and not path.exists():
        matches = sorted(glob(name, recursive=True))
        if not matches:
            yield ReadFailure("missing", name)
        for match in matches:
            if Path(match).is_file():
                yield from _read_file(Path(match))
    elif not path.exists():
        yield ReadFailure("missing", name)
    else:
        yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Report | ReadFailure]:
    try:
        if path.suffix.lower() in JSON_LINES_ENDINGS:
            with path.open("rb") as lines:
                yield from read_json_lines(lines, str(path))
        else:
            yield from read_plain_text(path)
    except OSError as error:
        yield ReadFailure("unreadable", str(path), error.strerror or str(error))


def _read_standard_input() -> Iterator[Report | ReadFailure]:
    """JSON Lines if the first character is '{', else one report of plain text."""
    stream = sys.stdin.buffer
    first = stream.readline(LARGEST_REPORT + 1)
    while first and not first.strip():
        first = stream.readline(LARGEST_REPORT + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):

        def lines() -> Iterator[bytes]:
            yield first
            yield from stream

        yield from read_json_lines(lines(), "-")
        return
    data = first + stream.read(LARGEST_REPORT + 1 - min(len(first), LARGEST_REPORT))
    yield too_large("-", len(data)) if len(data) > LARGEST_REPORT else report_from_bytes(data, "-")

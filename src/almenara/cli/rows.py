"""Rows on their way out: JSON Lines, CSV or a table, to a file or standard output."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from almenara.model import Coding, Role, is_candidate
from almenara.model.json_line import json_line
from almenara.outputs import is_no_file

Format = Literal["table", "jsonl", "csv"]

#: Cells that begin with one of these are run as formulas by spreadsheets; an apostrophe in front disarms them.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def opened(output: Path | None) -> Iterator[IO[str]]:
    """The output file, written beside and renamed when complete, or standard output. A device or a pipe is written to, never replaced."""
    if output is None:
        yield sys.stdout
        return
    if is_no_file(output):
        with output.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    part = output.with_name(output.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        yield file
    part.replace(output)


def default_format(output: Path | None) -> Format:
    """A table on a terminal, CSV for a .csv file, JSON Lines elsewhere."""
    if output is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    return "csv" if output.suffix == ".csv" else "jsonl"


def write_jsonl(rows: Iterable[Mapping[str, object]], file: IO[str]) -> None:
    """One JSON object a line."""
    for row in rows:
        file.write(json_line(row) + "\n")
        file.flush()


def write_csv(rows: Iterable[Mapping[str, object]], file: IO[str]) -> None:
    """Flat columns (`date.from`, `place.name`, ...); lists as JSON; formulas disarmed."""
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        flat = dict(_flatten(row))
        if writer is None:
            writer = csv.DictWriter(file, fieldnames=list(flat), extrasaction="ignore")
            writer.writeheader()
        writer.writerow(flat)


def actor_rows(coding: Coding) -> Iterator[dict[str, object]]:
    """One row for each actor of a report: the words that mean it, and in how many mentions it has which role.

    `candidate` marks a proper name that no registry knows.
    """
    found: dict[str, list[Role]] = {}
    for mention in coding.mentions:
        for role in mention.roles:
            if role.actor_id is not None:
                found.setdefault(role.actor_id, []).append(role)
    for actor_id, roles in found.items():
        yield {
            "report": coding.report,
            "actor_id": actor_id,
            "actor": roles[0].actor,
            "candidate": is_candidate(actor_id),
            "country": roles[0].country,
            "sectors": list(roles[0].sectors),
            "roles": dict(Counter(role.role for role in roles)),
            "words": [quote.to_dict() for quote in dict.fromkeys(role.quote for role in roles)],
        }


def _flatten(row: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and key not in ("codes",):
            yield from _flatten(value, f"{name}.")
        elif isinstance(value, list | Mapping):
            yield name, json.dumps(value, ensure_ascii=False)
        elif isinstance(value, str) and value.startswith(_FORMULA_STARTS):
            yield name, "'" + value
        else:
            yield name, value

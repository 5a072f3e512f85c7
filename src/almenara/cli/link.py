"""`almenara link`: mention rows in, event rows out; nothing is stored."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import say
from almenara.codebook import load_codebook
from almenara.link import events_of, mention_from_row
from almenara.model import Mention


def link(
    inputs: Annotated[list[str], Parameter(help="Files of mention rows (.jsonl), or - for standard input.")],
    /,
    *,
    format: Annotated[Format | None, Parameter(help="Default: JSON Lines.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Join mention rows into event rows, within each report."""
    by_report: dict[str, list[Mention]] = defaultdict(list)
    failures: list[str] = []
    for source in inputs:
        try:
            lines = (sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")).splitlines()
        except OSError as error:
            failures.append(f"{source}: {error.strerror}")
            continue
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                mention = mention_from_row(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                failures.append(say("bad_row", where=f"{source}:{number}", why=repr(error)))
                continue
            by_report[mention.report].append(mention)
    codebook = load_codebook()
    rows = (event.to_dict() for mentions in by_report.values() for event in events_of(mentions, codebook.codes))
    kind = format or default_format(output)
    with opened(output) as file:
        (write_csv if kind == "csv" else write_jsonl)(rows, file)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0

"""`almenara link`: mention rows in, event rows out, joined across reports; nothing is stored."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from almenara.cli.inputs import OR_STANDARD_INPUT
from almenara.cli.rows import Format, default_format, opened, write_csv, write_jsonl
from almenara.cli.wording import say
from almenara.codebook import load_codebook
from almenara.link import (
    accounts_of,
    consolidate,
    events_of,
    groups_of,
    mention_from_row,
    pairs_of,
    records_of,
    with_meanings,
)
from almenara.model import Mention
from almenara.read import STANDARD_INPUT


def link(
    inputs: Annotated[
        list[str] | None,
        Parameter(help="Files of mention rows (.jsonl), or - for standard input."),
        OR_STANDARD_INPUT,
    ] = None,
    /,
    *,
    train: Annotated[
        Path | None,
        Parameter(help="Estimate the model's parameters anew, on the made-up stream, and write them to this file."),
    ] = None,
    within: Annotated[bool, Parameter(help="Join within each report only.")] = False,
    format: Annotated[Format | None, Parameter(help="Default: JSON Lines.")] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file.")] = None,
) -> int:
    """Join mention rows into event rows, within each report and across reports."""
    if train is not None:
        from almenara.link.compare import TRAINING, write_parameters

        write_parameters(train)
        print(say("trained", n=f"{TRAINING:,}", path=train))
        return 0
    if not inputs:
        print(say("no_input"), file=sys.stderr)
        return 2
    by_report: dict[str, list[Mention]] = defaultdict(list)
    failures: list[str] = []
    for source in inputs:
        try:
            lines = (
                sys.stdin.read() if source == STANDARD_INPUT else Path(source).read_text(encoding="utf-8")
            ).splitlines()
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
    if within:
        codebook = load_codebook()
        found = [event for mentions in by_report.values() for event in events_of(mentions, codebook.codes)]
    else:
        accounts = with_meanings(list(accounts_of(mention for mentions in by_report.values() for mention in mentions)))
        groups = groups_of(accounts, pairs_of(records_of(accounts)))
        found = [consolidate([m for account in group.accounts for m in account.mentions]) for group in groups]
    rows = (event.to_dict() for event in found)
    kind = format or default_format(output)
    with opened(output) as file:
        (write_csv if kind == "csv" else write_jsonl)(rows, file)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0

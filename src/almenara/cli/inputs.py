"""What commands that read reports share: the reports of their inputs, progress, and what went wrong, at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from cyclopts import ArgumentCollection, Parameter, Token, UnknownOptionError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from almenara.cli.wording import language as wording_language
from almenara.cli.wording import say
from almenara.model import Report
from almenara.read import COLUMNS, STANDARD_INPUT, USUAL_LIMITS, ReadFailure, ReadingLimits, read
from almenara.resolve.dates import dateline


def _no_option(type_: object, given: list[str] | None) -> None:
    """Refuse what begins with a hyphen and is neither standard input nor a file that is there: it is an option written wrongly."""
    for name in given or ():
        if name.startswith("-") and name != STANDARD_INPUT and not Path(name).exists():
            nothing = ArgumentCollection()  # type: ignore[no-untyped-call]
            raise UnknownOptionError(token=Token(value=name, source="cli"), argument_collection=nothing)


#: For inputs: `-` is standard input. The command-line library takes a hyphen for an option unless all that begin with one may be values.
OR_STANDARD_INPUT = Parameter(allow_leading_hyphen=True, validator=_no_option)


def reports_of(
    inputs: list[str],
    published: date | None,
    language: str | None,
    failures: list[str],
    oddities: list[str],
    columns: Mapping[str, str] | None = None,
    limits: ReadingLimits = USUAL_LIMITS,
) -> Iterator[Report]:
    """The inputs' reports; `published` is for those that tell no day, `language` for all.

    What could not be read goes into `failures`, what was read and is odd into `oddities`, as sentences.
    """
    for source in inputs:
        for found in read(source, dateline=dateline, columns=columns, limits=limits):
            if isinstance(found, ReadFailure):
                (oddities if found.is_warning else failures).append(found.message(wording_language()))
            else:
                yield replace(found, published=found.published or published, language=language or found.language)


def columns_of(given: tuple[str, ...]) -> dict[str, str]:
    """Columns named as FIELD=NAME. Raises ValueError, with a sentence, for what is no such thing."""
    named = dict(entry.partition("=")[::2] for entry in given)
    if wrong := [entry for entry in given if "=" not in entry or entry.partition("=")[0] not in COLUMNS]:
        raise ValueError(say("bad_column", given=", ".join(wrong), known=", ".join(COLUMNS)))
    return named


def coding_progress() -> Progress:
    """Progress on a terminal, nothing elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def list_problems(failures: list[str], oddities: list[str]) -> int:
    """List what is odd and what failed on standard error; the exit status, 1 if anything failed."""
    for heading, sentences in (("noted", oddities), ("failed", failures)):
        if sentences:
            print(say(heading, n=len(sentences)), *sentences, sep="\n  ", file=sys.stderr)
    return 1 if failures else 0

"""`almenara codebook`: test the examples, show a type, start a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape

from almenara.cli.wording import language, say
from almenara.codebook import DEFAULT_CODEBOOK, Codebook, CodebookError, load_codebook
from almenara.coder.examples import HARD_NEGATIVES, Outcome, cases, is_background, run
from almenara.pipeline import Pipeline

Folder = Annotated[Path | None, Parameter(name="--codebook", help="Folder of a codebook other than the default one.")]


def test(
    types: Annotated[list[str] | None, Parameter(help="Only these event types.")] = None,
    /,
    *,
    folder: Folder = None,
    corpus: Annotated[bool, Parameter(help="Code the large corpus instead; it measures and may fail.")] = False,
    quiet: Annotated[bool, Parameter(help="Print only the summary.")] = False,
) -> int:
    """Code every example and counter-example, and say which come out otherwise than they expect."""
    codebook = _load(folder, corpus=corpus)
    if codebook is None:
        return 2
    unknown = [kind for kind in types or () if kind not in codebook.types and kind != HARD_NEGATIVES]
    if unknown:
        print(say("unknown_type", names=", ".join(unknown)), file=sys.stderr)
        return 2
    chosen = [case for case in cases(codebook, corpus=corpus) if not types or case.type in types]
    console = Console(highlight=False)

    def done(outcome: Outcome) -> None:
        if outcome.complaints and not quiet:
            console.print(f"[red]FAILED[/] {escape(outcome.case.name)}\n  {escape(outcome.case.example.text)}")
            for complaint in outcome.complaints:
                console.print(f"  - {escape(complaint)}")

    outcomes = []
    for book, background in ((codebook.without_background(), False), (codebook, True)):
        part = [case for case in chosen if is_background(codebook, case) is background]
        if part:
            outcomes += run(book, part, Pipeline(book).mentions, done)
    failed = sum(1 for outcome in outcomes if outcome.complaints)
    console.print(f"{len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed else 0


def show(kind: Annotated[str | None, Parameter(help="An event type's id.")] = None, /, *, folder: Folder = None) -> int:
    """Show one event type, or all types with what they record."""
    codebook = _load(folder)
    if codebook is None:
        return 2
    console = Console(highlight=False)
    words = language()
    if kind is None:
        for family in codebook.about.families:
            console.print(f"[bold]{escape(getattr(family.label, words))}[/]")
            for entry in codebook.types.values():
                if entry.family == family.id:
                    console.print(f"  {entry.id:28} {escape(getattr(entry.definition, words))}")
        return 0
    if kind not in codebook.types:
        print(say("unknown_type", names=kind), file=sys.stderr)
        return 2
    entry = codebook.types[kind]
    console.print(f"[bold]{escape(getattr(entry.label, words))}[/] ({entry.id}, {entry.family})")
    console.print(escape(getattr(entry.definition, words)))
    for part, mark in (("includes", "+"), ("excludes", "–")):
        for line in getattr(getattr(entry, part), words):
            console.print(f"  {mark} {escape(line)}")
    for example in getattr(entry.examples, words):
        console.print(f"  [italic]{escape(example.text)}[/]")
    return 0


def new(
    kind: Annotated[str, Parameter(help="The new type's id, in lower case: water_protest.")],
    /,
    *,
    folder: Folder = None,
) -> int:
    """Start a new event type: a file with every key, ready to be filled in."""
    path = (folder or DEFAULT_CODEBOOK) / "types" / f"{kind}.yaml"
    if path.exists():
        print(say("type_exists", path=path), file=sys.stderr)
        return 2
    if not path.parent.is_dir():
        print(say("no_codebook", path=path.parent), file=sys.stderr)
        return 2
    path.write_text(_TEMPLATE.format(kind=kind), encoding="utf-8")
    print(path)
    return 0


def _load(folder: Path | None, *, corpus: bool = False) -> Codebook | None:
    try:
        return load_codebook(folder, corpus=corpus, background=True)
    except CodebookError as error:
        print(error, file=sys.stderr)
        return None


_TEMPLATE = """\
id: {kind}
family: contention
counts: {{participants: crowd}}
label: {{en: "...", es: "..."}}
definition: {{en: "...", es: "..."}}
includes: {{en: [], es: []}}
excludes: {{en: [], es: []}}
roles: [agent, target, participant, instrument]
triggers:
  en:
    - some phrase/noun
  es:
    - alguna frase/noun
examples:
  en: []
  es: []
counter_examples:
  en: []
  es: []
crosswalk:
  acled: []
  plover: null
  cameo: null
  ovcs: null
"""

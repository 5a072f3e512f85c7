"""The codebook's test runner: code every example and say which come out otherwise than it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from almenara.codebook import Codebook, Example, Expectation
from almenara.model import Mention, Report
from almenara.model.fold import fold
from almenara.model.status import FACTS

#: Examples have no publication date of their own; they are read as if published on this day, a Wednesday.
PUBLISHED = date(2024, 6, 12)
COUNTED = ("crowd", "killed", "injured", "arrested", "displaced", "missing", "weapons")
#: The name under which the snippets stand from which nothing may be coded.
HARD_NEGATIVES = "hard_negatives"


class CodeReports(Protocol):
    """Codes reports in order: the mentions of each."""

    def __call__(self, reports: Iterable[Report]) -> Iterator[Sequence[Mention]]: ...


@dataclass(frozen=True)
class Case:
    """One example or counter-example of a type."""

    type: str
    language: str
    number: int
    example: Example
    counter: bool

    @property
    def name(self) -> str:
        return f"{self.type}[{self.language}{'-counter' if self.counter else ''}-{self.number}]"


@dataclass(frozen=True)
class Outcome:
    """A case with what went wrong; no complaints: it passed."""

    case: Case
    complaints: tuple[str, ...]
    coded: tuple[Mention, ...]


def cases(codebook: Codebook, *, corpus: bool = False) -> list[Case]:
    """Every example of the types' own files, or of the corpus instead, which ends with its hard negatives."""
    found = []
    for kind, entry in codebook.types.items():
        source = codebook.corpus.get(kind) if corpus else entry
        if source is None:
            continue
        for counter, group in ((False, source.examples), (True, source.counter_examples)):
            for language in ("en", "es"):
                for number, example in enumerate(getattr(group, language), 1):
                    found.append(Case(kind, language, number, example, counter))
    if corpus and codebook.negatives is not None:
        for language in ("en", "es"):
            for number, text in enumerate(getattr(codebook.negatives.negatives, language), 1):
                found.append(Case(HARD_NEGATIVES, language, number, Example(text=text, expect=()), counter=True))
    return found


def is_background(codebook: Codebook, case: Case) -> bool:
    """Whether the case belongs to a background type; only these are coded with background types, as users do by default."""
    return case.type in codebook.types and codebook.types[case.type].background


def run(
    codebook: Codebook, to_run: Sequence[Case], code: CodeReports, report_done: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Code the cases and compare; `report_done` is told of each as it ends."""
    ordered = sorted(to_run, key=lambda c: c.language)
    reports = [Report(f"{c.name}", c.example.text, language=c.language, published=PUBLISHED) for c in ordered]
    outcomes = []
    for case, mentions in zip(ordered, code(reports), strict=True):
        outcome = Outcome(case, tuple(complaints(case, mentions, codebook)), tuple(mentions))
        outcomes.append(outcome)
        if report_done is not None:
            report_done(outcome)
    return outcomes


def complaints(case: Case, mentions: Sequence[Mention], codebook: Codebook) -> Iterator[str]:
    """Sentences on what is missing, different or too much."""
    expected = case.example.expect
    if case.counter:
        wrong = [m for m in mentions if m.type == case.type and m.status in FACTS]
        if wrong and not any(e.type == case.type for e in expected or ()):
            yield f"coded {case.type} as {wrong[0].status} from {wrong[0].trigger.text!r}; nothing of the kind is told"
        if expected is None:
            return
    left = list(mentions)
    for row in expected if expected is not None else (Expectation(type=case.type),):
        match = min(
            (m for m in left if m.type == row.type), key=lambda m: len(list(_differences(row, m))), default=None
        )
        if match is None:
            others = ", ".join(f"{m.type} ({m.trigger.text!r})" for m in left) or "nothing else"
            yield f"expected {row.type} ({row.status}), which was not coded; left over: {others}"
            continue
        left.remove(match)
        for difference in _differences(row, match):
            yield f"{row.type} from {match.trigger.text!r}: {difference}"
    for mention in left:
        entry = codebook.types[mention.type]
        if entry.low_intensity or (mention.family == "politics" and not case.counter):
            continue
        yield f"coded {mention.type} ({mention.status}) from {mention.trigger.text!r}, which is not expected"


def _differences(row: Expectation, mention: Mention) -> Iterator[str]:
    if row.status is not mention.status:
        cue = f" because of {mention.status_cue.text!r}" if mention.status_cue else ""
        yield f"status is {mention.status}{cue}, expected {row.status}"
    for role in ("agent", "target"):
        wanted = getattr(row, role)
        if wanted is not None:
            found = [r.quote.text for r in mention.roles if r.role == role]
            if not any(_same_words(wanted, words) for words in found):
                yield f"{role} is {' / '.join(found) or 'missing'}, expected {wanted}"
    for of in COUNTED:
        if of in row.model_fields_set:
            wanted = getattr(row, of)
            best = next((q.best for q in mention.quantities if q.of == of), None)
            if best != wanted:
                yield f"{of} is {best}, expected {wanted}"
    missing = sorted(set(row.demands) - set(mention.demands))
    if missing:
        yield f"demands lack {', '.join(missing)} (found {', '.join(mention.demands) or 'none'})"


def _same_words(wanted: str, found: str) -> bool:
    """Equal, or one within the other at word boundaries: 'teachers' and 'some 200 teachers'."""
    one, other = f" {fold(wanted)} ", f" {fold(found)} "
    return one in other or other in one

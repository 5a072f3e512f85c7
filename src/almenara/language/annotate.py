"""A report's text → clean paragraphs → sentences → gate → parses: the room's one procession."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from almenara.codebook import Codebook, CompiledTrigger, compile_triggers
from almenara.language.annotated import AnnotatedText, Stretch
from almenara.language.forms import Forms, load_forms
from almenara.language.gate import Gate, build_gate
from almenara.language.heads.opinion import opinions, speaks_for
from almenara.language.layout import CleanText, clean
from almenara.language.parse import docs, to_sentence, without_surrogates
from almenara.language.sentences import sentence_spans
from almenara.model import Report, Span

#: Reports whose chosen sentences are parsed together; bounds memory whatever the stream's length.
REPORTS_PER_BATCH = 256


@dataclass(frozen=True)
class Reader:
    """What is needed to read reports in one language for a codebook; built by `make_reader`."""

    language: str
    triggers: dict[str, tuple[CompiledTrigger, ...]]
    forms: Forms
    gate: Gate


@dataclass(frozen=True)
class _Prepared:
    """A report that is cut into sentences, with those that are to be parsed."""

    report: Report
    clean: CleanText
    readable: str
    stretches: list[Stretch]
    spans: list[Span]
    keep: list[bool]
    candidates: list[frozenset[str]]

    def told(self, number: int) -> str:
        """The words of a sentence, as they are given to parser and head."""
        return self.spans[number].of(self.readable)

    def chosen(self) -> Iterator[tuple[Stretch, Span]]:
        return (
            (stretch, span) for stretch, span, kept in zip(self.stretches, self.spans, self.keep, strict=True) if kept
        )


def make_reader(codebook: Codebook, language: str) -> Reader:
    """Compile the codebook's words for one language."""
    triggers = compile_triggers(codebook, language)
    forms = load_forms(_vocabulary(codebook, triggers, language), language)
    return Reader(language, triggers, forms, build_gate(triggers, forms, speaks_for))


def annotate(
    reports: Iterable[Report], reader: Reader, *, gated: bool = True, heads: bool = False
) -> Iterator[AnnotatedText]:
    """Annotated texts in the order of the reports; sentences of many reports are parsed in common batches.

    With `gated` (the default) only sentences that may speak of an event are parsed; with `heads` also those of which only a
    trained head says so.
    """
    stream = iter(reports)
    while batch := [_prepare(report, reader, gated) for report in islice(stream, REPORTS_PER_BATCH)]:
        if heads:
            _second_look(batch)
        yield from _parse_batch(batch, reader)


def _second_look(batch: Sequence[_Prepared]) -> None:
    """Keep sentences that the gate left out where a head takes them for one of the types whose words stand in them."""
    asked = [(one, number) for one in batch for number, types in enumerate(one.candidates) if types]
    said = opinions([one.told(number) for one, number in asked], [one.candidates[number] for one, number in asked])
    for (one, number), kind in zip(asked, said, strict=True):
        if kind is not None:
            one.keep[number] = True


def _prepare(report: Report, reader: Reader, gated: bool) -> _Prepared:
    cleaned = clean(report.text)
    readable = without_surrogates(cleaned.text)
    stretches: list[Stretch] = []
    spans: list[Span] = []
    for number, paragraph in enumerate(cleaned.paragraphs):
        for span in sentence_spans(readable, paragraph, reader.language):
            original = cleaned.to_original(span.start, span.end)
            stretches.append(Stretch(len(stretches), number, original.start, original.end))
            spans.append(span)
    keep, candidates = reader.gate.select(readable, spans) if gated else ([True] * len(spans), [])
    return _Prepared(report, cleaned, readable, stretches, spans, keep, candidates)


def _parse_batch(batch: Sequence[_Prepared], reader: Reader) -> Iterator[AnnotatedText]:
    parsed = docs((span.of(one.readable) for one in batch for _, span in one.chosen()), reader.language)
    for one in batch:
        sentences = [
            to_sentence(next(parsed), stretch, one.clean, span.start, reader.language, reader.forms)
            for stretch, span in one.chosen()
        ]
        text = one.report.text
        yield AnnotatedText(text, reader.language, one.stretches, sentences, tuple(one.clean.boilerplate))


def _vocabulary(codebook: Codebook, triggers: dict[str, tuple[CompiledTrigger, ...]], language: str) -> set[str]:
    """Every word of the codebook whose inflected forms must be known."""
    words: set[str] = set()
    for found in triggers.values():
        for trigger in found:
            for pattern in trigger.words:
                words |= pattern.lemmas
            for conditions in (trigger.conditions, trigger.unless):
                words |= conditions.agent | conditions.target | conditions.modifier | conditions.context
    for cues in codebook.statuses.values():
        for part in (cues.governors, cues.modifiers, cues.adverbs):
            words |= codebook.word_set(getattr(part, language), language)
    for demand in codebook.demands:
        words |= codebook.word_set(getattr(demand.words, language), language)
    for sector in codebook.sectors:
        words |= codebook.word_set(getattr(sector.words, language), language)
    return words

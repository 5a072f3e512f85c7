"""The whole way on one page: read → annotate → code → resolve → link.

Everything that takes long to build (codebook, parser, gazetteer) is built once and kept in a `Pipeline`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from almenara.codebook import Codebook, load_codebook
from almenara.coder import Coder, code_mentions, code_totals, make_coder
from almenara.language import SUPPORTED, AnnotatedText, annotate, make_reader
from almenara.language.detect import detect_language
from almenara.language.heads.doubt import Told, doubted
from almenara.language.parse import load_parser
from almenara.language.transformer.problems import ModelProblem
from almenara.link import events_of
from almenara.model import Coding, Event, Mention, Report
from almenara.model.status import FACTS, TOLD
from almenara.resolve import Resolver, Unresolved, date_values_in, make_resolver, resolve
from almenara.resolve.actors import read_actors
from almenara.resolve.location import imported_actors_path, imported_path, with_imported
from almenara.resolve.places import Gazetteer, RowProblem, open_gazetteer, read_user_places

if TYPE_CHECKING:
    from almenara.ask.asker import Asker
    from almenara.language.heads.own import OwnHeads
    from almenara.transformer.by_word import ReadQuantity
    from almenara.transformer.coder import ByModel, TransformerCoder
    from almenara.transformer.settings import TransformerSettings


def own_file_problems(places: Sequence[Path] = (), actors: Sequence[Path] = ()) -> list[str]:
    """A sentence on each row of an observatory's own places and actors that is left out.

    Raises ValueError, with a sentence, for a file that cannot be read at all.
    """
    problems: list[RowProblem] = []
    for path in places:
        if path.suffix != ".sqlite":
            for _ in read_user_places(path, problems):
                pass
    return [str(problem) for problem in (*problems, *(p for path in actors for p in read_actors(path)[1]))]


def load_transformer(
    settings: TransformerSettings, codebook: Codebook, *, folder: Path = Path(), language: str = "en"
) -> TransformerCoder:
    """The model that the settings name, with the rules' reader of numbers; its paths are taken from `folder`.

    Raises ModelProblem, with a sentence in `language`, where it cannot be used.
    """
    # Loaded here: most runs use none, and need not have its parts.
    from almenara.coder import quoted_number
    from almenara.transformer.coder import open_transformer

    def reader(spoken: str) -> ReadQuantity:
        return quoted_number(codebook, spoken)

    return open_transformer(settings, codebook, reader, folder=folder, language=language)


@dataclass(frozen=True)
class NotCoded:
    """A report that could not be coded, with a sentence that says why and what to do.

    `final` where none after it will be; `waits` where a later run codes it, which is told once for all of them; `language` is the
    report's where that is the reason.
    """

    report: str
    why: str
    final: bool = False
    waits: bool = False
    language: str | None = None


def _told_plainly(mentions: Sequence[Mention]) -> set[str]:
    """The sentences that say with what something was done, and to whom or by whom: the heads, which know words and no grammar, do not
    undo what the rules read there ('two bombs exploded in the branches of two banks' has the words of business news).
    """
    return {
        m.sentence.text
        for m in mentions
        if "instrument" in (roles := {r.role for r in m.roles}) and not roles.isdisjoint({"target", "agent"})
    }


@dataclass
class Pipeline:
    """Codes reports with one codebook and one gazetteer; parts for a language are built when first needed.

    `places` and `actors` are files of an observatory's own, which go before what almenara knows; `own_file_problems` says
    beforehand what is wrong with them. `gated` leaves sentences without
    any trigger unparsed. `thorough` finds dates and places also where there is no event to date and to place. `asker` is a
    language model that codes the mentions in place of the rules, or is asked where they are unsure. `transformer` is a model on
    this machine that labels the sentences that the gate lets through, over what the rules coded in them; beside it the asker, which must be
    one for second opinions then, is asked where both are unsure. With `heads` trained ones
    drop what the rules coded in sentences that most likely tell no event, and settle types where the rules leave them open.
    """

    codebook: Codebook
    places: Sequence[Path] = ()
    actors: Sequence[Path] = ()
    gated: bool = True
    thorough: bool = False
    asker: Asker | None = None
    heads: bool = True
    own_heads: OwnHeads | None = None
    transformer: TransformerCoder | None = None
    _languages: dict[str, tuple[Coder, Resolver]] = field(default_factory=dict, repr=False)

    def code(self, reports: Iterable[Report]) -> Iterator[Coding | NotCoded]:
        """Codings in the order of the reports; reports in other languages yield a `NotCoded`."""
        for language, batch in _runs(
            reports, LONGEST_RUN if self.asker is None else ASKED_AT_ONCE * self.asker.settings.parallel
        ):
            if language not in SUPPORTED:
                for report in batch:
                    yield NotCoded(
                        report.id,
                        f"Report {report.id} is in {language!r}; almenara codes {' and '.join(SUPPORTED)}. It was not coded; if "
                        "that is wrong, say so with --language.",
                        language=language,
                    )
                continue
            for result in self._code_batch(language, batch):
                yield result
                if isinstance(result, NotCoded) and result.final:
                    return

    def mentions(self, reports: Iterable[Report]) -> Iterator[Sequence[Mention]]:
        """The mentions of each report, in order; none for one that cannot be coded."""
        for result in self.code(reports):
            yield () if isinstance(result, NotCoded) else result.mentions

    def _code_batch(self, language: str, batch: Sequence[Report]) -> Iterator[Coding | NotCoded]:
        coder, resolver = self._parts(language)
        # Who is asked about a report may find events in any of its sentences; a transformer labels those of the gate.
        gated = self.gated and (self.asker is None or self.transformer is not None)
        annotated = list(annotate(batch, coder.reader, gated=gated, heads=self.heads))
        ruled: list[Sequence[Mention]] = [()] * len(batch)
        if self.asker is None or self.asker.second_opinion or self.transformer is not None:
            ruled = [code_mentions(report, text, coder) for report, text in zip(batch, annotated, strict=True)]
        try:
            labelled = self._labelled(batch, annotated, ruled)
        except ModelProblem as error:
            yield NotCoded(batch[0].id, str(error), final=True)
            return
        outcomes = self._coded(batch, annotated, ruled, labelled, coder)
        unresolved = [
            Unresolved(report, text, mentions)
            for report, text, mentions in zip(batch, annotated, outcomes, strict=True)
            if not isinstance(mentions, NotCoded)
        ]
        settled = zip(unresolved, resolve(unresolved, resolver, thorough=self.thorough), strict=True)
        for number, outcome in enumerate(outcomes):
            if isinstance(outcome, NotCoded):
                yield outcome
                continue
            one, found = next(settled)
            mentions = list(found.mentions)
            if labelled is not None:
                mentions = labelled[number].settled(mentions, found.places, found.dates)
            dates_in = partial(date_values_in, one.report, one.annotated, found.country)
            totals = code_totals(one.report, one.annotated, dates_in, coder)
            coded = tuple(self._with_codes(mentions))
            yield Coding(one.report.id, coded, totals, found.dates, found.places)

    def _labelled(
        self, batch: Sequence[Report], annotated: Sequence[AnnotatedText], ruled: Sequence[Sequence[Mention]]
    ) -> list[ByModel] | None:
        """What the transformer makes of the rules' mentions; None where there is none."""
        if self.transformer is None:
            return None
        from almenara.transformer.coder import ByRules

        return self.transformer.code([ByRules(*one) for one in zip(batch, annotated, ruled, strict=True)])

    def _coded(
        self,
        batch: Sequence[Report],
        annotated: list[AnnotatedText],
        ruled: Sequence[Sequence[Mention]],
        labelled: Sequence[ByModel] | None,
        coder: Coder,
    ) -> list[Sequence[Mention] | NotCoded]:
        """Each report's mentions: by the rules, over them by the transformer, and by the language model in their place or where they are unsure.

        Reports that the model is asked about are annotated whole, in `annotated`.
        """
        standing: list[Sequence[Mention]] | None = None
        if labelled is not None:
            standing = self._as_taught([one.mentions for one in labelled])
        elif self.asker is None:
            standing = self._as_taught(self._undoubted(ruled, annotated))
        if self.asker is None:
            assert standing is not None
            return list(standing)
        # Loaded here: most runs ask nobody, and need not wait for its parts.
        from almenara.ask.asker import Asked, NotAnswered

        asked = [
            Asked(report, text, rules, None if standing is None else standing[number])
            for number, (report, text, rules) in enumerate(zip(batch, annotated, ruled, strict=True))
        ]
        if standing is not None:
            unsure = [number for number, one in enumerate(asked) if self.asker.asks(one)]
            whole = annotate([batch[number] for number in unsure], coder.reader, gated=False)
            for number, text in zip(unsure, whole, strict=True):
                annotated[number] = text
                asked[number] = replace(asked[number], annotated=text)
        return [
            NotCoded(one.report.id, answer.why, answer.final, answer.waits)
            if isinstance(answer, NotAnswered)
            else answer
            for one, answer in zip(asked, self.asker.code(asked), strict=True)
        ]

    def _undoubted(
        self, batch: Sequence[Sequence[Mention]], annotated: Sequence[AnnotatedText]
    ) -> list[Sequence[Mention]]:
        """The mentions without those in sentences that the heads doubt; of background types they have learned nothing."""
        if not self.heads:
            return list(batch)
        proper = [[m for m in mentions if not self.codebook.types[m.type].background] for mentions in batch]
        told = [
            Told(
                coded={m.sentence.text for m in mentions},
                facts={m.sentence.text for m in mentions if m.status in FACTS},
                sentences=len(text.stretches),
            )
            for mentions, text in zip(proper, annotated, strict=True)
        ]
        gone = [
            {m.id for m in mentions if m.sentence.text in doubts - plain}
            for mentions, doubts, plain in zip(proper, doubted(told), map(_told_plainly, proper), strict=True)
        ]
        return [tuple(m for m in mentions if m.id not in ids) for mentions, ids in zip(batch, gone, strict=True)]

    def _as_taught(self, batch: Sequence[Sequence[Mention]]) -> list[Sequence[Mention]]:
        """The mentions as the observatory's own heads judge them; all of a batch together, since embedding one by one is slow."""
        if self.own_heads is None:
            return list(batch)
        families = {kind: entry.family for kind, entry in self.codebook.types.items()}
        judged = {m.id: m for m in self.own_heads.judged([m for mentions in batch for m in mentions], families)}
        return [tuple(judged[m.id] for m in mentions if m.id in judged) for mentions in batch]

    def _parts(self, language: str) -> tuple[Coder, Resolver]:
        if language not in self._languages:
            self._languages[language] = (
                make_coder(self.codebook, make_reader(self.codebook, language), heads=self.heads),
                make_resolver(
                    self.codebook, self._gazetteer, language, with_imported(self.actors, imported_actors_path())
                ),
            )
            load_parser(language)
            # Codebook and parser live as long as the process: the collector need not walk them with every batch, nor look again and
            # again at tokens that are still in use.
            gc.collect()
            gc.freeze()
            gc.set_threshold(_COLLECTED_AT)
        return self._languages[language]

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return open_gazetteer(user_files=with_imported(self.places, imported_path()))

    def _with_codes(self, mentions: list[Mention]) -> Iterator[Mention]:
        """Mentions with their crosswalk codes; `together` are the types of those that tell of the same event."""
        for mention in mentions:
            together = [m.type for m in mentions if m is not mention and _one_event(m, mention)]
            codes = self.codebook.codes(mention.type, together)
            ovcs = codes["ovcs"]
            if isinstance(ovcs, dict):
                codes["ovcs"] = {**ovcs, "rights": self.codebook.rights(mention.demands)}
            yield replace(mention, codes=codes)

    def events(self, codings: Iterable[Coding]) -> Iterator[Event]:
        """Events joined within each report."""
        for coding in codings:
            yield from events_of(coding.mentions, self.codebook.codes)


def _one_event(one: Mention, other: Mention) -> bool:
    """Whether two mentions of different types tell of one event: both of what happened (or alike), there and then.

    Within a sentence only a date of its own that differs parts them.
    """
    if one.status != other.status and not (one.status in TOLD and other.status in TOLD):
        return False
    first, second = one.date, other.date
    day = first is None or second is None or (first.start, first.end) == (second.start, second.end)
    if one.sentence.span == other.sentence.span:
        own = first is not None and second is not None and not first.inherited and not second.inherited
        return day or not own
    return day and (one.place is None or other.place is None or one.place.name == other.place.name)


def _runs(reports: Iterable[Report], longest: int) -> Iterator[tuple[str, list[Report]]]:
    """Reports in stretches of one language, so that each stretch is parsed in common batches."""
    run: list[Report] = []
    current = ""
    for report in reports:
        language = report.language or detect_language(report.text)
        if run and (language != current or len(run) >= longest):
            yield current, run
            run = []
        current = language
        run.append(report if report.language else replace(report, language=language))
    if run:
        yield current, run


#: New objects after which the collector looks for what is no longer used: a parsed sentence is some hundred objects.
_COLLECTED_AT = 10_000
#: Reports held at once; keeps memory flat on a stream of any length.
LONGEST_RUN = 256
#: The same for each question that a language model is asked at a time: answers take so long that rows should not wait for many.
ASKED_AT_ONCE = 4


@lru_cache(maxsize=1)
def default_pipeline() -> Pipeline:
    """A pipeline with the default codebook and gazetteer, kept for the life of the process."""
    return Pipeline(load_codebook(), thorough=True)


def code_report(report: Report) -> Coding:
    """Code one report with the default codebook. Raises ValueError if its language is not supported."""
    result = next(default_pipeline().code([report]))
    if isinstance(result, NotCoded):
        raise ValueError(result.why)
    return result

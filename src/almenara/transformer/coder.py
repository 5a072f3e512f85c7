"""Reports with what the rules coded in them in; mentions as the model has them out, and its word on places and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from almenara.codebook import Codebook
from almenara.language import AnnotatedText, Sentence
from almenara.language.transformer.folder import read_folder
from almenara.language.transformer.network import Network, load_network
from almenara.language.transformer.problems import tell
from almenara.model import DateValue, Mention, PlaceValue, Quote, Report
from almenara.transformer.by_sentence import labelled
from almenara.transformer.by_word import Heard, Pointed, ReadQuantity, tagged
from almenara.transformer.meanings import Meanings, meanings_of
from almenara.transformer.passage import Passage
from almenara.transformer.settings import TransformerSettings
from almenara.transformer.tags import bare, stretches


@dataclass(frozen=True)
class ByRules:
    """A report with its annotation and what the rules coded in it."""

    report: Report
    annotated: AnnotatedText
    mentions: Sequence[Mention]

    def told_in(self, sentence: Sentence) -> list[Mention]:
        """What the rules coded in one of its sentences."""
        return [m for m in self.mentions if m.sentence.start == sentence.start]


@dataclass(frozen=True)
class ByModel:
    """The mentions of a report, and by their id where the model sees their place and date."""

    mentions: tuple[Mention, ...]
    pointed: Mapping[str, Pointed] = field(default_factory=dict)

    def settled(
        self, mentions: Sequence[Mention], places: Sequence[PlaceValue], dates: Sequence[DateValue]
    ) -> list[Mention]:
        """The mentions, resolved, with the place and date that lie in the words that the model pointed to, where any was found there.

        A mention that is of somebody else's making, though it has the id of one of the model's, stays as it is.
        """
        made = {mention.id: mention.method for mention in self.mentions}
        return [
            _settled(mention, self.pointed.get(mention.id), places, dates)
            if mention.method.startswith(made.get(mention.id, mention.method))
            else mention
            for mention in mentions
        ]


@dataclass(frozen=True)
class TransformerCoder:
    """A loaded model and what its labels mean; built by `open_transformer`."""

    network: Network
    meanings: Meanings
    codebook: Codebook
    settings: TransformerSettings
    read_quantity: Callable[[str], ReadQuantity]
    language: str = "en"

    @property
    def method(self) -> str:
        """How mention rows name the model."""
        return f"transformer:{self.network.folder.name}"

    def warnings(self) -> list[str]:
        """Sentences on labels that mean nothing."""
        unknown = ", ".join(self.meanings.unknown)
        return [tell("some_map", self.language, path=self.settings.model, labels=unknown)] if unknown else []

    def code(self, batch: Sequence[ByRules]) -> list[ByModel]:
        """Each report's mentions; every sentence that the gate lets through is labelled, those of a batch together.

        Raises ModelProblem where the model fails on a sentence.
        """
        return self._by_sentence(batch) if self.network.kind == "text" else self._by_word(batch)

    def _by_sentence(self, batch: Sequence[ByRules]) -> list[ByModel]:
        rows = iter(self.network.sentences(_texts(batch)))
        labels = self.network.folder.labels
        found = []
        for one in batch:
            mentions: list[Mention] = []
            for sentence in one.annotated.sentences:
                row = next(rows)
                order = sorted(range(len(labels)), key=lambda n: -row[n])
                likely = [n for n in order if row[n] >= self.settings.least_score]
                heard = [
                    (self.meanings[labels[n]], float(row[n]))
                    for n in (likely if self.network.folder.several else likely[:1])
                ]
                mentions += labelled(heard, one.told_in(sentence), self._passage(one, sentence))
            found.append(ByModel(tuple(mentions)))
        return found

    def _by_word(self, batch: Sequence[ByRules]) -> list[ByModel]:
        rows = iter(self.network.tokens(_texts(batch)))
        labels = self.network.folder.labels
        found = []
        for one in batch:
            read = self.read_quantity(one.annotated.language)
            both: list[tuple[Mention, Pointed]] = []
            for sentence in one.annotated.sentences:
                text = one.report.text[sentence.start : sentence.end]
                heard = [
                    Heard(
                        Quote.cut(one.report.text, sentence.start + s.start, sentence.start + s.end),
                        self.meanings[s.label],
                        s.score,
                    )
                    for s in stretches(text, next(rows), labels, self.settings.least_score)
                    if self.meanings[s.label].kind != "nothing"
                ]
                passage = self._passage(one, sentence)
                both += tagged(heard, one.told_in(sentence), passage, self.meanings, read)
            found.append(ByModel(tuple(m for m, _ in both), {m.id: pointed for m, pointed in both}))
        return found

    def _passage(self, one: ByRules, sentence: Sentence) -> Passage:
        return Passage(sentence, one.report, one.annotated, self.codebook, self.method)


def open_transformer(
    settings: TransformerSettings,
    codebook: Codebook,
    read_quantity: Callable[[str], ReadQuantity],
    *,
    folder: Path = Path(),
    language: str = "en",
) -> TransformerCoder:
    """Load the model that the settings name, its paths taken from `folder`; nothing is asked of any network.

    Raises ModelProblem, with a sentence in `language`, where it cannot be used.
    """
    path = folder / (settings.model or Path())
    network = load_network(read_folder(path, language), language)
    labels = network.folder.labels
    names = tuple(dict.fromkeys(map(bare, labels))) if network.kind == "token" else labels
    file = folder / settings.labels if settings.labels is not None else None
    meanings = meanings_of(names, codebook, path, file, language)
    # In full: other processes, which start in other folders, load it by the same settings.
    located = settings.model_copy(update={"model": path.absolute(), "labels": file.absolute() if file else None})
    return TransformerCoder(network, meanings, codebook, located, read_quantity, language)


def _texts(batch: Sequence[ByRules]) -> list[str]:
    return [one.report.text[s.start : s.end] for one in batch for s in one.annotated.sentences]


def _settled(
    mention: Mention, pointed: Pointed | None, places: Sequence[PlaceValue], dates: Sequence[DateValue]
) -> Mention:
    if pointed is None:
        return mention
    place = next((p for p in places if _there(p.quote, pointed.place)), mention.place)
    date = next((d for d in dates if d.start is not None and _there(d.quote, pointed.date)), mention.date)
    return replace(mention, place=place, date=date)


def _there(quote: Quote | None, pointed: Quote | None) -> bool:
    return quote is not None and pointed is not None and quote.span.overlaps(pointed.span)

"""Writes in one language: the words of a key, labels of the codebook, ranked lists, and blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

from almenara.codebook import Codebook
from almenara.publish.report import words, words_of_harm
from almenara.publish.report.document import Paragraph, Piece, Sentence, Table
from almenara.publish.report.figures import Ranked
from almenara.publish.report.grammar import Count, Language, Value, listed, lower_first, percent, sentence
from almenara.resolve.actors import ActorNames

_WORDS = {**words.WORDS, **words_of_harm.WORDS}


@dataclass(frozen=True)
class Labels:
    """What the codebook calls types, demands, sectors and statuses in one language, and the registry the actors."""

    types: Mapping[str, str]
    demands: Mapping[str, str]
    sectors: Mapping[str, str]
    statuses: Mapping[str, str]
    actors: ActorNames = field(default_factory=ActorNames)


def labels_of(codebook: Codebook, language: Language, actors: ActorNames) -> Labels:
    return Labels(
        {kind: codebook.label(kind, language) for kind in codebook.types},
        {demand.id: str(getattr(demand.label, language)) for demand in codebook.demands},
        {sector.code: str(getattr(sector.label, language)) for sector in codebook.sectors},
        {name: str(getattr(cues.label, language)) for name, cues in codebook.statuses.items()},
        actors,
    )


@dataclass(frozen=True)
class Writer:
    language: Language
    labels: Labels

    def say(self, key: str, **values: Value) -> Sentence:
        return sentence(self.language, _WORDS[key][self.language == "es"], values)

    def text(self, key: str, **values: Value) -> str:
        return "".join([piece.text for piece in self.say(key, **values)]) if values else _plain(self.language, key)

    def paragraph(self, key: str, **values: Value) -> Paragraph:
        return Paragraph(self.say(key, **values))

    def note(self, key: str, **values: Value) -> Paragraph:
        return Paragraph(self.say(key, **values), note=True)

    def share(self, part: int, whole: int) -> str:
        return percent(self.language, part / whole if whole else 0.0)

    def part(self, rows: tuple[str, ...], whole: int) -> Sentence:
        """The share that some rows are of a whole, leading to them."""
        return (Piece(self.share(len(rows), whole), rows),)

    def type(self, key: str) -> str:
        """A type's label; what the codebook no longer knows keeps its id."""
        return self.labels.types.get(key, key)

    def demand(self, key: str) -> str:
        return self.labels.demands.get(key, key)

    def sector(self, key: str) -> str:
        return self.labels.sectors.get(key, key)

    def actor(self, name: str) -> str:
        """What somebody of a stored name is called; the name itself where no registry knows another."""
        return self.labels.actors.said(name, self.language)

    def actors(self, names: Iterable[str]) -> str:
        """Several, with commas; names that mean the same stand once."""
        return ", ".join(self.labels.actors.each_once(names, self.language))

    def country(self, code: str) -> str:
        """A country's name by its two letters."""
        return _territories(self.language).get(code, code)

    def state(self, admin1: str, country: str | None) -> str:
        """'Zulia (Venezuela)': states of several countries may share a name."""
        return f"{admin1} ({self.country(country)})" if country else admin1

    def ranking(self, ranked: Sequence[Ranked], name: Callable[[str], str], *, small: bool = True) -> Sentence:
        """'road block (8), march (5) and strike (1)', each number leading to its rows."""
        items = []
        for entry in ranked:
            label = lower_first(name(entry.key)) if small else name(entry.key)
            n = Count(len(entry.events), None, entry.events, name(entry.key))
            items.append((Piece(f"{label} ("), *sentence(self.language, "{n}", {"n": n}), Piece(")")))
        return listed(self.language, items)

    def ranked_table(
        self, caption: str, head: str, ranked: Sequence[Ranked], whole: int, name: Callable[[str], str]
    ) -> Table:
        """A row a kind, with how many and which share of the whole."""
        rows = tuple(
            (
                (Piece(name(entry.key)),),
                sentence(self.language, "{n}", {"n": Count(len(entry.events), None, entry.events, name(entry.key))}),
                (Piece(self.share(len(entry.events), whole)),),
            )
            for entry in ranked
        )
        columns = (self.text(head), self.text("col_n"), self.text("col_share"))
        return Table(self.text(caption), columns, rows, frozenset({1, 2}))


@cache
def _territories(language: Language) -> Mapping[str, str]:
    return dict(Locale(language).territories)


@cache
def _plain(language: Language, key: str) -> str:
    """Words that hang on no value: an annex says the same few in each of its rows."""
    return "".join([piece.text for piece in sentence(language, _WORDS[key][language == "es"], {})])

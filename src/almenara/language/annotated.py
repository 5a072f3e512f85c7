"""Annotated text: what the parser found, in one vocabulary for all languages.

Relations are those of Universal Dependencies (universaldependencies.org, version 2), with two of its common subtypes
(`nsubj:pass`, `obl:agent`); English parses are converted to them, so that the coder reads every language alike.
All offsets point into the report's text as it was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from almenara.model import Quote, Span

CLAUSE_RELATIONS = frozenset(
    {"root", "conj", "advcl", "acl", "acl:relcl", "ccomp", "xcomp", "csubj", "parataxis", "dep"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


@lru_cache(maxsize=4096)
def _features(morph: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in morph.split("|") if "=" in pair)


@dataclass(slots=True, eq=False)
class Token:
    """One word. `lemmas` holds every plausible dictionary form, folded (lower case, no accents)."""

    index: int
    text: str
    start: int
    end: int
    folded: str
    lemma: str
    lemmas: frozenset[str]
    pos: str
    morph: str
    relation: str
    head: Token | None = None
    children: list[Token] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.text}/{self.pos}/{self.relation}"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def feature(self, name: str) -> str | None:
        """A morphological feature in UD's names, e.g. `Tense`, `Mood`, `VerbForm`, `Number`."""
        return _features(self.morph).get(name)

    @property
    def is_verbal(self) -> bool:
        return self.pos in ("VERB", "AUX")

    @property
    def is_nominal(self) -> bool:
        return self.pos in ("NOUN", "PROPN", "PRON")

    def child(self, *relations: str) -> Token | None:
        """The first child by any of the relations."""
        return next((c for c in self.children if c.relation in relations), None)

    def all_children(self, *relations: str) -> list[Token]:
        return [c for c in self.children if c.relation in relations]

    def case(self) -> str:
        """The folded adposition that introduces this word ('' if none): 'against', 'contra', ..."""
        for child in self.children:
            if child.relation == "case":
                return child.folded
        return ""

    def ancestors(self) -> Iterator[Token]:
        """From the head up to the root of the sentence."""
        token = self.head
        while token is not None:
            yield token
            token = token.head

    def subtree(self) -> list[Token]:
        """This token and all below it, in text order."""
        found: list[Token] = []
        stack = [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        found.sort(key=lambda t: t.index)
        return found

    def conjuncts(self) -> list[Token]:
        """This token and what is joined to it by 'and' or 'or', below it."""
        found = [self]
        for child in self.children:
            if child.relation == "conj":
                found.extend(child.conjuncts())
        return found

    def clause(self) -> Token:
        """The nearest verb (or clause head) at or above this token."""
        token = self
        while token.head is not None:
            if token.is_verbal and token.relation not in ("aux", "aux:pass", "cop", "amod"):
                return token
            if token.relation in ("acl:relcl", "advcl", "ccomp", "parataxis"):
                return token
            token = token.head
        return token


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence with its tokens; `roots` has more than one entry where the parser saw several."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: list[Token]

    @property
    def roots(self) -> list[Token]:
        return [token for token in self.tokens if token.head is None]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True, eq=False)
class Stretch:
    """A sentence that was found but perhaps not parsed: its place in the text and its number from the start."""

    index: int
    paragraph: int
    start: int
    end: int


@dataclass(eq=False)
class AnnotatedText:
    """A report's text with all its sentences' places and the parses of those that were worth parsing."""

    text: str
    language: str
    stretches: list[Stretch]
    sentences: list[Sentence]
    boilerplate: tuple[Span, ...] = ()

    @cached_property
    def by_index(self) -> dict[int, Sentence]:
        return {sentence.index: sentence for sentence in self.sentences}

    def quote(self, start: int, end: int) -> Quote:
        return Quote.cut(self.text, start, end)

    def quote_tokens(self, tokens: list[Token]) -> Quote:
        """The words from the first to the last of the tokens."""
        return Quote.cut(self.text, min(t.start for t in tokens), max(t.end for t in tokens))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The parsed sentence that holds a character of the report."""
        return next((s for s in self.sentences if s.start <= offset < s.end), None)

    def stretch_at(self, offset: int) -> Stretch | None:
        """The sentence, parsed or not, that holds a character of the report."""
        return next((s for s in self.stretches if s.start <= offset < s.end), None)


def token_at(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word of a stretch of a sentence that governs the others there; None if no token lies in it."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    if not inside:
        return None
    indices = {t.index for t in inside}
    return next((t for t in inside if t.head is None or t.head.index not in indices), inside[0])

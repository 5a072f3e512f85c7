"""Layout, sentences, gate and parse: text in, annotated text out. The only room that knows spaCy or ONNX is there."""

from almenara.language.annotate import Reader, annotate, make_reader
from almenara.language.annotated import AnnotatedText, Sentence, Stretch, Token, token_at
from almenara.language.capitals import in_sentence_case, is_shouting
from almenara.language.names import NamedSpan, find_names
from almenara.language.parse import SUPPORTED
from almenara.language.pronouns import PEOPLE, PRONOUNS

__all__ = [
    "PEOPLE",
    "PRONOUNS",
    "SUPPORTED",
    "AnnotatedText",
    "NamedSpan",
    "Reader",
    "Sentence",
    "Stretch",
    "Token",
    "annotate",
    "find_names",
    "in_sentence_case",
    "is_shouting",
    "make_reader",
    "token_at",
]

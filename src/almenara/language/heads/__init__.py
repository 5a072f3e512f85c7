"""Heads: small trained judges beside the rules, kept as plain arrays, each with a card that says what it learned from."""

from almenara.language.heads.head import Head, read_head, write_head
from almenara.language.heads.word_features import words_of

__all__ = ["Head", "read_head", "words_of", "write_head"]

"""Proper names by their capitals and their tags: enough to tell 'the Observatory of Protest' from a protest.

The parser's own finder of names is costly and is asked only where a place is in doubt (see language/names.py); the coder does
without it.
"""

from __future__ import annotations

from collections.abc import Sequence

from almenara.coder.grammar import OF_CASES
from almenara.language import Token

#: In a headline every word has a capital; above this share of the words capitals say nothing.
_HEADLINE = 0.6


def is_named(token: Token) -> bool:
    """Whether the word is (part of) a proper name; English adjectives of nationality ('Israeli') count as names."""
    return token.pos in ("PROPN", "ADJ") and token.text[:1].isupper()


def is_part_of_name(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether the word stands inside the name of an organisation or person of several words."""
    if token.pos != "PROPN" or _is_headline(tokens):
        return False
    beside = (tokens[n] for n in (token.index - 1, token.index + 1) if 0 <= n < len(tokens))
    return any(is_named(other) and not other.text.isupper() for other in beside) or (
        token.case() in OF_CASES and token.head is not None and is_named(token.head)
    )


def names_a_body(token: Token, tokens: Sequence[Token]) -> bool:
    """'marcharon hacia la Asamblea': with a capital inside a sentence, and nobody named whose it is, an assembly is a parliament."""
    if token.lemmas.isdisjoint(_BODIES) or token.index == 0 or not token.text[:1].isupper() or _is_headline(tokens):
        return False
    return tokens[token.index - 1].text.islower() and not token.all_children("nmod", "amod", "compound")


_BODIES = frozenset(["asamblea", "assembly"])


def names_in(tokens: Sequence[Token]) -> list[list[Token]]:
    """Runs of proper nouns in text order, full stops of abbreviations and small particles inside them included."""
    found: list[list[Token]] = []
    run: list[Token] = []
    joint: list[Token] = []
    for token in tokens:
        if is_named(token):
            run = [*run, *joint, token]
            joint = []
        elif run and len(joint) < _LONGEST_JOINT and (token.text == "." or token.folded in _PARTICLES):
            joint.append(token)
        else:
            if run:
                found.append(run)
            run, joint = [], []
    return [*found, run] if run else found


_PARTICLES = frozenset(["de", "del", "la", "los", "y", "van", "von", "al", "bin", "da", "dos"])
_LONGEST_JOINT = 2


def looks_like_a_person(name: Sequence[Token]) -> bool:
    """Whether a name is likely a person's: two or more capitalised words, not all of them capitals."""
    words = [token for token in name if is_named(token)]
    return len(words) >= 2 and not all(word.text.isupper() for word in words)


def _is_headline(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if token.text[:1].isalpha()]
    return sum(token.text[:1].isupper() for token in words) > _HEADLINE * len(words)

"""Patterns of the grammar, as they are written and as they are matched.

A pattern is a row of parts:

    of|in           one of these words (an underscore joins words: ano_pasado); marks such as , and ( are words too
    MONTH           a terminal (read by a function) or what other rules build
    MONTH:last      the same, captured under another name (MONTH:_ is not captured)
    [ of ] [ , ]    what may be missing
    <the|on         the word before must be one of these (it is not taken)
    <!la|una        the word before must be none of these
    !of|percent     the next word must be none of these
    ~               nothing stands between the word before and the word after
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    options: tuple[tuple[str, ...], ...]
    single: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    capture: str


@dataclass(frozen=True, slots=True)
class Optional:
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A condition on the word before (`behind`) or the next word that takes nothing."""

    words: frozenset[str]
    behind: bool
    wanted: bool


@dataclass(frozen=True, slots=True)
class Glue:
    pass


Piece = Literal | Part | Optional | Beside | Glue


def compile_pattern(pattern: str) -> tuple[Piece, ...]:
    stack: list[list[Piece]] = [[]]
    for part in pattern.split():
        if part == "[":
            stack.append([])
        elif part == "]":
            inner = stack.pop()
            stack[-1].append(Optional(tuple(inner)))
        else:
            stack[-1].append(_piece(part))
    if len(stack) != 1:
        raise ValueError(f"The pattern {pattern!r} has a bracket that is not closed: write '[ part ]' with spaces.")
    return tuple(stack[0])


def _piece(part: str) -> Piece:
    if part == "~":
        return Glue()
    if part.startswith("<!"):
        return Beside(frozenset(part[2:].split("|")), behind=True, wanted=False)
    if part.startswith("<") and len(part) > 1:
        return Beside(frozenset(part[1:].split("|")), behind=True, wanted=True)
    if part.startswith("!") and len(part) > 1:
        return Beside(frozenset(part[1:].split("|")), behind=False, wanted=False)
    if part[0].isupper():
        name, _, capture = part.partition(":")
        return Part(name, (capture or name).lower())
    options = sorted((tuple(option.split("_")) for option in part.split("|")), key=len, reverse=True)
    return Literal(tuple(options), frozenset(o[0] for o in options) if len(options[0]) == 1 else frozenset())

"""Rules of a language's dates, indexed by the words that each can begin with (see pattern.py for how patterns are written)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from almenara.resolve.dates.pattern import Beside, Glue, Literal, Optional, Part, Piece, compile_pattern
from almenara.resolve.dates.told import Context
from almenara.resolve.dates.words import Words

#: The index entries of numbers in digits: of four, which may be years, and all others.
YEAR_DIGITS = "####"
DIGITS = "#"


def key_of(word: str) -> str:
    """Under what a word is indexed: itself, or by its digits."""
    if "0" <= word[:1] <= "9":
        return YEAR_DIGITS if len(word) == 4 else DIGITS
    return word


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something: what it builds, its name, its pattern, an example, and what a match means.

    `meaning` is called with the context and what the pattern captured, by lower-case name; it returns None where the
    words turn out to say something else. `unless` rejects a match by the words around it (words, first, one past last).
    """

    builds: str
    name: str
    pattern: str
    example: str
    meaning: Callable[..., object]
    unless: Callable[[Words, int, int], bool] | None = None


@dataclass(frozen=True, slots=True)
class Terminal:
    """A part that a function reads: `first` are the words that it can begin with (DIGITS for any number).

    `follow` tells, for first words that are common in other uses, the words that may come second where the part goes on;
    `alone` are those of them that can be the whole part.
    """

    name: str
    first: frozenset[str]
    read: Callable[[Words, int, Context], Iterable[tuple[object, int]]]
    follow: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may begin with a certain word, and the words that may come second (None: any)."""

    rule: Rule
    pieces: tuple[Piece, ...]
    seconds: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Look:
    """What may follow a first word: the second words (None: any), and whether the first may stand alone."""

    seconds: frozenset[str] | None = frozenset()
    alone: bool = False

    def or_else(self, other: _Look) -> _Look:
        known = self.seconds is not None and other.seconds is not None
        seconds = self.seconds | other.seconds if known else None  # type: ignore[operator]
        return _Look(seconds, self.alone or other.alone)


_ANY = _Look(None, True)


class Grammar:
    """Rules and terminals of one language.

    Words such as 'the' and 'in' begin many rules; a look at the word behind them, worked out once for each first word, saves
    nearly all attempts.
    """

    def __init__(self, rules: Iterable[Rule], terminals: Iterable[Terminal]) -> None:
        self.terminals: Mapping[str, Terminal] = {t.name: t for t in terminals}
        self._rules: dict[str, list[tuple[Rule, tuple[Piece, ...]]]] = {}
        for rule in rules:
            self._rules.setdefault(rule.builds, []).append((rule, compile_pattern(rule.pattern)))
        self._firsts: dict[str, frozenset[str]] = {name: t.first for name, t in self.terminals.items()}
        self._settle_firsts()
        self._looks: dict[str, dict[str, _Look]] = {}
        self._candidates: dict[tuple[str, str], tuple[Candidate, ...]] = {}

    def starters(self, name: str) -> frozenset[str]:
        """The words that what `name` stands for can begin with."""
        return self._firsts[name]

    def rules(self) -> Iterator[Rule]:
        """Every rule, in order."""
        return (rule for rules in self._rules.values() for rule, _ in rules)

    def may_begin(self, name: str, first: str, second: str) -> bool:
        """Whether `name` can begin with the word indexed as `first` where the one indexed as `second` follows it."""
        if first not in self._firsts[name]:
            return False
        looks = self._looks.get(first) or self._settle_looks(first)
        look = looks[name]
        return look.alone or look.seconds is None or second in look.seconds

    def candidates(self, name: str, first: str) -> tuple[Candidate, ...]:
        """The rules that build `name` and can begin with a word, in order."""
        known = self._candidates.get((name, first))
        if known is None:
            looks = self._looks.get(first) or self._settle_looks(first)
            found = []
            for rule, pieces in self._rules[name]:
                if first in self._first(pieces)[0]:
                    look = self._look(pieces, first, looks)
                    found.append(Candidate(rule, pieces, None if look.alone else look.seconds))
            known = self._candidates[name, first] = tuple(found)
        return known

    def _settle_firsts(self) -> None:
        # Rules refer to one another, so first words are gathered until no set grows any more.
        for name in self._rules:
            self._firsts.setdefault(name, frozenset())
        changed = True
        while changed:
            changed = False
            for name, rules in self._rules.items():
                grown = self._firsts[name].union(*(self._first(pieces)[0] for _, pieces in rules))
                if grown != self._firsts[name]:
                    self._firsts[name], changed = grown, True

    def _first(self, pieces: tuple[Piece, ...]) -> tuple[frozenset[str], bool]:
        """First words of a row of pieces, and whether the row may be empty."""
        found: frozenset[str] = frozenset()
        for piece in pieces:
            match piece:
                case Beside() | Glue():
                    continue
                case Optional(parts):
                    found |= self._first(parts)[0]
                case Part(name, _):
                    return found | self._firsts[name], False
                case Literal(options, _):
                    return found | {o[0] for o in options}, False
        return found, True

    def _settle_looks(self, word: str) -> dict[str, _Look]:
        """For every part that can begin with the word, what may follow the word there."""
        looks: dict[str, _Look] = {}
        for name, terminal in self.terminals.items():
            if word in terminal.first:
                follow = terminal.follow.get(word)
                looks[name] = _ANY if follow is None else _Look(follow, word in terminal.alone)
        names = [name for name in self._rules if word in self._firsts[name]]
        looks.update({name: _Look() for name in names})
        changed = True
        while changed:
            changed = False
            for name in names:
                look = looks[name]
                for _, pieces in self._rules[name]:
                    look = look.or_else(self._look(pieces, word, looks))
                if look != looks[name]:
                    looks[name], changed = look, True
        self._looks[word] = looks
        return looks

    def _look(self, pieces: tuple[Piece, ...], word: str, looks: Mapping[str, _Look]) -> _Look:
        """What may follow a word where it begins a row of pieces."""
        found = _Look()
        for k, piece in enumerate(pieces):
            rest = pieces[k + 1 :]
            match piece:
                case Beside() | Glue():
                    continue
                case Optional(parts):
                    if word in self._first(parts)[0]:
                        found = found.or_else(self._look((*parts, *rest), word, looks))
                case Part(name, _):
                    if word in self._firsts[name]:
                        found = found.or_else(self._behind(looks[name], rest))
                    return found
                case Literal(options, _):
                    for option in options:
                        if option[0] == word:
                            one = _Look(frozenset(), True) if len(option) == 1 else _Look(frozenset({option[1]}))
                            found = found.or_else(self._behind(one, rest))
                    return found
        return found

    def _behind(self, look: _Look, rest: tuple[Piece, ...]) -> _Look:
        """What may follow a first word that begins a part, with the rest of the row behind the part."""
        if not look.alone:
            return look
        following, empty = self._first(rest)
        return _Look(look.seconds, False).or_else(_Look(frozenset(following), empty))

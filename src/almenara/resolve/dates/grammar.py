"""A small grammar: rules written as readable patterns, matched only where one of their first words stands.

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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from almenara.resolve.dates.told import BEYOND_CALENDAR, Context, Told, unresolved
from almenara.resolve.dates.words import Words

#: The index entry of all words that are digits.
DIGITS = "#"

Captures = tuple[tuple[str, object], ...]


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
    """A part that a function reads: `first` are the words that it can begin with (DIGITS for any number)."""

    name: str
    first: frozenset[str]
    read: Callable[[Words, int, Context], Iterable[tuple[object, int]]]


@dataclass(frozen=True, slots=True)
class _Literal:
    options: tuple[tuple[str, ...], ...]
    single: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    capture: str


@dataclass(frozen=True, slots=True)
class _Optional:
    parts: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """A condition on the word before (`behind`) or the next word that takes nothing."""

    words: frozenset[str]
    behind: bool
    wanted: bool


@dataclass(frozen=True, slots=True)
class _Glue:
    pass


_Piece = _Literal | _Part | _Optional | _Beside | _Glue


def _compile(pattern: str) -> tuple[_Piece, ...]:
    stack: list[list[_Piece]] = [[]]
    for part in pattern.split():
        if part == "[":
            stack.append([])
        elif part == "]":
            inner = stack.pop()
            stack[-1].append(_Optional(tuple(inner)))
        else:
            stack[-1].append(_piece(part))
    if len(stack) != 1:
        raise ValueError(f"The pattern {pattern!r} has a bracket that is not closed: write '[ part ]' with spaces.")
    return tuple(stack[0])


def _piece(part: str) -> _Piece:
    if part == "~":
        return _Glue()
    if part.startswith("<!"):
        return _Beside(frozenset(part[2:].split("|")), behind=True, wanted=False)
    if part.startswith("<") and len(part) > 1:
        return _Beside(frozenset(part[1:].split("|")), behind=True, wanted=True)
    if part.startswith("!") and len(part) > 1:
        return _Beside(frozenset(part[1:].split("|")), behind=False, wanted=False)
    if part[0].isupper():
        name, _, capture = part.partition(":")
        return _Part(name, (capture or name).lower())
    options = sorted((tuple(option.split("_")) for option in part.split("|")), key=len, reverse=True)
    return _Literal(tuple(options), frozenset(o[0] for o in options) if len(options[0]) == 1 else frozenset())


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule that may begin with a word, and the words that may come second (None: any)."""

    rule: Rule
    pieces: tuple[_Piece, ...]
    seconds: frozenset[str] | None


class Grammar:
    """Rules and terminals of one language, indexed by the words that each can begin with."""

    def __init__(self, rules: Iterable[Rule], terminals: Iterable[Terminal]) -> None:
        self._terminals: Mapping[str, Terminal] = {t.name: t for t in terminals}
        self._rules: dict[str, list[_Compiled]] = {}
        for rule in rules:
            self._rules.setdefault(rule.builds, []).append(_Compiled(rule, _compile(rule.pattern)))
        self._firsts: dict[str, frozenset[str]] = {name: t.first for name, t in self._terminals.items()}
        self._settle_firsts()
        self._index: dict[str, dict[str, tuple[_Candidate, ...]]] = {
            name: self._index_of(rules) for name, rules in self._rules.items()
        }

    def starters(self, name: str) -> frozenset[str]:
        """The words that what `name` stands for can begin with."""
        return self._firsts[name]

    def rules(self) -> Iterator[Rule]:
        """Every rule, in order."""
        return (compiled.rule for rules in self._rules.values() for compiled in rules)

    def _settle_firsts(self) -> None:
        # Rules refer to one another, so first words are gathered until no set grows any more.
        for name in self._rules:
            self._firsts.setdefault(name, frozenset())
        changed = True
        while changed:
            changed = False
            for name, rules in self._rules.items():
                grown = self._firsts[name].union(*(self._first(c.pieces)[0] for c in rules))
                if grown != self._firsts[name]:
                    self._firsts[name], changed = grown, True

    def _first(self, pieces: tuple[_Piece, ...]) -> tuple[frozenset[str], bool]:
        """First words of a row of pieces, and whether the row may be empty."""
        found: frozenset[str] = frozenset()
        for piece in pieces:
            match piece:
                case _Beside() | _Glue():
                    continue
                case _Optional(parts):
                    found |= self._first(parts)[0]
                case _Part(name, _):
                    return found | self._firsts[name], False
                case _Literal(options, _):
                    return found | {o[0] for o in options}, False
        return found, True

    def _index_of(self, rules: list[_Compiled]) -> dict[str, tuple[_Candidate, ...]]:
        index: dict[str, list[_Candidate]] = {}
        for compiled in rules:
            for word in self._first(compiled.pieces)[0]:
                candidate = _Candidate(compiled.rule, compiled.pieces, self._seconds(compiled.pieces, word))
                index.setdefault(word, []).append(candidate)
        return {word: tuple(found) for word, found in index.items()}

    def _seconds(self, pieces: tuple[_Piece, ...], word: str) -> frozenset[str] | None:
        """The words that may follow `word` where it begins the row; None where that is not known.

        Words such as 'the' and 'in' begin many rules: a look at the next word saves most of the attempts.
        """
        found: frozenset[str] = frozenset()
        for k, piece in enumerate(pieces):
            match piece:
                case _Beside() | _Glue():
                    continue
                case _Part(name, _):
                    return None if word in self._firsts[name] else found
                case _Literal(options, _):
                    more = self._after_literal(options, word, pieces[k + 1 :])
                    return None if more is None else found | more
                case _Optional(parts):
                    if word not in self._first(parts)[0]:
                        continue
                    match parts:
                        case (_Literal(options, _), *rest):
                            more = self._after_literal(options, word, (*rest, *pieces[k + 1 :]))
                            if more is None:
                                return None
                            found |= more
                        case _:
                            return None
        return found

    def _after_literal(
        self, options: tuple[tuple[str, ...], ...], word: str, rest: tuple[_Piece, ...]
    ) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for option in options:
            if option[0] != word:
                continue
            if len(option) > 1:
                found |= {option[1]}
                continue
            following, empty = self._first(rest)
            if empty:
                return None
            found |= following
        return found

    def reader(self, words: Words, context: Context) -> Reader:
        """A reader of one text; it remembers what it has read."""
        return Reader(self._terminals, self._index, self._firsts, words, context)


def _mean(rule: Rule, context: Context, captures: Captures) -> object:
    try:
        return rule.meaning(context, **dict(captures))
    except (ValueError, OverflowError):
        # Dates count from the year 1 to 9999: 'in 900 centuries' is told well and lies beyond.
        return unresolved(BEYOND_CALENDAR, "span")


class Reader:
    """Reads what stands at a word of one text, each part once."""

    __slots__ = ("_context", "_firsts", "_index", "_known", "_terminals", "_words")

    def __init__(
        self,
        terminals: Mapping[str, Terminal],
        index: Mapping[str, Mapping[str, tuple[_Candidate, ...]]],
        firsts: Mapping[str, frozenset[str]],
        words: Words,
        context: Context,
    ) -> None:
        self._terminals, self._index, self._firsts = terminals, index, firsts
        self._words, self._context = words, context
        self._known: dict[tuple[str, int], tuple[tuple[object, int], ...]] = {}

    def read(self, name: str, i: int) -> tuple[tuple[object, int], ...]:
        """What `name` may be from word `i` on: values with one past their last word, the longest first."""
        word = self._words.words[i]
        key = DIGITS if word.isdigit() and word.isascii() else word
        if key not in self._firsts[name]:
            return ()
        known = self._known.get((name, i))
        if known is not None:
            return known
        self._known[name, i] = ()
        terminal = self._terminals.get(name)
        if terminal is not None:
            found = tuple(terminal.read(self._words, i, self._context))
        else:
            found = self._built(self._index[name].get(key, ()), i)
        self._known[name, i] = found
        return found

    def read_by(self, rule: Rule, i: int) -> tuple[tuple[object, int], ...]:
        """What one rule alone makes of the words from `i` on."""
        return self._built((_Candidate(rule, _compile(rule.pattern), None),), i)

    def _built(self, candidates: tuple[_Candidate, ...], i: int) -> tuple[tuple[object, int], ...]:
        by_end: dict[int, object] = {}
        following = self._words.words[i + 1]
        if following.isdigit() and following.isascii():
            following = DIGITS
        for candidate in candidates:
            if candidate.seconds is not None and following not in candidate.seconds:
                continue
            rule = candidate.rule
            for end, captures in self._match(candidate.pieces, 0, i, ()):
                if end in by_end or (rule.unless is not None and rule.unless(self._words, i, end)):
                    continue
                value = _mean(rule, self._context, captures)
                if value is None:
                    continue
                if isinstance(value, Told) and not value.method:
                    value = replace(value, method=rule.name)
                by_end[end] = value
        return tuple((by_end[end], end) for end in sorted(by_end, reverse=True))

    def _match(self, pieces: tuple[_Piece, ...], k: int, i: int, captures: Captures) -> Iterator[tuple[int, Captures]]:
        if k == len(pieces):
            yield i, captures
            return
        piece = pieces[k]
        words = self._words.words
        match piece:
            case _Part(name, capture):
                for value, end in self.read(name, i):
                    more = captures if capture == "_" else (*captures, (capture, value))
                    yield from self._match(pieces, k + 1, end, more)
            case _Literal(options, single):
                if single:
                    if words[i] in single:
                        yield from self._match(pieces, k + 1, i + 1, captures)
                    return
                for option in options:
                    if words[i] == option[0] and words[i : i + len(option)] == option:
                        yield from self._match(pieces, k + 1, i + len(option), captures)
            case _Optional(parts):
                for end, inner in self._match(parts, 0, i, captures):
                    yield from self._match(pieces, k + 1, end, inner)
                yield from self._match(pieces, k + 1, i, captures)
            case _Beside(wanted_words, behind, wanted):
                beside = self._words.before(i) if behind else words[i]
                if (beside in wanted_words) == wanted:
                    yield from self._match(pieces, k + 1, i, captures)
            case _Glue():
                if self._words.glued(i):
                    yield from self._match(pieces, k + 1, i, captures)

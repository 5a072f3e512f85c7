"""Read what stands at a word of a text, by the rules of a grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almenara.resolve.dates.grammar import Candidate, Grammar, Rule, key_of
from almenara.resolve.dates.pattern import Beside, Glue, Literal, Optional, Part, Piece, compile_pattern
from almenara.resolve.dates.told import BEYOND_CALENDAR, Context, Told, unresolved
from almenara.resolve.dates.words import Words

Captures = tuple[tuple[str, object], ...]
#: Values that words may have, with one past their last word.
Readings = tuple[tuple[object, int], ...]


class Reader:
    """Reads one text; what was read at a word is remembered."""

    __slots__ = ("_context", "_grammar", "_known", "_words")

    def __init__(self, grammar: Grammar, words: Words, context: Context) -> None:
        self._grammar, self._words, self._context = grammar, words, context
        self._known: dict[tuple[str, int], Readings] = {}

    def read(self, name: str, i: int) -> Readings:
        """What `name` may be from word `i` on: values with one past their last word, the longest first."""
        known = self._known.get((name, i))
        if known is not None:
            return known
        words = self._words.words
        first = key_of(words[i])
        if not self._grammar.may_begin(name, first, key_of(words[i + 1])):
            return ()
        # While a part is being read it is not begun again at the same word.
        self._known[name, i] = ()
        terminal = self._grammar.terminals.get(name)
        if terminal is not None:
            found = tuple(terminal.read(self._words, i, self._context))
        else:
            found = self._built(self._grammar.candidates(name, first), i)
        self._known[name, i] = found
        return found

    def read_by(self, rule: Rule, i: int) -> Readings:
        """What one rule alone makes of the words from `i` on."""
        return self._built((Candidate(rule, compile_pattern(rule.pattern), None),), i)

    def _built(self, candidates: tuple[Candidate, ...], i: int) -> Readings:
        by_end: dict[int, object] = {}
        following = key_of(self._words.words[i + 1])
        for candidate in candidates:
            if candidate.seconds is not None and following not in candidate.seconds:
                continue
            rule = candidate.rule
            for end, captures in self._match(candidate.pieces, 0, i, ()):
                if end in by_end or (rule.unless is not None and rule.unless(self._words, i, end)):
                    continue
                value = _mean(rule, self._context, captures)
                if value is not None:
                    by_end[end] = value
        return tuple((by_end[end], end) for end in sorted(by_end, reverse=True))

    def _match(self, pieces: tuple[Piece, ...], k: int, i: int, captures: Captures) -> Iterator[tuple[int, Captures]]:
        if k == len(pieces):
            yield i, captures
            return
        piece = pieces[k]
        words = self._words.words
        match piece:
            case Part(name, capture):
                for value, end in self.read(name, i):
                    more = captures if capture == "_" else (*captures, (capture, value))
                    yield from self._match(pieces, k + 1, end, more)
            case Literal(options, single):
                if single:
                    if words[i] in single:
                        yield from self._match(pieces, k + 1, i + 1, captures)
                    return
                for option in options:
                    if words[i] == option[0] and words[i : i + len(option)] == option:
                        yield from self._match(pieces, k + 1, i + len(option), captures)
            case Optional(parts):
                for end, inner in self._match(parts, 0, i, captures):
                    yield from self._match(pieces, k + 1, end, inner)
                yield from self._match(pieces, k + 1, i, captures)
            case Beside(wanted_words, behind, wanted):
                beside = self._words.before(i) if behind else words[i]
                if (beside in wanted_words) == wanted:
                    yield from self._match(pieces, k + 1, i, captures)
            case Glue():
                if self._words.glued(i):
                    yield from self._match(pieces, k + 1, i, captures)


def _mean(rule: Rule, context: Context, captures: Captures) -> object:
    """The rule's meaning, with the rule's name for its method where it has none of its own."""
    try:
        value = rule.meaning(context, **dict(captures))
    except (ValueError, OverflowError):
        # Dates count from the year 1 to 9999: 'in 900 centuries' is told well and lies beyond.
        return unresolved(BEYOND_CALENDAR, "span")
    return replace(value, method=rule.name) if isinstance(value, Told) and not value.method else value

"""Read what stands at a word of a text, by the rules of a grammar."""

from __future__ import annotations

from collections.abc import Sequence
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

    def _match(
        self, pieces: tuple[Piece, ...], first: int, i: int, captures: Captures
    ) -> Sequence[tuple[int, Captures]]:
        """Every way in which the pieces from `first` on match the words from the i-th on: one past the end, and captures.

        As long as there is one way only, it is followed in the loop; where there are several, each by a call of its own.
        """
        words = self._words.words
        for k in range(first, len(pieces)):
            match pieces[k]:
                case Part(name, capture):
                    readings = self.read(name, i)
                    if not readings:
                        return ()
                    if len(readings) > 1:
                        return [
                            found
                            for value, end in readings
                            for found in self._match(pieces, k + 1, end, _with(captures, capture, value))
                        ]
                    captures = _with(captures, capture, readings[0][0])
                    i = readings[0][1]
                case Literal(options, single):
                    if not single:
                        ends = [i + len(o) for o in options if words[i] == o[0] and words[i : i + len(o)] == o]
                        return [found for end in ends for found in self._match(pieces, k + 1, end, captures)]
                    if words[i] not in single:
                        return ()
                    i += 1
                case Optional(parts):
                    inner = self._match(parts, 0, i, captures)
                    if inner:
                        ways = [found for end, more in inner for found in self._match(pieces, k + 1, end, more)]
                        return [*ways, *self._match(pieces, k + 1, i, captures)]
                case Beside(wanted_words, behind, wanted):
                    beside = self._words.before(i) if behind else words[i]
                    if (beside in wanted_words) != wanted:
                        return ()
                case Glue():
                    if not self._words.glued(i):
                        return ()
        return ((i, captures),)


def _with(captures: Captures, name: str, value: object) -> Captures:
    return captures if name == "_" else (*captures, (name, value))


def _mean(rule: Rule, context: Context, captures: Captures) -> object:
    """The rule's meaning, with the rule's name for its method where it has none of its own."""
    try:
        value = rule.meaning(context, **dict(captures))
    except (ValueError, OverflowError):
        # Dates count from the year 1 to 9999: 'in 900 centuries' is told well and lies beyond.
        return unresolved(BEYOND_CALENDAR, "span")
    return replace(value, method=rule.name) if isinstance(value, Told) and not value.method else value

"""The number in words that somebody else has picked out: 'some 2,000 people', 'una veintena de estudiantes', 'a student'."""

from __future__ import annotations

from collections.abc import Callable

from almenara.codebook import Codebook
from almenara.coder.numbers import find_numbers
from almenara.model import Quantity, Quote
from almenara.model.fold import fold

#: Articles before a person that count one.
_ONE = {"en": frozenset({"a", "an", "one"}), "es": frozenset({"un", "una"})}


def quoted_number(codebook: Codebook, language: str) -> Callable[[str, int, int, str], Quantity | None]:
    """A reader of the first number in `text[start:end]`, as a quantity of the kind given last; None where none is there.

    Shares and multiples ('20 percent', 'twice') count nothing and are None too.
    """
    vague = codebook.about.vague_numbers

    def read(text: str, start: int, end: int, of: str) -> Quantity | None:
        words = text[start:end]
        for number in find_numbers(words, language, vague):
            if not number.unit:
                quote = Quote.cut(text, start + number.start, start + number.end)
                return Quantity(of, _whole(number.low), _whole(number.best), _whole(number.high), quote)
        if fold(words).split()[0] in _ONE[language]:
            return Quantity(of, 1, 1, 1, Quote.cut(text, start, end))
        return None

    return read


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)

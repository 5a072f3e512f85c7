"""How each language writes numbers, days and lists, and makes words agree with the numbers beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from almenara.publish.report.document import Piece, Sentence
from almenara.publish.report.period import Span

Language = Literal["en", "es"]

#: One and several of what is counted.
NOUNS: dict[str, dict[Language, tuple[str, str]]] = {
    "event": {"en": ("event", "events"), "es": ("hecho", "hechos")},
    "protest": {"en": ("protest", "protests"), "es": ("protesta", "protestas")},
    "day": {"en": ("day", "days"), "es": ("día", "días")},
    "person": {"en": ("person", "people"), "es": ("persona", "personas")},
    "place": {"en": ("place", "places"), "es": ("lugar", "lugares")},
    "state": {"en": ("state", "states"), "es": ("estado", "estados")},
    "source": {"en": ("source", "sources"), "es": ("fuente", "fuentes")},
    "report": {"en": ("news report", "news reports"), "es": ("noticia", "noticias")},
    "announcement": {
        "en": ("announced protest", "announced protests"),
        "es": ("protesta anunciada", "protestas anunciadas"),
    },
    "total": {"en": ("quoted figure", "quoted figures"), "es": ("cifra citada", "cifras citadas")},
    "combined": {"en": ("combined action", "combined actions"), "es": ("acción combinada", "acciones combinadas")},
}
#: Numbers and days whose words are remembered: the library that writes them takes some hundred times as long as a look.
_MOST = 20_000
_SLOT = re.compile(r"\{(?P<name>\w+)\}|\[(?P<one>[^|\[\]]*)\|(?P<other>[^|\[\]:]*):(?P<by>\w+)\]")


class Count:
    """A number with its noun, standing for rows: '3 protests'; without a noun the number alone."""

    def __init__(self, n: int, noun: str | None = None, rows: tuple[str, ...] = (), about: str = "") -> None:
        self.n, self.noun, self.rows, self.about = n, noun, rows, about


Value = Count | Sentence | str | int | float | date | Span


def sentence(language: Language, template: str, values: Mapping[str, Value]) -> Sentence:
    """A sentence of a template: `{name}` is a value as the language writes it, `[was|were:name]` agrees with the count of that name."""
    pieces: list[Piece] = []
    for part in _parts(template):
        if isinstance(part, Piece):
            pieces.append(part)
        elif part["by"]:
            counted = values[part["by"]]
            n = counted.n if isinstance(counted, Count) else counted
            pieces.append(Piece(part["one"] if n == 1 else part["other"]))
        else:
            pieces.extend(_written(language, values[part["name"]]))
    return tuple(piece for piece in pieces if piece.text)


@cache
def _parts(template: str) -> tuple[Piece | re.Match[str], ...]:
    """A template's words and slots, in their order; templates are few, and their sentences many."""
    parts: list[Piece | re.Match[str]] = []
    last = 0
    for slot in _SLOT.finditer(template):
        parts += [Piece(template[last : slot.start()]), slot]
        last = slot.end()
    return (*parts, Piece(template[last:]))


def _written(language: Language, value: Value) -> Sentence:
    match value:
        case Count():
            return (Piece(counted(language, value.n, value.noun), value.rows, about=value.about),)
        case tuple():
            return value
        case str():
            return (Piece(value),)
        case Span():
            return (Piece(span_name(language, value)),)
        case date():
            return (Piece(day_name(language, value)),)
        case _:
            return (Piece(number(language, value)),)


def counted(language: Language, n: int, noun: str | None) -> str:
    """'1 protest', '1,234 protests', '1.234 protestas'."""
    if noun is None:
        return number(language, n)
    one, several = NOUNS[noun][language]
    return f"{number(language, n)}\N{NO-BREAK SPACE}{one if n == 1 else several}"


@lru_cache(maxsize=_MOST)
def number(language: Language, value: float) -> str:
    """A number as the language groups and points it; at most one decimal."""
    return str(format_decimal(value, format="#,##0.#", locale=language))


def percent(language: Language, share: float) -> str:
    """A share of one as a percentage without decimals; what is more than nothing is never written 0 %."""
    if 0 < share < 0.005:
        return ("less than " if language == "en" else "menos de ") + str(format_percent(0.01, locale=language))
    return str(
        format_percent(share, format="#,##0%" if language == "en" else "#,##0\N{NO-BREAK SPACE}%", locale=language)
    )


@lru_cache(maxsize=_MOST)
def day_name(language: Language, day: date) -> str:
    """'21 January 2019', '21 de enero de 2019'."""
    return str(format_date(day, "long", locale="en_GB" if language == "en" else "es"))


def days_name(language: Language, first: date, last: date) -> str:
    """The day, the month or the year that two days bound, or both of them."""
    if first == last:
        return day_name(language, first)
    for span in (Span(first.year, first.month), Span(first.year)):
        if (first, last) == (span.start, span.end):
            return span_name(language, span)
    return f"{day_name(language, first)} – {day_name(language, last)}"


def span_name(language: Language, span: Span) -> str:
    """'January 2019', 'enero de 2019', '2019'."""
    return str(span.year) if span.month is None else str(format_skeleton("yMMMM", span.start, locale=language))


def month_label(language: Language, span: Span) -> str:
    """'Jan 2019', 'ene 2019', below a bar."""
    return str(format_skeleton("yMMM", span.start, locale=language))


def listed(language: Language, items: Sequence[Sentence]) -> Sentence:
    """'a', 'a and b', 'a, b and c'; in Spanish 'e' before a word that begins with the sound i."""
    pieces: list[Piece] = []
    for n, item in enumerate(items):
        if n and n == len(items) - 1:
            pieces.append(Piece(_and(language, "".join(p.text for p in item))))
        elif n:
            pieces.append(Piece(", "))
        pieces.extend(item)
    return tuple(pieces)


def _and(language: Language, following: str) -> str:
    if language == "en":
        return " and "
    plain = "".join(c for c in unicodedata.normalize("NFD", following.lower()) if not unicodedata.combining(c))
    # 'hierro' and 'hiato' begin with another sound.
    return " e " if re.match(r"h?i(?![aeou])", plain) else " y "


def lower_first(words: str) -> str:
    """A label inside a sentence: its first letter small, unless the whole word is capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]

"""Number words in English and Spanish, folded: 'treinta y cinco', 'two hundred and five', 'three million'."""

from __future__ import annotations

_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SPANISH = {
    "uno": 1, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22,
    "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28,
    "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300,
    "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500,
    "seiscientos": 600, "seiscientas": 600, "setecientos": 700, "setecientas": 700, "ochocientos": 800,
    "ochocientas": 800, "novecientos": 900, "novecientas": 900,
}  # fmt: skip
_MULTIPLIERS = {
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000},
    "es": {"mil": 1_000, "millon": 1_000_000, "millones": 1_000_000},
}
WORDS = {"en": _ENGLISH, "es": _SPANISH}
MULTIPLIERS = _MULTIPLIERS
JOINERS = {"en": "and", "es": "y"}
#: 'one' and 'un' alone are articles or pronouns more often than counts.
ARTICLES = frozenset({"one", "un", "una", "uno"})


def value_of(words: list[str], language: str) -> int | None:
    """The value of a run of folded number words ('and' / 'y' allowed inside); None if it is not a number."""
    units, multipliers = WORDS[language], MULTIPLIERS[language]
    total, current, seen = 0, 0, False
    for word in words:
        if word == JOINERS[language]:
            continue
        if word in units:
            current += units[word]
            seen = True
        elif word in multipliers:
            factor = multipliers[word]
            if factor == 100:
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * factor
                current = 0
            seen = True
        else:
            return None
    return total + current if seen else None

"""Number words in English and Spanish, folded: 'treinta y cinco', 'two hundred and five', 'three million'.

The patterns are the grammar of written numbers, so that 'four and seven' and 'dos y tres' stay two numbers each.
"""

from __future__ import annotations

import re

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
#: Words that multiply what stands before them, after digits ('20 mil', '1.2 million') as after words.
SCALES = {
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000},
    "es": {"mil": 1_000, "millon": 1_000_000, "millones": 1_000_000, "billones": 1_000_000_000_000},
}  # fmt: skip
_UNITS = {"en": _ENGLISH, "es": _SPANISH}
_JOINERS = frozenset({"and", "y"})
#: 'one' and 'un' alone are articles or pronouns more often than counts.
ARTICLES = frozenset({"one", "un", "una", "uno"})


def _any(table: dict[str, int], low: int, high: int) -> str:
    words = (word for word, value in table.items() if low <= value <= high)
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _english() -> str:
    tens, units, below_twenty = _any(_ENGLISH, 20, 90), _any(_ENGLISH, 1, 9), _any(_ENGLISH, 1, 19)
    below_100 = rf"(?:{tens}(?:[- ]{units}\b)?|{below_twenty})"
    below_1000 = rf"(?:(?:{below_100}|a)[- ]hundred\b(?:(?: and)? {below_100}\b)?|{below_100}\b)"
    scale = r"[- ](?:thousand|million|billion)\b"
    scaled = rf"(?:{below_1000}|a){scale}(?:,?(?: and)? {below_1000}{scale})*(?:(?: and)? {below_1000})?"
    return rf"\b(?:{scaled}|{below_1000})"


def _spanish() -> str:
    tens, units, below_30 = _any(_SPANISH, 30, 90), _any(_SPANISH, 1, 9), _any(_SPANISH, 1, 29)
    hundreds = _any(_SPANISH, 100, 900)
    below_100 = rf"(?:{tens}(?: y {units}\b)?|{below_30}\b)"
    below_1000 = rf"(?:{hundreds}\b(?: {below_100})?|{below_100})"
    thousands = rf"(?:(?:{below_1000} )?mil\b(?: {below_1000})?)"
    millions = rf"(?:(?:{thousands}|{below_1000}) millon(?:es)?\b(?: (?:{thousands}|{below_1000}))?)"
    return rf"\b(?:{millions}|{thousands}|{below_1000})\b"


PATTERNS = {"en": re.compile(_english()), "es": re.compile(_spanish())}


def value_of(words: str, language: str) -> int:
    """The value of folded words that the language's pattern matched."""
    units, scales = _UNITS[language], SCALES[language]
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in units:
            current += units[word]
        elif word in scales and scales[word] == 100:
            current = max(current, 1) * 100
        elif word in scales and scales[word] >= 1_000_000 and language == "es":
            # 'dos mil quinientos millones': what was said so far is multiplied whole.
            total, current = (total + current or 1) * scales[word], 0
        elif word in scales:
            total, current = total + max(current, 1) * scales[word], 0
    return total + current

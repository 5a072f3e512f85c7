"""Numbers told in words, folded: 'twenty-five', 'treinta y uno', 'nineteen eighty-six', 'mil ochocientos diez'."""

from __future__ import annotations

from almenara.resolve.dates.words import Words

_EN_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINAL_SMALL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_ES_SMALL = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho "
    "veintinueve"
).split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
_ES_ORDINALS = (
    ("primer", "primero", "primera"), ("segundo", "segunda"), ("tercer", "tercero", "tercera"), ("cuarto", "cuarta"),
    ("quinto", "quinta"), ("sexto", "sexta"), ("septimo", "septima"), ("octavo", "octava"), ("noveno", "novena"),
    ("decimo", "decima"), ("undecimo", "undecima"), ("duodecimo", "duodecima"),
)  # fmt: skip

SMALL = {
    "en": {word: n for n, word in enumerate(_EN_SMALL, 1)},
    "es": {**{word: n for n, word in enumerate(_ES_SMALL, 1)}, "veintiun": 21, "veintiuna": 21},
}
TENS = {
    "en": {word: n * 10 for n, word in enumerate(_EN_TENS, 2)},
    "es": {word: n * 10 for n, word in enumerate(_ES_TENS, 3)},
}
ORDINALS = {
    "en": {**{word: n for n, word in enumerate(_EN_ORDINAL_SMALL, 1)}, "twentieth": 20, "thirtieth": 30},
    "es": {word: n for n, forms in enumerate(_ES_ORDINALS, 1) for word in forms},
}
_ES_HUNDRED = {"cien": 100, "ciento": 100, **{word: n * 100 for n, word in enumerate(_ES_HUNDREDS, 2)}}


def cardinal(words: Words, i: int, language: str) -> tuple[int, int] | None:
    """The number below a hundred that word `i` begins, with one past its last word: 'twenty-five', 'treinta y uno'."""
    small, tens = SMALL[language], TENS[language]
    word = words.words[i]
    if word in small:
        return small[word], i + 1
    if word not in tens:
        return None
    j = i + 1
    if words.words[j] in ("-", "y"):
        j += 1
    unit = small.get(words.words[j], 0)
    if 0 < unit < 10 and (language == "en" or words.words[j - 1] == "y"):
        return tens[word] + unit, j + 1
    return tens[word], i + 1


def ordinal(words: Words, i: int, language: str) -> tuple[int, int] | None:
    """'twenty-third', 'third', 'decimo': the number with one past its last word."""
    named = ORDINALS[language]
    word = words.words[i]
    if word in named:
        return named[word], i + 1
    tens = {"twenty": 20, "thirty": 30} if language == "en" else {"vigesimo": 20, "trigesimo": 30}
    if word not in tens:
        return None
    j = i + 2 if words.words[i + 1] == "-" else i + 1
    unit = named.get(words.words[j], 0)
    return (tens[word] + unit, j + 1) if 0 < unit < 10 else None


def year_in_words(words: Words, i: int, language: str) -> tuple[int, int] | None:
    """'nineteen eighty-six', 'two thousand and fifteen', 'dos mil dieciocho': a year between 1000 and 2099."""
    return _spanish_year(words, i) if language == "es" else _english_year(words, i)


def _english_year(words: Words, i: int) -> tuple[int, int] | None:
    word = words.words[i]
    if word == "two" and words.words[i + 1] == "thousand":
        j = i + 3 if words.words[i + 2] == "and" else i + 2
        rest = cardinal(words, j, "en")
        return (2000 + rest[0], rest[1]) if rest else (2000, i + 2)
    century = 20 if word == "twenty" else SMALL["en"].get(word, 0)
    if not 10 <= century <= 20:
        return None
    j = i + 1
    hundred = words.words[j] == "hundred"
    if hundred:
        j += 2 if words.words[j + 1] == "and" else 1
    rest = cardinal(words, j, "en")
    if rest and (hundred or rest[0] >= 10):
        return century * 100 + rest[0], rest[1]
    return (century * 100, i + 2) if hundred else None


def _spanish_year(words: Words, i: int) -> tuple[int, int] | None:
    if words.words[i] == "dos" and words.words[i + 1] == "mil":
        number, j = 2000, i + 2
    elif words.words[i] == "mil":
        number, j = 1000, i + 1
    else:
        return None
    hundreds = _ES_HUNDRED.get(words.words[j], 0)
    if hundreds:
        number, j = number + hundreds, j + 1
    rest = cardinal(words, j, "es")
    return (number + rest[0], rest[1]) if rest else (number, j)

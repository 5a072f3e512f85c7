"""Number expressions in text: figures, words and vague words, with what modifies them, as low, best and high.

Pure text, no parser. What counts no people or things (dates, years, ages, money, percentages, ordinals, measures, scores,
names of laws) is found too and says so in `unit`, so that callers can leave it out. In order: what is there (shapes of
several figures, figures, number words, vague words), ranges joined, modifiers read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from almenara.codebook import VagueNumber
from almenara.codebook.schema import VagueNumbers
from almenara.coder.number_units import (
    AFTER,
    FRACTION_AFTER,
    MONEY_AFTER,
    MONTH_BEFORE,
    PERCENT,
    SHAPES,
    unit_at,
)
from almenara.coder.number_words import ARTICLES, PATTERNS, SCALES, value_of
from almenara.model.fold import fold


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """`text[start:end]` is the whole expression with its modifiers. `low` <= `best` <= `high` where they are known.

    `best` is the figure that the words name: of a range the low end ('between 20 and 30' is 20, never more than was
    claimed), of 'at least 12' and 'up to 300' the number itself. An end that the words leave open is None. `unit` is ''
    for a plain count, else percent, fraction, money, ordinal, time, age, measure, name, score or phone.
    """

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Raw(NumberFinding):
    """`scale` is what the last word multiplied by: in '15 to 20 thousand' the 15 is of thousands too."""

    scale: float = 1


#: A lone 'one' or 'un': no number by itself, but the low end of 'one or two'.
_ARTICLE = "article"
#: Units that a range takes from its second figure ('20 to 30 percent').
_SHARED_UNITS = frozenset({"", "percent", "money", "measure", "age"})

_AT_LEAST = {
    "en": ["at least", "more than", "over", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "above", "a minimum of", "minimum of"],
    "es": ["al menos", "por lo menos", "mas de", "cuando menos", "no menos de", "como minimo", "superior a", "superan los", "un minimo de", "minimo"],
}  # fmt: skip
_AT_MOST = {
    "en": ["up to", "fewer than", "less than", "at most", "no more than", "not more than", "as many as", "under", "below", "a maximum of"],
    "es": ["hasta", "menos de", "a lo sumo", "no mas de", "como maximo", "cuando mucho", "un maximo de"],
}  # fmt: skip
#: These claim no bound: the number itself is low, best and high.
_ABOUT = {
    "en": ["about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "a total of", "total of", "exactly", "only", "just", "another", "the other", "other", "nearly", "almost",
           "close to", "several", "many", "a few", "well", "circa"],
    "es": ["unos", "unas", "alrededor de", "aproximadamente", "cerca de", "un total de", "total de", "apenas", "otros", "otras", "aproximado de", "un estimado de", "solo", "un promedio de", "casi",
           "varias", "varios", "algunas", "algunos", "poco", "un poco", "algo", "en torno a"],
}  # fmt: skip
#: 'at least some 200', 'well over 100': no prose has more than this many before one number.
_MOST_MODIFIERS = 2
#: Longest modifier with the words that may stand between it and the number.
_MODIFIER_REACH = 34
_BEHIND = re.compile(
    r"(?P<least>\+(?!\w)|-plus\b| or more\b| o mas\b|-odd\b| odd\b| y pico\b)|(?P<most> or (?:fewer|less)\b| o menos\b)|(?P<about>[ -]strong\b| or so\b)"
)

#: 15 figures are exact in a float and enough for anything that is counted.
_DIGITS = re.compile(
    r"(?<![\w.,/])(?<![^\W\d]-)(?P<money>(?:us\$|r\$|c\$|[$€£]|\b(?:usd|eur|bs\.?f?)\.?)\s?)?"
    r"(?P<number>\d{1,3}(?:(?:[.,]\d{3}){1,4}|(?:[\u00a0\u202f ]\d{3}){1,4})(?:[.,]\d{1,2})?(?!\d)|\d{1,15}(?:[.,]\d{1,6})?(?!\d))"
    r"(?P<ordinal>(?:st|nd|rd|th|º|ª|°|er[oa]?|r[oa]|d[oa]|t[oa])\b|[º°ª])?"
)
_GROUPED = re.compile(r"(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+)(?:[.,](\d{1,2}))?")
_SCALE = {
    "en": re.compile(r"(?:[ -](?P<word>hundred|thousand|million|billion|trillion)s?|(?P<short>k))\b"),
    "es": re.compile(r"(?: (?P<word>mil|millon|millones|billones)|(?P<short>k))\b"),
}
_MONEY_SCALE = re.compile(r"(?P<short>m|bn|mn)\b")
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}
#: '12 mil 700', '1 millon 200 mil'
_REST = re.compile(r" (\d{1,3})(?![\d.,]*\d)( mil\b)?(?! ?%)")
_RANGE = re.compile(r"\s?(?:-|–|—)\s?|\s+(?:to|a|or|o|u|and|y)\s+(?:unos |unas |los |las )?")
_ONLY_BETWEEN = frozenset({"and", "y"})
_LOOSE = frozenset({"or", "o", "u", "a"})
#: 'two or three' is a range, '2 or 300' two numbers.
_WIDEST_LOOSE = 3
_AGAIN = re.compile(r"\s+(?:and|y|upon)\s+")


def find_numbers(text: str, language: str, vague: VagueNumbers) -> tuple[NumberFinding, ...]:
    """Number expressions of a text, in order, not overlapping. `language` is en or es."""
    folded = fold(text)
    rule = _compile(vague.en if language == "en" else vague.es, language)
    if not any(c.isdigit() for c in folded) and rule.words.isdisjoint(re.findall(r"[a-z]+", folded)):
        return ()
    raw = [*_shapes(folded), *_digits(text, folded, language, rule), *_words(text, folded, language, rule)]
    joined = _join(_without_overlaps([*raw, *_vague(folded, rule)]), folded)
    found = (_with_modifiers(number, folded, language) for number in joined if number.unit != _ARTICLE)
    return tuple(found)


@dataclass(frozen=True)
class _VagueRule:
    """`collectives` are what 'a dozen' or 'un centenar' make of a number before them: 'two dozen', 'tres centenares'."""

    pattern: re.Pattern[str]
    table: dict[str, VagueNumber]
    collectives: dict[str, int]
    collective: re.Pattern[str]
    words: frozenset[str]


@lru_cache(maxsize=8)
def _compile(entries: tuple[VagueNumber, ...], language: str) -> _VagueRule:
    table = {fold(entry.word): entry for entry in entries}
    longest = sorted(table, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest) + r")\b")
    collectives: dict[str, int] = {}
    for word, entry in table.items():
        article, _, noun = word.partition(" ")
        if article in ("a", "un", "una") and " " not in noun and entry.low == entry.high == entry.best and entry.best:
            for ending in ("", "s", "es"):
                collectives[noun + ending] = entry.best
    for word in (*SCALES[language], ""):
        collectives.pop(word, None)
    names = "|".join(sorted(collectives, key=len, reverse=True)) or "(?!)"
    known = {w for word, entry in table.items() if entry.low is not None for w in word.split()}
    known |= set(re.findall(r"[a-z]{2,}", PATTERNS[language].pattern))
    stop = ARTICLES | {"a", "and", "y", "de", "of", "few"}
    return _VagueRule(pattern, table, collectives, re.compile(rf"\s+({names})\b"), frozenset(known - stop))


def _shapes(folded: str) -> Iterator[_Raw]:
    for unit, pattern in SHAPES:
        for match in pattern.finditer(folded):
            group = "n" if "n" in pattern.groupindex else 0
            yield _Raw(match.start(group), match.end(group), None, None, None, unit)


def _digits(text: str, folded: str, language: str, rule: _VagueRule) -> Iterator[_Raw]:
    position = 0
    while match := _DIGITS.search(folded, position):
        start, end, digits = match.start(), match.end(), match["number"]
        if " " in digits and MONTH_BEFORE.search(text, max(0, start - AFTER), start):
            # 'On May 23 300 people': a day and a count, not 23,300
            digits = digits.split(" ")[0]
            end = match.start("number") + len(digits)
        position = max(end, start + 1)
        value = _value(digits)
        if match["ordinal"] and end == match.end() and not match["money"]:
            yield _Raw(start, end, value, value, value, "ordinal")
            continue
        value, end, scale = _scaled(folded, value, end, language, rule, money=bool(match["money"]))
        unit = "money" if match["money"] else unit_at(text, folded, start, end, value, digits=end == match.end())
        yield _Raw(start, _unit_end(folded, end, unit), value, value, value, unit, scale)


def _value(digits: str) -> float:
    """The value of figures with separators: three figures behind a mark are thousands, whatever the language."""
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not digits.startswith("0"):
        whole = float(re.sub(r"\D", "", grouped[1]))
        return whole + (float("0." + grouped[2]) if grouped[2] else 0.0)
    return (
        float(re.sub(r"[,\u00a0\u202f ]", ".", digits, count=1)) if digits.count(".") + digits.count(",") < 2 else 0.0
    )


def _scaled(
    folded: str, value: float, end: int, language: str, rule: _VagueRule, *, money: bool
) -> tuple[float, int, float]:
    """'3 mil', '1.2 million', '10k', '12 mil 700', '2 dozen': the value, where it ends and the factor."""
    match = _SCALE[language].match(folded, end) or (_MONEY_SCALE.match(folded, end) if money else None)
    if match is None:
        several = rule.collective.match(folded, end)
        if several is None:
            return value, end, 1
        factor: float = rule.collectives[several[1]]
        return value * factor, several.end(), factor
    groups = match.groupdict()
    factor = SCALES[language][groups["word"]] if groups.get("word") else _SHORT[groups["short"]]
    rest = _REST.match(folded, match.end()) if language == "es" and groups.get("word") else None
    if rest and (factor == 1e3) != bool(rest[2]) and not money:
        return value * factor + float(rest[1]) * (1e3 if rest[2] else 1), rest.end(), 1
    return value * factor, match.end(), factor


def _unit_end(folded: str, end: int, unit: str) -> int:
    """The word that gives the unit belongs to the expression of a percentage, a sum of money or a fraction."""
    pattern = {"percent": PERCENT, "money": MONEY_AFTER, "fraction": FRACTION_AFTER}.get(unit)
    match = pattern.match(folded, end) if pattern else None
    return match.end() if match else end


def _words(text: str, folded: str, language: str, rule: _VagueRule) -> Iterator[_Raw]:
    for match in PATTERNS[language].finditer(folded):
        start, end = match.span()
        words = match.group()
        value: float = value_of(words, language)
        scale = float(SCALES[language].get(re.split(r"[ -]", words)[-1], 1))
        several = rule.collective.match(folded, end)
        if several:
            scale = rule.collectives[several[1]]
            value, end = value * scale, several.end()
        unit = unit_at(text, folded, start, end, value, digits=False)
        if not unit and _is_name(text, start, end):
            unit = "name"
        if words in ARTICLES and not several and unit not in ("percent", "fraction"):
            unit = _ARTICLE
        yield _Raw(start, _unit_end(folded, end, unit), value, value, value, unit, scale)


def _is_name(text: str, start: int, end: int) -> bool:
    """'Tres Cruces', 'Five Points': capitals inside a sentence that is not written in capitals throughout."""
    if not text[start].isupper() or not re.match(r" [A-ZÁÉÍÓÚÑ][a-záéíóúñ]", text[end : end + 3]):
        return False
    if not re.search(r"[^\W\d_][\w,]* $", text[:start][-AFTER:]):
        return False
    words = re.findall(r"[^\W\d_]+", text[max(0, start - 2 * AFTER) : end + 2 * AFTER])
    return bool(2 * sum(w[0].isupper() for w in words) <= len(words) + 2)


def _vague(folded: str, rule: _VagueRule) -> Iterator[_Raw]:
    for match in rule.pattern.finditer(folded):
        entry = rule.table[" ".join(match.group().split())]
        if entry.low is None:
            continue
        follow = re.sub(r"^\s*(?:of|de)\b", "", folded[match.end() : match.end() + AFTER])
        unit = unit_at(follow, follow, 0, 0, 0, digits=False)
        yield _Raw(*match.span(), entry.low, entry.best, entry.high, unit if unit in ("money", "measure") else "")


def _without_overlaps(findings: list[_Raw]) -> list[_Raw]:
    """The longer of two that overlap; in text order."""
    kept: list[_Raw] = []
    for finding in sorted(findings, key=lambda n: (n.start, n.start - n.end)):
        if kept and finding.start < kept[-1].end:
            if finding.end - finding.start > kept[-1].end - kept[-1].start:
                kept[-1] = finding
            continue
        kept.append(finding)
    return kept


def _join(numbers: list[_Raw], folded: str) -> list[_Raw]:
    joined: list[_Raw] = []
    for number in numbers:
        pair = _pair(joined[-1], number, folded) if joined else None
        if pair is None:
            joined.append(number)
        else:
            joined[-1:] = pair
    return joined


def _pair(first: _Raw, second: _Raw, folded: str) -> list[_Raw] | None:
    """A range ('between 20 and 30', '20 to 30', 'dos o tres', '15 a 20 mil') as one; None if the two are on their own."""
    gap = folded[first.end : second.start]
    if first.best is None and first.low is not None and not gap.strip():
        # 'varias decenas': the open word only colours the other
        return [second]
    match = _RANGE.fullmatch(gap)
    if match is None or first.best is None or second.best is None:
        return None
    if (
        _AGAIN.fullmatch(gap)
        and folded[first.start : first.end] == folded[second.start : second.end]
        and first.low != first.high
    ):
        # 'miles y miles'
        return [replace(first, end=second.end)]
    if second.unit not in _SHARED_UNITS or first.unit not in ("", _ARTICLE, second.unit, "money"):
        return None
    word = gap.split()[0] if gap.split() else gap
    between = re.search(r"\b(?:between|entre)\s+(?:los |las |the )?$", folded[max(0, first.start - 16) : first.start])
    unit = second.unit or (first.unit if first.unit != _ARTICLE else "")
    low, best = first.low, first.best
    if first.scale == 1 < second.scale and best < second.best / second.scale:
        low, best = (low or best) * second.scale, best * second.scale
    wide = word in _LOOSE and not re.search(r"\b(?:de|from|desde)\s+$", folded[max(0, first.start - 6) : first.start])
    if (
        best >= second.best
        or (word in _ONLY_BETWEEN and not between)
        or (wide and not between and second.best > _WIDEST_LOOSE * best)
    ):
        return [replace(first, unit="percent"), second] if unit == "percent" and not first.unit else None
    start = first.start - (len(between.group()) if between else 0)
    return [_Raw(start, second.end, low, best, second.high, unit, second.scale)]


@lru_cache(maxsize=4)
def _modifiers(language: str) -> re.Pattern[str]:
    least, most, about = (
        "|".join(sorted(words[language], key=len, reverse=True)) for words in (_AT_LEAST, _AT_MOST, _ABOUT)
    )
    return re.compile(
        rf"\b(?:(?P<least>{least})|(?P<most>{most})|(?P<about>{about}))\s+(?:(?:a|los|las|the|un total de|a total of)\s+)?$"
    )


def _with_modifiers(number: _Raw, folded: str, language: str) -> NumberFinding:
    start, end, low, high = number.start, number.end, number.low, number.high
    plain = low == high
    behind = _BEHIND.match(folded, end) if number.best is not None else None
    if behind:
        end = behind.end()
        low, high = _opened(behind, low, high) if plain else (low, high)
    for _ in range(_MOST_MODIFIERS):
        match = (
            _modifiers(language).search(folded, max(0, start - _MODIFIER_REACH), start)
            if number.best is not None
            else None
        )
        if match is None:
            break
        start = match.start()
        low, high = _opened(match, low, high) if plain else (low, high)
    return NumberFinding(start, end, _whole(low), _whole(number.best), _whole(high), number.unit)


def _opened(modifier: re.Match[str], low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """The bounds with the end that a modifier leaves open."""
    if modifier["least"]:
        return low, None
    return (None, high) if modifier["most"] else (low, high)


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


__all__ = ["NumberFinding", "find_numbers"]

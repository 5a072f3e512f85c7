"""Number expressions in text: digits, words and vague words, with what modifies them, as low, best and high.

Pure text, no parser. What counts no people or things (dates, years, ages, money, percentages, ordinals, measures, clock
times, names of laws) is found too and says so in `unit`, so that callers can leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from almenara.codebook import VagueNumber
from almenara.codebook.schema import VagueNumbers
from almenara.coder.number_words import ARTICLES, JOINERS, MULTIPLIERS, WORDS, value_of
from almenara.model.fold import fold


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """`text[start:end]` is the whole expression with its modifier. `low` <= `best` <= `high` where they are known.

    `unit` is '' for a plain count, else percent, money, ordinal, time, age, measure or name.
    """

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    unit: str = ""


#: What stands before a number and opens or closes its range.
_AT_LEAST = {
    "en": (
        "at least",
        "more than",
        "over",
        "no fewer than",
        "no less than",
        "upwards of",
        "above",
        "not less than",
        "minimum of",
    ),
    "es": ("al menos", "por lo menos", "mas de", "cuando menos", "no menos de", "como minimo", "superior a", "minimo"),
}
_AT_MOST = {
    "en": (
        "up to",
        "fewer than",
        "less than",
        "at most",
        "no more than",
        "as many as",
        "under",
        "nearly",
        "almost",
        "close to",
    ),
    "es": ("hasta", "menos de", "a lo sumo", "no mas de", "como maximo", "casi", "cerca de"),
}
#: Of these the number itself stays the best figure and no bound is claimed.
_NEAR = {"nearly", "almost", "close to", "casi", "cerca de"}
_ABOUT = {
    "en": ("about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "a total of", "total of", "exactly", "only", "just", "another", "the other", "other"),
    "es": (
        "unos", "unas", "alrededor de", "aproximadamente", "cerca de", "un total de", "total de", "apenas", "otros", "otras", "aproximado de",
        "un estimado de", "solo", "un promedio de",
    ),
}  # fmt: skip

_DIGITS = re.compile(
    r"(?<![\w.,/])(?<!\D-)(?P<money>[$€£]\s?|(?:us\$|usd|bs\.?)\s?)?(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)(?P<tail>(?:st|nd|rd|th|º|ª|°|er|ro|do|to)\b|\s?%|-strong\b)?"
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_PERCENT = re.compile(r"\s*(?:%|per ?cent\b|percent\b|percentage\b|por ciento\b|puntos?\b|points?\b)")
_MONEY = re.compile(
    r"\s*(?:(?:million|billion|trillion|millones|mil)\s+(?:de\s+)?)?(?:dollars?|euros?|pesos?|bolivar(?:es)?|soles|reais|rupees?|rupias?|dolares|us\$|usd|bs\b|pounds?|quetzales|lempiras|colones|petros?)\b"
)
_AGE = re.compile(r"\s*-?\s*(?:years?|anos?)\s*-?\s*(?:old|de edad)\b|-(?:year|years)-old\b")
_AGE_BEFORE = re.compile(r"(?:\baged?|\bde|,)\s*$")
_AGED = re.compile(r"\baged?\s+$|\bedad(?:es)?\s+de\s+$")
_YEARS_AFTER = re.compile(r"\s*anos?\b")
_MEASURE = re.compile(
    r"[\s-]*(?:(?:square|cubic)\s+)?(?:km|kms|kilomet(?:er|re)s?|kilometros?|miles?\b(?!\s+de)|met(?:er|re)s?|metros?|kg|kilos?|kilogram(?:s|mes)?|tons?|tonnes?|toneladas?|lit(?:er|re)s?|litros?|"
    r"gallons?|barrels?|barriles?|hectares?|hectareas?|acres?|feet|foot|inch(?:es)?|degrees?|grados?|hours?|horas?|minutes?|minutos?|seconds?|segundos?|days?|dias?|weeks?|semanas?|"
    r"months?|mes(?:es)?|years?|anos?|times|veces|km/h|mph|mm|cm|votes?\b|votos?|am\b|pm\b|a\.m\.|p\.m\.|hrs?\b|grams?|gramos?|gr\b|decades?|decadas?|centuries|siglos?|meters?|point|inning|goals?|goles|runs)\b"
)
_NAME_BEFORE = re.compile(
    r"(?:\b(?:article|art|resolution|no|number|n|law|decree|chapter|section|page|highway|route|ruta|autopista|carretera|articulo|resolucion|numero|nro|num|ley|decreto|capitulo|"
    r"seccion|pagina|agenda|expediente|channel|canal|group|g|covid|km|kilometro|calle|carrera|avenida|distrito|zona|zone|district|street|line|linea|phase|fase|version|unit|gate|puerta|psalm|boeing|airbus|colegio|escuela|comuna|"
    r"region|frente|battalion|batallon|brigade|brigada|flight|vuelo)\.?[°º]?|#|n°|nº)\s*$"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_DATE_AFTER = re.compile(
    rf"\s*(?:de\s+|of\s+)?{_MONTHS}\b|\s*(?:y|and|,|al?|to)\s+\d{{1,2}}\s*(?:de\s+)?{_MONTHS}\b|[:h]\d\d|/\d|-\d\d-\d|o'clock"
)
_DATE_BEFORE = re.compile(rf"\b{_MONTHS}\.?\s*(?:del?\s+)?$|\b(?:el|los|dia|dias|las|la|a las)\s+(?:dia\s+)?$|\d:$|:$")
_HOUR_BEFORE = re.compile(r"\b(?:a las|las|at|a la)\s+$")
_DECADE = re.compile(r"s\b|'s\b")
_YEAR = range(1800, 2100)
_SCALES = re.compile(r"\s*(?P<word>thousand|million|billion|mil|millones|millon|hundred)\b(?:\s+de\b)?")
_RANGE = re.compile(r"\s*(?:-|–|—|to|a|or|o|and|y)\s*$")


def find_numbers(text: str, language: str, vague: VagueNumbers) -> tuple[NumberFinding, ...]:
    """Number expressions of a text, in order, not overlapping. `language` is en or es."""
    folded = fold(text)
    raw = sorted([*_digits(folded, language), *_words(folded, language)], key=lambda n: (n.start, -n.end))
    raw = _without_overlaps([*_vague(folded, language, vague), *raw])
    joined = _join_ranges(raw, folded)
    return tuple(_with_modifier(number, folded, language) for number in joined)


def _digits(folded: str, language: str) -> Iterator[NumberFinding]:
    for match in _DIGITS.finditer(folded):
        value = _value(match["number"], language)
        end = match.end()
        tail = match["tail"] or ""
        before, after = folded[max(0, match.start() - 24) : match.start()], folded[match.end() : match.end() + 40]
        unit = _unit(match, tail, value, before, after)
        if not unit:
            scale = _SCALES.match(folded, end)
            if scale and scale["word"] in MULTIPLIERS[language]:
                value *= MULTIPLIERS[language][scale["word"]]
                end = scale.end()
                if _MONEY.match(folded, end):
                    unit = "money"
        yield NumberFinding(match.start(), end, value, value, value, unit)


def _value(digits: str, language: str) -> float:
    """The value of digits with separators: three digits behind a mark are thousands, whatever the language."""
    grouped = re.fullmatch(r"(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+)(?:[.,](\d{1,2}))?", digits)
    if grouped and not (len(digits) > 4 and digits.startswith("0")):
        whole = float(re.sub(r"\D", "", grouped[1]))
        return whole + (float("0." + grouped[2]) if grouped[2] else 0.0)
    return float(digits.replace(",", "."))


def _unit(match: re.Match[str], tail: str, value: float, before: str, after: str) -> str:
    if match["money"]:
        return "money"
    if "%" in tail or _PERCENT.match(after):
        return "percent"
    if tail == "-strong":
        return ""
    if tail:
        return "ordinal"
    if _MONEY.match(after):
        return "money"
    if _DATE_AFTER.match(after) or (value < 32 and _DATE_BEFORE.search(before)) or _HOUR_BEFORE.search(before):
        return "time"
    if (value in _YEAR and len(match["number"]) == 4) or (_DECADE.match(after) and value in _YEAR):
        return "time"
    if _AGE.match(after) or (_YEARS_AFTER.match(after) and _AGE_BEFORE.search(before)) or _AGED.search(before):
        return "age"
    if 14 < value < 100 and re.match(r"\s*[,)]", after) and re.search(r"[a-z],\s*$", before):
        # 'Maria Rojas, 34, was ...'
        return "age"
    if _NAME_BEFORE.search(before):
        return "name"
    if _MEASURE.match(after):
        return "measure"
    if re.match(r"[a-z×]", after):
        return "name"
    return ""


def _words(folded: str, language: str) -> Iterator[NumberFinding]:
    """Runs of number words; 'one', 'un' alone are left to the articles."""
    known = WORDS[language].keys() | MULTIPLIERS[language].keys()
    run: list[re.Match[str]] = []
    joiner = JOINERS[language]

    def close() -> Iterator[NumberFinding]:
        while run and run[-1].group() == joiner:
            run.pop()
        words = [m.group() for m in run]
        if words and not (len(words) == 1 and (words[0] in ARTICLES or words[0] in MULTIPLIERS[language])):
            value = value_of(words, language)
            if value is not None:
                end = run[-1].end()
                after = folded[end : end + 40]
                before = folded[max(0, run[0].start() - 24) : run[0].start()]
                unit = ""
                if _PERCENT.match(after):
                    unit = "percent"
                elif _MONEY.match(after):
                    unit = "money"
                elif _AGE.match(after) or (_YEARS_AFTER.match(after) and _AGE_BEFORE.search(before)):
                    unit = "age"
                elif _DATE_AFTER.match(after) or _HOUR_BEFORE.search(before):
                    unit = "time"
                elif _MEASURE.match(after):
                    unit = "measure"
                yield NumberFinding(run[0].start(), end, value, value, value, unit)
        run.clear()

    for match in _WORD.finditer(folded):
        word = match.group()
        gap = folded[run[-1].end() : match.start()] if run else ""
        if run and (gap not in (" ", "-") or (word not in known and word != joiner)):
            yield from close()
        if word in known or (run and word == joiner):
            if run and word in WORDS[language] and not _may_follow(run[-1].group(), word, language):
                yield from close()
            run.append(match)
    yield from close()


def _may_follow(before: str, word: str, language: str) -> bool:
    """'two, three' are two numbers; 'thirty three', 'mil doscientos' are one."""
    units = WORDS[language]
    if before not in units:
        return True
    one, other = units[before], units[word]
    return one > other and (one >= 100 or (one >= 20 and one % 10 == 0 and other < 10 and language == "en"))


@lru_cache(maxsize=8)
def _vague_pattern(words: tuple[VagueNumber, ...]) -> tuple[re.Pattern[str], dict[str, VagueNumber]]:
    table = {fold(v.word): v for v in words}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest) + r")\b"), table


def _vague(folded: str, language: str, vague: VagueNumbers) -> Iterator[NumberFinding]:
    words = vague.en if language == "en" else vague.es
    pattern, table = _vague_pattern(words)
    for match in pattern.finditer(folded):
        entry = table[" ".join(match.group().split())]
        if entry.best is None:
            continue
        before = folded[max(0, match.start() - 12) : match.start()]
        if re.search(r"\d\s*$", before) and entry.word in ("miles", "millones", "hundreds", "thousands"):
            continue
        after = folded[match.end() : match.end() + 40]
        unit = ""
        follow = re.sub(r"^\s*(?:of|de)\b", "", after)
        if _MONEY.match(follow):
            unit = "money"
        elif _MEASURE.match(follow):
            unit = "measure"
        yield NumberFinding(match.start(), match.end(), entry.low, entry.best, entry.high, unit)


def _without_overlaps(findings: list[NumberFinding]) -> list[NumberFinding]:
    """The longer of two that overlap; in text order."""
    kept: list[NumberFinding] = []
    for finding in sorted(findings, key=lambda n: (n.start, -(n.end - n.start))):
        if kept and finding.start < kept[-1].end:
            if finding.end - finding.start > kept[-1].end - kept[-1].start:
                kept[-1] = finding
            continue
        kept.append(finding)
    return kept


def _join_ranges(numbers: list[NumberFinding], folded: str) -> list[NumberFinding]:
    """'between 20 and 30', '20 to 30', 'entre 20 y 30', '20-30': low and high, the best being the low."""
    joined: list[NumberFinding] = []
    for number in numbers:
        if joined and not number.unit and not joined[-1].unit:
            first = joined[-1]
            gap = folded[first.end : number.start]
            before = folded[max(0, first.start - 9) : first.start]
            between = re.search(r"\b(?:between|entre|from|de|from)\s*$", before)
            is_range = _RANGE.fullmatch(gap) and len(gap) <= 5
            needs_between = gap.strip() in ("and", "y", "a", "o", "or")
            if is_range and first.best is not None and number.best is not None and first.best < number.best:
                if between or not needs_between or (gap.strip() in ("a", "o", "or") and number.best <= 3 * first.best):
                    start = first.start - (
                        len(between.group()) if between and between.group().strip() in ("between", "entre") else 0
                    )
                    joined[-1] = NumberFinding(start, number.end, first.low, first.best, number.high)
                    continue
        joined.append(number)
    return joined


@lru_cache(maxsize=4)
def _modifiers(language: str) -> re.Pattern[str]:
    at_least = "|".join(sorted(_AT_LEAST[language], key=len, reverse=True))
    at_most = "|".join(sorted(_AT_MOST[language], key=len, reverse=True))
    about = "|".join(sorted(_ABOUT[language], key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<least>{at_least})|(?P<most>{at_most})|(?P<about>{about}))\s+(?:a\s+|los\s+|las\s+|the\s+|un\s+total\s+de\s+)?$"
    )


def _with_modifier(number: NumberFinding, folded: str, language: str) -> NumberFinding:
    match = _modifiers(language).search(folded, max(0, number.start - 30), number.start)
    if match is None:
        return number
    start = match.start()
    if number.low != number.high:
        return NumberFinding(start, number.end, number.low, number.best, number.high, number.unit)
    if match["least"]:
        return NumberFinding(start, number.end, number.best, number.best, None, number.unit)
    if match["most"] and match["most"] not in _NEAR:
        return NumberFinding(start, number.end, None, number.best, number.best, number.unit)
    return NumberFinding(start, number.end, number.low, number.best, number.high, number.unit)

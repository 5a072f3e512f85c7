"""What a number in a text is of, where it counts no people or things: dates, years, ages, money, measures, names, scores.

Read from the words right before and behind it, folded. Units: percent, fraction, money, ordinal, time, age, measure, name,
score, phone; '' is a plain count.
"""

from __future__ import annotations

import re

#: How far before and behind a number its unit is looked for.
BEFORE, AFTER = 40, 48

PERCENT = re.compile(
    r"\s*(?:%|per ?cent(?:age)?\b(?: points?\b)?|por ?ciento\b|puntos? porcentual(?:es)?\b|puntos?\b|points?\b)"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pesos?|bolivar(?:es)?|soles|reais|reales|rupees?|rupias?|dolares|dolar|us\$|usd|eur|bs\b|pounds?|libras"
    r"|quetzales|lempiras|colones|petros?|guaranies|naira|cedis?|shillings?|rands?|yuan|yen|lira|taka)\b"
)
MONEY_AFTER = re.compile(rf"[\s-]*(?:of\s+|de\s+)?(?:{_CURRENCY}|[€£$])")

_EN_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_ES_MONTH = r"(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|setiembre|octubre|noviembre|diciembre)"
_MONTH = rf"(?:{_EN_MONTH}|{_ES_MONTH})"
#: Months are looked for in the words as written: 'March 12' is a day, 'after the march 12 people' is not; nor is '12 may'.
_DAY_AFTER = re.compile(
    rf"(?:\s*(?:,|-|–|y|and|al?|to|or|o)\s*(?:el\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b)*\s*(?:de\s+|of\s+)?{_MONTH}\b"
)
MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s*(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:,|-|–|and|to|y)\s*)*$")
_EL_DAY_BEFORE = re.compile(r"\b(?:el|del|al|dias?)\s+(?:dia\s+)?(?:\d{1,2}\s*(?:,|y|al?)\s*)*$")
_HOUR_BEFORE = re.compile(r"\b(?:a las?|desde las|hasta las|hacia las|sobre las|at)\s+$")
_HOUR_AFTER = re.compile(
    r"\s*(?:[ap]\.?\s?m\b\.?|hrs?\b|h\b|gmt\b|utc\b|o'clock\b|noon\b|de la (?:manana|tarde|noche|madrugada)\b|in the (?:morning|afternoon|evening)\b"
    r"|en punto\b)"
)
#: Only figures that a clock can show are hours.
_LAST_HOUR = 24
_YEARS = range(1800, 2100)
_OLD_YEARS = range(1000, 1800)
_OF_YEAR = re.compile(r"\b(?:in|since|of|en|desde|de|del ano|the year)\s+$")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|from|until|by|of|during|en|desde|hasta|de|del|durante|para|ano|year|over|than|entre|between|early|late|mid|the|el)\s+$"
)
_PEOPLE_AFTER = re.compile(
    r"\s+(?:people|persons?|personas|men|women|hombres|mujeres|protesters|demonstrators|marchers|manifestantes|workers|trabajadores)\b"
)
_DECADE = re.compile(r"'?s\b")

_AGE_AFTER = re.compile(r"\s*-?\s*(?:years?|anos?)\s*-?\s*(?:olds?\b|de edad\b)|-(?:year|years)-olds?\b")
_YEARS_AFTER = re.compile(r"\s*anos\b")
_AGE_BEFORE = re.compile(r"(?:\bde|,|\()\s*$")
_AGED = re.compile(r"\b(?:aged?|edad(?:es)? de|edad(?:es)? entre)\s+$")
#: 'Maria Rojas, 34, was ...' and 'Pedro Diaz (19)': a figure alone behind a name.
_NAME_COMMA = re.compile(r"[A-ZÁÉÍÓÚÑ][\w'’-]+,\s*$")
_NAME_PAREN = re.compile(r"[A-ZÁÉÍÓÚÑ][\w'’-]+\s+[A-ZÁÉÍÓÚÑ][\w'’-]+\s*\($")
_AGES = range(12, 100)

_MEASURE = re.compile(
    r"[\s-]*(?:(?:square|cubic|nautical)\s+)?(?:km/h|kms?|kilomet(?:er|re)s?|kilometros?|miles?\b(?!\s+de)|met(?:er|re)s?|metros?|kg|kilos?|kilogram(?:s|mes|os?)?|tons?|tonnes?"
    r"|toneladas?|lit(?:er|re)s?|litros?|gallons?|galones|barrels?|barriles?|hectares?|hectareas?|acres?|feet|foot|inch(?:es)?|degrees?|grados?|hours?|horas?|minutes?|minutos?"
    r"|seconds?|segundos?|days?|dias?|nights?|noches|weeks?|semanas?|fortnights?|months?|mes(?:es)?|years?|anos?|decades?|decadas?|centur(?:y|ies)|siglos?|times|veces|mph|mm|cm"
    r"|m2|votes?|votos?|grams?|gramos?|gr|point|innings?|goals?|goles|runs|megawatts?|mw|mbps|gb)\b"
)
_NAME_BEFORE = re.compile(
    r"(?:\b(?:articles?|arts?|resolutions?|nos?|numbers?|laws?|decrees?|chapter|section|page|bill|act|amendment|articulos?|resolucion(?:es)?|numeros?|nros?|num|leyes|ley|decretos?|capitulo|seccion|paginas?"
    r"|agenda|expediente|channel|canal|covid|psalm|boeing|airbus|ak|mig|convenio|convention|sentencia|literal|inciso|numeral|gaceta oficial|gaceta|oficio|version|flight|vuelo|apollo|formula|g|n)\.?[°ºo]?\.?"
    r"|#|n[°º]\.?)\s*(?:\d+(?:[.,]\d+)*\s*(?:,|and|y|to|a|al|-)\s*)*$"
)
#: These also stand before a count ('In the street 300 people gathered'), so what follows decides.
_PLACE_BEFORE = re.compile(
    r"\b(?:highway|route|ruta|autopista|carretera|km|kilometro|calle|carrera|avenida|distrito|zonas?|zone|district|street|line|linea|phase|fase|unit|gate|puerta|colegio|escuela|comuna|region|frente"
    r"|battalion|batallon|brigade|brigada|group|grupo|ward|sector|block|bloque|precinct|room|platform|troncal|interstate)\s+$"
)
_PLURAL_AFTER = re.compile(
    r"\s+(?!(?:was|is|has|as|this|las|los|sus|tras|mas|des)\b)(?:people\b|personas\b|[a-z]{3,}s\b)"
)

#: 'two-thirds', 'dos tercios', '3 out of 5', 'seven in ten', 'siete de cada diez'.
FRACTION_AFTER = re.compile(
    r"[\s-](?:thirds?|quarters?|fifths?|tenths?|tercios?|terceras? partes?|cuartas? partes?|cuartos|quintas? partes?|quintos)\b"
    r"|\s+(?:out of(?: every)?|in(?: every)?|of every|de cada)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b(?!\s*%)"
)

_WON = (
    r"(?:won|wins?|beats?|beaten|lost|loses?|defeat\w*|draws?|drew|tied|victory|triumph\w*|leading|gano|ganaron|perdio|perdieron"
    r"|vencio|vencieron|empat\w+|derrot\w+|goleo|triunfo|victoria|marcador)"
)
_NOT_OF_PEOPLE = r"(?!\s*(?:%|per ?cent|por ?ciento)|\s+(?:of|de|people|men|women|[a-z]{3,}s)\b)"
_PHONE_CUE = r"\b(?:call|tel|phone|telefono|telf|whatsapp|hotline)\.?:?\s+(?:\w+\s+)?"
#: Several figures that are one thing, found before single numbers are; the group `n` is the thing without its cue.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # '10:30', '5:00 p. m.', '18h30'
    ("time", re.compile(r"(?<![\w.,:])\d{1,2}(?::\d{2}){1,2}(?!\d)(?:\s*[ap]\.?\s?m\b\.?)?|(?<![\w.,])\d{1,2}h\d{2}\b")),
    # '9/11', '12/06/2024', '2024-06-12'
    ("time", re.compile(r"(?<![\w/])\d{1,4}/\d{1,2}(?:/\d{2,4})?(?![\w/])|(?<![\w-])\d{1,4}-\d{1,2}-\d{1,4}(?![\w-])")),
    # '2018-2019', '2018/19'
    ("time", re.compile(r"(?<![\w.,-])(?:1[89]|20)\d\d\s?[-–/]\s?(?:(?:1[89]|20)\d\d|\d\d)(?![\w-])")),
    # '+58 212 555 1234', '0212-555.12.34', 'call 555-1234'
    ("phone", re.compile(r"\+\d[\d ().-]{6,20}\d|(?<![\w.,])\(?\d{3,4}\)?[ .-]\d{3}[ .-]\d{2}[ .-]?\d{2}(?!\d)")),
    ("phone", re.compile(rf"{_PHONE_CUE}(?P<n>\d{{3,4}}[-.]\d{{3,7}})(?!\d)")),
    # 'won 3-1', 'gano 3 a 1', 'a 2-0 win'; but 'lost 20 to 30 men'
    ("score", re.compile(rf"\b{_WON}\b[^.;\d]{{0,40}}?(?P<n>\d{{1,3}}\s?(?:[-–]|a|to)\s?\d{{1,3}})\b{_NOT_OF_PEOPLE}")),
    ("score", re.compile(rf"(?<![\w.,-])(?P<n>\d{{1,2}}[-–]\d{{1,2}})(?=\s+{_WON}\b)")),
)  # fmt: skip


def unit_at(text: str, folded: str, start: int, end: int, value: float, *, digits: bool) -> str:
    """What the number `text[start:end]` is of; '' if it may count people. `digits`: whether it is written in figures."""
    before, after = folded[max(0, start - BEFORE) : start], folded[end : end + AFTER]
    written_before, written_after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if PERCENT.match(after):
        return "percent"
    if FRACTION_AFTER.match(after):
        return "fraction"
    if MONEY_AFTER.match(after):
        return "money"
    if _NAME_BEFORE.search(before):
        return "name"
    if _is_age(before, after, written_before, value):
        return "age"
    if _is_time(before, after, written_before, written_after, value, digits and end - start == 4):
        return "time"
    if _PLACE_BEFORE.search(before) and digits and not _PLURAL_AFTER.match(written_after):
        return "name"
    if _MEASURE.match(after):
        return "measure"
    if digits and re.match(r"[a-z×]", after) and not re.match(r"k\b", after):
        # '4F', 'G20': letters and figures make a name
        return "name"
    return ""


def _is_age(before: str, after: str, written_before: str, value: float) -> bool:
    if _AGE_AFTER.match(after) or _AGED.search(before):
        return True
    if _YEARS_AFTER.match(after) and _AGE_BEFORE.search(before) and value < 120:
        return True
    if value not in _AGES:
        return False
    if re.match(r"\s*[,.]", after) and not re.match(r"[.,]\d", after) and _NAME_COMMA.search(written_before):
        return True
    return after.startswith(")") and _NAME_PAREN.search(written_before) is not None


def _is_time(before: str, after: str, written_before: str, written_after: str, value: float, four_digits: bool) -> bool:
    if value <= 31 and (_DAY_AFTER.match(written_after) or MONTH_BEFORE.search(written_before)):
        return True
    if value <= _LAST_HOUR and _HOUR_AFTER.match(after):
        return True
    if value <= _LAST_HOUR and _HOUR_BEFORE.search(before) and not _PLURAL_AFTER.match(written_after):
        return True
    if value <= 31 and _EL_DAY_BEFORE.search(before) and not re.match(r"[a-z]", after):
        return True
    if re.match(r"\s*(?:gmt|utc)\b", after):
        return True
    if value < 100 and re.search(r"(?:^|\W)'$", before):
        # "in '93"
        return True
    if four_digits and value in _OLD_YEARS and _OF_YEAR.search(before) and not re.match(r"\s+[a-z]", after):
        # 'the slaves' revolt of 1795': of a figure that counts, its noun would follow.
        return True
    if not four_digits or value not in _YEARS:
        return False
    if _DECADE.match(after):
        return True
    is_round = value % 100 == 0 and not _YEAR_BEFORE.search(before) and re.match(r"\s+[a-z]", written_after)
    return not (is_round or _PEOPLE_AFTER.match(after))

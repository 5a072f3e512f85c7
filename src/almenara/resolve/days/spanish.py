"""Spanish date expressions, the most specific first; each rule has an example beside it. Patterns are over folded text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from almenara.resolve.days import calendar as cal
from almenara.resolve.days import meaning as mean
from almenara.resolve.days.english import iso, numeric, numeric_short
from almenara.resolve.days.meaning import Meaning
from almenara.resolve.days.rule import Context, Rule, alternatives, rule
from almenara.resolve.days.vocabulary import (
    EASTER_FEASTS,
    FIXED_FEASTS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
)

_M, _W, _N, _O = MONTHS["es"], WEEKDAYS["es"], NUMBERS["es"], ORDINALS["es"]
_U, _P, _S = UNITS["es"], PARTS["es"], SEASONS["es"]
MONTH = rf"(?P<month>{alternatives(_M)})\b\.?"
DAY_WORD = rf"(?:(?P<day>\d{{1,2}})(?:º|°|er|ro)?|(?P<dayword>{alternatives(w for w in _O if w not in ('segundo', 'segunda', 'tercera', 'quinta', 'cuarta', 'primera'))})\b)"
YEAR = r"(?:(?P<year>(?:1[5-9]|20)\d\d)|'(?P<short>\d\d))\b"
OF_YEAR = rf"(?:(?:,| de| del)?(?: ano)? {YEAR}|,? (?:de|del) (?P<which>ano pasado|proximo ano|este ano|presente ano|ano en curso|ano que viene|ano proximo|ano anterior|corriente ano|corriente|ano actual|mismo ano))?"
WEEKDAY = rf"(?P<weekday>{alternatives(_W)})\b"
NUMBER = rf"(?P<number>\d{{1,3}}|{alternatives(_N)})\b"
UNIT = rf"(?P<unit>{alternatives(_U)})\b"
PART = rf"(?P<part>{alternatives(_P)})\b"
TIME = r"(?:,? (?:por|en|a|de)? ?(?:la|el)? ?(?:manana|tarde|noche|madrugada|mediodia))?"
PAST, NEXT = (
    r"pasad[oa]s?|anterior|anteriores|ultim[oa]s?",
    r"proxim[oa]s?|siguientes?|entrantes?|venider[oa]s?|que vienen?|que entra",
)

_YEAR_SHIFT = {"ano pasado": -1, "ano anterior": -1, "proximo ano": 1, "ano que viene": 1, "ano proximo": 1}


def _day(match: re.Match[str]) -> int:
    found = match.groupdict()
    return int(found["day"]) if found.get("day") else _O[" ".join(found["dayword"].split())]


def _year(match: re.Match[str], context: Context) -> int | None:
    found = match.groupdict()
    if found.get("year"):
        return int(found["year"])
    if found.get("short"):
        return mean.full_year(found["short"], context.reference)
    if found.get("which") and context.reference:
        return context.reference.year + _YEAR_SHIFT.get(" ".join(found["which"].split()), 0)
    return None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _N[" ".join(words.split())]


def _direction(words: str | None) -> str:
    words = words or ""
    if re.search(PAST, words):
        return "last"
    if re.search(NEXT, words):
        return "next"
    return "this" if re.search(r"est[ea]|presente|curso|actual|mism[oa]|corriente", words) else ""


_SHIFT = {"last": -1, "next": 1, "this": 0, "": 0}


def _range(one: Meaning | None, other: Meaning | None) -> Meaning | None:
    if one is None or other is None or one.start is None or other.end is None or other.end < one.start:
        return None
    return Meaning(one.start, other.end, "span", kind="period", anchor=one.anchor)


@rule(
    "dias de un mes",
    "del 3 al 5 de marzo",
    rf"\b(?:(?:entre|desde|del?|los) )?(?:(?:el|los) )?(?:dias? )?(?P<first>\d{{1,2}})(?: (?:al?|y|hasta|hasta el|y el|-|–|y los?) (?:el )?|[-–])(?:dia )?{DAY_WORD} de(?:l mes de)? {MONTH}{OF_YEAR}",
)
def days_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    year, month = _year(match, context), _M[match["month"]]
    last = mean.calendar_day(_day(match), month, year, context.reference, "near")
    year = last.start.year if last.start else year
    return _range(mean.calendar_day(int(match["first"]), month, year, context.reference, "near"), last)


@rule(
    "de un dia a otro",
    "del 28 de enero al 3 de febrero",
    rf"\b(?:entre|desde|del?) (?:el )?(?P<d1>\d{{1,2}}) de {MONTH}(?:(?: de| del|,) (?P<y1>\d{{4}}))? (?:al|y el|y|hasta el|a|hasta|-) (?P<d2>\d{{1,2}}) de {MONTH.replace('month', 'month2')}{OF_YEAR}",
)
def day_to_day(match: re.Match[str], context: Context) -> Meaning | None:
    last = mean.calendar_day(int(match["d2"]), _M[match["month2"]], _year(match, context), context.reference, "near")
    year = int(match["y1"]) if match["y1"] else (last.start.year if last.start else None)
    return _range(mean.calendar_day(int(match["d1"]), _M[match["month"]], year, context.reference, "near"), last)


@rule(
    "dia de un mes",
    "el martes 22 de enero de 2019",
    rf"\b(?:(?:el|este|del|al) )?(?:(?:pasado|proximo) )?(?:{WEEKDAY},? )?(?:(?:el )?dia )?{DAY_WORD}(?: ?(?:de|del)(?:l mes de| mes de)? | |-|/){MONTH}(?:[-/](?P<dashyear>\d{{4}}|\d\d)\b|{OF_YEAR})(?: (?:{PAST}|{NEXT})\b)?{TIME}",
)
def day_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    number = _day(match)
    if number < 1 or (match["dayword"] and " de " not in match.group() and match["dayword"] not in ("primero", "uno")):
        return None
    year = mean.full_year(match["dashyear"], context.reference) if match["dashyear"] else _year(match, context)
    return mean.calendar_day(number, _M[match["month"]], year, context.reference, "near")


@rule(
    "mes dia",
    "enero 22 de 2019",
    rf"\b{MONTH} (?P<day>\d{{1,2}})\b(?!:|\.\d|%)(?:(?:,| de| del)? (?P<year>(?:1[5-9]|20)\d\d))?",
)
def month_day(match: re.Match[str], context: Context) -> Meaning | None:
    if len(match["month"]) < 4 and not match["year"]:
        return None
    return mean.calendar_day(int(match["day"]), _M[match["month"]], _year(match, context), context.reference, "near")


@rule(
    "n-esimo dia de la semana",
    "el ultimo viernes de mayo",
    rf"\b(?:el )?(?P<nth>primer|segundo|tercer|cuarto|quinto|ultimo) {WEEKDAY} de(?:l)? (?:{MONTH}(?: de| del|,)? ?(?P<year>\d{{4}})?|(?P<m>mes|este mes|proximo mes|mes pasado))",
)
def nth_weekday(match: re.Match[str], context: Context) -> Meaning | None:
    if match["month"]:
        months = mean.whole_month(
            _M[match["month"]], int(match["year"]) if match["year"] else None, context.reference, None, None
        )
    else:
        months = mean.period("month", _SHIFT[_direction(match["m"])], context.reference)
    if months.start is None or months.end is None:
        return months
    days = [months.start + timedelta(days=n) for n in range((months.end - months.start).days + 1)]
    days = [d for d in days if d.weekday() == _W[match["weekday"]]]
    nth = {"primer": 0, "segundo": 1, "tercer": 2, "cuarto": 3, "quinto": 4, "ultimo": -1}[match["nth"]]
    if nth >= len(days):
        return mean.unresolved(mean.NO_SUCH_DAY)
    return mean.whole((days[nth], days[nth]), "day")


@rule(
    "dia del mes",
    "el dia 8, los dias 4 y 5",
    r"\b(?:(?:el|al|del|este) )?(?:proximo |pasado )?(?:dia|dias) (?P<day>\d{1,2})(?: (?:y|al?) (?P<last>\d{1,2}))?\b(?! (?:horas|dias|meses|anos|de la|del?))",
)
def numbered_day(match: re.Match[str], context: Context) -> Meaning | None:
    if context.reference is None:
        return mean.unresolved(mean.NO_REFERENCE)
    here = context.reference
    months = [cal.month_of(here.year, here.month + n)[0] for n in (-1, 0, 1)]
    found = [d for m in months if (d := cal.day(m.year, m.month, int(match["day"])))]
    if not found:
        return mean.unresolved(mean.NO_SUCH_DAY)
    past = max((d for d in found if d <= here), default=found[0])
    future = min((d for d in found if d >= here), default=found[-1])
    words = match.group()
    same = next((d for d in found if (d.year, d.month) == (here.year, here.month)), found[0])
    there = past if "pasado" in words else future if "proximo" in words else same
    if match["last"]:
        last = cal.day(there.year, there.month, int(match["last"]))
        return Meaning(there, last, "span", kind="period") if last and last >= there else None
    return Meaning(there, there, "day", readings=((past, past), (future, future)))


@rule(
    "el 8",
    "el pasado 8, el 21 por la noche",
    r"\b(?:el|hasta el|desde el|para el|al) (?P<which>pasado|proximo)? ?(?P<day>\d{1,2})\b(?! ?%|[.,:/-]\d| (?:por ciento|de [a-z]+|horas|dias|anos|mil|millones|puntos|personas)\b)(?: (?:por la (?:noche|manana|tarde)|del mes|del presente|del corriente))?",
)
def bare_day(match: re.Match[str], context: Context) -> Meaning | None:
    if context.reference is None or not 1 <= int(match["day"]) <= 31:
        return None
    words = match.group()
    if not match["which"] and not re.search(r"por la|del ", words) and context.text.strip() != words:
        verb = re.search(
            r"\b(?:vuelvo|volvere|regreso|ire|sere|estare|llego|salgo|fue|sera|desde|hasta|para|me|fuera)\b",
            context.text[: match.start()].lower(),
        )
        if not verb:
            return None
    here = context.reference
    months = [cal.month_of(here.year, here.month + n)[0] for n in (-2, -1, 0, 1, 2)]
    found = [d for m in months if (d := cal.day(m.year, m.month, int(match["day"])))]
    past = max((d for d in found if d <= here), default=found[0])
    future = min((d for d in found if d >= here), default=found[-1])
    there = past if match["which"] == "pasado" else future if match["which"] == "proximo" else past
    return Meaning(there, there, "day", readings=((past, past), (future, future)))


@rule(
    "hoy, ayer, manana",
    "ayer por la tarde",
    rf"\b(?P<word>antes de ayer|anteayer|antier|antenoche|anteanoche|pasado manana|hoy(?: mismo| en dia| dia)?|anoche|ayer|(?<!la\x20)(?<!esta\x20)(?<!por\x20la\x20)(?<!de\x20la\x20)(?<!media\x20)(?<!esa\x20)(?<!una\x20)(?<!cada\x20)(?<!aquella\x20)(?<!misma\x20)(?<!toda\x20la\x20)manana|esta (?:manana|tarde|noche|madrugada)|esta misma (?:manana|tarde|noche)|el dia de (?:hoy|ayer|manana))\b{TIME}",
)
def named_day(match: re.Match[str], context: Context) -> Meaning | None:
    word = " ".join(match["word"].split())
    if word == "hoy en dia":
        return None
    offset = {
        "antes de ayer": -2, "anteayer": -2, "antier": -2, "antenoche": -2, "anteanoche": -2, "pasado manana": 2, "anoche": -1, "ayer": -1, "manana": 1,
        "el dia de ayer": -1, "el dia de manana": 1,
    }.get(word, 0)  # fmt: skip
    return mean.ago(offset, "day", context.reference)


@rule(
    "hace tres dias",
    "hace tres dias",
    rf"\b(?:hace|desde hace|hara|haria) (?:ya |casi |unos? |mas de |apenas |aproximadamente )?{NUMBER} {UNIT}(?: y medi[oa])?",
)
def units_ago(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.ago(-_number(match["number"]), _U[" ".join(match["unit"].split())], context.reference)


@rule(
    "tres dias atras",
    "tres dias atras",
    rf"\b{NUMBER} {UNIT} (?P<way>atras|antes|despues|mas tarde)\b(?: de (?P<base>hoy|ayer|manana))?",
)
def units_back(match: re.Match[str], context: Context) -> Meaning | None:
    sign = 1 if match["way"] in ("despues", "mas tarde") else -1
    unit = _U[" ".join(match["unit"].split())]
    if match["base"] and context.reference:
        base = {"ayer": -1, "manana": 1}.get(match["base"], 0)
        return mean.ago(sign * _number(match["number"]), unit, cal.shift(context.reference, "day", base)[0])
    if match["way"] != "atras":
        return mean.previous(sign * _number(match["number"])) if unit == "day" else None
    return mean.ago(-_number(match["number"]), unit, context.reference)


@rule(
    "dentro de",
    "dentro de dos semanas",
    rf"\b(?:dentro de|de aqui a|en)(?: los proximos| las proximas| unos| unas)? {NUMBER} {UNIT}(?: mas)?\b",
)
def in_units(match: re.Match[str], context: Context) -> Meaning | None:
    number, unit = _number(match["number"]), _U[" ".join(match["unit"].split())]
    if "proxim" in match.group():
        return mean.stretch(number, unit, 1, context.reference)
    if match.group().startswith("en"):
        before = context.text[max(0, match.start() - 60) : match.start()].lower()
        if re.search(r"\b(?:primer[oa]?|mayor|peor|menor|segund[oa]|tercer[oa]?)\b", before):
            return mean.stretch(number, unit, -1, context.reference)
        if match["number"] in ("un", "una"):
            return None
    return mean.ago(number, unit, context.reference)


@rule(
    "dia de la semana en una semana",
    "el lunes de la semana pasada",
    rf"\b(?:(?:el|este) )?{WEEKDAY} (?:de )?(?:la |de )?(?P<which>semana pasada|semana anterior|proxima semana|semana proxima|semana que viene|semana siguiente|esta semana|esta misma semana)",
)
def weekday_of_week(match: re.Match[str], context: Context) -> Meaning | None:
    week = mean.period("week", _SHIFT[_direction(match["which"])], context.reference)
    if week.start is None:
        return week
    return mean.whole(cal.shift(week.start, "day", _W[match["weekday"]]), "day")


@rule(
    "de un dia de la semana a otro",
    "de lunes a viernes",
    rf"\b(?:del?|desde el|entre el) {WEEKDAY} (?:al?|hasta el|y el) {WEEKDAY.replace('weekday', 'weekday2')}",
)
def weekday_range(match: re.Match[str], context: Context) -> Meaning | None:
    if match.group().startswith("de ") and match["weekday"] == "lunes":
        return Meaning(None, None, "day", kind="set", why="a habit, not one day")
    one = mean.weekday(_W[match["weekday"]], context.reference, None)
    other = mean.weekday(_W[match["weekday2"]], context.reference, None)
    if one.start is None or other.end is None:
        return one
    if other.end < one.start:
        one = mean.weekday(_W[match["weekday"]], other.end, "last")
    return _range(one, other)


@rule(
    "habito", "todos los lunes", rf"\b(?:cada|todos los|todas las|los) (?:{WEEKDAY}s?|{UNIT})(?! (?:\d|{PAST}|{NEXT}))"
)
def habit(match: re.Match[str], context: Context) -> Meaning | None:
    if match.group().startswith("los") and not match["weekday"]:
        return None
    return Meaning(None, None, "day", kind="set", why="a habit, not one day")


@rule(
    "dia de la semana",
    "el proximo lunes por la noche",
    rf"\b(?:(?:el|este|del|al|la (?:madrugada|manana|tarde|noche) del?|ese|un) )?(?:dia )?(?:(?P<before>pasado|ultimo|proximo|anterior|siguiente|este|mismo|venidero) )?{WEEKDAY}(?: (?P<after>{PAST}|{NEXT}))?(?:,? (?P<number>\d{{1,2}})\b(?! (?:horas|personas|mil|heridos|muertos|detenidos)|[.:]\d| de [a-z]))?{TIME}",
)
def weekday(match: re.Match[str], context: Context) -> Meaning | None:
    which = _direction(f"{match['before'] or ''} {match['after'] or ''}")
    number = match["number"]
    if number and context.reference:
        # 'el lunes 21': the nearest month in which the 21st is a Monday.
        for shift in (0, -1, 1, -2, 2, -3, 3):
            first = cal.month_of(context.reference.year, context.reference.month + shift)[0]
            there = cal.day(first.year, first.month, int(number))
            if there and there.weekday() == _W[match["weekday"]]:
                return mean.whole((there, there), "day")
    if match["before"] == "este" or match.group().startswith("este"):
        return mean.weekday(_W[match["weekday"]], context.reference, None)
    return mean.weekday(_W[match["weekday"]], context.reference, which if which in ("last", "next") else None)


@rule(
    "parte de un periodo",
    "a principios de mes",
    rf"\b(?:a|en|desde|hasta|para)?(?: la| el| los)? ?{PART} (?:de|del) (?P<what>(?:este |esta |el |la |proximo |proxima )?(?P<unit>semana|mes|ano|decada|siglo|trimestre)(?: (?:{PAST}|{NEXT}|en curso|actual))?)",
)
def part_of_period(match: re.Match[str], context: Context) -> Meaning | None:
    unit = _U[match["unit"]]
    if match.group().strip().startswith("fin de ano") or (match["part"] == "fin" and unit == "semana"):
        return None
    return mean.period(unit, _SHIFT[_direction(match["what"])], context.reference, _P[match["part"]])


@rule(
    "fin de semana",
    "el fin de semana pasado",
    rf"\b(?:(?:el|este|durante el|en el) )?(?P<before>pasado |proximo |ultimo |este )?(?:fin de semana|finde)(?: (?P<after>{PAST}|{NEXT}))?\b",
)
def weekend(match: re.Match[str], context: Context) -> Meaning | None:
    if context.reference is None:
        return mean.unresolved(mean.NO_REFERENCE, "span")
    which = _direction(
        f"{match['before'] or ''} {match['after'] or ''} {'este' if match.group().startswith('este') else ''}"
    )
    last, this = cal.weekend_of(context.reference, -1), cal.weekend_of(context.reference, 0)
    if which == "last":
        return mean.whole(last, "span")
    if which == "next":
        return mean.whole(cal.weekend_of(context.reference, 1), "span")
    started = context.reference.weekday() >= 5
    if which == "this":
        return Meaning(*this, "span", readings=(this if started else last, this), kind="period")
    return Meaning(*(this if started else last), "span", readings=(this if started else last, this), kind="period")


@rule(
    "unidades pasadas",
    "en los ultimos tres dias",
    rf"\b(?:(?:en|durante|por|de) )?(?:los|las) (?:(?P<which>ultim[oa]s|pasad[oa]s|proxim[oa]s|siguientes) (?:(?P<number>\d{{1,3}}|{alternatives(_N)}) )?|(?P<number2>\d{{1,3}}|{alternatives(_N)}) (?P<which2>ultim[oa]s|pasad[oa]s|proxim[oa]s|siguientes) )(?P<unit>{alternatives(_U)})\b",
)
def run_of_units(match: re.Match[str], context: Context) -> Meaning | None:
    words = match["number"] or match["number2"]
    if not words:
        return None
    direction = -1 if _direction(match["which"] or match["which2"]) == "last" else 1
    return mean.stretch(_number(words), _U[" ".join(match["unit"].split())], direction, context.reference)


@rule(
    "periodo",
    "la semana pasada, este mes",
    rf"\b(?:(?:el|la|esta?|en el|en la|del?|de la|durante el|durante la|para el|para la) )?(?:(?P<before>pasad[oa]|proxim[oa]|ultim[oa]|este|esta|presente|mism[oa]|anterior|siguiente|corriente) )(?P<unit>semana|mes|ano|decada|siglo|trimestre|quincena)\b(?! de (?:{alternatives(_M)}))|\b(?:(?:el|la|del|de la|en el|en la) )?(?P<unit2>semana|mes|ano|decada|siglo|trimestre|quincena) (?P<after>{PAST}|{NEXT}|en curso|actual|corriente)\b",
)
def named_period(match: re.Match[str], context: Context) -> Meaning | None:
    unit = _U[match["unit"] or match["unit2"]]
    words = match.group() if match.group().startswith(("este", "esta")) else (match["before"] or match["after"] or "")
    return mean.period(unit, _SHIFT[_direction(words)], context.reference)


@rule(
    "el mismo dia",
    "ese mismo dia, al dia siguiente",
    r"\b(?:el mismo dia|ese mismo dia|ese dia|esa (?:misma )?(?:noche|manana|tarde)|aquel dia|(?P<after>(?:al|el) dia siguiente|un dia despues|el dia despues)|(?P<before>el dia (?:anterior|antes|previo)|la (?:noche|vispera) anterior|la vispera|un dia antes))\b",
)
def same_day(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.previous(1 if match["after"] else -1 if match["before"] else 0)


@rule(
    "trimestre",
    "el tercer trimestre de 2018",
    r"\b(?:el )?(?P<nth>primer|segundo|tercer|cuarto|ultimo) trimestre(?: (?:de|del)(?: ano)?)?(?: (?P<year>\d{4})| (?P<which>ano pasado|este ano|proximo ano))?",
)
def quarter(match: re.Match[str], context: Context) -> Meaning | None:
    nth = {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "ultimo": 4}[match["nth"]]
    return mean.quarter(nth, _year(match, context), context.reference)


@rule(
    "semestre",
    "el primer semestre de 2018",
    r"\b(?:el )?(?P<nth>primer|segundo) semestre(?: (?:de|del)(?: ano)?)?(?: (?P<year>\d{4})| (?P<which>ano pasado|este ano|proximo ano))?",
)
def half_year(match: re.Match[str], context: Context) -> Meaning | None:
    year = _year(match, context) or (context.reference.year if context.reference else None)
    if year is None:
        return mean.unresolved(mean.NO_REFERENCE, "span")
    first = 1 if match["nth"] == "primer" else 7
    return Meaning(cal.month_of(year, first)[0], cal.month_of(year, first + 5)[1], "span", kind="period")


@rule(
    "estacion",
    "el verano pasado",
    rf"\b(?:(?:el|la|este|esta|en el|en la|del) )?(?P<before>pasad[oa] |proxim[oa] |ultim[oa] )?(?P<season>{alternatives(_S)})(?: (?P<after>{PAST}|{NEXT}))?(?: (?:de|del)(?: ano)? (?:(?P<year>\d{{4}})|(?P<which>ano pasado|este ano|proximo ano)))?",
)
def season(match: re.Match[str], context: Context) -> Meaning | None:
    which = _direction(
        f"{match['before'] or ''} {match['after'] or ''} {match.group() if match.group().startswith('est') else ''}"
    )
    if not which and not match["year"] and not match["which"]:
        return None
    return mean.season(_S[match["season"]], _year(match, context), which, context.reference, None)


@rule(
    "fiesta",
    "la Navidad de 2018",
    rf"\b(?:(?P<before>proxim[oa]|pasad[oa]|ultim[oa]) )?(?:el |la )?(?P<feast>{alternatives([*FIXED_FEASTS, *EASTER_FEASTS])})(?: (?P<after>{PAST}|{NEXT}))?(?: (?:de|del)(?: ano)? (?:(?P<year>\d{{4}})|(?P<which>ano pasado|este ano|proximo ano|ano que viene)))?\b",
)
def feast(match: re.Match[str], context: Context) -> Meaning | None:
    which = _direction(f"{match['before'] or ''} {match['after'] or ''}") or None
    return mean.feast(" ".join(match["feast"].split()), _year(match, context), which, context.reference)


@rule(
    "mes y ano",
    "a principios de enero de 2019",
    rf"\b(?:(?:a |en |el |desde |hasta )?(?:el |la )?{PART} (?:de |del )?)?{MONTH}(?: de| del|,|-|/)? ?(?:ano )?(?:(?P<year>(?:1[5-9]|20)\d\d)|(?P<which>ano pasado|este ano|proximo ano|ano que viene|ano anterior))\b",
)
def month_year(match: re.Match[str], context: Context) -> Meaning | None:
    part = _P[match["part"]] if match["part"] else None
    return mean.whole_month(_M[match["month"]], _year(match, context), context.reference, None, part)


@rule(
    "meses",
    "entre marzo y mayo",
    rf"\b(?:entre|de|desde) {MONTH} (?:y|a|hasta) {MONTH.replace('month', 'month2')}(?:(?: de| del)? (?P<year>\d{{4}}))?",
)
def month_range(match: re.Match[str], context: Context) -> Meaning | None:
    other = mean.whole_month(
        _M[match["month2"]], int(match["year"]) if match["year"] else None, context.reference, None, None
    )
    if other.start is None:
        return other
    year = other.start.year - (1 if _M[match["month"]] > _M[match["month2"]] else 0)
    return _range(mean.whole_month(_M[match["month"]], year, context.reference, None, None), other)


@rule(
    "mes",
    "en mayo, el pasado mayo",
    rf"\b(?:(?P<lead>en|desde|hasta|para|de|del|a|este|el mes de|durante) )?(?:el )?(?:(?P<before>pasado|proximo|ultimo|este) )?(?:mes de )?(?:{PART} (?:de |del )?)?{MONTH}(?: (?P<after>{PAST}|{NEXT}))?(?! ?\d)",
)
def month(match: re.Match[str], context: Context) -> Meaning | None:
    if len(match["month"]) < 4:
        return None
    which = _direction(f"{match['before'] or ''} {match['after'] or ''} {'este' if match['lead'] == 'este' else ''}")
    return mean.whole_month(
        _M[match["month"]], None, context.reference, which or None, _P[match["part"]] if match["part"] else None
    )


@rule(
    "decada",
    "los anos noventa, la decada de 1990",
    r"\b(?:la decada de(?:l| los)? (?:ano |anos )?|los anos |los )(?:(?P<full>(?:1[5-9]|20)\d0)|'?(?P<short>[2-9]0)s?\b|(?P<word>veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)\b)",
)
def decade(match: re.Match[str], context: Context) -> Meaning | None:
    words = {
        "veinte": 20,
        "treinta": 30,
        "cuarenta": 40,
        "cincuenta": 50,
        "sesenta": 60,
        "setenta": 70,
        "ochenta": 80,
        "noventa": 90,
    }
    if match.group().startswith("los ") and not match.group().startswith("los anos"):
        return None
    first = (
        int(match["full"])
        if match["full"]
        else 1900 + (int(match["short"]) if match["short"] else words[match["word"]])
    )
    return Meaning(date(first, 1, 1), date(first + 9, 12, 31), "span", anchor="absolute", kind="period")


@rule(
    "anos",
    "entre 2014 y 2017, 1990-1995",
    r"\b(?:(?:entre|de|desde) )?(?P<a>(?:1[5-9]|20)\d\d)(?: (?:y|a|al|hasta) |[-–/])(?P<b>(?:1[5-9]|20)\d\d|\d\d)\b(?![-/]\d)",
)
def years(match: re.Match[str], context: Context) -> Meaning | None:
    first = int(match["a"])
    last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
    if last <= first or (match.group()[0].isdigit() and not re.search(r"[-–/]", match.group())):
        return None
    return _range(mean.whole(cal.year_of(first), "year"), mean.whole(cal.year_of(last), "year"))


@rule(
    "ano",
    "en 1992, a mediados de 2018",
    rf"\b(?:(?:a |en |desde |hasta )?(?:el |la )?{PART} (?:de |del )(?:ano )?)?(?:(?:en|desde|de|del|hasta|para|durante|el) )?(?:(?:el )?ano )?(?P<year>(?:1[5-9]|20)\d\d)\b(?!\s*(?:personas|soldados|manifestantes|protestas|trabajadores|dolares|euros|pesos|votos|km|metros|%|por ciento|bolivares|toneladas|muertos|casos|empleos|efectivos|familias|estudiantes|millones)\b|[.,]\d|[-/]\d|%)",
)
def year(match: re.Match[str], context: Context) -> Meaning | None:
    if match.group() == match["year"]:
        before = context.text[max(0, match.start() - 25) : match.start()]
        word = re.search(r"([\w$€£.#°º-]+)\s+$", before)
        # 'Agenda 2030', 'Copa América 2021': a name's number.
        if (
            word
            and (word[1][:1].isupper() or word[1][-1:] in "$€£#°º")
            and not re.search(r"(?:^|[.!?:\"“]\s+)\w+\s+$", before)
        ):
            return None
        if re.search(r"[$€£#]\s*$|[\d.,]$|-$", before):
            return None
    interval = cal.year_of(int(match["year"]))
    if match["part"]:
        return Meaning(*cal.part_of(interval, _P[match["part"]]), "span", anchor="absolute", kind="period")
    return mean.whole(interval, "year", "absolute")


RULES: tuple[Rule, ...] = (
    iso, day_to_day, days_of_month, nth_weekday, day_of_month, month_day, numeric, weekday_of_week, weekday_range, habit, units_ago, units_back, run_of_units,
    weekend, part_of_period, same_day, named_period, in_units, feast, named_day, weekday, numbered_day, numeric_short, quarter, half_year, season, month_year, month_range,
    month, decade, years, year, bare_day,
)  # fmt: skip
SCREEN = re.compile(
    rf"\d|\b(?:{alternatives([*_M, *_W, *_S, *FIXED_FEASTS, *EASTER_FEASTS])}|hoy|ayer|anoche|anteayer|antier|antenoche|manana|hace|atras|dentro|semanas?|mes(?:es)?|anos?|dias?|decadas?|siglos?|noche|tarde|madrugada|vispera|trimestre|semestre|quincena|finde)\b"
)

"""English date expressions, the most specific first; each rule has an example beside it."""

from __future__ import annotations

import re

from almenara.resolve.days import calendar as cal
from almenara.resolve.days import meaning as mean
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

_M, _W, _N, _O = MONTHS["en"], WEEKDAYS["en"], NUMBERS["en"], ORDINALS["en"]
_U, _P, _S = UNITS["en"], PARTS["en"], SEASONS["en"]
MONTH = rf"(?P<month>{alternatives(_M)})\b\.?"
MONTH2 = MONTH.replace("month", "month2")
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
DAY_WORD = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<dayword>{alternatives(_O)}))\b"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
ANY_YEAR = r"(?:(?P<year>(?:1[5-9]|20)\d\d)|'(?P<short>\d\d))\b"
WEEKDAY = rf"(?P<weekday>{alternatives(_W)})\b\.?"
NUMBER = rf"(?P<number>\d{{1,3}}|{alternatives(_N)})\b"
UNIT = rf"(?P<unit>{alternatives(_U)})\b"
PART = rf"(?P<part>{alternatives(_P)})\b"
WHICH = r"(?P<which>last|past|previous|prior|next|coming|this|following|upcoming|current)\b"
TIME = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|day)"
#: 'pre-dawn hours Monday', 'early Monday', 'late on Tuesday'
BEFORE_DAY = r"(?:(?:the )?(?:pre-dawn|predawn|early|late|small|wee|morning|evening|afternoon|night)(?: hours)?(?: of| on)? |mid-?)?"

_DIRECTION = {"last": "last", "past": "last", "previous": "last", "prior": "last", "next": "next", "coming": "next",
              "following": "next", "upcoming": "next", "this": "this", "current": "this"}  # fmt: skip
_SHIFT = {"last": -1, "next": 1, "this": 0}


def _day(match: re.Match[str]) -> int:
    found = match.groupdict()
    return int(found["day"]) if found.get("day") else _O[" ".join(found["dayword"].split())]


def _year(match: re.Match[str], context: Context) -> int | None:
    found = match.groupdict()
    if found.get("year"):
        return int(found["year"])
    if found.get("short"):
        return mean.full_year(found["short"], context.reference)
    return None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _N[" ".join(words.split())]


def _capital(match: re.Match[str], context: Context, group: str) -> bool:
    """'may' and 'march' are months only with a capital, in a text that has capitals."""
    word = context.text[match.start(group) : match.end(group)]
    return word.lower() not in ("may", "march", "mar", "sun", "sat", "mon", "wed") or word[:1].isupper()


def _range(one: Meaning | None, other: Meaning | None) -> Meaning | None:
    if one is None or other is None or one.start is None or other.end is None or other.end < one.start:
        return None
    return Meaning(one.start, other.end, "span", kind="period", anchor=one.anchor)


@rule("iso date", "2019-01-22", r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b(?!\d)")
def iso(match: re.Match[str], context: Context) -> Meaning | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    return mean.calendar_day(int(match["day"]), month, int(match["year"]), context.reference, "near")


@rule(
    "days of a month",
    "between 3 and 5 March 2019",
    rf"\b(?:(?:between|from) )?(?:the )?(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to|until|till|through|-|–) |[-–])(?:the )?{DAY} (?:of )?{MONTH}(?:,? {ANY_YEAR})?",
)
def days_then_month(match: re.Match[str], context: Context) -> Meaning | None:
    year, month = _year(match, context), _M[match["month"]]
    last = mean.calendar_day(int(match["day"]), month, year, context.reference, "near")
    year = last.start.year if last.start else year
    return _range(mean.calendar_day(int(match["first"]), month, year, context.reference, "near"), last)


@rule(
    "month with days",
    "from January 3 to 5, 2019",
    rf"\b(?:(?:between|from) )?{MONTH} (?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to|until|till|through|-|–) |[-–])(?:the )?{DAY}(?:,? {ANY_YEAR})?(?! ?(?:{alternatives(_M)})\b)",
)
def month_then_days(match: re.Match[str], context: Context) -> Meaning | None:
    return days_then_month.handle(match, context) if _capital(match, context, "month") else None


@rule(
    "from day to day",
    "from 28 January to 3 February",
    rf"\b(?:between|from) (?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH}|{MONTH2} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?:,? (?P<y1>\d{{4}}))? (?:and|to|until|till|through|-|–) (?:the )?"
    rf"(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH.replace('month', 'month3')}|{MONTH.replace('month', 'month4')} (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?)(?:,? {YEAR})?",
)
def from_day_to_day(match: re.Match[str], context: Context) -> Meaning | None:
    year = _year(match, context)
    last = mean.calendar_day(
        int(match["d3"] or match["d4"]), _M[match["month3"] or match["month4"]], year, context.reference, "near"
    )
    first_year = int(match["y1"]) if match["y1"] else (last.start.year if last.start else None)
    first = mean.calendar_day(
        int(match["d1"] or match["d2"]), _M[match["month"] or match["month2"]], first_year, context.reference, "near"
    )
    return _range(first, last)


@rule(
    "day month year",
    "Tuesday, the 22nd of January, 2019",
    rf"\b(?:{WEEKDAY},? )?(?:the )?{DAY_WORD}(?:-| )(?:day )?(?:of )?{MONTH}(?:(?:,? |-)(?:of |in )?{ANY_YEAR})?(?:,? {TIME})?",
)
def day_month(match: re.Match[str], context: Context) -> Meaning | None:
    if not _capital(match, context, "month") and not match["day"]:
        return None
    year = _year(match, context)
    return (
        mean.calendar_day(_day(match), _M[match["month"]], year, context.reference, "near") if _day(match) > 0 else None
    )


@rule(
    "month day year",
    "Jan. 22, 2019",
    rf"\b(?:{WEEKDAY},? )?{MONTH},? (?:the )?{DAY_WORD}(?!:|\.\d|,\d{{3}}|%| (?:percent|million|people))(?:,? (?:of )?{ANY_YEAR})?",
)
def month_day(match: re.Match[str], context: Context) -> Meaning | None:
    if not _capital(match, context, "month") or _day(match) < 1:
        return None
    return mean.calendar_day(_day(match), _M[match["month"]], _year(match, context), context.reference, "near")


@rule(
    "day.month.year in numbers",
    "22/01/2019",
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?:(?P=mark)(?P<c>\d{4}|\d{2}))(?![\d/]|[.-]\d)",
)
def numeric(match: re.Match[str], context: Context) -> Meaning | None:
    one, other = int(match["a"]), int(match["b"])
    day, month = (one, other) if (context.day_first and other <= 12) or one > 12 else (other, one)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return mean.calendar_day(day, month, mean.full_year(match["c"], context.reference), context.reference, "near")


@rule(
    "day/month in numbers",
    "on 22/04",
    r"(?<![\d/.,-])(?P<a>\d{1,2})[/-](?P<b>\d{1,2})(?![\d/%]|[.,-]\d|th| ?(?:of|inch|percent|million|people|year|vote|hours|days|minutes|points|-))",
)
def numeric_short(match: re.Match[str], context: Context) -> Meaning | None:
    before = context.text[max(0, match.start() - 12) : match.start()].lower()
    if not re.search(
        r"(?:\bon|\bback|\bby|\buntil|\bsince|\bfrom|\bof|\bel|\bdia|\bdía|\bdel|\bfecha|\bal|,|\()\s*$", before
    ):
        return None
    one, other = int(match["a"]), int(match["b"])
    day, month = (one, other) if (context.day_first and other <= 12) or one > 12 else (other, one)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return mean.calendar_day(day, month, None, context.reference, "near")


@rule(
    "nth weekday of a month",
    "the last Friday of May 2019",
    rf"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) {WEEKDAY} (?:of|in) (?:{MONTH}(?:,? {YEAR})?|(?P<which>this|last|next|the) month)",
)
def nth_weekday(match: re.Match[str], context: Context) -> Meaning | None:
    from calendar import monthrange
    from datetime import date, timedelta

    if match["month"]:
        months = mean.whole_month(_M[match["month"]], _year(match, context), context.reference, None, None)
    else:
        months = mean.period("month", _SHIFT.get(match["which"], 0), context.reference)
    if months.start is None:
        return months
    weekday = _W[match["weekday"]]
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}.get(match["nth"]) or int(
        match["nth"][0]
    )
    length = monthrange(months.start.year, months.start.month)[1]
    days = [
        d
        for n in range(length)
        if (d := date(months.start.year, months.start.month, 1) + timedelta(days=n)).weekday() == weekday
    ]
    if nth > len(days):
        return mean.unresolved(mean.NO_SUCH_DAY)
    found = days[nth - 1] if nth > 0 else days[-1]
    return mean.whole((found, found), "day")


@rule(
    "the nth of the month",
    "on the 21st",
    r"\b(?:on|by|since|until|till|from|before|after) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! (?:century|anniversary|floor|street|avenue|district|congress|time|place|amendment|birthday|man|edition|minute|\w+ion\b))(?: of (?P<which>this|last|next|the) month)?",
)
def nth_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    if context.reference is None:
        return mean.unresolved(mean.NO_REFERENCE)
    from datetime import date

    month = cal.month_of(context.reference.year, context.reference.month + _SHIFT.get(match["which"] or "", 0))[0]
    number = int(match["day"])
    found = [
        d
        for m in (month, cal.month_of(month.year, month.month - 1)[0], cal.month_of(month.year, month.month + 1)[0])
        if (d := cal.day(m.year, m.month, number))
    ]
    if not found:
        return mean.unresolved(mean.NO_SUCH_DAY)
    if match["which"]:
        return mean.whole((found[0], found[0]), "day")
    past = max((d for d in found if d <= context.reference), default=date.min)
    future = min((d for d in found if d >= context.reference), default=date.max)
    readings = tuple((d, d) for d in (past, future) if d not in (date.min, date.max))
    return Meaning(
        *(readings[0] if abs((context.reference - readings[0][0]).days) <= 20 else readings[-1]),
        "day",
        readings=readings,
    )


@rule("day before yesterday", "the day before yesterday", r"\b(?:the )?day before yesterday\b")
def before_yesterday(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.ago(-2, "day", context.reference)


@rule("day after tomorrow", "the day after tomorrow", r"\b(?:the )?day after tomorrow\b")
def after_tomorrow(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.ago(2, "day", context.reference)


@rule(
    "number of units from a named day",
    "two days after tomorrow",
    rf"\b{NUMBER} {UNIT} (?P<way>from|after|before) (?P<base>today|now|tomorrow|yesterday)\b",
)
def units_from(match: re.Match[str], context: Context) -> Meaning | None:
    sign = -1 if match["way"] == "before" else 1
    base = {"tomorrow": 1, "yesterday": -1}.get(match["base"], 0)
    if context.reference is None:
        return mean.unresolved(mean.NO_REFERENCE)
    return mean.ago(sign * _number(match["number"]), _U[match["unit"]], cal.shift(context.reference, "day", base)[0])


@rule(
    "today, yesterday, tomorrow",
    "yesterday evening",
    rf"\b(?P<word>today|yesterday|tomorrow|tonight|last night|overnight|this (?:morning|afternoon|evening))\b(?: {TIME})?",
)
def named_day(match: re.Match[str], context: Context) -> Meaning | None:
    word = " ".join(match["word"].split())
    return mean.ago({"yesterday": -1, "tomorrow": 1, "last night": -1}.get(word, 0), "day", context.reference)


@rule(
    "weekday of a week",
    "Monday of last week",
    rf"\b{WEEKDAY} (?:of )?(?P<which>last|next|this|the following|the previous) week\b",
)
def weekday_of_week(match: re.Match[str], context: Context) -> Meaning | None:
    which = {"last": -1, "next": 1, "this": 0, "the following": 1, "the previous": -1}[" ".join(match["which"].split())]
    week = mean.period("week", which, context.reference)
    if week.start is None:
        return week
    there = cal.shift(week.start, "day", _W[match["weekday"]])
    return mean.whole(there, "day")


@rule(
    "weekday weeks ago",
    "a week ago Monday",
    rf"\b(?:{WEEKDAY} )?{NUMBER} {UNIT} (?P<way>ago|earlier|back|before now|from now|hence|later)\b(?: (?:on )?{WEEKDAY.replace('weekday', 'weekday2')})?",
)
def units_ago(match: re.Match[str], context: Context) -> Meaning | None:
    sign = 1 if match["way"] in ("from now", "hence", "later") else -1
    if match["way"] in ("earlier", "later"):
        if _U[match["unit"]] == "day":
            return mean.previous(sign * _number(match["number"]))
        return None
    return mean.ago(sign * _number(match["number"]), _U[match["unit"]], context.reference)


@rule(
    "in so many units",
    "in three days",
    rf"\b(?:in|within) (?P<plus>(?:about|another|the next|less than) )?{NUMBER} (?:more )?{UNIT}(?:'s? time|s' time)?\b(?! (?:of|prison|jail|in))",
)
def in_units(match: re.Match[str], context: Context) -> Meaning | None:
    number, unit = _number(match["number"]), _U[match["unit"]]
    if (match["plus"] and "next" in match["plus"]) or match.group().startswith("within"):
        return mean.stretch(number, unit, 1, context.reference)
    found = mean.ago(number, unit, context.reference)
    # 'the first strike in ten years' looks back; without a verb's tense the words stay open.
    before = context.text[max(0, match.start() - 60) : match.start()].lower()
    if re.search(r"\b(?:first|worst|largest|biggest|highest|lowest|deadliest|second|third|fourth|most)\b", before):
        return mean.stretch(number, unit, -1, context.reference)
    return found


@rule(
    "weekday range",
    "from Monday to Wednesday",
    rf"\b(?:from|between) {WEEKDAY} (?:to|through|until|till|and|-) {WEEKDAY.replace('weekday', 'weekday2')}",
)
def weekday_range(match: re.Match[str], context: Context) -> Meaning | None:
    one = mean.weekday(_W[match["weekday"]], context.reference, None)
    other = mean.weekday(_W[match["weekday2"]], context.reference, None)
    if one.start is None or other.end is None:
        return one
    if other.end < one.start:
        one = mean.weekday(_W[match["weekday"]], other.end, "last")
    return _range(one, other)


@rule(
    "weekday",
    "in the pre-dawn hours Monday",
    rf"\b{BEFORE_DAY}(?:(?P<which>last|past|previous|next|coming|this|following|upcoming|the previous|the following|this coming|this past) )?{WEEKDAY}(?:,? (?:at )?{TIME}s?\b)?(?P<after> (?:last|next)\b(?! \w+(?:day|week|month|year)))?(?!'s (?:day|child))",
)
def weekday(match: re.Match[str], context: Context) -> Meaning | None:
    word = match["weekday"]
    if word in ("mon", "sat", "sun", "wed", "tue", "fri", "thu") and not (
        context.text[match.start("weekday")].isupper() and (match.group().rstrip().endswith(".") or match["which"])
    ):
        return None
    which = " ".join((match["which"] or match["after"] or "").split())
    if which in ("the previous", "previous"):
        which = "last"
    if which in ("the following", "following"):
        which = "next"
    which = {
        "this coming": "coming",
        "this past": "last",
        "coming": "coming",
        "upcoming": "coming",
        "past": "last",
    }.get(which, which)
    if word.endswith("days") and word != "wednesdays" and not match["which"]:
        return None
    return mean.weekday(_W[word], context.reference, which or None)


@rule(
    "part of a period",
    "early last month",
    rf"\b(?:(?:in |at |by |around )?(?:the )?)?(?P<part>early|earlier|mid|middle|late|later|beginning|start|end)(?: |-)(?:in |of )?(?:the )?(?P<which>this|last|next|the past|past|the coming|current)? ?{UNIT}",
)
def part_of_period(match: re.Match[str], context: Context) -> Meaning | None:
    part = {"earlier": "early", "later": "late"}.get(match["part"]) or _P[match["part"]]
    which = " ".join((match["which"] or "").split()).replace("the ", "")
    if not which and match["part"] not in ("end", "beginning", "start", "middle", "mid"):
        return None
    unit = _U[match["unit"]]
    if unit == "day":
        return None
    if match["part"] in ("earlier", "later") or unit in ("week", "weekend"):
        return mean.period(unit, _SHIFT[_DIRECTION.get(which, "this")], context.reference)
    return mean.period(unit, _SHIFT[_DIRECTION.get(which, "this")], context.reference, part)


@rule(
    "run of units",
    "over the past three days",
    rf"\b(?:(?:over|in|during|for|within|throughout) )?(?:the )?{WHICH} (?P<number>\d{{1,3}}|{alternatives(k for k in _N if k not in ('a', 'an'))}) (?:or \w+ )?{UNIT}",
)
def run_of_units(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.stretch(
        _number(match["number"]),
        _U[match["unit"]],
        -1 if _DIRECTION[match["which"]] == "last" else 1,
        context.reference,
    )


@rule(
    "weekend",
    "at the weekend",
    r"\b(?:(?:at|on|over|during) )?(?:(?P<which>last|this|next|past|coming|this past|the past|this coming|the) )weekend\b",
)
def weekend(match: re.Match[str], context: Context) -> Meaning | None:
    which = match["which"].split()[-1]
    if context.reference is None:
        return mean.unresolved(mean.NO_REFERENCE, "span")
    last, this = cal.weekend_of(context.reference, -1), cal.weekend_of(context.reference, 0)
    started = context.reference.weekday() >= 5
    if which in ("last", "past"):
        return mean.whole(last, "span")
    if which == "next":
        return mean.whole(cal.weekend_of(context.reference, 1), "span")
    if which in ("this", "coming"):
        return Meaning(*this, "span", readings=(last if not started else this, this), kind="period")
    return Meaning(*(this if started else last), "span", readings=(this if started else last, this), kind="period")


@rule(
    "the past week",
    "over the past week",
    r"\b(?:over|in|during|for|within|throughout) the (?P<which>past|last|next|coming) (?P<unit>week|fortnight|month|year|decade|quarter)\b",
)
def past_unit(match: re.Match[str], context: Context) -> Meaning | None:
    return mean.stretch(1, _U[match["unit"]], -1 if _DIRECTION[match["which"]] == "last" else 1, context.reference)


@rule(
    "this, last, next unit",
    "last week",
    rf"\b(?:the )?{WHICH} (?P<unit>week|fortnight|month|year|decade|century|quarter)\b(?:'s)?",
)
def named_period(match: re.Match[str], context: Context) -> Meaning | None:
    if match["which"] in ("following", "previous") and not match.group().startswith("the"):
        return None
    return mean.period(_U[match["unit"]], _SHIFT[_DIRECTION[match["which"]]], context.reference)


@rule(
    "the same day",
    "later the same day",
    r"\b(?:(?:on|later|earlier) )?(?P<word>(?:the|that) same (?:day|night|evening|morning|afternoon)|that (?:day|night|evening|morning|afternoon)|the (?:following|next) (?:day|morning|night)|the (?:day|night) (?:before|after)|the previous (?:day|night)|a day (?:later|earlier|after|before)|the day (?:earlier|after))\b(?! (?:yesterday|tomorrow))",
)
def same_day(match: re.Match[str], context: Context) -> Meaning | None:
    word = match["word"]
    if "same" in word or word.startswith("that"):
        return mean.previous(0)
    return mean.previous(-1 if re.search(r"before|previous|earlier", word) else 1)


@rule(
    "quarter",
    "the third quarter of 2018",
    rf"\b(?:the )?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|q(?=[1-4]))(?P<q>[1-4])?(?: |-)?(?:quarter)?(?:,? (?:of )?(?:{YEAR}|(?P<which>last|this|next) year))?",
)
def quarter(match: re.Match[str], context: Context) -> Meaning | None:
    words = match.group()
    if "quarter" not in words and not match["q"]:
        return None
    nth = (
        int(match["q"])
        if match["q"]
        else {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["nth"]) or int(match["nth"][0])
    )
    year = _year(match, context)
    if match["which"] and context.reference:
        year = context.reference.year + _SHIFT[match["which"]]
    return mean.quarter(nth, year, context.reference)


@rule(
    "half-year",
    "the first half of 2018",
    rf"\b(?:the )?(?P<nth>first|second) half of (?:the year (?:of )?)?(?:{YEAR}|(?P<which>last|this|next|the) year)",
)
def half_year(match: re.Match[str], context: Context) -> Meaning | None:
    year = _year(match, context)
    if year is None:
        if context.reference is None:
            return mean.unresolved(mean.NO_REFERENCE, "span")
        year = context.reference.year + _SHIFT.get(match["which"], 0)
    first = 1 if match["nth"] == "first" else 7
    return Meaning(cal.month_of(year, first)[0], cal.month_of(year, first + 5)[1], "span", kind="period")


@rule(
    "season",
    "last summer",
    rf"\b(?:(?:the |in )?(?P<part>early|late|mid)(?:-| ))?(?:(?P<which>last|this|next|in|the|in the|during the|past) )?(?P<season>{alternatives(_S)})(?: of)?(?:,? {YEAR})?\b",
)
def season(match: re.Match[str], context: Context) -> Meaning | None:
    which = (match["which"] or "").split()[-1:] or [""]
    if not match["year"] and which[0] not in ("last", "this", "next", "past"):
        return None
    return mean.season(
        _S[match["season"]],
        _year(match, context),
        {"past": "last"}.get(which[0], which[0]),
        context.reference,
        match["part"],
    )


@rule(
    "feast",
    "last Christmas",
    rf"\b(?:(?P<which>last|this|next) )?(?P<feast>{alternatives([*FIXED_FEASTS, *EASTER_FEASTS])})(?:,? (?:of )?(?:in )?(?:{YEAR}|(?P<whichyear>last|this|next) year))?\b",
)
def feast(match: re.Match[str], context: Context) -> Meaning | None:
    year = _year(match, context)
    if match["whichyear"] and context.reference:
        year = context.reference.year + _SHIFT[match["whichyear"]]
    return mean.feast(" ".join(match["feast"].split()), year, match["which"], context.reference)


@rule(
    "month and year",
    "in early January 2019",
    rf"\b(?:(?:the )?(?P<part>{alternatives(_P)})(?:-| )(?:of |in )?)?{MONTH}(?:,? |-|/)(?:of |in )?(?:{ANY_YEAR}|(?P<which>last|this|next) year)",
)
def month_year(match: re.Match[str], context: Context) -> Meaning | None:
    year = _year(match, context)
    if match["which"] and context.reference:
        year = context.reference.year + _SHIFT[match["which"]]
    return mean.whole_month(
        _M[match["month"]], year, context.reference, None, _P[match["part"]] if match["part"] else None
    )


@rule(
    "month range",
    "between March and May",
    rf"\b(?:between|from) {MONTH} (?:and|to|through|until|till|-) {MONTH2}(?:,? {YEAR})?",
)
def month_range(match: re.Match[str], context: Context) -> Meaning | None:
    if not (_capital(match, context, "month") and _capital(match, context, "month2")):
        return None
    other = mean.whole_month(_M[match["month2"]], _year(match, context), context.reference, None, None)
    if other.start is None:
        return other
    year = other.start.year - (1 if _M[match["month"]] > _M[match["month2"]] else 0)
    return _range(mean.whole_month(_M[match["month"]], year, context.reference, None, None), other)


@rule(
    "month",
    "last May, in early March",
    rf"\b(?:(?P<lead>in|since|during|until|till|by|through|of|from|for|last|this|next|past|the (?:month|end|beginning|start|middle) of) )?(?:(?P<which>last|this|next|past|coming) )?(?:(?P<part>{alternatives(_P)})(?:-| )(?:of |in )?)?{MONTH}(?! ?\d)",
)
def month(match: re.Match[str], context: Context) -> Meaning | None:
    word = match["month"]
    if not _capital(match, context, "month"):
        return None
    guided = match["lead"] or match["which"] or match["part"]
    if (
        not guided
        and (len(word) < 4 or word in ("may", "march", "august"))
        and context.text.strip() != match.group().strip()
    ):
        return None
    if len(word) < 4 and word != "may" and not context.text[match.start("month")].isupper():
        return None
    which = match["which"] or (match["lead"] if match["lead"] in ("last", "this", "next", "past") else None)
    return mean.whole_month(
        _M[word], None, context.reference, _DIRECTION.get(which or ""), _P[match["part"]] if match["part"] else None
    )


@rule(
    "decade",
    "in the 1990s",
    r"\b(?:(?:in |during )?the )?(?:(?P<part>early|late|mid)(?:-| ))?(?P<decade>(?:1[5-9]|20)\d0) ?'?s\b|\bthe (?:(?P<part2>early|late|mid)(?:-| ))?'?(?P<short>[2-9]0)'?s\b",
)
def decade(match: re.Match[str], context: Context) -> Meaning | None:
    from datetime import date

    first = int(match["decade"]) if match["decade"] else 1900 + int(match["short"])
    interval = date(first, 1, 1), date(first + 9, 12, 31)
    part = match["part"] or match["part2"]
    return Meaning(*(cal.part_of(interval, part) if part else interval), "span", anchor="absolute", kind="period")


@rule(
    "years",
    "1990-1995, between 2014 and 2017",
    r"\b(?:(?:between|from) )?(?P<a>(?:1[5-9]|20)\d\d)(?: (?:and|to|until|through) |[-–/])(?P<b>(?:1[5-9]|20)\d\d|\d\d)\b(?![-/]\d)",
)
def years(match: re.Match[str], context: Context) -> Meaning | None:
    first = int(match["a"])
    last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
    if last <= first or (match.group()[0].isdigit() and not re.search(r"[-–/]", match.group())):
        return None
    return _range(mean.whole(cal.year_of(first), "year"), mean.whole(cal.year_of(last), "year"))


@rule(
    "year",
    "in 1992, mid-2018",
    rf"\b(?:(?:in|since|of|by|during|from|until|around|for|before|after|through) )?(?:(?:the )?(?:year |(?P<part>{alternatives(_P)})(?:-| )(?:of |in )?))?(?P<year>(?:1[5-9]|20)\d\d)\b(?!\s*(?:people|soldiers|protesters|protests|workers|dollars|euros|pesos|votes|seats|miles|km|metres|meters|%|percent|homes|troops|families|students|feet|points|tons|tonnes|dead|deaths|hours|jobs|cases|or more|employees)\b|[.,]\d|[-/]\d|%)",
)
def year(match: re.Match[str], context: Context) -> Meaning | None:
    number = int(match["year"])
    alone = match.group() == match["year"]
    before = context.text[max(0, match.start() - 25) : match.start()]
    if alone:
        word = re.search(r"([\w$€£.#°º-]+)\s+$", before)
        # 'Agenda 2030', 'Copa América 2021', 'Boeing 1900', '$ 2000': a name's or a price's number.
        if (
            word
            and (word[1][:1].isupper() or word[1][-1:] in "$€£#°º")
            and word[1].lower().rstrip(".") not in _M
            and not re.search(r"(?:^|[.!?:\"“]\s+)\w+\s+$", before)
        ):
            return None
        if not 1800 <= number <= 2100 or re.search(r"[$€£#]\s*$|[\d.,]$|-$", before):
            return None
    part = _P[match["part"]] if match["part"] else None
    interval = cal.year_of(number)
    if part:
        return Meaning(*cal.part_of(interval, part), "span", anchor="absolute", kind="period")
    return mean.whole(interval, "year", "absolute")


@rule("sets and habits", "every Monday", rf"\b(?:every|each) (?:other )?(?:{WEEKDAY}|{UNIT}|morning|night|evening)")
def habit(match: re.Match[str], context: Context) -> Meaning | None:
    return Meaning(None, None, "day", kind="set", why="a habit, not one day")


RULES: tuple[Rule, ...] = (
    iso, from_day_to_day, days_then_month, month_then_days, nth_weekday, day_month, month_day, numeric, habit, before_yesterday, after_tomorrow,
    units_from, weekday_of_week, weekday_range, units_ago, run_of_units, same_day, weekend, part_of_period, past_unit, in_units, named_period, named_day, nth_of_month,
    numeric_short, feast, weekday, quarter, half_year, season, month_range, month_year, month, decade, years, year,
)  # fmt: skip
#: A text without any of these has no date: most sentences are let go after one pass.
SCREEN = re.compile(
    rf"\d|\b(?:{alternatives([*_M, *_W, *_S, *FIXED_FEASTS, *EASTER_FEASTS])}|to(?:day|night|morrow)|yesterday|overnight|ago|week(?:end)?s?|months?|years?|days?|decades?|centur(?:y|ies)|night|morning|evening|afternoon|quarter|fortnight)\b"
)

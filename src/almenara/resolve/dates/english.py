"""How English news prose tells dates: one row a way of saying it, with an example beside it (see grammar.py for patterns)."""

from __future__ import annotations

from functools import lru_cache, partial

from almenara.resolve.dates import days, periods, ranges
from almenara.resolve.dates.days import beside_previous, counted, counted_from, counted_from_previous, means, named_day
from almenara.resolve.dates.feasts import Feast, feast_day, feast_terminal, holy_week, weekend_of_feast
from almenara.resolve.dates.grammar import Grammar, Rule
from almenara.resolve.dates.guards import (
    a_record,
    counted_noun_follows,
    counts_something,
    no_bare_month,
    no_bare_year,
    no_short_weekday,
    no_whole_half,
    nth_of_something,
    of_something,
    one_unit,
    weekday_in_name,
)
from almenara.resolve.dates.numeric import numeric_terminals
from almenara.resolve.dates.terminals import terminals

# fmt: off
_DIRECTIONS = (
    Rule("WHICH", "last", "[ this ] last|past", "this past", means("last")),
    Rule("WHICH", "previous", "previous|prior|preceding", "the previous", means("previous")),
    Rule("WHICH", "this", "this|current", "this", means("this")),
    Rule("WHICH", "next", "[ this ] next", "this next", means("next")),
    Rule("WHICH", "coming", "[ this ] coming|upcoming|forthcoming", "this coming", means("coming")),
    Rule("WHICH", "following", "following", "the following", means("following")),
    Rule("NTH_OR_LAST", "nth", "NTH:value", "the third", days.value_of),
    Rule("NTH_OR_LAST", "last", "last|final", "the last", means(-1)),
    Rule("NTH_OR_LAST", "first", "opening", "the opening", means(1)),
    Rule("ROUND", "about", "about|around|roughly|nearly|almost|over|some|just|only|at_least|more_than|less_than", "about", means("")),
)

_YEARS = (
    Rule("YEAROF", "year of a day", "[ , ] [ of|in ] [ the ] [ year ] YEARN:year", ", 2019", days.year_number, counts_something),
    Rule("YEAROF", "short year", "[ , ] [ of|in ] APOSTROPHE_YEAR:year", "'98", days.year_number),
    Rule("YEAROF", "relative year", "[ , ] [ of|in ] [ the ] WHICH year", "of last year", days.year_shifted),
    Rule("YEARP", "year", "YEARN:year", "2019", periods.whole_year),
    Rule("YEARP", "short year", "APOSTROPHE_YEAR:year", "'98", periods.whole_year),
    Rule("YEARP", "the year", "the year", "the year", partial(periods.unit_period, unit="year", which="this")),
    Rule("YEARP", "relative year", "[ the ] WHICH year", "last year", partial(periods.unit_period, unit="year")),
)

_WEEKDAYS = (
    Rule("WEEKDAY", "weekday", "FULL_WEEKDAY:value", "Monday", days.value_of),
    Rule("WEEKDAY", "short weekday", "SHORT_WEEKDAY:value .", "Mon.", days.value_of, no_short_weekday),
    Rule("DAYPART", "hours of a day", "[ pre ] [ - ] dawn|predawn [ hours ] [ of|on ]", "the pre-dawn hours of", means("dawn")),
    Rule("DAYPART", "hours of a day", "early|small|wee hours of|on", "the small hours of", means("dawn")),
    Rule("DAYPART", "time of a day", "[ early|late ] TIME:value [ hours ] [ of|on ]", "the night of", days.value_of),
    Rule("DAYPART", "hours of a day", "overnight [ on|, ]", "overnight on", means("night")),
    Rule("DAYPART", "early, late", "early|earlier|late|later|mid [ - ] [ on ]", "early on", means("")),
    Rule("TIMEOF", "time behind a day", "[ , ] [ at ] TIME:value", "afternoon", days.value_of),
    Rule("TIMEOF", "time behind a day", "[ , ] [ in|during ] the [ early|late ] TIME:value [ hours ]", "in the evening", days.value_of),
    Rule("BAREDAY", "weekday", "WEEKDAY", "Monday", days.weekday_day, weekday_in_name),
    Rule("BAREDAY", "weekday and number", "SHORT_WEEKDAY:weekday [ , ] [ the ] DAYTHDIGITS:day", "Wed 13th", days.weekday_number),
    Rule("BAREDAY", "weekday and date", "SHORT_WEEKDAY:weekday [ , ] CALDAY:told", "Fri 15 June", days.with_weekday),
    Rule("BAREDAY", "weekday of a week", "WEEKP:week SHORT_WEEKDAY:weekday", "next week Mon", days.weekday_in_week),
    Rule("BAREDAY", "weekday", "WHICH WEEKDAY", "last Monday", days.weekday_day),
    Rule("BAREDAY", "weekday", "WEEKDAY last|past", "Monday last", partial(days.weekday_day, which="last")),
    Rule("BAREDAY", "weekday", "WEEKDAY next", "Friday next", partial(days.weekday_day, which="next")),
    Rule("BAREDAY", "weekday and number", "[ WHICH:_ ] WEEKDAY [ , ] [ the ] DAYTH:day", "Tuesday the 11th", days.weekday_number, nth_of_something),
    Rule("BAREDAY", "weekday and number", "[ WHICH:_ ] WEEKDAY DAYDIGITS:day !of|and|to|in|people|days|st|nd|rd|th", "Friday 31", days.weekday_number),
    Rule("BAREDAY", "weekday and date", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] [ the ] CALDAY:told [ ) ]", "Saturday, April 25", days.with_weekday),
    Rule("BAREDAY", "weekday of a week", "WEEKDAY [ of ] [ the ] WEEKP:week", "Tuesday of last week", days.weekday_in_week),
    Rule("BAREDAY", "weekday of a week", "WEEKP:week [ , ] [ - ] [ on|, ] WEEKDAY", "next week on Tuesday", days.weekday_in_week),
    Rule("BAREDAY", "nth weekday of a month", "NTH_OR_LAST:nth WEEKDAY of|in PERIOD", "the last Friday of May 2019", days.nth_weekday),
    Rule("BAREDAY", "nth weekday of a month", "NTH_OR_LAST:nth WEEKDAY of|in the month", "the last Friday of the month", periods.nth_weekday_of_this_month),
    Rule("BAREDAY", "nth day of a period", "NTH_OR_LAST:nth day of [ the ] PERIOD", "the last day of May", days.nth_day),
)

_CALENDAR_DAYS = (
    Rule("CALDAY", "day of a month", "DAYN:day [ day ] [ of ] MONTH [ YEAROF:year ]", "22 January 2019", days.calendar_day),
    Rule("CALDAY", "day of a month", "MONTH [ , ] [ the ] DAYN:day [ YEAROF:year ]", "January 22, 2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "DAYDIGITS:day SEP:_ MONTH [ YEARSEP:year ]", "22-Jan-2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "MONTH SEP:_ DAYDIGITS:day [ YEARSEP:year ]", "Jan/22/2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "YEARBEFORE:year SEP:_ MONTH SEP:_ DAYDIGITS:day", "2019-Jan-22", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "YEARBEFORE:year SEP:_ DAYDIGITS:day SEP:_ MONTH", "2019/22/Jan", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "DAYDIGITS:day YEARSEP:year SEP:_ MONTH", "22-2019-Jan", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "MONTH YEARSEP:year SEP:_ DAYDIGITS:day", "Jan-2019-22", days.calendar_day),
    Rule("SEP", "mark", "-|/|.", "-", means("")),
    Rule("YEARSEP", "year behind a mark", "SEP:_ YEARN:year", "-2019", days.year_number),
    Rule("YEARBEFORE", "year before a mark", "YEARN:year", "2019", days.year_number),
    Rule("CALDAY", "next or last day of a month", "WHICH CALDAY:told", "next 5 April", days.redirected),
    Rule("NTHDAY", "nth of this month", "on|by|since|until|till|from|before|after|to|of the DAYTHDIGITS:day", "on the 21st", days.day_of_month, nth_of_something),
    Rule("NTHDAY", "nth of a month", "[ on|by|since|until|till|from|before|after ] the DAYTH:day of WHICH:month month", "the 4th of next month", days.day_of_month),
    Rule("NTHDAY", "nth of a month", "[ on|by|since|until|till|from|before|after ] the DAYTH:day of the month", "the 4th of the month", partial(days.day_of_month, month="this")),
)
_NAMED_DAYS = (
    Rule("NAMED", "today", "today|tonight", "today", named_day(0)),
    Rule("NAMED", "this morning", "this TIME", "this morning", named_day(0)),
    Rule("NAMED", "yesterday", "yesterday [ TIME ]", "yesterday evening", named_day(-1)),
    Rule("NAMED", "last night", "last night", "last night", named_day(-1, "night")),
    Rule("NAMED", "overnight", "overnight", "overnight", named_day(0, "night")),
    Rule("NAMED", "tomorrow", "tomorrow [ TIME ]", "tomorrow morning", named_day(1)),
    Rule("NAMED", "day before yesterday", "day before yesterday", "the day before yesterday", named_day(-2)),
    Rule("NAMED", "day after tomorrow", "day after tomorrow", "the day after tomorrow", named_day(2)),
    Rule("DAY", "named day and weekday", "NAMED:told [ , ] [ WHICH:_ ] WEEKDAY:_", "today, Thursday", days.pass_on),
    Rule("NOW", "now", "now|today", "now", named_day(0)),
)

_COUNTED = (
    Rule("STEPS", "so many units", "[ ROUND:_ ] NUMBER [ or_so|more|calendar ] UNIT", "three weeks", days.steps_of),
    Rule("STEPS", "so many units", "NUMBER UNIT or so", "a week or so", days.steps_of),
    Rule("STEPS", "so many units and units", "NUMBER UNIT [ , ] and STEPS:more", "a month and three days", days.steps_of),
    Rule("COUNTDAY", "so long ago", "STEPS ago|back|before_now", "three days ago", counted(-1)),
    Rule("COUNTDAY", "so long ago on a weekday", "STEPS ago [ on ] [ last ] WEEKDAY", "a week ago Monday", counted(-1)),
    Rule("COUNTDAY", "so long ago at a time", "STEPS ago this TIME", "two days ago this evening", counted(-1)),
    Rule("COUNTDAY", "so long from now", "[ in ] STEPS from now|today", "two weeks from now", counted(1)),
    Rule("COUNTDAY", "so long from now", "STEPS hence", "two weeks hence", counted(1)),
    Rule("COUNTDAY", "in so long", "in STEPS", "in three days", days.ahead_or_within, a_record),
    Rule("COUNTDAY", "in so long", "in STEPS [ ' ] [ s ] time", "in three days' time", counted(1)),
    Rule("COUNTDAY", "so long after a day", "[ in ] STEPS from|after|since|following BASE", "two days after tomorrow", counted_from(1)),
    Rule("COUNTDAY", "so long before a day", "STEPS before|prior_to|ahead_of BASE", "two weeks before Christmas", counted_from(-1)),
    Rule("COUNTDAY", "a day and so long", "WEEKDAY:_ [ , ] COUNTDAY:told", "Saturday, three days from now", days.pass_on),
    Rule("RELDAY", "so long later", "STEPS later|afterwards", "three days later", counted_from_previous(1)),
    Rule("RELDAY", "so long before", "STEPS earlier|before|previously", "a week earlier", counted_from_previous(-1)),
    Rule("RELDAY", "so long after", "STEPS after !the|a|an|his|her|their|its|he|she|they|it|being|that|this", "two days after", counted_from_previous(1)),
    Rule("BASE", "base", "DAY:told", "Tuesday", days.pass_on),
    Rule("BASE", "base", "new year", "New Year", partial(feast_day, feast=Feast("new year's day"))),
    Rule("BASE", "base", "NOW:told", "today", days.pass_on),
    Rule("BASE", "base", "[ the ] year YEARN:year", "the year 2011", periods.whole_year),
    Rule("BASE", "base", "NTHDAY:told", "the 4th of the month", days.pass_on),
)

_RELATIVE_DAYS = (
    Rule("RELDAY", "the same day", "[ later|earlier|on ] same day", "later the same day", beside_previous(0)),
    Rule("RELDAY", "the same day", "same TIME", "the same evening", beside_previous(0)),
    Rule("RELDAY", "the same day", "that [ same ] day", "that day", beside_previous(0)),
    Rule("RELDAY", "the same day", "that [ same ] TIME", "that night", beside_previous(0)),
    Rule("RELDAY", "the following day", "<the following|next day", "the following day", beside_previous(1)),
    Rule("RELDAY", "the following day", "<the following|next TIME", "the next morning", beside_previous(1)),
    Rule("RELDAY", "the day before", "<the previous|preceding day", "the previous day", beside_previous(-1)),
    Rule("RELDAY", "the day before", "<the previous|preceding TIME", "the previous night", beside_previous(-1)),
    Rule("RELDAY", "the day before", "<the day|night before !the|a|an|his|her|their|its|he|she|they|it|in", "the day before", beside_previous(-1)),
    Rule("RELDAY", "the day after", "<the day after !the|a|an|his|her|their|its|he|she|they|it|in", "the day after", beside_previous(1)),
    Rule("COUNTDAY", "the day before a day", "<the day|night before BASE", "the day before Christmas", partial(counted_from(-1), steps=((1, "day"),))),
    Rule("COUNTDAY", "the day after a day", "<the day after BASE", "the day after Easter", partial(counted_from(1), steps=((1, "day"),))),
)

_WEEKS = (
    Rule("WEEKP", "relative week", "WHICH week", "last week", partial(periods.unit_period, unit="week")),
    Rule("WEEKP", "the week after next", "week after next", "the week after next", periods.unit_shifted("week", 2)),
    Rule("WEEKP", "the week before last", "week before last", "the week before last", periods.unit_shifted("week", -2)),
    Rule("WEEKP", "week of a day", "week of [ the|on ] DAY", "the week of April 10", periods.week_of_day),
    Rule("WEEKP", "week of a day", "week of NTHWORD:day", "the week of the 23rd", periods.week_of_day),
    Rule("NTHWORD", "the nth", "the DAYTH:day", "the 18th", days.day_of_month),
    Rule("WEEKP", "week of a day", "week beginning|starting|commencing [ on ] DAY", "the week beginning 4 February", periods.week_of_day),
    Rule("WEEKP", "week of a day", "w / c DAY", "w/c 4 February", periods.week_of_day),
    Rule("WEEKP", "week number", "week DAYDIGITS:number", "week 10", periods.week_number),
    Rule("WEEKP", "week of a year", "week DAYDIGITS:nth of|in YEARP:period", "week 14 of 2018", periods.nth_week),
    Rule("WEEKP", "nth week of a period", "NTH_OR_LAST:nth week of|in PERIOD", "the first week of March", periods.nth_week),
    Rule("WEEKP", "nth week of a period", "NTH_OR_LAST:nth week of|in [ the ] YEARP:period", "the first week of 2015", periods.nth_week),
    Rule("WEEKENDP", "weekend", "the|this weekend", "at the weekend", periods.weekend),
    Rule("WEEKENDP", "weekend", "[ the ] WHICH weekend", "last weekend", periods.weekend),
    Rule("WEEKENDP", "weekend of a day", "[ the ] weekend of [ the ] DAY", "the weekend of Halloween", periods.weekend_of_day),
    Rule("WEEKENDP", "weekend of a feast", "FEAST weekend [ YEAROF:year ]", "Easter weekend", weekend_of_feast),
    Rule("WEEKENDP", "weekend of a feast", "FEAST YEAROF:year weekend", "Labor Day 2021 weekend", weekend_of_feast),
)

_MONTHS = (
    Rule("MONTHP", "month", "BARE_MONTH:month", "in May", periods.whole_month, no_bare_month),
    Rule("MONTHP", "month of a year", "MONTH YEAROF:year", "May 2018", periods.whole_month),
    Rule("MONTHP", "month of a year with marks", "MONTH YEARSEP:year", "May/2018", periods.whole_month),
    Rule("MONTHP", "month of a year", "YEARN:year [ - ] MONTH:month", "2017 April", periods.month_of_year),
    Rule("MONTHP", "relative month", "WHICH MONTH", "last May", periods.whole_month),
    Rule("MONTHP", "month", "the month of BARE_MONTH:month [ YEAROF:year ]", "the month of May", periods.whole_month),
    Rule("MONTHP", "relative month", "WHICH month", "last month", partial(periods.unit_period, unit="month")),
    Rule("MONTHP", "nth month", "NTH_OR_LAST:nth month of [ the ] YEARP:period", "the ninth month of next year", periods.nth_month),
)

_LONGER = (
    Rule("LONGP", "relative unit", "WHICH UNITP:unit", "next quarter", periods.unit_period, of_something),
    Rule("LONGP", "fortnight", "WHICH fortnight", "last fortnight", partial(periods.unit_period, unit="fortnight")),
    Rule("UNITP", "unit", "quarter|trimester", "quarter", means("quarter")),
    Rule("UNITP", "unit", "year", "year", means("year")),
    Rule("UNITP", "unit", "calendar year", "calendar year", means("year")),
    Rule("UNITP", "unit", "decade", "decade", means("decade")),
    Rule("UNITP", "unit", "century", "century", means("century")),
    Rule("LONGP", "quarter", "NTH_OR_LAST:nth quarter [ YEAROF:year ]", "the third quarter of 2018", periods.quarter),
    Rule("LONGP", "quarter", "NTH_OR_LAST:nth quarter of the year", "the third quarter of the year", periods.quarter),
    Rule("LONGP", "quarter", "QUARTERN:nth [ YEAROF:year ]", "Q3 2018", periods.quarter),
    Rule("LONGP", "quarter", "QUARTERN:nth YEARSEP:year", "Q3-2018", periods.quarter),
    Rule("LONGP", "quarter", "YEARN:year [ - ] QUARTERN:nth", "2018 Q3", periods.quarter_of_year),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth half [ YEAROF:year ]", "the first half of 2018", periods.half_year, no_whole_half),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth half of the year", "the first half of the year", periods.half_year),
    Rule("LONGP", "half of a year", "HALFN:nth YEAROF:year", "H1 2019", periods.half_year),
    Rule("LONGP", "half of a year", "HALFN:nth YEARSEP:year", "H1-2019", periods.half_year),
    Rule("LONGP", "half of a year", "YEARN:year [ - ] HALFN:nth", "2019 H2", periods.half_of_year),
    Rule("LONGP", "season", "WHICH SEASON", "last summer", periods.season),
    Rule("LONGP", "season", "SEASON YEAROF:year", "the summer of 2018", periods.season),
    Rule("LONGP", "decade", "YEARN:year [ ' ] s", "the 1990s", periods.decade_from_year),
    Rule("LONGP", "decade", "<the [ ' ] DAYTENS:tens ~ [ ' ] s", "the '90s", periods.decade_from_tens),
    Rule("LONGP", "decade", "<the|early|late|mid|- DECADE_WORD:tens", "the nineties", periods.decade_from_tens),
    Rule("LONGP", "century", "NTH century", "the 19th century", periods.century),
    Rule("LONGP", "year", "[ the ] [ calendar ] year YEARN:year", "the year 2008", periods.whole_year),
    Rule("LONGP", "year", "cy|fy YEARN:year", "FY 2008", periods.whole_year),
    Rule("LONGP", "year", "YEARN:year", "in 1992", periods.whole_year, no_bare_year),
    Rule("LONGP", "short year", "<in|since|of|by APOSTROPHE_YEAR:year", "in '98", periods.whole_year),
)

_RUNS = (
    Rule("RUNP", "run of units", "WHICH COUNT:number [ or_so|or_more|full|calendar ] UNIT", "the past three days", periods.run),
    Rule("RUNP", "run of units", "COUNT:number WHICH UNIT", "the 3 next weeks", periods.run, one_unit),
    Rule("RUNP", "run of a unit", "<the|over|in past UNIT", "over the past week", partial(periods.run, which="last")),
    Rule("RUNP", "run of hours", "WHICH COUNT:number hours", "the past 24 hours", periods.run_of_hours),
    Rule("RUNP", "run of working days", "WHICH COUNT:number business|working|work days", "the next four working days", periods.working_run),
    Rule("RUNP", "first units of a period", "NTH_OR_LAST:nth COUNT:number UNIT of|in PERIOD", "the first ten days of March", periods.run_within),
    Rule("RUNP", "first units of a period", "NTH_OR_LAST:nth COUNT:number UNIT of|in [ the ] YEARP:period", "the last three weeks of the year", periods.run_within),
)

_PARTS = (
    Rule("PARTP", "part of a period", "PART_BEFORE:part [ - ] [ in ] [ the ] PERIOD", "early January", periods.part),
    Rule("PARTP", "part of a period", "PART_NOUN:part of [ the ] PERIOD", "the end of May", periods.part),
    Rule("PARTP", "part of a year", "PART_BEFORE:part [ - ] [ in ] [ the ] YEARP:period", "mid-2018", periods.part),
    Rule("PARTP", "part of a year", "PART_NOUN:part of [ the ] YEARP:period", "the end of 2018", periods.part),
    Rule("PARTP", "part of a unit", "PART_NOUN:part of the UNIT", "the end of the week", periods.part_of_unit),
    Rule("PARTP", "part of a unit", "PART_BEFORE:part in the UNIT", "early in the week", periods.part_of_unit),
    Rule("PART_BEFORE", "early", "early", "early", means("early")),
    Rule("PART_BEFORE", "mid", "mid", "mid", means("mid")),
    Rule("PART_BEFORE", "late", "late", "late", means("late")),
    Rule("PART_NOUN", "beginning", "beginning|start|outset", "the beginning", means("early")),
    Rule("PART_NOUN", "middle", "middle", "the middle", means("mid")),
    Rule("PART_NOUN", "end", "end|close", "the end", means("late")),
    Rule("PARTP", "year's end", "year [ - ] end", "year-end", partial(periods.part_of_unit, part="late", unit="year")),
    Rule("PARTP", "earlier in a period", "earlier [ in ] [ the ] PERIOD", "earlier this year", periods.earlier),
    Rule("PARTP", "later in a period", "later [ in ] [ the ] PERIOD", "later this month", periods.later),
    Rule("PARTP", "earlier in a unit", "earlier in the UNIT", "earlier in the week", periods.earlier_in_unit),
    Rule("PARTP", "later in a unit", "later in the UNIT", "later in the week", periods.later_in_unit),
)

_RANGES = (
    Rule("RANGE", "days of a month", "[ from|between [ the ] ] DAYN:first TO:_ [ the ] DAYN:day [ of ] MONTH [ YEAROF:year ]", "from 3 to 5 March 2019", ranges.days_of_month),
    Rule("RANGE", "days of a month", "between [ the ] DAYN:first and [ the ] DAYN:day [ of ] MONTH [ YEAROF:year ]", "between 3 and 5 March", ranges.days_of_month),
    Rule("RANGE", "days of a month", "[ from|between ] MONTH [ the ] DAYN:first TO:_ [ the ] DAYN:day [ YEAROF:year ]", "January 3-5, 2019", ranges.days_of_month),
    Rule("RANGE", "days of a month", "between MONTH [ the ] DAYN:first and [ the ] DAYN:day [ YEAROF:year ]", "between January 3 and 5", ranges.days_of_month),
    Rule("RANGE", "days of a relative month", "from|between DAYN:first TO:_ [ the ] DAYN:day [ in|of ] MONTHP:period", "from 4 to 23 next month", ranges.days_of_period),
    Rule("RANGE", "from one to the other", "[ from|between|in [ the ] ] MOMENT:one TO:_ [ on ] [ the ] MOMENT:other", "from Monday to Wednesday", ranges.between),
    Rule("RANGE", "between one and the other", "between [ the ] MOMENT:one and [ the ] MOMENT:other", "between March and May", ranges.between),
    Rule("TO", "to", "[ up ] to|until|till|through|thru|-|–|—|~", "to", means("")),
    Rule("MOMENT", "moment", "DATEP:told", "3 March", days.pass_on),
    Rule("MOMENT", "moment", "NOW:told", "now", days.pass_on),
    Rule("MOMENT", "moment", "YEARN:year", "2014", periods.whole_year, counted_noun_follows),
    Rule("MOMENT", "moment", "MONTH", "Nov", periods.whole_month),
    Rule("MOMENT", "moment", "[ the ] NTHWORD:told", "the 4th", days.pass_on),
)

_HABITS = (
    Rule("HABIT", "every weekday", "every|each [ other|second|single ] WEEKDAY:_", "every Monday", means(True)),
    Rule("HABIT", "every year's day", "every|each [ other|second|single ] CALDAY:_", "every 26 September", means(True)),
    Rule("HABIT", "every year's season", "every|each [ other|second|single ] SEASON:_", "every summer", means(True)),
    Rule("HABIT", "every year's month", "every|each [ other|second|single ] MONTH:_", "every April", means(True)),
    Rule("HABIT", "every year's feast", "every|each FEAST:_", "every Easter", means(True)),
    Rule("HABIT", "every weekend", "every|each [ other|second|single ] weekend", "every weekend", means(True)),
    Rule("HABIT", "every unit", "every|each [ other|second|single ] UNIT:_", "every week", means(True)),
    Rule("HABIT", "every time", "every|each [ other|second|single ] TIME:_", "every night", means(True)),
    Rule("HABIT", "weekdays", "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|weekends", "Mondays", means(True)),
    Rule("HABIT", "weekdays", "<!from|between monday to|through|thru|-|– friday|saturday|sunday", "Monday to Friday", means(True)),
    Rule("HABIT", "a unit", "<once|twice|times|time a|per|every UNIT:_", "twice a week", means(True)),
)

_TOP = (
    Rule("DAY", "day", "CALDAY:told", "3 March", days.pass_on),
    Rule("DAY", "day", "NUMERIC:told", "2019-01-22", days.pass_on),
    Rule("DAY", "day", "NUMERIC_SHORT:told", "on 22/04", days.pass_on),
    Rule("DAY", "day", "BAREDAY:told", "Monday", days.pass_on),
    Rule("DAY", "day", "NAMED:told", "yesterday", days.pass_on),
    Rule("DAY", "day", "FEASTDAY:told", "Christmas", days.pass_on),
    Rule("CALDAY", "weekday and date", "WHICH NUMERIC_SHORT:told", "next 5/12", days.redirected),
    Rule("BAREDAY", "weekday and date", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] NUMERIC_SHORT:told [ ) ]", "Friday 7/6", days.with_weekday),
    Rule("BAREDAY", "weekday and date", "WEEKDAY:_ [ , ] [ ( ] NUMERIC:told [ ) ]", "Friday 7/6/2019", days.pass_on),
    Rule("FEASTDAY", "feast", "FEAST [ YEAROF:year ]", "Christmas 2018", feast_day),
    Rule("FEASTDAY", "feast", "WHICH FEAST", "last Christmas", feast_day),
    Rule("LONGP", "Holy Week", "holy week [ YEAROF:year ]", "Holy Week", holy_week),
    Rule("PERIOD", "period", "WEEKP:told", "last week", days.pass_on),
    Rule("PERIOD", "period", "WEEKENDP:told", "last weekend", days.pass_on),
    Rule("PERIOD", "period", "MONTHP:told", "last month", days.pass_on),
    Rule("PERIOD", "period", "LONGP:told", "last year", days.pass_on),
    Rule("DATEP", "date", "DAY:told", "3 March", days.pass_on),
    Rule("DATEP", "date", "DAY:told TIMEOF:time", "Monday night", days.pass_on),
    Rule("DATEP", "date", "DAYPART:time [ the ] DAY:told", "the night of 3 March", days.pass_on),
    Rule("DATEP", "date", "DAYPART:_ DAY:told TIMEOF:time", "late Monday night", days.pass_on),
    Rule("DATEP", "date", "RUNP:told", "the past three days", days.pass_on),
    Rule("DATEP", "date", "PERIOD:told", "last week", days.pass_on),
    Rule("DATEP", "date", "PARTP:told", "early January", days.pass_on),
    Rule("DATEP", "date", "COUNTDAY:told", "three days ago", days.pass_on),
    Rule("DATEP", "date", "NUMERIC_MONTH:told", "12-2015", days.pass_on),
    Rule("DATE", "date", "DATEP:told", "3 March", days.pass_on),
    Rule("DATE", "date", "RANGE:told", "from 3 to 5 March", days.pass_on),
    Rule("DATE", "date", "NTHDAY:told", "on the 21st", days.pass_on),
    Rule("DATE", "date", "RELDAY:told", "the same day", days.pass_on),
)
# fmt: on

RULES: tuple[Rule, ...] = (
    *_DIRECTIONS, *_YEARS, *_WEEKDAYS, *_CALENDAR_DAYS, *_NAMED_DAYS, *_COUNTED, *_RELATIVE_DAYS, *_WEEKS, *_MONTHS, *_LONGER,
    *_RUNS, *_PARTS, *_RANGES, *_HABITS, *_TOP,
)  # fmt: skip


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The rules with what reads their parts; worked out when a text in the language is first read."""
    return Grammar(RULES, (*terminals("en"), *numeric_terminals(), feast_terminal()))

"""How Spanish news prose tells dates: one row a way of saying it, with an example beside it (see grammar.py for patterns).

Patterns are over folded words: 'ano' is año, 'dia' is día, 'manana' is mañana.
"""

from __future__ import annotations

from functools import lru_cache, partial

from almenara.resolve.dates import days, periods, ranges
from almenara.resolve.dates.days import beside_previous, counted, counted_from, counted_from_previous, means, named_day
from almenara.resolve.dates.feasts import feast_day, feast_terminal, holy_week, weekend_of_feast
from almenara.resolve.dates.grammar import Grammar, Rule
from almenara.resolve.dates.guards import (
    a_record,
    counted_noun_follows,
    counts_something,
    no_bare_day,
    no_bare_month,
    no_bare_year,
    no_idiom,
    no_short_weekday,
    no_whole_half,
    one_day,
    weekday_in_name,
    weekly,
)
from almenara.resolve.dates.numeric import numeric_terminals
from almenara.resolve.dates.terminals import terminals

# fmt: off
_DIRECTIONS = (
    Rule("WHICH", "last", "[ este|esta ] pasado|pasada|ultimo|ultima", "el pasado", means("last")),
    Rule("WHICH", "previous", "anterior|previo|previa", "la anterior", means("previous")),
    Rule("WHICH", "this", "este|esta|presente|actual|corriente [ mismo|misma ]", "este mismo", means("this")),
    Rule("WHICH", "same", "mismo|misma", "el mismo", means("same")),
    Rule("WHICH", "next", "[ este|esta ] proximo|proxima|entrante|venidero|venidera", "el próximo", means("next")),
    Rule("WHICH", "following", "siguiente", "la siguiente", means("following")),
    Rule("AFTER", "last", "[ recien ] pasado|pasada|ultimo|ultima|pasados|pasadas", "el lunes pasado", means("last")),
    Rule("AFTER", "previous", "anterior|previo|previa", "el lunes anterior", means("previous")),
    Rule("AFTER", "next", "proximo|proxima|entrante|venidero|venidera|proximos|proximas", "el 11 de agosto próximo", means("next")),
    Rule("AFTER", "following", "siguiente", "el lunes siguiente", means("following")),
    Rule("AFTER", "next", "que viene|entra", "la semana que viene", means("next")),
    Rule("AFTER", "this", "en curso", "el año en curso", means("this")),
    Rule("AFTER", "this", "actual|corriente|presente|mismo|misma", "el año actual", means("this")),
    Rule("MANY", "last", "pasados|pasadas|ultimos|ultimas|recientes", "los últimos", means("last")),
    Rule("MANY", "previous", "anteriores|previos|previas", "los tres días anteriores", means("previous")),
    Rule("MANY", "next", "proximos|proximas|siguientes|venideros|venideras", "los próximos", means("next")),
    Rule("NTH_OR_LAST", "nth", "NTH:value", "el tercer", days.value_of),
    Rule("NTH_OR_LAST", "last", "ultimo|ultima|ultimos|ultimas", "el último", means(-1)),
    Rule("NTH_OR_LAST", "first", "primeros|primeras", "los primeros", means(1)),
    Rule("ROUND", "about", "casi|unos|unas|ya|apenas|aproximadamente|cerca_de|mas_de|menos_de|alrededor_de|escasamente|exactamente|solo|justo", "casi", means("")),
    Rule("OF", "of", "de|del", "de", means("")),
    Rule("THE", "the", "el|la|los|las", "el", means("")),
)

_YEARS = (
    Rule("YEAROF", "year of a day", "[ , ] [ OF:_ ] [ ano ] YEARN:year", "de 2019", days.year_number, counts_something),
    Rule("YEAROF", "year of a day", "en YEARN:year", "en 2019", days.year_number, counts_something),
    Rule("YEAROF", "short year", "[ OF:_ ] APOSTROPHE_YEAR:year", "del '98", days.year_number),
    Rule("YEAROF", "short year", "del [ ano ] TWO_DIGITS:year", "del 87", days.year_number, counts_something),
    Rule("YEAROF", "relative year", "[ , ] OF:_ [ el ] ano AFTER:which", "del año pasado", days.year_shifted),
    Rule("YEAROF", "relative year", "[ , ] OF:_ WHICH ano", "de este año", days.year_shifted),
    Rule("YEAROF", "relative year", "del corriente|presente", "del corriente", partial(days.year_shifted, which="this")),
    Rule("YEARP", "year", "[ ano ] YEARN:year", "2019", periods.whole_year),
    Rule("YEARP", "year", "ano", "año", partial(periods.unit_period, unit="year", which="this")),
    Rule("YEARP", "relative year", "WHICH ano", "este año", partial(periods.unit_period, unit="year")),
    Rule("YEARP", "relative year", "ano AFTER:which", "el año pasado", partial(periods.unit_period, unit="year")),
)

_WEEKDAYS = (
    Rule("WEEKDAY", "weekday", "FULL_WEEKDAY:value", "lunes", days.value_of),
    Rule("WEEKDAY", "weekday", "SHORT_WEEKDAY:value .", "vier.", days.value_of, no_short_weekday),
    Rule("TIMEOF", "time of a day", "[ , ] por|en|a|de la|el TIME:value", "por la noche", days.value_of),
    Rule("TIMEOF", "time of a day", "[ , ] al TIME:value", "al mediodía", days.value_of),
    Rule("TIMEOF", "time of a day", "[ , ] en horas de la TIME:value", "en horas de la tarde", days.value_of),
    Rule("TIMEOF", "time of a day", "[ , ] en la TIME:value", "en la noche", days.value_of),
    Rule("TIMEOF", "time of a day", "TIME:value", "ayer tarde", days.value_of),
    Rule("DAYPART", "time of a day", "TIME:value OF:_", "la noche del", days.value_of),
    Rule("BAREDAY", "weekday", "[ dia ] WEEKDAY", "el lunes", days.weekday_day, weekday_in_name),
    Rule("BAREDAY", "nth day of a period", "NTH_OR_LAST:nth dia OF:_ [ el ] PERIOD", "el último día de mayo", days.nth_day),
    Rule("BAREDAY", "weekday", "WHICH [ dia ] WEEKDAY", "el próximo lunes", days.weekday_day),
    Rule("BAREDAY", "weekday", "WEEKDAY AFTER:which", "el lunes pasado", days.weekday_day),
    Rule("BAREDAY", "weekday", "este|ese|aquel WEEKDAY AFTER:which", "este lunes pasado", days.weekday_day),
    Rule("BAREDAY", "weekday and number", "[ WHICH:_ ] WEEKDAY [ , ] [ el ] [ dia ] DAYDIGITS:day !de|del|horas|personas|heridos|muertos|detenidos|a|mil|%", "el lunes 21", days.weekday_number),
    Rule("BAREDAY", "weekday and number", "[ WHICH:_ ] WEEKDAY [ , ] el [ dia ] DAYN:day !de|del|horas|personas|heridos|muertos|detenidos|a|mil|%", "lunes el veintiuno", days.weekday_number),
    Rule("BAREDAY", "weekday and date", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] [ el ] CALDAY:told [ ) ]", "el martes 22 de enero", days.with_weekday),
    Rule("BAREDAY", "weekday and date", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] NUMERIC_SHORT:told [ ) ]", "el viernes 6/7", days.with_weekday),
    Rule("BAREDAY", "weekday and date", "[ WHICH:_ ] WEEKDAY:_ [ , ] [ ( ] NUMERIC:told [ ) ]", "el viernes 6/7/2019", days.pass_on),
    Rule("BAREDAY", "weekday of a week", "WEEKDAY [ de ] [ la ] WEEKP:week", "el lunes de la semana pasada", days.weekday_in_week),
    Rule("BAREDAY", "weekday of a week", "WEEKP:week [ , ] [ el ] WEEKDAY", "la semana pasada el jueves", days.weekday_in_week),
    Rule("BAREDAY", "nth weekday of a month", "NTH_OR_LAST:nth WEEKDAY OF:_ [ el ] PERIOD", "el último viernes de mayo", days.nth_weekday),
    Rule("BAREDAY", "nth weekday of a month", "NTH_OR_LAST:nth WEEKDAY del mes", "el último viernes del mes", periods.nth_weekday_of_this_month),
)

_CALENDAR_DAYS = (
    Rule("CALDAY", "day of a month", "[ dia ] DAYN:day OF:_ [ mes de ] MONTH [ YEAROF:year ]", "22 de enero de 2019", days.calendar_day),
    Rule("CALDAY", "day of a month", "[ dia ] DAYDIGITS:day MONTH [ YEAROF:year ]", "22 enero 2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "DAYDIGITS:day SEP:_ MONTH [ YEARSEP:year ]", "22-ene-2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "MONTH SEP:_ DAYDIGITS:day [ YEARSEP:year ]", "ene/22/2019", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "YEARBEFORE:year SEP:_ MONTH SEP:_ DAYDIGITS:day", "2019-ene-22", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "YEARBEFORE:year SEP:_ DAYDIGITS:day SEP:_ MONTH", "2019/22/ene", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "DAYDIGITS:day YEARSEP:year SEP:_ MONTH", "22-2019-ene", days.calendar_day),
    Rule("CALDAY", "day of a month with marks", "MONTH YEARSEP:year SEP:_ DAYDIGITS:day", "ene-2019-22", days.calendar_day),
    Rule("SEP", "mark", "-|/|.", "-", means("")),
    Rule("YEARSEP", "year behind a mark", "SEP:_ YEARN:year", "-2019", days.year_number),
    Rule("YEARBEFORE", "year before a mark", "YEARN:year", "2019", days.year_number),
    Rule("CALDAY", "day of a month", "DAYDIGITS:day - MONTH - TWO_DIGITS:short", "22-ene-19", days.calendar_day_short),
    Rule("CALDAY", "day of a month", "MONTH DAYDIGITS:day [ YEAROF:year ]", "enero 22 de 2019", days.calendar_day),
    Rule("CALDAY", "day in numbers", "DAYDIGITS:day de MONTHN:month de YEAROF:year", "6 de 3 de 1984", days.calendar_day),
    Rule("CALDAY", "next or last day of a month", "WHICH CALDAY:told", "el pasado 3 de enero", days.redirected),
    Rule("CALDAY", "next or last day of a month", "CALDAY_PLAIN:told AFTER:which", "el 11 de agosto pasado", days.redirected),
    Rule("CALDAY_PLAIN", "day of a month", "[ dia ] DAYN:day OF:_ MONTH", "11 de agosto", days.calendar_day),
    Rule("CALDAY", "nth of a month", "[ dia ] DAYN:day de|del MONTH_REL:month", "el 8 del mes pasado", days.day_of_month),
    Rule("MONTH_REL", "relative month", "WHICH:value mes", "este mes", days.value_of),
    Rule("MONTH_REL", "relative month", "mes AFTER:value", "mes pasado", days.value_of),
    Rule("MONTH_REL", "relative month", "mes|presente|corriente", "del mes", means("this")),
    Rule("NTHDAY", "nth of a month", "dia DAYN:day !de|del|horas|mil|personas", "el día 8", days.day_of_month),
    Rule("NTHDAY", "nth of a month", "WHICH [ dia ] DAYN:day !de|del|horas|mil|personas|anos|dias|semanas|meses|minutos|horas|partidos", "el pasado 8", days.day_of_month),
    Rule("NTHDAY", "nth of a month", "<el|al|del DAYDIGITS:day TIMEOF:_", "el 21 por la noche", days.day_of_month),
    Rule("NTHDAY", "nth of a month", "<el|al|del DAYDIGITS:day !de|del|por|y|a|al|%", "el 8", days.day_of_month, no_bare_day),
    Rule("NTHDAY", "nth of a month", "<el|al|del DAYTH:day !de|del|por|y|a|al|%", "el 4.º", days.day_of_month),
)

_NAMED_DAYS = (
    Rule("NAMED", "today", "hoy [ mismo ] [ dia ]", "hoy", named_day(0)),
    Rule("NAMED", "yesterday", "ayer", "ayer", named_day(-1)),
    Rule("NAMED", "tomorrow", "<!la|esta|una|esa|cada|media|toda|misma|aquella|buena|pasado|por|las|a manana !siguiente|del|de", "mañana", named_day(1)),
    Rule("NAMED", "last night", "anoche", "anoche", named_day(-1, "night")),
    Rule("NAMED", "day before yesterday", "anteayer|antier|antes_de_ayer", "anteayer", named_day(-2)),
    Rule("NAMED", "night before last", "anteanoche|antenoche|antes_de_anoche", "anteanoche", named_day(-2, "night")),
    Rule("NAMED", "day after tomorrow", "pasado manana", "pasado mañana", named_day(2)),
    Rule("NAMED", "this morning", "esta [ misma ] TIME", "esta mañana", named_day(0)),
    Rule("NAMED", "today", "dia|jornada de hoy", "el día de hoy", named_day(0)),
    Rule("NAMED", "today", "TIME de hoy", "la tarde de hoy", named_day(0)),
    Rule("NAMED", "yesterday", "dia|jornada de ayer", "la jornada de ayer", named_day(-1)),
    Rule("NAMED", "yesterday", "TIME de ayer", "la tarde de ayer", named_day(-1)),
    Rule("NAMED", "tomorrow", "dia|jornada de manana", "el día de mañana", named_day(1)),
    Rule("NAMED", "tomorrow", "TIME de manana", "la tarde de mañana", named_day(1)),
    Rule("DAY", "named day and weekday", "NAMED:told [ , ] [ WHICH:_ ] WEEKDAY:_ [ DAYDIGITS:_ ]", "hoy, jueves", days.pass_on),
    Rule("NOW", "now", "ahora|hoy", "ahora", named_day(0)),
)

_COUNTED = (
    Rule("STEPS", "so many units", "[ ROUND:_ ] NUMBER UNIT", "tres semanas", days.steps_of),
    Rule("STEPS", "so many units and a half", "[ ROUND:_ ] NUMBER UNIT y HALF_MORE:half", "un año y medio", days.steps_of),
    Rule("HALF_MORE", "a half", "medio|media", "medio", means(True)),
    Rule("STEPS", "so many units and units", "NUMBER UNIT y STEPS:more", "un mes y tres días", days.steps_of),
    Rule("COUNTDAY", "so long ago", "hace|haria|hara [ ROUND:_ ] STEPS", "hace tres días", counted(-1)),
    Rule("COUNTDAY", "so long ago", "STEPS atras", "tres días atrás", counted(-1)),
    Rule("COUNTDAY", "so long from now", "dentro_de|de_aqui_a STEPS", "dentro de dos semanas", counted(1)),
    Rule("COUNTDAY", "in so long", "en STEPS [ mas ]", "en tres días", days.ahead_or_within, a_record),
    Rule("COUNTDAY", "so long after a day", "[ dentro_de ] STEPS despues_de|a_partir_de|desde|tras [ THE:_ ] BASE", "seis días después de lunes", counted_from(1)),
    Rule("COUNTDAY", "so long before a day", "STEPS antes_de [ THE:_ ] BASE", "dos semanas antes de Navidad", counted_from(-1)),
    Rule("COUNTDAY", "so long before a day", "STEPS antes del BASE", "dos días antes del 5 de marzo", counted_from(-1)),
    Rule("COUNTDAY", "so long after a day", "STEPS despues del BASE", "dos días después del 5 de marzo", counted_from(1)),
    Rule("COUNTDAY", "the day before a day", "vispera|visperas de|del [ THE:_ ] BASE", "la víspera de Navidad", partial(counted_from(-1), steps=((1, "day"),))),
    Rule("RELDAY", "so long later", "[ a ] STEPS despues !de|del", "tres semanas después", counted_from_previous(1)),
    Rule("RELDAY", "so long later", "STEPS mas tarde", "dos días más tarde", counted_from_previous(1)),
    Rule("RELDAY", "so long before", "STEPS antes !de|del", "un día antes", counted_from_previous(-1)),
    Rule("BASE", "base", "DAY:told", "el martes", days.pass_on),
    Rule("BASE", "base", "NOW:told", "hoy", days.pass_on),
    Rule("BASE", "base", "NTHDAY:told", "el día 8", days.pass_on),
)

_RELATIVE_DAYS = (
    Rule("RELDAY", "the same day", "<el|ese|este|aquel|al|del mismo dia !de|del", "el mismo día", beside_previous(0)),
    Rule("RELDAY", "the same day", "ese|aquel [ mismo ] dia", "ese día", beside_previous(0)),
    Rule("RELDAY", "the same day", "esa|aquella [ misma ] TIME", "esa noche", beside_previous(0)),
    Rule("RELDAY", "the same day", "misma TIME !de|del", "la misma noche", beside_previous(0)),
    Rule("RELDAY", "the following day", "dia siguiente !de|del|a|al", "al día siguiente", beside_previous(1)),
    Rule("RELDAY", "the following day", "siguiente dia", "el siguiente día", beside_previous(1)),
    Rule("RELDAY", "the following day", "TIME siguiente", "la mañana siguiente", beside_previous(1)),
    Rule("RELDAY", "the day before", "dia anterior|previo|antes !de|del|a|al", "el día anterior", beside_previous(-1)),
    Rule("RELDAY", "the day before", "TIME anterior|previa", "la noche anterior", beside_previous(-1)),
    Rule("RELDAY", "the day before", "vispera !de|del|electoral", "la víspera", beside_previous(-1)),
    Rule("RELDAY", "the following day", "<el dia despues !de|del", "el día después", beside_previous(1)),
)

_WEEKS = (
    Rule("WEEKP", "relative week", "WHICH semana", "esta semana", partial(periods.unit_period, unit="week")),
    Rule("WEEKP", "relative week", "semana AFTER:which", "la semana pasada", partial(periods.unit_period, unit="week")),
    Rule("WEEKP", "the week after next", "semana despues_de la proxima", "la semana después de la próxima", periods.unit_shifted("week", 2)),
    Rule("WEEKP", "the week before last", "semana antepasada", "la semana antepasada", periods.unit_shifted("week", -2)),
    Rule("WEEKP", "week of a day", "semana del [ lunes ] DAY", "la semana del 10 de abril", periods.week_of_day),
    Rule("WEEKP", "week of a day", "semana del WEEKDATE:day", "la semana del 18", periods.week_of_day),
    Rule("WEEKDATE", "the nth", "DAYN:day !de", "18", days.day_of_month),
    Rule("WEEKP", "week of a day", "semana que comienza|empieza|inicia|arranca [ el ] DAY", "la semana que arranca el 9 de julio", periods.week_of_day),
    Rule("WEEKP", "week of a day", "semana a_partir_del|desde_el DAY", "la semana a partir del 9 de julio", periods.week_of_day),
    Rule("WEEKP", "week number", "semana DAYN:number", "la semana 10", periods.week_number),
    Rule("WEEKP", "week number", "NTH:number semana !de|del", "la décima semana", periods.week_number),
    Rule("WEEKP", "week of a year", "semana DAYN:nth OF:_ YEARP:period", "la semana 14 de 2018", periods.nth_week),
    Rule("WEEKP", "nth week of a period", "NTH_OR_LAST:nth semana OF:_ PERIOD", "la primera semana de marzo", periods.nth_week),
    Rule("WEEKP", "nth week of a period", "NTH_OR_LAST:nth semana OF:_ YEARP:period", "la primera semana de 2015", periods.nth_week),
    Rule("WEEKENDNAME", "weekend", "fin de semana", "fin de semana", means("")),
    Rule("WEEKENDNAME", "weekend", "finde", "finde", means("")),
    Rule("WEEKENDP", "weekend", "WEEKENDNAME:_", "el fin de semana", periods.weekend),
    Rule("WEEKENDP", "weekend", "ese|aquel WEEKENDNAME:_", "ese fin de semana", periods.weekend),
    Rule("WEEKENDP", "weekend", "WHICH WEEKENDNAME:_", "el próximo fin de semana", periods.weekend),
    Rule("WEEKENDP", "weekend", "WEEKENDNAME:_ AFTER:which", "el fin de semana pasado", periods.weekend),
    Rule("WEEKENDP", "weekend of a day", "WEEKENDNAME:_ del DAY", "el fin de semana del 3 de marzo", periods.weekend_of_day),
    Rule("WEEKENDP", "weekend of a feast", "WEEKENDNAME:_ de [ la ] FEAST [ YEAROF:year ]", "el fin de semana de Navidad", weekend_of_feast),
)

_MONTHS = (
    Rule("MONTHP", "month", "[ mes de ] BARE_MONTH:month", "mayo", periods.whole_month, no_bare_month),
    Rule("MONTHP", "month of a year", "[ mes de ] MONTH YEAROF:year", "mayo de 2018", periods.whole_month),
    Rule("MONTHP", "month of a year with marks", "MONTH YEARSEP:year", "mayo/2018", periods.whole_month),
    Rule("MONTHP", "relative month", "WHICH [ mes de ] MONTH", "el pasado mayo", periods.whole_month),
    Rule("MONTHP", "relative month", "MONTH AFTER:which", "mayo pasado", periods.whole_month),
    Rule("MONTHP", "relative month", "WHICH mes", "este mes", partial(periods.unit_period, unit="month")),
    Rule("MONTHP", "relative month", "mes AFTER:which", "el mes pasado", partial(periods.unit_period, unit="month")),
    Rule("MONTHP", "nth month", "NTH_OR_LAST:nth mes OF:_ YEARP:period", "el cuarto mes de este año", periods.nth_month),
)

_LONGER = (
    Rule("LONGP", "relative unit", "WHICH [ calendario ] UNITP:unit", "este año", periods.unit_period),
    Rule("LONGP", "relative unit", "UNITP:unit AFTER:which", "el año pasado", periods.unit_period),
    Rule("UNITP", "unit", "ano", "año", means("year")),
    Rule("UNITP", "unit", "trimestre", "trimestre", means("quarter")),
    Rule("UNITP", "unit", "semestre", "semestre", means("half")),
    Rule("UNITP", "unit", "quincena", "quincena", means("fortnight")),
    Rule("UNITP", "unit", "decada|decenio", "década", means("decade")),
    Rule("UNITP", "unit", "siglo", "siglo", means("century")),
    Rule("LONGP", "quarter", "NTH_OR_LAST:nth trimestre [ YEAROF:year ]", "el cuarto trimestre de 2017", periods.quarter),
    Rule("LONGP", "quarter", "NTH_OR_LAST:nth trimestre YEARSEP:year", "3º trimestre-2018", periods.quarter),
    Rule("LONGP", "quarter", "NTH_OR_LAST:nth trimestre del ano", "el segundo trimestre del año", periods.quarter),
    Rule("LONGP", "quarter", "QUARTERN:nth [ YEAROF:year ]", "T3 de 2018", periods.quarter),
    Rule("LONGP", "quarter", "QUARTERN:nth YEARSEP:year", "T3-2018", periods.quarter),
    Rule("LONGP", "quarter", "YEARN:year [ - ] QUARTERN:nth", "2018-T3", periods.quarter_of_year),
    Rule("LONGP", "half of a month", "NTH_OR_LAST:nth quincena OF:_ [ THE:_ ] MONTHP:period", "la primera quincena de abril", periods.half_of_month),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth semestre [ YEAROF:year ]", "el primer semestre de 2018", periods.half_year),
    Rule("LONGP", "half of a month", "NTH_OR_LAST:nth quincena OF:_ [ THE:_ ] MONTHP:period", "la primera quincena de abril", periods.half_of_month),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth semestre del ano", "el primer semestre del año", periods.half_year),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth mitad [ YEAROF:year ]", "la primera mitad de 2018", periods.half_year, no_whole_half),
    Rule("LONGP", "half of a year", "NTH_OR_LAST:nth mitad del ano", "la primera mitad del año", periods.half_year),
    Rule("LONGP", "season", "WHICH SEASON", "el pasado verano", periods.season),
    Rule("LONGP", "season", "SEASON AFTER:which", "el verano pasado", periods.season),
    Rule("LONGP", "season", "SEASON YEAROF:year", "el verano de 2018", periods.season),
    Rule("LONGP", "decade", "decada|decenio OF:_ [ los ] [ anos ] YEARN:year", "la década de 1990", periods.decade_from_year),
    Rule("LONGP", "decade", "decada|decenio OF:_ [ los ] [ anos ] DAYTENS:tens", "la década de los 90", periods.decade_from_tens),
    Rule("LONGP", "decade", "decada|decenio OF:_ [ los ] [ anos ] DECADE_WORD:tens", "la década de los noventa", periods.decade_from_tens),
    Rule("LONGP", "decade", "<los anos YEARN:year", "los años 1990", periods.decade_from_year),
    Rule("LONGP", "decade", "<los anos [ ' ] DAYTENS:tens [ s ] !por", "los años 90", periods.decade_from_tens),
    Rule("LONGP", "decade", "<los anos DECADE_WORD:tens", "los años noventa", periods.decade_from_tens),
    Rule("LONGP", "century", "siglo ROMAN:nth", "el siglo XIX", periods.century),
    Rule("LONGP", "year", "ano YEARN:year", "el año 2008", periods.whole_year),
    Rule("LONGP", "year", "YEARN:year", "en 1992", periods.whole_year, no_bare_year),
    Rule("LONGP", "Holy Week", "semana santa [ YEAROF:year ]", "la Semana Santa", holy_week),
    Rule("LONGP", "Holy Week", "WHICH semana santa", "la pasada Semana Santa", holy_week),
)

_RUNS = (
    Rule("RUNP", "run of units", "MANY:which COUNT:number UNIT", "los últimos tres días", periods.run),
    Rule("RUNP", "run of units", "COUNT:number MANY:which UNIT", "las 3 próximas semanas", periods.run),
    Rule("RUNP", "run of units", "<los|las COUNT:number UNIT MANY:which", "los tres días siguientes", periods.run),
    Rule("RUNP", "run of a unit", "en|durante el|la ultimo|ultima UNIT", "en el último año", partial(periods.run, which="last")),
    Rule("RUNP", "run of hours", "MANY:which COUNT:number horas", "las últimas 48 horas", periods.run_of_hours),
    Rule("RUNP", "run of working days", "MANY:which COUNT:number dias WORKING:_", "los próximos seis días hábiles", periods.working_run),
    Rule("RUNP", "run of working days", "COUNT:number dias WORKING:_ MANY:which", "los 4 días laborables siguientes", periods.working_run),
    Rule("WORKING", "working", "laborables|habiles", "laborables", means("")),
    Rule("WORKING", "working", "de trabajo", "de trabajo", means("")),
    Rule("RUNP", "first units of a period", "NTH_OR_LAST:nth COUNT:number UNIT OF:_ [ THE:_ ] PERIOD", "los primeros diez días de marzo", periods.run_within),
    Rule("RUNP", "first units of a period", "NTH_OR_LAST:nth COUNT:number UNIT OF:_ YEARP:period", "las últimas tres semanas del año", periods.run_within),
)

_PARTS = (
    Rule("PARTP", "part of a period", "PART OF:_ [ THE:_ ] PERIOD", "a principios de enero", periods.part),
    Rule("PARTP", "part of a year", "PART OF:_ [ el ] [ ano ] YEARN:year", "a mediados de 2018", periods.part_of_year, counts_something),
    Rule("PARTP", "part of a unit", "PART OF:_ [ la ] UNIT", "a principios de mes", periods.part_of_unit, no_idiom),
    Rule("PARTP", "earlier in a period", "mas temprano [ en|de ] [ THE:_ ] PERIOD", "más temprano esta semana", periods.earlier),
    Rule("PARTP", "earlier in a unit", "mas temprano en la|el UNIT", "más temprano en la semana", periods.earlier_in_unit),
    Rule("PARTP", "later in a period", "mas tarde [ en|de ] [ THE:_ ] PERIOD", "más tarde esta semana", periods.later),
    Rule("PARTP", "later in a unit", "mas tarde en la|el UNIT", "más tarde en la semana", periods.later_in_unit),
)

_RANGES = (
    Rule("RANGE", "days of a month", "[ FROM:_ [ THE:_ ] ] [ dia|dias ] DAYN:first TO:_ [ dia ] DAYN:day de|del|el MONTH [ YEAROF:year ]", "del 3 al 5 de marzo", ranges.days_of_month),
    Rule("RANGE", "days of a month", "entre [ THE:_ ] [ dia|dias ] DAYN:first y [ THE:_ ] [ dia ] DAYN:day de MONTH [ YEAROF:year ]", "entre el 3 y el 5 de marzo", ranges.days_of_month),
    Rule("RANGE", "days of a month", "<los dias DAYN:first y DAYN:day de MONTH [ YEAROF:year ]", "los días 4 y 5 de marzo", ranges.adjacent_days),
    Rule("RANGE", "days of a relative month", "[ FROM:_ [ THE:_ ] ] DAYN:first TO:_ DAYN:day OF:_ [ THE:_ ] MONTHP:period", "del 3 al 5 de este mes", ranges.days_of_period),
    Rule("RANGE", "days of this month", "del|desde [ el ] [ dia ] DAYDIGITS:first TO:_ [ dia ] DAYDIGITS:day !de|del|por|%|mil|anos|personas|horas|puntos", "del 3 al 5", ranges.days_of_this_month),
    Rule("RANGE", "days of this month", "<los dias DAYDIGITS:first y DAYDIGITS:day !de|del|horas", "los días 4 y 5", ranges.adjacent_days_of_this_month),
    Rule("RANGE", "from one to the other", "[ FROM:_ [ THE:_ ] ] [ dia ] MOMENT:one TO:_ [ dia ] MOMENT:other", "de marzo a mayo", ranges.between, weekly),
    Rule("RANGE", "from one to the other", "[ FROM:_ [ THE:_ ] ] [ dia ] MOMENT:one , hasta [ THE:_ ] [ dia ] MOMENT:other", "del 3 de marzo de 2019, hasta hoy", ranges.between),
    Rule("RANGE", "between one and the other", "entre [ THE:_ ] MOMENT:one y [ THE:_ ] MOMENT:other", "entre marzo y mayo", ranges.between),
    Rule("FROM", "from", "de|del|desde|entre|durante_desde|a_partir_de|a_partir_del", "desde", means("")),
    Rule("TO", "to", "a|al|hasta|-|–|—|~ [ el|la|los|las ]", "hasta", means("")),
    Rule("MOMENT", "moment", "DATEP:told", "3 de marzo", days.pass_on),
    Rule("MOMENT", "moment", "NOW:told", "ahora", days.pass_on),
    Rule("MOMENT", "moment", "[ ano ] YEARN:year", "2014", periods.whole_year, counted_noun_follows),
    Rule("MOMENT", "moment", "MONTH", "nov", periods.whole_month),
)

_HABITS = (
    Rule("HABIT", "every day", "cada|todos|todas [ los|las ] HABITUAL:_", "todos los lunes", means(True)),
    Rule("HABIT", "weekdays", "<los lunes|martes|miercoles|jueves|viernes|sabados|domingos", "los lunes", means(True), one_day),
    Rule("HABIT", "weekdays", "de lunes a viernes|sabado|domingo", "de lunes a viernes", means(True)),
    Rule("HABITUAL", "day", "FULL_WEEKDAY:_", "lunes", means("")),
    Rule("HABITUAL", "day", "sabados|domingos|tardes|noches|mananas", "sábados", means("")),
    Rule("HABITUAL", "year's day", "CALDAY:_", "26 de septiembre", means("")),
    Rule("HABITUAL", "year's month", "MONTH:_", "abril", means("")),
    Rule("HABITUAL", "year's season", "SEASON:_", "verano", means("")),
    Rule("HABITUAL", "year's feast", "FEAST:_", "Navidad", means("")),
    Rule("HABITUAL", "weekend", "WEEKENDNAME:_", "fin de semana", means("")),
    Rule("HABITUAL", "weekend", "fines de semana", "fines de semana", means("")),
    Rule("HABITUAL", "unit", "UNIT:_", "semanas", means("")),
    Rule("HABITUAL", "time of a day", "TIME:_", "noche", means("")),
    Rule("HABITUAL", "so many units", "NUMBER:_ UNIT:_", "tres días", means("")),
    Rule("HABIT", "nowadays", "hoy en dia", "hoy en día", means(True)),
    Rule("HABIT", "a unit", "<vez|veces a|al|por [ la ] UNIT:_", "dos veces a la semana", means(True)),
)

_TOP = (
    Rule("DAY", "day", "CALDAY:told", "3 de marzo", days.pass_on),
    Rule("DAY", "day", "NUMERIC:told", "22/01/2019", days.pass_on),
    Rule("DAY", "day", "NUMERIC_SHORT:told", "el 22/04", days.pass_on),
    Rule("DAY", "day", "WHICH NUMERIC_SHORT:told", "el próximo 22/04", days.redirected),
    Rule("DAY", "day", "BAREDAY:told", "lunes", days.pass_on),
    Rule("DAY", "day", "NAMED:told", "ayer", days.pass_on),
    Rule("DAY", "day", "FEASTDAY:told", "Navidad", days.pass_on),
    Rule("FEASTDAY", "feast", "FEAST [ YEAROF:year ]", "Navidad de 2018", feast_day),
    Rule("FEASTDAY", "feast", "WHICH FEAST", "la pasada Navidad", feast_day),
    Rule("FEASTDAY", "feast", "FEAST AFTER:which", "la Navidad pasada", feast_day),
    Rule("PERIOD", "period", "WEEKP:told", "la semana pasada", days.pass_on),
    Rule("PERIOD", "period", "WEEKENDP:told", "el fin de semana", days.pass_on),
    Rule("PERIOD", "period", "MONTHP:told", "este mes", days.pass_on),
    Rule("PERIOD", "period", "LONGP:told", "el año pasado", days.pass_on),
    Rule("DATEP", "date", "DAY:told", "3 de marzo", days.pass_on),
    Rule("DATEP", "date", "DAY:told TIMEOF:time", "el lunes por la noche", days.pass_on),
    Rule("DATEP", "date", "DAYPART:time [ dia ] DAY:told", "la noche del lunes", days.pass_on),
    Rule("DATEP", "date", "RUNP:told", "los últimos tres días", days.pass_on),
    Rule("DATEP", "date", "PERIOD:told", "la semana pasada", days.pass_on),
    Rule("DATEP", "date", "PARTP:told", "principios de enero", days.pass_on),
    Rule("DATEP", "date", "COUNTDAY:told", "hace tres días", days.pass_on),
    Rule("DATEP", "date", "NUMERIC_MONTH:told", "12-2015", days.pass_on),
    Rule("DATE", "date", "DATEP:told", "3 de marzo", days.pass_on),
    Rule("DATE", "date", "RANGE:told", "del 3 al 5 de marzo", days.pass_on),
    Rule("DATE", "date", "NTHDAY:told", "el día 8", days.pass_on),
    Rule("DATE", "date", "NTHDAY:told TIMEOF:time", "el día 8 por la noche", days.pass_on),
    Rule("DATE", "date", "RELDAY:told", "el mismo día", days.pass_on),
)
# fmt: on

RULES: tuple[Rule, ...] = (
    *_DIRECTIONS, *_YEARS, *_WEEKDAYS, *_CALENDAR_DAYS, *_NAMED_DAYS, *_COUNTED, *_RELATIVE_DAYS, *_WEEKS, *_MONTHS, *_LONGER,
    *_RUNS, *_PARTS, *_RANGES, *_HABITS, *_TOP,
)  # fmt: skip


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The rules with what reads their parts; worked out when a text in the language is first read."""
    return Grammar(RULES, (*terminals("es"), *numeric_terminals(), feast_terminal()))

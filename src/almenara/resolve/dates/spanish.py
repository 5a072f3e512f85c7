"""How Spanish news prose tells dates: one row a way of saying it, with an example beside it (see grammar.py for patterns).

Patterns are over folded words: 'ano' is año, 'dia' is día, 'manana' is mañana.
"""

from __future__ import annotations

from functools import partial

from almenara.resolve.dates import days, periods, ranges
from almenara.resolve.dates.days import beside_previous, counted, counted_from, counted_from_previous, means, named_day
from almenara.resolve.dates.feasts import feast_day, feast_terminal, holy_week, weekend_of_feast
from almenara.resolve.dates.grammar import Grammar, Rule
from almenara.resolve.dates.guards import (
    counted_noun_follows,
    counts_something,
    no_bare_day,
    no_bare_month,
    no_bare_year,
    no_idiom,
    no_short_weekday,
    no_whole_half,
    one_day,
    weekly,
)
from almenara.resolve.dates.numeric import numeric_terminals
from almenara.resolve.dates.terminals import terminals

# fmt: off
_DIRECTIONS = (
    Rule("WHICH", "pasado", "[ este|esta ] pasado|pasada|ultimo|ultima", "el pasado lunes", means("last")),
    Rule("WHICH", "anterior", "anterior|previo|previa", "la anterior semana", means("previous")),
    Rule("WHICH", "este", "este|esta|presente|actual|corriente [ mismo|misma ]", "este mes", means("this")),
    Rule("WHICH", "mismo", "mismo|misma", "el mismo año", means("same")),
    Rule("WHICH", "proximo", "[ este|esta ] proximo|proxima|entrante|venidero|venidera", "el próximo lunes", means("next")),
    Rule("WHICH", "siguiente", "siguiente", "la siguiente semana", means("following")),
    Rule("AFTER", "pasado", "[ recien ] pasado|pasada|ultimo|ultima|pasados|pasadas", "el lunes pasado", means("last")),
    Rule("AFTER", "anterior", "anterior|previo|previa", "el lunes anterior", means("previous")),
    Rule("AFTER", "proximo", "proximo|proxima|entrante|venidero|venidera|proximos|proximas", "el 25 de abril próximo", means("next")),
    Rule("AFTER", "siguiente", "siguiente", "el lunes siguiente", means("following")),
    Rule("AFTER", "que viene", "que viene|entra", "la semana que viene", means("next")),
    Rule("AFTER", "en curso", "en curso", "el año en curso", means("this")),
    Rule("AFTER", "actual", "actual|corriente|presente|mismo|misma", "el año actual", means("this")),
    Rule("MANY", "pasados", "pasados|pasadas|ultimos|ultimas|recientes", "los últimos tres días", means("last")),
    Rule("MANY", "anteriores", "anteriores|previos|previas", "los tres días anteriores", means("previous")),
    Rule("MANY", "proximos", "proximos|proximas|siguientes|venideros|venideras", "los próximos tres días", means("next")),
    Rule("NTH_OR_LAST", "n-esimo", "NTH:value", "el tercer", days.value_of),
    Rule("NTH_OR_LAST", "ultimo", "ultimo|ultima|ultimos|ultimas", "el último", means(-1)),
    Rule("NTH_OR_LAST", "primeros", "primeros|primeras", "los primeros", means(1)),
    Rule("ROUND", "casi", "casi|unos|unas|ya|apenas|aproximadamente|cerca_de|mas_de|menos_de|alrededor_de|escasamente|exactamente|solo|justo", "casi dos", means("")),
    Rule("OF", "de", "de|del", "de", means("")),
    Rule("THE", "el", "el|la|los|las", "el", means("")),
)

_YEARS = (
    Rule("YEAROF", "ano de un dia", "[ , ] [ OF:_ ] [ ano ] YEARN:year", "de 2019", days.year_number, counts_something),
    Rule("YEAROF", "ano de un dia", "en YEARN:year", "en 2019", days.year_number, counts_something),
    Rule("YEAROF", "ano corto", "[ OF:_ ] APOSTROPHE_YEAR:year", "del '98", days.year_number),
    Rule("YEAROF", "ano corto", "del [ ano ] TWO_DIGITS:year", "del 87", days.year_number, counts_something),
    Rule("YEAROF", "ano relativo", "[ , ] OF:_ [ el ] ano AFTER:which", "del año pasado", days.year_shifted),
    Rule("YEAROF", "ano relativo", "[ , ] OF:_ WHICH ano", "de este año", days.year_shifted),
    Rule("YEAROF", "ano relativo", "del corriente|presente", "del corriente", partial(days.year_shifted, which="this")),
    Rule("YEARP", "ano", "[ ano ] YEARN:year", "2019", periods.whole_year),
    Rule("YEARP", "ano", "ano", "año", partial(periods.unit_period, unit="year", which="this")),
    Rule("YEARP", "ano relativo", "WHICH ano", "este año", partial(periods.unit_period, unit="year")),
    Rule("YEARP", "ano relativo", "ano AFTER:which", "el año pasado", partial(periods.unit_period, unit="year")),
)

_WEEKDAYS = (
    Rule("WEEKDAY", "dia de la semana", "FULL_WEEKDAY:value", "lunes", days.value_of),
    Rule("WEEKDAY", "dia de la semana", "SHORT_WEEKDAY:value .", "vier.", days.value_of, no_short_weekday),
    Rule("TIMEOF", "parte del dia", "[ , ] por|en|a|de la|el TIME:value", "por la noche", days.value_of),
    Rule("TIMEOF", "parte del dia", "[ , ] al TIME:value", "al mediodía", days.value_of),
    Rule("TIMEOF", "parte del dia", "[ , ] en horas de la TIME:value", "en horas de la tarde", days.value_of),
    Rule("TIMEOF", "parte del dia", "[ , ] en la TIME:value", "en la noche", days.value_of),
    Rule("TIMEOF", "parte del dia", "TIME:value", "ayer tarde", days.value_of),
    Rule("DAYPART", "parte de un dia", "TIME:value OF:_", "la noche del", days.value_of),
    Rule("BAREDAY", "dia de la semana", "[ dia ] WEEKDAY", "el lunes", days.weekday_day),
    Rule("BAREDAY", "dia de la semana", "WHICH [ dia ] WEEKDAY", "el próximo lunes", days.weekday_day),
    Rule("BAREDAY", "dia de la semana", "WEEKDAY AFTER:which", "el lunes pasado", days.weekday_day),
    Rule("BAREDAY", "dia de la semana", "este|ese|aquel WEEKDAY AFTER:which", "este lunes pasado", days.weekday_day),
    Rule("BAREDAY", "dia de la semana y numero", "[ WHICH:_ ] WEEKDAY [ , ] [ el ] [ dia ] DAYN:day !de|del|horas|personas|heridos|muertos|detenidos|y|a|mil|%", "el lunes 21", days.weekday_number),
    Rule("BAREDAY", "dia de la semana y fecha", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] [ el ] CALDAY:told [ ) ]", "el martes 22 de enero", days.with_weekday),
    Rule("BAREDAY", "dia de la semana y fecha", "[ WHICH:_ ] WEEKDAY [ , ] [ ( ] NUMERIC_SHORT:told [ ) ]", "el viernes 6/7", days.with_weekday),
    Rule("BAREDAY", "dia de la semana y fecha", "[ WHICH:_ ] WEEKDAY:_ [ , ] [ ( ] NUMERIC:told [ ) ]", "el viernes 6/7/2019", days.pass_on),
    Rule("BAREDAY", "dia de una semana", "WEEKDAY [ de ] [ la ] WEEKP:week", "el lunes de la semana pasada", days.weekday_in_week),
    Rule("BAREDAY", "dia de una semana", "WEEKP:week [ , ] [ el ] WEEKDAY", "la próxima semana el martes", days.weekday_in_week),
    Rule("BAREDAY", "n-esimo dia de la semana", "NTH_OR_LAST:nth WEEKDAY OF:_ [ el ] PERIOD", "el último viernes de mayo", days.nth_weekday),
    Rule("BAREDAY", "n-esimo dia de la semana", "NTH_OR_LAST:nth WEEKDAY del mes", "el último viernes del mes", periods.nth_weekday_of_this_month),
)

_CALENDAR_DAYS = (
    Rule("CALDAY", "dia de un mes", "[ dia ] DAYN:day OF:_ [ mes de ] MONTH [ YEAROF:year ]", "22 de enero de 2019", days.calendar_day),
    Rule("CALDAY", "dia de un mes", "[ dia ] DAYDIGITS:day MONTH [ YEAROF:year ]", "22 enero 2019", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "DAYDIGITS:day SEP:_ MONTH [ YEARSEP:year ]", "22-ene-2019", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "MONTH SEP:_ DAYDIGITS:day [ YEARSEP:year ]", "ene/22/2019", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "YEARBEFORE:year SEP:_ MONTH SEP:_ DAYDIGITS:day", "2019-ene-22", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "YEARBEFORE:year SEP:_ DAYDIGITS:day SEP:_ MONTH", "2019/22/ene", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "DAYDIGITS:day YEARSEP:year SEP:_ MONTH", "22-2019-ene", days.calendar_day),
    Rule("CALDAY", "dia de un mes con signos", "MONTH YEARSEP:year SEP:_ DAYDIGITS:day", "ene-2019-22", days.calendar_day),
    Rule("SEP", "mark", "-|/|.", "-", means("")),
    Rule("YEARSEP", "year behind a mark", "SEP:_ YEARN:year", "-2019", days.year_number),
    Rule("YEARBEFORE", "year before a mark", "YEARN:year", "2019", days.year_number),
    Rule("CALDAY", "dia de un mes", "DAYDIGITS:day - MONTH - TWO_DIGITS:short", "22-ene-19", days.calendar_day_short),
    Rule("CALDAY", "dia de un mes", "MONTH DAYDIGITS:day [ YEAROF:year ]", "enero 22 de 2019", days.calendar_day),
    Rule("CALDAY", "dia en numeros", "DAYDIGITS:day de MONTHN:month de YEAROF:year", "9 de 8 de 1971", days.calendar_day),
    Rule("CALDAY", "pasado o proximo dia de un mes", "WHICH CALDAY:told", "el pasado 3 de enero", days.redirected),
    Rule("CALDAY", "pasado o proximo dia de un mes", "CALDAY_PLAIN:told AFTER:which", "el 25 de abril pasado", days.redirected),
    Rule("CALDAY_PLAIN", "dia de un mes", "[ dia ] DAYN:day OF:_ MONTH", "25 de abril", days.calendar_day),
    Rule("CALDAY", "dia de un mes relativo", "[ dia ] DAYN:day de|del MONTH_REL:month", "el 8 del mes pasado", days.day_of_month),
    Rule("MONTH_REL", "mes relativo", "WHICH:value mes", "este mes", days.value_of),
    Rule("MONTH_REL", "mes relativo", "mes AFTER:value", "mes pasado", days.value_of),
    Rule("MONTH_REL", "mes relativo", "mes|presente|corriente", "del mes", means("this")),
    Rule("NTHDAY", "dia del mes", "dia DAYN:day !de|del|horas|mil|personas", "el día 8", days.day_of_month),
    Rule("NTHDAY", "dia del mes", "WHICH [ dia ] DAYN:day !de|del|horas|mil|personas|anos|dias|semanas|meses|minutos|horas|partidos", "el pasado 8", days.day_of_month),
    Rule("NTHDAY", "dia del mes", "<el|al|del DAYDIGITS:day TIMEOF:_", "el 21 por la noche", days.day_of_month),
    Rule("NTHDAY", "dia del mes", "<el|al|del DAYDIGITS:day !de|del|por|y|a|al|%", "el 8", days.day_of_month, no_bare_day),
    Rule("NTHDAY", "dia del mes", "<el|al|del DAYTH:day !de|del|por|y|a|al|%", "el 4.º", days.day_of_month),
)

_NAMED_DAYS = (
    Rule("NAMED", "hoy", "hoy [ mismo ] [ dia ]", "hoy", named_day(0)),
    Rule("NAMED", "ayer", "ayer", "ayer", named_day(-1)),
    Rule("NAMED", "manana", "<!la|esta|una|esa|cada|media|toda|misma|aquella|buena|pasado|por|las|a manana !siguiente|del|de", "mañana", named_day(1)),
    Rule("NAMED", "anoche", "anoche", "anoche", named_day(-1, "night")),
    Rule("NAMED", "anteayer", "anteayer|antier|antes_de_ayer", "anteayer", named_day(-2)),
    Rule("NAMED", "anteanoche", "anteanoche|antenoche|antes_de_anoche", "anteanoche", named_day(-2, "night")),
    Rule("NAMED", "pasado manana", "pasado manana", "pasado mañana", named_day(2)),
    Rule("NAMED", "esta manana", "esta [ misma ] TIME", "esta mañana", named_day(0)),
    Rule("NAMED", "el dia de hoy", "dia|jornada|tarde|noche|madrugada|manana de hoy", "el día de hoy", named_day(0)),
    Rule("NAMED", "el dia de ayer", "dia|jornada|tarde|noche|madrugada|manana de ayer", "la jornada de ayer", named_day(-1)),
    Rule("NAMED", "el dia de manana", "dia|jornada|tarde|noche de manana", "el día de mañana", named_day(1)),
    Rule("NAMED", "hoy y dia de la semana", "NAMED:told [ , ] [ WHICH:_ ] WEEKDAY:_ [ DAYDIGITS:_ ]", "hoy, jueves", days.pass_on),
    Rule("NOW", "ahora", "ahora|hoy", "ahora", named_day(0)),
)

_COUNTED = (
    Rule("STEPS", "tantas unidades", "[ ROUND:_ ] NUMBER UNIT", "tres semanas", days.steps_of),
    Rule("STEPS", "tantas unidades y media", "[ ROUND:_ ] NUMBER UNIT y HALF_MORE:half", "un año y medio", days.steps_of),
    Rule("HALF_MORE", "media", "medio|media", "medio", means(True)),
    Rule("STEPS", "tantas unidades y unidades", "NUMBER UNIT y STEPS:more", "2 semanas y 2 días", days.steps_of),
    Rule("COUNTDAY", "hace tanto", "hace|haria|hara [ ROUND:_ ] STEPS", "hace tres días", counted(-1)),
    Rule("COUNTDAY", "tanto atras", "STEPS atras", "tres días atrás", counted(-1)),
    Rule("COUNTDAY", "dentro de tanto", "dentro_de|de_aqui_a STEPS", "dentro de dos semanas", counted(1)),
    Rule("COUNTDAY", "en tanto", "en STEPS [ mas ]", "en tres días", days.ahead_or_within, no_idiom),
    Rule("COUNTDAY", "tanto despues de un dia", "[ dentro_de ] STEPS despues_de|a_partir_de|desde|tras [ THE:_ ] BASE", "dos días después de hoy", counted_from(1)),
    Rule("COUNTDAY", "tanto antes de un dia", "STEPS antes_de [ THE:_ ] BASE", "dos semanas antes de Navidad", counted_from(-1)),
    Rule("COUNTDAY", "tanto antes de un dia", "STEPS antes del BASE", "dos días antes del 5 de marzo", counted_from(-1)),
    Rule("COUNTDAY", "tanto despues de un dia", "STEPS despues del BASE", "dos días después del 5 de marzo", counted_from(1)),
    Rule("COUNTDAY", "la vispera de un dia", "vispera|visperas de|del [ THE:_ ] BASE", "la víspera de Navidad", partial(counted_from(-1), steps=((1, "day"),))),
    Rule("RELDAY", "tanto despues", "[ a ] STEPS despues !de|del", "tres semanas después", counted_from_previous(1)),
    Rule("RELDAY", "tanto despues", "STEPS mas tarde", "dos días más tarde", counted_from_previous(1)),
    Rule("RELDAY", "tanto antes", "STEPS antes !de|del", "un día antes", counted_from_previous(-1)),
    Rule("BASE", "base", "DAY:told", "el martes", days.pass_on),
    Rule("BASE", "base", "NOW:told", "hoy", days.pass_on),
    Rule("BASE", "base", "NTHDAY:told", "el día 8", days.pass_on),
)

_RELATIVE_DAYS = (
    Rule("RELDAY", "el mismo dia", "<el|ese|este|aquel|al|del mismo dia !de|del", "el mismo día", beside_previous(0)),
    Rule("RELDAY", "el mismo dia", "ese|aquel [ mismo ] dia", "ese día", beside_previous(0)),
    Rule("RELDAY", "el mismo dia", "esa|aquella [ misma ] TIME", "esa noche", beside_previous(0)),
    Rule("RELDAY", "el mismo dia", "misma TIME !de|del", "la misma noche", beside_previous(0)),
    Rule("RELDAY", "el dia siguiente", "dia siguiente !de|del|a|al", "al día siguiente", beside_previous(1)),
    Rule("RELDAY", "el dia siguiente", "siguiente dia", "el siguiente día", beside_previous(1)),
    Rule("RELDAY", "el dia siguiente", "TIME siguiente", "la mañana siguiente", beside_previous(1)),
    Rule("RELDAY", "el dia anterior", "dia anterior|previo|antes !de|del|a|al", "el día anterior", beside_previous(-1)),
    Rule("RELDAY", "el dia anterior", "TIME anterior|previa", "la noche anterior", beside_previous(-1)),
    Rule("RELDAY", "la vispera", "vispera !de|del|electoral", "la víspera", beside_previous(-1)),
    Rule("RELDAY", "el dia despues", "<el dia despues !de|del", "el día después", beside_previous(1)),
)

_WEEKS = (
    Rule("WEEKP", "semana relativa", "WHICH semana", "esta semana", partial(periods.unit_period, unit="week")),
    Rule("WEEKP", "semana relativa", "semana AFTER:which", "la semana pasada", partial(periods.unit_period, unit="week")),
    Rule("WEEKP", "la semana despues de la proxima", "semana despues_de la proxima", "la semana después de la próxima", periods.unit_shifted("week", 2)),
    Rule("WEEKP", "la semana antepasada", "semana antepasada", "la semana antepasada", periods.unit_shifted("week", -2)),
    Rule("WEEKP", "semana de un dia", "semana del [ lunes ] DAY", "la semana del 10 de abril", periods.week_of_day),
    Rule("WEEKP", "semana de un dia", "semana del WEEKDATE:day", "la semana del 18", periods.week_of_day),
    Rule("WEEKDATE", "el 18", "DAYN:day !de", "18", days.day_of_month),
    Rule("WEEKP", "semana de un dia", "semana que comienza|empieza|inicia|arranca [ el ] DAY", "la semana que comienza el 4 de febrero", periods.week_of_day),
    Rule("WEEKP", "semana de un dia", "semana a_partir_del|desde_el DAY", "la semana a partir del 4 de febrero", periods.week_of_day),
    Rule("WEEKP", "semana numero", "semana DAYN:number", "la semana 10", periods.week_number),
    Rule("WEEKP", "semana numero", "NTH:number semana !de|del", "la décima semana", periods.week_number),
    Rule("WEEKP", "semana de un ano", "semana DAYN:nth OF:_ YEARP:period", "la semana 27 del año pasado", periods.nth_week),
    Rule("WEEKP", "n-esima semana de un periodo", "NTH_OR_LAST:nth semana OF:_ PERIOD", "la primera semana de marzo", periods.nth_week),
    Rule("WEEKP", "n-esima semana de un ano", "NTH_OR_LAST:nth semana OF:_ YEARP:period", "la primera semana de 2015", periods.nth_week),
    Rule("WEEKENDNAME", "fin de semana", "fin de semana", "fin de semana", means("")),
    Rule("WEEKENDNAME", "fin de semana", "finde", "finde", means("")),
    Rule("WEEKENDP", "fin de semana", "WEEKENDNAME:_", "el fin de semana", periods.weekend),
    Rule("WEEKENDP", "fin de semana", "ese|aquel WEEKENDNAME:_", "ese fin de semana", periods.weekend),
    Rule("WEEKENDP", "fin de semana", "WHICH WEEKENDNAME:_", "el próximo fin de semana", periods.weekend),
    Rule("WEEKENDP", "fin de semana", "WEEKENDNAME:_ AFTER:which", "el fin de semana pasado", periods.weekend),
    Rule("WEEKENDP", "fin de semana de un dia", "WEEKENDNAME:_ del DAY", "el fin de semana del 3 de marzo", periods.weekend_of_day),
    Rule("WEEKENDP", "fin de semana de una fiesta", "WEEKENDNAME:_ de [ la ] FEAST [ YEAROF:year ]", "el fin de semana de Navidad", weekend_of_feast),
)

_MONTHS = (
    Rule("MONTHP", "mes", "[ mes de ] BARE_MONTH:month", "mayo", periods.whole_month, no_bare_month),
    Rule("MONTHP", "mes de un ano", "[ mes de ] MONTH YEAROF:year", "mayo de 2018", periods.whole_month),
    Rule("MONTHP", "mes de un ano con signos", "MONTH YEARSEP:year", "mayo/2018", periods.whole_month),
    Rule("MONTHP", "mes relativo", "WHICH [ mes de ] MONTH", "el pasado mayo", periods.whole_month),
    Rule("MONTHP", "mes relativo", "MONTH AFTER:which", "mayo pasado", periods.whole_month),
    Rule("MONTHP", "mes relativo", "WHICH mes", "este mes", partial(periods.unit_period, unit="month")),
    Rule("MONTHP", "mes relativo", "mes AFTER:which", "el mes pasado", partial(periods.unit_period, unit="month")),
    Rule("MONTHP", "n-esimo mes", "NTH_OR_LAST:nth mes OF:_ YEARP:period", "el noveno mes del próximo año", periods.nth_month),
)

_LONGER = (
    Rule("LONGP", "unidad relativa", "WHICH [ calendario ] UNITP:unit", "este año", periods.unit_period),
    Rule("LONGP", "unidad relativa", "UNITP:unit AFTER:which", "el año pasado", periods.unit_period),
    Rule("UNITP", "unidad", "ano", "año", means("year")),
    Rule("UNITP", "unidad", "trimestre", "trimestre", means("quarter")),
    Rule("UNITP", "unidad", "semestre", "semestre", means("half")),
    Rule("UNITP", "unidad", "quincena", "quincena", means("fortnight")),
    Rule("UNITP", "unidad", "decada|decenio", "década", means("decade")),
    Rule("UNITP", "unidad", "siglo", "siglo", means("century")),
    Rule("LONGP", "trimestre", "NTH_OR_LAST:nth trimestre [ YEAROF:year ]", "el tercer trimestre de 2018", periods.quarter),
    Rule("LONGP", "trimestre", "NTH_OR_LAST:nth trimestre YEARSEP:year", "3º trimestre-2018", periods.quarter),
    Rule("LONGP", "trimestre", "NTH_OR_LAST:nth trimestre del ano", "el primer trimestre del año", periods.quarter),
    Rule("LONGP", "trimestre", "QUARTERN:nth [ YEAROF:year ]", "T3 de 2018", periods.quarter),
    Rule("LONGP", "trimestre", "QUARTERN:nth YEARSEP:year", "T3-2018", periods.quarter),
    Rule("LONGP", "trimestre", "YEARN:year [ - ] QUARTERN:nth", "2018-T3", periods.quarter_of_year),
    Rule("LONGP", "semestre", "NTH_OR_LAST:nth semestre [ YEAROF:year ]", "el primer semestre de 2018", periods.half_year),
    Rule("LONGP", "semestre", "NTH_OR_LAST:nth semestre del ano", "el primer semestre del año", periods.half_year),
    Rule("LONGP", "mitad de un ano", "NTH_OR_LAST:nth mitad [ YEAROF:year ]", "la primera mitad de 2018", periods.half_year, no_whole_half),
    Rule("LONGP", "mitad de un ano", "NTH_OR_LAST:nth mitad del ano", "la primera mitad del año", periods.half_year),
    Rule("LONGP", "estacion", "WHICH SEASON", "el pasado verano", periods.season),
    Rule("LONGP", "estacion", "SEASON AFTER:which", "el verano pasado", periods.season),
    Rule("LONGP", "estacion", "SEASON YEAROF:year", "el verano de 2018", periods.season),
    Rule("LONGP", "decada", "decada|decenio OF:_ [ los ] [ anos ] YEARN:year", "la década de 1990", periods.decade_from_year),
    Rule("LONGP", "decada", "decada|decenio OF:_ [ los ] [ anos ] DAYTENS:tens", "la década de los 90", periods.decade_from_tens),
    Rule("LONGP", "decada", "decada|decenio OF:_ [ los ] [ anos ] DECADE_WORD:tens", "la década de los noventa", periods.decade_from_tens),
    Rule("LONGP", "decada", "<los anos YEARN:year", "los años 1990", periods.decade_from_year),
    Rule("LONGP", "decada", "<los anos [ ' ] DAYTENS:tens [ s ] !por", "los años 90", periods.decade_from_tens),
    Rule("LONGP", "decada", "<los anos DECADE_WORD:tens", "los años noventa", periods.decade_from_tens),
    Rule("LONGP", "siglo", "siglo ROMAN:nth", "el siglo XIX", periods.century),
    Rule("LONGP", "ano", "ano YEARN:year", "el año 2008", periods.whole_year),
    Rule("LONGP", "ano", "YEARN:year", "en 1992", periods.whole_year, no_bare_year),
    Rule("LONGP", "Semana Santa", "semana santa [ YEAROF:year ]", "la Semana Santa", holy_week),
    Rule("LONGP", "Semana Santa", "WHICH semana santa", "la pasada Semana Santa", holy_week),
)

_RUNS = (
    Rule("RUNP", "serie de unidades", "MANY:which COUNT:number UNIT", "los últimos tres días", periods.run),
    Rule("RUNP", "serie de unidades", "COUNT:number MANY:which UNIT", "las 3 próximas semanas", periods.run),
    Rule("RUNP", "serie de unidades", "<los|las COUNT:number UNIT MANY:which", "los tres días siguientes", periods.run),
    Rule("RUNP", "una unidad", "en|durante el|la ultimo|ultima UNIT", "en el último año", partial(periods.run, which="last")),
    Rule("RUNP", "serie de dias laborables", "MANY:which COUNT:number dias WORKING:_", "los próximos cuatro días laborables", periods.working_run),
    Rule("RUNP", "serie de dias laborables", "COUNT:number dias WORKING:_ MANY:which", "los 4 días laborables siguientes", periods.working_run),
    Rule("WORKING", "laborables", "laborables|habiles", "laborables", means("")),
    Rule("WORKING", "laborables", "de trabajo", "de trabajo", means("")),
    Rule("RUNP", "primeras unidades de un periodo", "NTH_OR_LAST:nth COUNT:number UNIT OF:_ [ THE:_ ] PERIOD", "los primeros diez días de marzo", periods.run_within),
    Rule("RUNP", "primeras unidades de un ano", "NTH_OR_LAST:nth COUNT:number UNIT OF:_ YEARP:period", "las últimas tres semanas del año", periods.run_within),
)

_PARTS = (
    Rule("PARTP", "parte de un periodo", "PART OF:_ [ THE:_ ] PERIOD", "a principios de enero", periods.part),
    Rule("PARTP", "parte de un ano", "PART OF:_ [ el ] [ ano ] YEARN:year", "a mediados de 2018", periods.part_of_year, counts_something),
    Rule("PARTP", "parte de una unidad", "PART OF:_ [ la ] UNIT", "a principios de mes", periods.part_of_unit, no_idiom),
    Rule("PARTP", "antes en un periodo", "mas temprano [ en|de ] [ THE:_ ] PERIOD", "más temprano esta semana", periods.earlier),
    Rule("PARTP", "antes en una unidad", "mas temprano en la|el UNIT", "más temprano en la semana", periods.earlier_in_unit),
    Rule("PARTP", "despues en un periodo", "mas tarde [ en|de ] [ THE:_ ] PERIOD", "más tarde esta semana", periods.later),
    Rule("PARTP", "despues en una unidad", "mas tarde en la|el UNIT", "más tarde en la semana", periods.later_in_unit),
)

_RANGES = (
    Rule("RANGE", "dias de un mes", "[ FROM:_ ] [ THE:_ ] [ dia|dias ] DAYN:first TO:_ [ dia ] DAYN:day de|del|el MONTH [ YEAROF:year ]", "del 3 al 5 de marzo", ranges.days_of_month),
    Rule("RANGE", "dias de un mes", "entre [ THE:_ ] [ dia|dias ] DAYN:first y [ THE:_ ] [ dia ] DAYN:day de MONTH [ YEAROF:year ]", "entre el 3 y el 5 de marzo", ranges.days_of_month),
    Rule("RANGE", "dias de un mes", "<los dias DAYN:first y DAYN:day de MONTH [ YEAROF:year ]", "los días 4 y 5 de marzo", ranges.adjacent_days),
    Rule("RANGE", "dias de un mes relativo", "[ FROM:_ ] [ THE:_ ] DAYN:first TO:_ DAYN:day OF:_ [ THE:_ ] MONTHP:period", "del 3 al 5 de este mes", ranges.days_of_period),
    Rule("RANGE", "dias de este mes", "del|desde [ el ] [ dia ] DAYDIGITS:first TO:_ [ dia ] DAYDIGITS:day !de|del|por|%|mil|anos|personas|horas|puntos", "del 3 al 5", ranges.days_of_this_month),
    Rule("RANGE", "dias de este mes", "<los dias DAYDIGITS:first y DAYDIGITS:day !de|del|horas", "los días 4 y 5", ranges.adjacent_days_of_this_month),
    Rule("RANGE", "de uno a otro", "[ FROM:_ ] [ THE:_ ] [ dia ] MOMENT:one TO:_ [ dia ] MOMENT:other", "de marzo a mayo", ranges.between, weekly),
    Rule("RANGE", "de uno a otro", "[ FROM:_ ] [ THE:_ ] [ dia ] MOMENT:one , TO:_ [ dia ] MOMENT:other", "del 3 de marzo de 2019, hasta hoy", ranges.between),
    Rule("RANGE", "entre uno y otro", "entre [ THE:_ ] MOMENT:one y [ THE:_ ] MOMENT:other", "entre marzo y mayo", ranges.between),
    Rule("FROM", "desde", "de|del|desde|entre|durante_desde|a_partir_de|a_partir_del", "desde", means("")),
    Rule("TO", "hasta", "a|al|hasta|-|–|—|~ [ el|la|los|las ]", "hasta", means("")),
    Rule("MOMENT", "momento", "DATEP:told", "3 de marzo", days.pass_on),
    Rule("MOMENT", "momento", "NOW:told", "ahora", days.pass_on),
    Rule("MOMENT", "momento", "[ ano ] YEARN:year", "2014", periods.whole_year, counted_noun_follows),
    Rule("MOMENT", "momento", "MONTH", "nov", periods.whole_month),
)

_HABITS = (
    Rule("HABIT", "cada dia", "cada|todos|todas [ los|las ] HABITUAL:_", "todos los lunes", means(True)),
    Rule("HABIT", "los lunes", "<los lunes|martes|miercoles|jueves|viernes|sabados|domingos", "los lunes", means(True), one_day),
    Rule("HABIT", "de lunes a viernes", "de lunes a viernes|sabado|domingo", "de lunes a viernes", means(True)),
    Rule("HABITUAL", "dia", "FULL_WEEKDAY:_", "lunes", means("")),
    Rule("HABITUAL", "dia", "sabados|domingos|tardes|noches|mananas", "sábados", means("")),
    Rule("HABITUAL", "unidad", "UNIT:_", "semanas", means("")),
    Rule("HABITUAL", "parte del dia", "TIME:_", "noche", means("")),
    Rule("HABITUAL", "tantas unidades", "NUMBER:_ UNIT:_", "tres días", means("")),
    Rule("HABIT", "hoy en dia", "hoy en dia", "hoy en día", means(True)),
    Rule("HABIT", "a la semana", "<vez|veces a|al|por [ la ] UNIT:_", "dos veces a la semana", means(True)),
)

_TOP = (
    Rule("DAY", "dia", "CALDAY:told", "3 de marzo", days.pass_on),
    Rule("DAY", "dia", "NUMERIC:told", "22/01/2019", days.pass_on),
    Rule("DAY", "dia", "NUMERIC_SHORT:told", "el 22/04", days.pass_on),
    Rule("DAY", "dia", "WHICH NUMERIC_SHORT:told", "el próximo 22/04", days.redirected),
    Rule("DAY", "dia", "BAREDAY:told", "lunes", days.pass_on),
    Rule("DAY", "dia", "NAMED:told", "ayer", days.pass_on),
    Rule("DAY", "dia", "FEASTDAY:told", "Navidad", days.pass_on),
    Rule("FEASTDAY", "fiesta", "FEAST [ YEAROF:year ]", "Navidad de 2018", feast_day),
    Rule("FEASTDAY", "fiesta", "WHICH FEAST", "la pasada Navidad", feast_day),
    Rule("FEASTDAY", "fiesta", "FEAST AFTER:which", "la Navidad pasada", feast_day),
    Rule("PERIOD", "periodo", "WEEKP:told", "la semana pasada", days.pass_on),
    Rule("PERIOD", "periodo", "WEEKENDP:told", "el fin de semana", days.pass_on),
    Rule("PERIOD", "periodo", "MONTHP:told", "este mes", days.pass_on),
    Rule("PERIOD", "periodo", "LONGP:told", "el año pasado", days.pass_on),
    Rule("DATEP", "fecha", "DAY:told", "3 de marzo", days.pass_on),
    Rule("DATEP", "fecha", "DAY:told TIMEOF:time", "el lunes por la noche", days.pass_on),
    Rule("DATEP", "fecha", "DAYPART:time [ dia ] DAY:told", "la noche del lunes", days.pass_on),
    Rule("DATEP", "fecha", "RUNP:told", "los últimos tres días", days.pass_on),
    Rule("DATEP", "fecha", "PERIOD:told", "la semana pasada", days.pass_on),
    Rule("DATEP", "fecha", "PARTP:told", "principios de enero", days.pass_on),
    Rule("DATEP", "fecha", "COUNTDAY:told", "hace tres días", days.pass_on),
    Rule("DATEP", "fecha", "NUMERIC_MONTH:told", "12-2015", days.pass_on),
    Rule("DATE", "fecha", "DATEP:told", "3 de marzo", days.pass_on),
    Rule("DATE", "fecha", "RANGE:told", "del 3 al 5 de marzo", days.pass_on),
    Rule("DATE", "fecha", "NTHDAY:told", "el día 8", days.pass_on),
    Rule("DATE", "fecha", "NTHDAY:told TIMEOF:time", "el día 8 por la noche", days.pass_on),
    Rule("DATE", "fecha", "RELDAY:told", "el mismo día", days.pass_on),
)
# fmt: on

RULES: tuple[Rule, ...] = (
    *_DIRECTIONS, *_YEARS, *_WEEKDAYS, *_CALENDAR_DAYS, *_NAMED_DAYS, *_COUNTED, *_RELATIVE_DAYS, *_WEEKS, *_MONTHS, *_LONGER,
    *_RUNS, *_PARTS, *_RANGES, *_HABITS, *_TOP,
)  # fmt: skip
GRAMMAR = Grammar(RULES, (*terminals("es"), *numeric_terminals(), feast_terminal()))

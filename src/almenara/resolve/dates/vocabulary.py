"""The words of dates in both languages, folded (lower case, no accents): the named parts that the grammar is built from."""

from __future__ import annotations

MONTHS = {
    "en": {
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
        "october": 10, "november": 11, "december": 12,
    },
    "es": {
        "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
        "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    },
}  # fmt: skip
SHORT_MONTHS = {
    "en": {
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
        "dec": 12,
    },
    "es": {
        "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sept": 9, "sep": 9, "set": 9,
        "oct": 10, "nov": 11, "dic": 12,
    },
}  # fmt: skip
#: Months that are other words too: they need a capital where the text has capitals.
CAPITAL_MONTHS = {"en": frozenset({"may", "march"}), "es": frozenset[str]()}
WEEKDAYS = {
    "en": {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
    "es": {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6},
}
#: They count only beside a day's number, in a list of weekdays or with a full stop: 'Sat', 'sun' and 'mar' are words too.
SHORT_WEEKDAYS = {
    "en": {
        "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    },
    "es": {"lun": 0, "mar": 1, "mie": 2, "mierc": 2, "jue": 3, "juev": 3, "vie": 4, "vier": 4, "sab": 5, "dom": 6},
}  # fmt: skip
UNITS = {
    "en": {
        "day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "fortnight", "fortnights": "fortnight",
        "month": "month", "months": "month", "quarter": "quarter", "quarters": "quarter", "year": "year",
        "years": "year", "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    },
    "es": {
        "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "quincena": "fortnight",
        "quincenas": "fortnight", "mes": "month", "meses": "month", "trimestre": "quarter", "trimestres": "quarter",
        "semestre": "half", "semestres": "half", "ano": "year", "anos": "year", "decada": "decade",
        "decadas": "decade", "decenio": "decade", "decenios": "decade", "siglo": "century", "siglos": "century",
    },
}  # fmt: skip
#: Loose quantities, at the number that readers take them for.
LOOSE_NUMBERS = {
    "en": {
        ("a",): 1, ("an",): 1, ("a", "couple", "of"): 2, ("couple", "of"): 2, ("couple",): 2, ("a", "couple"): 2,
        ("a", "few"): 3, ("few",): 3, ("several",): 3, ("half", "a", "dozen"): 6, ("a", "dozen"): 12, ("hundred",): 100,
        ("a", "hundred"): 100,
    },
    "es": {
        ("un",): 1, ("una",): 1, ("un", "par", "de"): 2, ("unos", "pocos"): 3, ("unas", "pocas"): 3, ("unos", "cuantos"): 3,
        ("unas", "cuantas"): 3, ("pocos",): 3, ("pocas",): 3, ("varios",): 3, ("varias",): 3,
        ("media", "docena", "de"): 6, ("cien",): 100,
    },
}  # fmt: skip
#: Where the season begins: (month, months), northern, as the agencies of both languages mostly mean them.
SEASONS = {
    "en": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    "es": {"primavera": 3, "verano": 6, "otono": 9, "invierno": 12},
}
#: Countries of the southern half, where spring begins in September (ISO 3166 alpha-2).
SOUTHERN = frozenset("AR AU BO BR BW CL FJ LS MG MU MW MZ NA NZ PE PG PY SZ UY ZA ZM ZW".split())
PARTS = {
    "en": {
        "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late",
        "end": "late",
    },
    "es": {
        "principio": "early", "principios": "early", "comienzo": "early", "comienzos": "early", "inicio": "early",
        "inicios": "early", "mediados": "mid", "mitad": "mid", "final": "late", "finales": "late", "fines": "late",
        "fin": "late",
    },
}  # fmt: skip
DECADES = {
    "en": {
        "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
        "nineties": 90,
    },
    "es": {
        "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
        "noventa": 90,
    },
}  # fmt: skip
#: Parts of the day that are kept beside a date.
TIMES = {
    "en": {
        "dawn": "dawn", "morning": "morning", "mornings": "morning", "noon": "noon", "midday": "noon", "lunchtime": "noon",
        "afternoon": "afternoon", "afternoons": "afternoon", "evening": "evening", "evenings": "evening",
        "night": "night", "nights": "night", "midnight": "midnight",
    },
    "es": {
        "amanecer": "dawn", "madrugada": "dawn", "manana": "morning", "mediodia": "noon", "tarde": "afternoon",
        "noche": "night", "medianoche": "midnight", "anochecer": "evening",
    },
}  # fmt: skip
#: Nouns that a bare number of four digits counts: then it is no year.
COUNTED = frozenset(
    (
        "people persons soldiers troops protesters demonstrators marchers protests police officers workers employees jobs "
        "miners teachers students farmers families homes houses refugees migrants prisoners dead deaths cases votes seats "
        "dollars euros pesos pounds rupees shillings bolivars miles kilometers kilometres km meters metres feet tons tonnes "
        "hectares acres barrels points hours times or more percent hp cc words pages rounds "
        "personas soldados efectivos policias manifestantes protestas trabajadores empleados empleos mineros docentes "
        "maestros estudiantes campesinos familias viviendas casas refugiados migrantes presos muertos fallecidos heridos "
        "detenidos casos votos dolares bolivares soles libras quetzales kilometros metros toneladas hectareas "
        "barriles puntos horas veces millones mil por o mas"
    ).split()
)

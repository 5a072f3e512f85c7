"""The words of dates in both languages, folded (lower case, no accents), as parts that the grammar is built from."""

from __future__ import annotations

MONTHS = {
    "en": {
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
        "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
        "november": 11, "nov": 11, "december": 12, "dec": 12,
    },
    "es": {
        "enero": 1, "ene": 1, "febrero": 2, "feb": 2, "marzo": 3, "mar": 3, "abril": 4, "abr": 4, "mayo": 5, "may": 5,
        "junio": 6, "jun": 6, "julio": 7, "jul": 7, "agosto": 8, "ago": 8, "septiembre": 9, "setiembre": 9, "sept": 9,
        "sep": 9, "octubre": 10, "oct": 10, "noviembre": 11, "nov": 11, "diciembre": 12, "dic": 12,
    },
}  # fmt: skip
WEEKDAYS = {
    "en": {
        "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thurs": 3,
        "thur": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
    },
    "es": {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6},
}  # fmt: skip
#: Abbreviations that are also words; they count only next to a number or with a full stop.
AMBIGUOUS_WEEKDAYS = frozenset({"mon", "sat", "sun", "wed", "tue", "fri", "thu"})
NUMBERS = {
    "en": {
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "couple of": 2, "a couple of": 2,
        "a few": 3, "several": 3, "half a dozen": 6, "a dozen": 12, "forty": 40, "fifty": 50,
    },
    "es": {
        "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
        "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "un par de": 2,
        "unos": 3, "unas": 3, "pocos": 3, "pocas": 3, "varios": 3, "varias": 3, "media docena de": 6,
    },
}  # fmt: skip
ORDINALS = {
    "en": {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
        "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
        "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
        "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27,
        "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31, "last": -1,
    },
    "es": {
        "primero": 1, "primer": 1, "primera": 1, "uno": 1, "segundo": 2, "segunda": 2, "dos": 2, "tercer": 3, "tercero": 3, "tercera": 3,
        "tres": 3, "cuarto": 4, "cuarta": 4, "cuatro": 4, "quinta": 5, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
        "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
        "diecinueve": 19, "veinte": 20, "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24,
        "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30,
        "treinta y uno": 31, "ultimo": -1, "ultima": -1,
    },
}  # fmt: skip
UNITS = {
    "en": {"day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "fortnight", "month": "month",
           "months": "month", "year": "year", "years": "year", "decade": "decade", "decades": "decade", "century": "century",
           "centuries": "century", "weekend": "weekend", "quarter": "quarter"},
    "es": {"dia": "day", "dias": "day", "semana": "week", "semanas": "week", "quincena": "fortnight", "mes": "month",
           "meses": "month", "ano": "year", "anos": "year", "decada": "decade", "decadas": "decade", "siglo": "century",
           "siglos": "century", "trimestre": "quarter", "fin de semana": "weekend", "finde": "weekend"},
}  # fmt: skip
#: (first month, months) of the northern seasons, as the news agencies of both languages mostly mean them.
SEASONS = {
    "en": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    "es": {"primavera": 3, "verano": 6, "otono": 9, "invierno": 12},
}
PARTS = {
    "en": {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early", "start": "early", "end": "late"},
    "es": {"principio": "early", "principios": "early", "comienzo": "early", "comienzos": "early", "inicio": "early",
           "inicios": "early", "mediados": "mid", "mitad": "mid", "finales": "late", "final": "late", "fines": "late", "fin": "late"},
}  # fmt: skip
#: Days that are the same everywhere: (month, day) or days from Easter. Others are asked of the `holidays` library.
FIXED_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new years eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "new year day": (1, 1), "new years day": (1, 1), "may day": (5, 1),
    "valentine's day": (2, 14), "valentines day": (2, 14), "halloween": (10, 31), "all saints' day": (11, 1), "international women's day": (3, 8),
    "april fool's day": (4, 1), "april fools": (4, 1), "st patrick's day": (3, 17), "earth day": (4, 22), "international workers' day": (5, 1),
    "nochebuena": (12, 24), "dia de navidad": (12, 25), "navidad": (12, 25), "nochevieja": (12, 31), "fin de ano": (12, 31), "noche vieja": (12, 31),
    "ano nuevo": (1, 1), "dia de ano nuevo": (1, 1), "dia del trabajador": (5, 1), "dia del trabajo": (5, 1),
    "dia internacional de la mujer": (3, 8), "dia de los inocentes": (12, 28), "dia de reyes": (1, 6),
    "dia de los muertos": (11, 2), "dia de todos los santos": (11, 1), "dia de la raza": (10, 12), "dia de la hispanidad": (10, 12),
    "dia de san valentin": (2, 14), "dia de los enamorados": (2, 14), "dia de la tierra": (4, 22),
}  # fmt: skip
EASTER_FEASTS = {
    "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "ash wednesday": -46, "palm sunday": -7, "mardi gras": -47,
    "viernes santo": -2, "domingo de pascua": 0, "domingo de resurreccion": 0, "pascua": 0, "jueves santo": -3, "miercoles de ceniza": -46,
    "domingo de ramos": -7, "lunes de pascua": 1, "martes de carnaval": -47,
}  # fmt: skip

"""What the API answers where it refuses, in English and Spanish."""

from __future__ import annotations

from typing import Literal

WORDS: dict[str, tuple[str, str]] = {
    "no_token": (
        "Send a token in the header 'Authorization: Bearer ...'; `almenara people token` makes one.",
        "Envíe una ficha en la cabecera 'Authorization: Bearer ...'; `almenara people token` la crea.",
    ),
    "wrong_token": (
        "This token opens nothing: it was never made, was taken back or has expired.",
        "Esta ficha no abre nada: nunca existió, fue retirada o venció.",
    ),
    "too_often": (
        "Too many wrong attempts from this address. Wait five minutes.",
        "Demasiados intentos fallidos desde esta dirección. Espere cinco minutos.",
    ),
    "no_scope": (
        "This token lacks the scope '{scope}'; make one that has it.",
        "A esta ficha le falta el alcance '{scope}'; cree una que lo tenga.",
    ),
    "may_not_decide": (
        "{name} is a reader and may not decide.",
        "{name} solo tiene acceso de lectura y no puede decidir.",
    ),
    "missing": ("There is nothing of that name here.", "No hay nada con ese nombre aquí."),
    "wrong_method": ("This address takes {methods} only.", "Esta dirección solo acepta {methods}."),
    "bad_cursor": (
        "The cursor is none that this list gave; begin without one.",
        "El cursor no proviene de esta lista; comience sin él.",
    ),
    "bad_words": (
        "The characters NUL and lone surrogates can be in no value here.",
        "Ningún valor puede contener el carácter nulo ni sustitutos sueltos.",
    ),
    "bad_value": ("{where} cannot be used: {why}.", "No se puede usar {where}: {why}."),
    "no_match": (
        "Say in the header If-Match which state of the event you decide on: the ETag that GET gave.",
        "Indique en la cabecera If-Match sobre qué estado del hecho decide: la ETag que dio GET.",
    ),
    "stale": (
        "The event was decided on since: its last decision is number {head}. Read it again before you decide.",
        "Se decidió sobre el hecho entretanto: su última decisión es la número {head}. Léalo de nuevo antes de decidir.",
    ),
    "too_large": (
        "A body has at most {n} bytes, and says how many.",
        "Un cuerpo tiene a lo más {n} bytes, y lo declara.",
    ),
    "no_country": ("A country is given by its two letters.", "Un país se da con sus dos letras."),
    "no_number": ("{value} is no number.", "{value} no es un número."),
    "no_day": ("{value} is no day; write it as 2024-06-05.", "{value} no es un día; escríbalo como 2024-06-05."),
    "no_filter": (
        "There is no column '{name}' to filter by or to give.",
        "No existe la columna '{name}' para filtrar o entregar.",
    ),
    "no_operator": (
        "'{name}' is no way to compare; these are: =, >, <, >=, <=, LIKE, BETWEEN.",
        "'{name}' no es una forma de comparar; estas lo son: =, >, <, >=, <=, LIKE, BETWEEN.",
    ),
    "two_values": (
        "BETWEEN needs two values with | between them.",
        "BETWEEN necesita dos valores con | entre ellos.",
    ),
    "one_of": ("{name} is one of {values}.", "{name} es uno de {values}."),
    "bad_credentials": (
        "Name and password do not belong together.",
        "El nombre y la contraseña no corresponden.",
    ),
}


def say(key: str, language: Literal["en", "es"], **values: object) -> str:
    return WORDS[key][0 if language == "en" else 1].format(**values)

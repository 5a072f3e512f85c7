"""Closed lists and cues that tell place names from other capitalised words, both languages together.

The lists stand in data/name_words.txt. Patterns are matched against folded text (lower case, no accents) unless they say
otherwise.
"""

from __future__ import annotations

import re
from importlib import resources


def _read_lists() -> dict[str, frozenset[str]]:
    text = resources.files("almenara.resolve.places").joinpath("data", "name_words.txt").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
        elif not line.startswith("#"):
            lists.setdefault(name, []).extend(line.split())
    return {key: frozenset(words) for key, words in lists.items()}


_LISTS = _read_lists()
INNER_WORDS = _LISTS["inner_words"]
PLACE_PREPOSITIONS = _LISTS["place_prepositions"]
WEAK_PREPOSITIONS = _LISTS["weak_prepositions"]
PLACE_WORDS = _LISTS["place_words"]
PERSON_TITLES = _LISTS["person_titles"]
SHORTENED = _LISTS["shortened"]
BEFORE_NAMES = _LISTS["before_names"]
AFTER_NAMES = _LISTS["after_names"]
INSTITUTION_WORDS = _LISTS["institution_words"]
COMMON_WORDS = _LISTS["common_words"]
LANGUAGES = _LISTS["languages"]
BEFORE_LANGUAGES = _LISTS["before_languages"]
NO_DEMONYMS = _LISTS["no_demonyms"]

#: 'the Caracas government': the name stands for who rules there.
GOVERNMENT_AFTER = re.compile(r"(?:['’]s)?\s+(?:administration|government|officials?|regime|authorities|lawmakers)\b")
#: ', Venezuela' or ', Calif.' behind a name (unfolded text).
AREA_BEHIND = re.compile(r",?\s?[(,]\s*((?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w.]*(?:[ ][A-ZÀ-Þ][\w]+)?)")
SPANISH_DEMONYM_ENDING = re.compile(r"(?:[oae]s?|ís?|íes|[éáíó]s|[éáíó]n|ales?|[aeiou]n[ae]s?)$")
#: What towns' names stand before: 'a Maracay woman', 'Caracas residents'.
TOWNSPEOPLE_AFTER = re.compile(
    r"(?:['’]s)?[ -](?:residents?|wom[ae]n|m[ae]n|natives?|police|officials?|area|based|couple|teen(?:ager)?s?|students?|"
    r"firefighters?|street|streets|neighborhoods?|neighbourhoods?|suburbs?|mayor|city council|county|native|home|border|"
    r"state line)\b"
)
#: 'Wichita Street' (unfolded text).
STREET_AFTER = re.compile(
    r" (?:St|Rd|Ave|Blvd|Dr|Ln|Hwy|Pkwy|Street|Road|Avenue|Boulevard|Drive|Lane|Highway|Way|Court|Place|Parkway|Terrace)\b"
)
#: 'la avenida Vargas', 'el liceo Caracas': named after a place or a person, not there.
STREET_BEFORE = re.compile(
    r"\b(?:avenida|av\.|calle|carrera|autopista|plaza|via|bulevar|boulevard|esquina|puente|liceo|hospital|colegio|escuela|"
    r"clinica|estadio|teatro|hotel|diario|club|equipo) \Z"
)
#: 'al Ministerio de Salud', 'the faculty of medicine': what an office or a school deals with.
OFFICE_BEFORE = re.compile(
    r"\b(?:(?:vice)?ministerio|(?:sub)?secretaria|superintendencia|facultad|camara|direccion|instituto|comision|palacio|ministry|faculty|secretariat) "
    r"(?:general |nacional |national )?(?:de|del|of)(?: la| el| los| las| the)? \Z"
)
#: Peoples within a country, not of another.
NOT_A_PEOPLE = re.compile(
    r"native[ -]american|american[ -]indian|(?:african|asian|latin|mexican|italian|irish|cuban)[ -]american|anglo-american"
)
#: 'the Pan-American highway', 'an anti-Chinese rally': nothing is said of where it is.
PEOPLE_PREFIX = re.compile(r"\b(?:anti|pan)-\Z")
#: 'the village of Georgia': no country is meant.
SETTLEMENT_BEFORE = re.compile(
    r"\b(?:town|village|hamlet|pueblo|aldea|caserio|vereda|corregimiento|municipio) (?:of|de) \Z"
)
AFTER_LANGUAGES = re.compile(
    r"[ -](?:language|speaking|speakers?|lessons?|teacher|class|literature|proficiency|translation)\b"
)
#: A town and a dash, at the head of a report or paragraph (unfolded text).
DATELINE_AFTER = re.compile(r"(?:, [A-Z][\w. ]{1,20})?\s*(?:\([A-Z][\w .]{1,20}\)\s*)?(?:--|—|–|�|-\s|\.-)")
PARAGRAPH_BEFORE = re.compile(r"(?:\n\s*|\. )\Z")
#: 'Ana Gil, 32, of X'
AGE_BEFORE = re.compile(r"\d,? (?:of|de) \Z")
#: 'Washington, D.C.' (unfolded text, from behind the town).
CAPITAL_DISTRICT = re.compile(r", D\.?C\b\.?")
#: What may be left off a name that is not known as it stands ('greater Caracas', 'estado Lara', 'Maracay area').
AROUND_NAMES = re.compile(
    r"^(?:the|el|la|los|las|greater|downtown|central|(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)?|"
    r"upper|lower|mid|norte de|sur de|city of|town of|village of|state of|estado|provincia de|departamento de)[\s-]+|"
    r"['’]s?$|[\s-]+(?:area|city|region|metro|state|province|town|district|peninsula)$",
    re.I,
)
_SPEECH = "said|says|told|added|asked|argued|testified|wrote|dijo|agregó|afirmó|aseguró|señaló|explicó|declaró"
#: What people do: 'Flores said' (unfolded text).
SPEECH_AFTER = re.compile(rf",? (?:{_SPEECH}|who|quien)\b")
#: People named in full, by their age, a verb of speech or a title: the last name is the group (unfolded text).
NAMED_IN_FULL = re.compile(
    rf"[A-ZÀ-Þ][a-zà-þ]+ (?:[A-Z]\. )?([A-ZÀ-Þ][a-zà-þ]{{2,}})(?=,? (?:{_SPEECH})\b|, \d\d?,|, de \d\d? años)"
    rf"|\b(?:{_SPEECH}) [A-ZÀ-Þ][a-zà-þ]+ (?:[A-Z]\. )?([A-ZÀ-Þ][a-zà-þ]{{2,}})"
    r"|\b(?:Mr|Mrs|Ms|Dr|Sgt|Sen|Rep|Gov|Lt|Capt|Col|Gen)\. (?:[A-ZÀ-Þ][a-zà-þ]+ (?:[A-Z]\. )?)?([A-ZÀ-Þ][a-zà-þ]{2,})"
)

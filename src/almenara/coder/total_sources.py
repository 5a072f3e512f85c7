"""Whose figure it is: the institution that a sentence names as the one that counted, said or published."""

from __future__ import annotations

import re

from almenara.model.fold import fold

_UPPER = "A-ZÁÉÍÓÚÜÑ"
_WORD = rf"(?:[{_UPPER}][\w'’-]+|[{_UPPER}]{{2,}})"
_LINK = r"(?:de|del|la|las|los|el|of|for|the|and|y|on|e|por|para|in)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_LINK}\s+){{0,3}}{_WORD})*")
_ACRONYM = re.compile(rf"\s*\(([{_UPPER}]{{2,10}})\)")
#: Nouns in the names of those who count. A person who is quoted is not the source of a series of figures.
_INSTITUTION = re.compile(
    r"\b(?:observator\w*|commission|comision|ngo|ong|ministry|ministerio|monitor|cent(?:er|re)|centro|institut\w*|foundation|fundacion"
    r"|defensoria|ombuds\w+|united nations|onu|universi\w+|organi[sz]a\w+|group|grupo|network|red|project|proyecto|union|sindicato|federa\w+"
    r"|agenc\w+|program\w*|police|policia|initiative|iniciativa|comite|committee|asociacion|association|watch|alliance|alianza|coali\w+"
    r"|council|consejo|office|oficina|bureau|vicaria|colectivo|collective|forum|foro|unit|unidad|prosecutor\w*|fiscalia|department)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as counted by|counted by|recorded by|documented by|figures (?:from|of|by)|data (?:from|of|by)|segun"
    r"|de acuerdo (?:con|a)|cifras de|datos de|registros de|registrad[oa]s por|contabilizad[oa]s por|documentad[oa]s por)\s+"
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|reported|dijo|informo|reporto|revelo|senalo|indico|preciso|detallo|asegura|aseguro|publico)\s+$"
)
RECORDING = re.compile(
    r"\b(?:record\w*|count(?:s|ed|ing)?|document\w*|regist\w*|report\w*|tall\w*|log(?:s|ged)|verif\w*|contabiliz\w*|sum(?:a|an|aron|o)|inform\w*|issued?|publish\w*|public\w*|total\w*|conto"
    r"|reseno|monitor\w*|average|promedio|present\w*|said|says|dijo|found|hubo|there were|acumul\w*|revel\w+|show(?:s|ed)?|senalo|indico|preciso)\b"
)
_ARTICLE = re.compile(r"(?:the|el|la|los|las|un|una|a|an)\s+", re.IGNORECASE)
#: Capitalised words that open a sentence before the name.
_LEADING = re.compile(
    r"(?:On|In|At|The|El|La|Los|Las|En|Figures|Data|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s+(?:the\s+)?"
)
#: A name this far into a sentence is no longer its subject.
_SUBJECT_REACH = 120


def source_of(text: str, known: dict[str, str]) -> str | None:
    """The source that a sentence names; None if none. `known` is kept by the caller for one report, so that an
    institution has one name throughout: in full, with its acronym once a sentence has given it."""
    folded = fold(text)
    name = _according(text, folded) or _speaker(text, folded)
    if name is None:
        return None
    bare, _, acronym = name.partition(" (")
    for key in (fold(bare), fold(acronym.rstrip(")"))):
        if key in known:
            return known[key]
    for key in (fold(bare), fold(acronym.rstrip(")"))):
        if key:
            known[key] = name
    return name


def _according(text: str, folded: str) -> str | None:
    for cue in _ACCORDING.finditer(folded):
        article = _ARTICLE.match(text, cue.end())
        start = article.end() if article else cue.end()
        name = _NAME.match(text, start)
        if name:
            return _with_acronym(name.group(), text[name.end() :])
    return None


def _speaker(text: str, folded: str) -> str | None:
    if not RECORDING.search(folded):
        return None
    subject = None
    for match in _NAME.finditer(text):
        name = match.group()
        while lead := _LEADING.match(name):
            name = name[lead.end() :]
        if not _INSTITUTION.search(fold(name)):
            counts = RECORDING.match(folded, match.end() + 1)
            if not (name.isupper() and len(name) > 2 and counts):
                continue
        before = re.sub(r"\b(?:the|el|la|los|las)\s+$", "", folded[: match.start()])
        behind = re.match(r"(?:\s*\([^)]*\))?\s+(?:said|says|reported|dijo|informo)\b", folded[match.end() :])
        if _SAID_BEFORE.search(before) or behind:
            return _with_acronym(name, text[match.end() :])
        if subject is None and match.start() < _SUBJECT_REACH:
            subject = _with_acronym(name, text[match.end() :])
    return subject


def _with_acronym(name: str, rest: str) -> str:
    acronym = _ACRONYM.match(rest)
    return f"{name} ({acronym[1]})" if acronym else name

"""Proper names that no registry knows: candidate actors, one for all the forms in which a report gives a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from almenara.language import in_sentence_case, is_shouting
from almenara.model import CANDIDATE, Actor
from almenara.model.fold import fold
from almenara.resolve.actors.phrases import words_of
from almenara.resolve.actors.registry import PARTS_OF

_NAME_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*|[A-Z]{2,})"
_LINK = r"(?:de la|de los|de las|del|de|la|los|y|of the|of|for|the|and|for the|para|al|bin|ibn|van|von|da|dos|e)"
_NAME = re.compile(rf"{_NAME_WORD}\.?(?:\s+(?:{_LINK}\s+)?{_NAME_WORD}\.?)*")
_ACRONYM_BEHIND = re.compile(r"\s*\(([A-Z][A-Z.-]{1,9})\)")
_OF = re.compile(r"(?:of|de|del)\s+(?:(?:the|la|las|los|el)\s+)?")
#: 'Rivas and Molina', 'Rivas y Molina' are two.
_TWO = re.compile(r"\s(?:and|y|e)\s")
_POSSESSIVE = re.compile(r"['’]s?$")
#: What may stand between somebody's description and name ('the mayor, 54, Ana Prieto,'), and what ends the name.
_BEFORE_APPOSED = re.compile(
    r"\s*,\s+(?:\d{1,2},\s+)?|,?\s+(?:named|called|identified as|known as|llamad[oa]|identificad[oa] como|de nombre)\s+"
)
_AFTER_APPOSED = re.compile(r"\s*(?:[,.;)]|$)")
_FEWEST_CAPITALS_OF_PERSON, _MOST_CAPITALS_OF_PERSON = 2, 5
#: What organisations call themselves, in both languages, folded.
_ORGANISATION = frozenset(
    "front movement party union federation confederation association army cartel alliance commando brigade battalion column "
    "league committee council institute foundation corporation company university bank coalition organization organisation "
    "congress assembly ministry department police guard forces force government office agency group gang militia state church "
    "newspaper radio club society command front's frente movimiento partido sindicato federacion confederacion asociacion "
    "ejercito alianza comando brigada batallon columna liga comite consejo instituto fundacion corporacion empresa "
    "universidad banco coalicion organizacion congreso asamblea ministerio departamento policia guardia fuerzas fuerza "
    "gobierno agencia grupo banda milicia estado iglesia diario sociedad coordinadora central gremio colegio camara fiscalia "
    "defensoria alcaldia secretaria autodefensas guerrilla guerrillas bloque".split()
)


def names_a_person(name: str) -> bool:
    """Whether a proper name is likely a person's: two to five words with capitals, none of them an acronym or a word for an organisation."""
    words = [word for word in name.split() if word[:1].isupper()]
    return (
        _FEWEST_CAPITALS_OF_PERSON <= len(words) <= _MOST_CAPITALS_OF_PERSON
        and not any(len(word) > 2 and word.isupper() for word in words)
        and _ORGANISATION.isdisjoint(words_of(name))
    )


class Candidates:
    """The proper names of one report. `taken` are stretches of its text that name places, peoples or days."""

    def __init__(
        self, text: str, taken: Sequence[tuple[int, int]], forms_of_address: Collection[str], language: str
    ) -> None:
        self._written = text
        self._text = in_sentence_case(text, language) if is_shouting(text) else text
        self._taken = taken
        self._forms_of_address = forms_of_address

    def name_in(self, start: int, end: int) -> str | None:
        """The proper name within a role's words, without forms of address; None if there is none."""
        for match in _NAME.finditer(self._text, start, end):
            begins, ends = match.start(), match.start() + len(_POSSESSIVE.sub("", match.group()))
            if any(a <= begins and ends <= b for a, b in self._taken):
                continue
            name = self._bare(_whole(match.group()), least=0)
            capitals = sum(word[:1].isupper() for word in name.split())
            if name and (capitals > 1 or self._stands_inside(name)):
                return name
        return None

    def name_behind(self, end: int) -> str | None:
        """The person's name that follows a description which ends there: 'the mayor, Ana Prieto, was', 'a guard named Ana Prieto'."""
        joint = _BEFORE_APPOSED.match(self._text, end)
        match = _NAME.match(self._text, joint.end()) if joint else None
        if joint is None or match is None:
            return None
        if "," in joint.group()[:2] and not _AFTER_APPOSED.match(self._text, match.end()):
            return None
        if any(a < match.end() and match.start() < b for a, b in self._taken):
            return None
        name = self._bare(match.group(), least=0)
        return name if names_a_person(name) else None

    def _stands_inside(self, name: str) -> bool:
        """Whether a single capitalised word is a name for sure: it also stands where no sentence begins."""
        if len(name) < 3:
            return False
        pattern = re.compile(rf"(?<=[a-zà-þ,;]\s){re.escape(name)}\b")
        return bool(pattern.search(self._text)) and name.lower() not in self._text.split()

    def joined(self, names: Iterable[str]) -> dict[str, Actor]:
        """For each name the candidate that it belongs to, under the fullest form that the report gives."""
        wanted = list(dict.fromkeys(names))
        full = {name: self._fullest(name, wanted) for name in wanted}
        return {
            name: Actor(CANDIDATE + "-".join(words_of(best)), best, (best,), kind="candidate")
            for name, best in full.items()
        }

    def _fullest(self, name: str, others: Sequence[str]) -> str:
        """The longest form: 'Bandres' is 'Alexander Bandres Figueroa', 'UNE' the 'Unión Nacional de Estudiantes (UNE)'."""
        forms = [other for other in others if _within(name, other)]
        words = words_of(name)
        if len(words) == 1:
            if name.isupper() or f"({name.upper()})" in self._written:
                for match in _NAME.finditer(self._text):
                    behind = _ACRONYM_BEHIND.match(self._written, match.end())
                    if behind and behind[1].replace(".", "") == name.upper():
                        forms.append(match.group())
            else:
                forms += [
                    form
                    for match in _NAME.finditer(self._text)
                    if _within(name, form := self._bare(match.group()))
                    and len(form.split()) <= 4
                    and not _TWO.search(form)
                ]
        return max((self._bare(form) for form in forms), key=lambda form: len(words_of(form)), default=name)

    def _bare(self, form: str, *, least: int = 1) -> str:
        """A name without the forms of address before it, of which so many words stay at least."""
        words = form.split()
        while len(words) > least and words_of(words[0]) and words_of(words[0])[0] in self._forms_of_address:
            words.pop(0)
        return _POSSESSIVE.sub("", " ".join(words)).strip(" .,;")


def _whole(form: str) -> str:
    """The name behind 'Members of the' at a sentence's start: who they are of."""
    first, _, rest = form.partition(" ")
    behind = _OF.match(rest)
    return rest[behind.end() :] if behind and fold(first) in PARTS_OF else form


def _within(name: str, other: str) -> bool:
    """Whether one name's words all stand in the other, in order and next to one another."""
    short, long = words_of(name), words_of(other)
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))

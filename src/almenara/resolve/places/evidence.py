"""What speaks for and against a known name's being a place here: the parser's label, the words around it, its places' size.

Each kind of evidence adds a weight; a name whose weights sum to `THRESHOLD` is kept. The weights are set by hand: moving any
one of them by half changes the measured figures by about a hundredth.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from math import log10

from almenara.language import NamedSpan
from almenara.model.fold import fold
from almenara.resolve.places import name_words as cues
from almenara.resolve.places.abbreviations import dotted_abbreviation
from almenara.resolve.places.gazetteer import Gazetteer
from almenara.resolve.places.place import Place
from almenara.resolve.places.toponym import Toponym, Word, group_of

THRESHOLD = 1.0
#: The parser's label of the whole name.
BY_LABEL = {"place": 3.0, "nationality": 1.5, "person": -2.2, "org": 0.0, "other": -0.5}
INSIDE_PLACE = 1.0
INSIDE_PERSON = -4.0
INSIDE_INSTITUTION = -1.0
OPENS_INSTITUTION = 0.5
PEOPLE_AS_PERSON = -0.5
TOWN_AS_PEOPLE = -0.5
#: The words around it.
LED = 1.6
LED_WEAKLY = 0.6
BEHIND_AGE = 2.6
DATELINE_NAME = 5.0
BEFORE_AREA = 1.5
TOWNSPEOPLE = 1.5
STREET = -3.5
OFFICE = -3.0
TITLED = -3.0
SURNAME_HERE = -3.0
SPEAKER = -2.0
IN_LONGER_NAME = -2.5
BEFORE_INSTITUTION = -0.3
SHOUTING = -1.0
#: The name itself.
PEOPLE = 2.5
OWN = 3.0
SEVERAL_WORDS = 0.7
COMMON_WORD = -3.0
LOWER_CASE_ELSEWHERE = -1.5
TOO_SHORT = -4.0
NOT_A_PEOPLE = -5.0
LANGUAGE = -4.0
KNOWN_AREA = 2.0
#: A palace or a ministry stands for who sits there, unless a preposition leads it.
KNOWN_SITE = 0.3
ONLY_WEAK_NAMES = -1.5
WEAK_NAME_OF_COUNTRY = 0.0
#: A town of 10^4.2 inhabitants speaks neither for nor against; each power of ten more or less is worth the step.
EVEN_POPULATION = 4.2
POPULATION_STEP = 0.9
LEAST_POPULATION, MOST_POPULATION = -1.0, 2.0
#: Below this many inhabitants another name of a place is too rare to count on.
HAMLET = 1_000
#: Another name of a town counts as if the town were this much smaller.
OTHER_NAME_SHRINKS = 8

_AREAS = frozenset({"country", "admin1", "region", "continent", "water", "area", "relief"})
_INSIDE_NAME = re.compile(r"(?:[ \u00a0]|-|\. |['’]|\n)\Z")
_LOWER_WORD = re.compile(r"\b[a-zß-öø-ÿ][^\W_]*(?:['’][^\W_]+)*")
#: So many words tell whether a text is all in capitals.
_OPENING_WORDS = 200


class Evidence:
    """Weighs the known names of one text."""

    def __init__(self, text: str, words: Sequence[Word], entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> None:
        self._text = text
        self._words = words
        self._gazetteer = gazetteer
        self._entities = entities
        self._starts = [entity.start for entity in entities]
        self._lower = frozenset(_LOWER_WORD.findall(text))
        self.surnames = self._surnames()
        opening = words[:_OPENING_WORDS]
        self.shouting = sum(word.capital and word.text.isupper() for word in opening) > 0.5 * len(opening)

    def _surnames(self) -> frozenset[str]:
        """Last words of people named in full, by which the report calls them later."""
        names = (self._text[e.start : e.end].split() for e in self._entities if e.label == "person")
        lasts = [name[-1].removesuffix("'s").removesuffix("’s") for name in names if len(name) > 1]
        told = (match[match.lastindex or 0] for match in cues.NAMED_IN_FULL.finditer(self._text))
        return frozenset(fold(last) for last in (*lasts, *told))

    def joined(self, left: int, right: int) -> bool:
        """Whether two neighbouring words (by number) may be one name."""
        return bool(_INSIDE_NAME.match(self._text[self._words[left].end : self._words[right].start]))

    def weigh(self, first: int, last: int, start: int, end: int, places: tuple[Place, ...], people: bool) -> Toponym:
        """The name that the words from `first` to `last` (by number) make, with what speaks for it."""
        name = self._text[start:end]
        own = any(place.user_id for place in places)
        entity = self._entity_over(start, end)
        inner = entity is not None and (entity.start < start - 4 or entity.end > end + 2)
        # A country or a state may speak; a word that is only a town is then a person.
        speaker = first == last and not own and not any(place.kind in _AREAS for place in places)
        evidence = self._by_label(entity, inner, start, people)
        evidence += PEOPLE if people else _by_size(places)
        evidence += self._by_words_before(name, start, end, single=first == last, free=own or people)
        evidence += self._by_words_after(name, start, end, people=people, speaker=speaker)
        evidence += self._by_neighbours(first, last, entity, people)
        evidence += self._by_name(name, places, single=first == last, own=own, people=people)
        if self.shouting and entity is None and not own:
            evidence += SHOUTING
        after = fold(self._text[end : end + 40])
        institution = entity is not None and entity.label == "org" and inner
        metonym = not people and (institution or bool(cues.GOVERNMENT_AFTER.match(after)))
        return Toponym(start, end, group_of(name), places, people=people, metonym=metonym, evidence=evidence)

    def _entity_over(self, start: int, end: int) -> NamedSpan | None:
        position = bisect_right(self._starts, start) - 1
        for index in (position, position + 1):
            if 0 <= index < len(self._entities):
                entity = self._entities[index]
                if entity.start < end and start < entity.end:
                    if entity.label == "person" and self._behind_area_word(entity):
                        return NamedSpan(entity.start, entity.end, "place")
                    return entity
        return None

    def _behind_area_word(self, entity: NamedSpan) -> bool:
        """Whether 'barrio', 'sector' and the like stand before a name: towns' sections are named after people."""
        before = fold(self._text[max(0, entity.start - 20) : entity.start]).split()
        return bool(before) and before[-1] in cues.PLACE_WORDS

    def _by_label(self, entity: NamedSpan | None, inner: bool, start: int, people: bool) -> float:
        """What the parser's label says; a place name inside an institution's often says where that is."""
        match entity:
            case None:
                return 0.0
            case NamedSpan(label="place"):
                return INSIDE_PLACE if inner else BY_LABEL["place"]
            case NamedSpan(label="person"):
                return INSIDE_PERSON if inner else PEOPLE_AS_PERSON if people else BY_LABEL["person"]
            case NamedSpan(label="nationality"):
                return BY_LABEL["nationality"] if people else TOWN_AS_PEOPLE
            case NamedSpan(label="org") if inner:
                return INSIDE_INSTITUTION + (OPENS_INSTITUTION if start - entity.start <= 4 else 0.0)
            case NamedSpan(label=label):
                return BY_LABEL.get(label, 0.0)

    def _by_words_before(self, name: str, start: int, end: int, *, single: bool, free: bool) -> float:
        before = self._text[max(0, start - 40) : start]
        folded = fold(before)
        words = folded.split()
        lead = words[-1] if words else ""
        change = 0.0
        opens = start == 0 or cues.PARAGRAPH_BEFORE.search(before)
        if name.isupper() and opens and cues.DATELINE_AFTER.match(self._text[end : end + 40]):
            change += DATELINE_NAME
        elif cues.AGE_BEFORE.search(folded):
            change += BEHIND_AGE
        elif lead in cues.PLACE_PREPOSITIONS:
            change += LED
        elif lead in cues.WEAK_PREPOSITIONS:
            change += LED_WEAKLY
        if not free:
            if single and fold(name) in self.surnames and lead not in cues.PLACE_PREPOSITIONS:
                change += SURNAME_HERE
            if lead.rstrip(".") in cues.PERSON_TITLES:
                change += TITLED
        if cues.STREET_BEFORE.search(folded):
            change += STREET
        if cues.OFFICE_BEFORE.search(folded):
            change += OFFICE
        return change

    def _by_words_after(self, name: str, start: int, end: int, *, people: bool, speaker: bool) -> float:
        after = self._text[end : end + 40]
        folded = fold(after)
        change = 0.0
        if self._before_area(after):
            change += BEFORE_AREA
        if cues.STREET_AFTER.match(after):
            change += STREET
        if not people:
            if speaker and cues.SPEECH_AFTER.match(after):
                change += SPEAKER
            return change + (TOWNSPEOPLE if cues.TOWNSPEOPLE_AFTER.match(folded) else 0.0)
        before = fold(self._text[max(0, start - 20) : start])
        around = before[-12:] + fold(self._text[start : end + 14])
        if cues.PEOPLE_PREFIX.search(before) or cues.NOT_A_PEOPLE.search(around):
            change += NOT_A_PEOPLE
        words = before.split()
        if fold(name) in cues.LANGUAGES and (
            (words and words[-1] in cues.BEFORE_LANGUAGES) or cues.AFTER_LANGUAGES.match(folded)
        ):
            change += LANGUAGE
        return change

    def _before_area(self, after: str) -> bool:
        """'X, Venezuela': a comma away from a state or country."""
        match = cues.AREA_BEHIND.match(after)
        if match is None:
            return False
        area = match.group(1)
        return dotted_abbreviation(area) is not None or any(
            place.kind in ("country", "admin1") for place in self._gazetteer.lookup(area)
        )

    def _by_neighbours(self, first: int, last: int, entity: NamedSpan | None, people: bool) -> float:
        """Capitalised words that touch the name speak for a longer name: a person's, a firm's, a team's."""
        parted = entity if entity is not None and entity.label in ("place", "nationality") else None
        change = 0.0
        if first > 0 and self._touches(first - 1, first) and not people:
            previous = self._words[first - 1]
            folded = fold(previous.text)
            opens = first < 2 or not self.joined(first - 2, first - 1)
            stands_apart = (
                folded in cues.BEFORE_NAMES
                or (opens and folded in cues.COMMON_WORDS)
                or (parted is not None and parted.start >= self._words[first].start)
                or bool(self._gazetteer.lookup_people(previous.text, "en"))
            )
            if previous.capital and not stands_apart:
                change += IN_LONGER_NAME
        if last + 1 < len(self._words) and self._touches(last, last + 1):
            following = self._words[last + 1]
            folded = fold(following.text)
            if following.capital and folded in cues.INSTITUTION_WORDS:
                change += BEFORE_INSTITUTION
            elif following.capital and folded not in cues.AFTER_NAMES and not people:
                if parted is None or parted.end > following.start:
                    change += IN_LONGER_NAME
        return change

    def _touches(self, left: int, right: int) -> bool:
        between = self._text[self._words[left].end : self._words[right].start]
        return self.joined(left, right) and "\n" not in between and "-" not in between

    def _by_name(self, name: str, places: tuple[Place, ...], *, single: bool, own: bool, people: bool) -> float:
        change = OWN if own else 0.0
        folded = fold(name)
        if len(folded) <= 2 and not people and not name.isupper():
            change += TOO_SHORT
        if name.isupper() and len(folded) <= 3 and "." not in name and places[0].kind not in ("country", "continent"):
            change += TOO_SHORT
        if not single:
            change += SEVERAL_WORDS
        elif folded in cues.COMMON_WORDS and not own:
            change += COMMON_WORD
        elif name.lower() in self._lower and not people and not name.isupper():
            change += LOWER_CASE_ELSEWHERE
        return change


def _by_size(places: tuple[Place, ...]) -> float:
    """How well known the places are: areas speak for themselves, towns by their inhabitants."""
    firm = [place for place in places if place.rank < 2]
    if not firm:
        return WEAK_NAME_OF_COUNTRY if places[0].kind == "country" else ONLY_WEAK_NAMES
    if any(place.kind in _AREAS for place in firm):
        return KNOWN_AREA
    if all(place.kind == "site" for place in firm):
        return KNOWN_SITE
    largest = max(p.population if p.rank == 0 else p.population / OTHER_NAME_SHRINKS for p in firm)
    if largest < HAMLET and all(place.rank for place in firm):
        return ONLY_WEAK_NAMES
    return max(LEAST_POPULATION, min(MOST_POPULATION, (log10(max(largest, 1)) - EVEN_POPULATION) * POPULATION_STEP))

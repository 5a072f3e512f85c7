"""Which words of a text name places: the parser's entities and capitalised words that the gazetteer knows.

Each name that the gazetteer knows gathers evidence for and against being a place here (what the parser says, the words
around it, how large its places are); the names with more for than against are kept. The weights are set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log10

from almenara.model.fold import fold
from almenara.resolve.places import name_words as words
from almenara.resolve.places.abbreviations import dotted_abbreviation
from almenara.resolve.places.gazetteer import Gazetteer
from almenara.resolve.places.place import NamedSpan, Place


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text before it is resolved; `places` is empty where the gazetteer does not know it.

    `group` is what the report's occurrences of one name share. `people` marks adjectives of nationality and names of peoples.
    """

    start: int
    end: int
    group: str
    places: tuple[Place, ...]
    people: bool = False
    metonym: bool = False
    evidence: float = 0.0
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    capital: bool


_WORD = re.compile(r"W\. ?Va\.|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
#: What may stand between two words of one name.
_INSIDE_NAME = re.compile(r"(?:[ \u00a0]|-|\. |['’]|\n)\Z")
_LONGEST_NAME = 6
#: So many words tell whether a text is all in capitals.
_OPENING_WORDS = 200
_ARTICLES = frozenset({"The", "THE"})
#: Evidence needed for a name to be kept.
THRESHOLD = 1.0

_BY_LABEL = {"place": 3.0, "nationality": 1.5, "person": -2.2, "org": 0.0, "other": -0.5}
_LED = 1.6
_LED_WEAKLY = 0.6
_BESIDE_PLACE = 1.5
_IN_LONGER_NAME = -2.5
_PART_OF_PERSON = -4.0
_COMMON_WORD = -3.0
_LOWER_CASE_ELSEWHERE = -1.5
_PEOPLE_AS_PERSON = -0.5
_INSIDE_INSTITUTION = -1.0
_SURNAME_HERE = -3.0
_TITLED = -3.0
_KNOWN_AREA = 2.0
_ONLY_WEAK_NAMES = -1.5
#: Below this many inhabitants another name of a place is too rare to count on.
_HAMLET = 1_000
_OPENS_INSTITUTION = 0.5
_DATELINE_NAME = 5.0
_TOWNSPEOPLE = 1.5
_STREET = -3.5
#: A town and a dash, at the head of a report or paragraph.
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,20})?\s*(?:\([A-Z][\w .]{1,20}\)\s*)?(?:--|—|–|�|-\s|\.-)")
_STARTS = re.compile(r"(?:\n\s*|\. )\Z")
_WASHINGTON_DC = re.compile(r", D\.?C\b\.?")
#: 'Ana Gil, 32, of X'
_AGED = re.compile(r"\d,? (?:of|de) \Z")
#: A town of 10^4.2 inhabitants speaks neither for nor against.
_EVEN_POPULATION = 4.2


def find_toponyms(text: str, language: str, entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> list[Toponym]:
    """Place names in text order, none overlapping."""
    return _Scan(text, language, entities, gazetteer).run()


def given_toponyms(text: str, language: str, entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> list[Toponym]:
    """The entities labelled place or nationality, each taken as a place name with exactly the span given."""
    found = []
    for entity in sorted(set(entities), key=lambda e: (e.start, e.end)):
        if entity.label in ("place", "nationality") and text[entity.start : entity.end].strip():
            found.append(_named(text, entity.start, entity.end, language, gazetteer, entity.label == "nationality"))
    return found


def _named(text: str, start: int, end: int, language: str, gazetteer: Gazetteer, people_first: bool) -> Toponym:
    name = text[start:end]
    group = fold(" ".join(name.split()))
    places, people = _places_of(name, language, gazetteer, people_first)
    if not places:
        shorter = _ARTICLE.sub("", name)
        places, people = (
            _places_of(shorter, language, gazetteer, people_first) if shorter != name else ((), people_first)
        )
    if places:
        return Toponym(start, end, group, places, people=people)
    guessed = gazetteer.lookup_fuzzy(name)
    return Toponym(start, end, group, guessed, people=people_first and not guessed, fuzzy=bool(guessed))


_ARTICLE = re.compile(
    r"^(?:the|el|la|los|las|greater|downtown|central|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|northeast(?:ern)?|northwest(?:ern)?|"
    r"southeast(?:ern)?|southwest(?:ern)?|upper|lower|mid|norte de|sur de|city of|town of|village of|state of|estado|provincia de|departamento de)[\s-]+|"
    r"['’]s?$|[\s-]+(?:area|city|region|metro|state|province|town|district|peninsula)$",
    re.I,
)


def _places_of(name: str, language: str, gazetteer: Gazetteer, people_first: bool) -> tuple[tuple[Place, ...], bool]:
    expanded = dotted_abbreviation(name)
    if expanded is not None:
        meant = gazetteer.lookup(expanded)
        return tuple(p for p in meant if p.kind in ("country", "admin1")) or meant, False
    places = gazetteer.lookup(name)
    peoples = gazetteer.lookup_people(name, "en") if name[:1].isupper() else ()
    if not peoples and language == "es":
        peoples = gazetteer.lookup_people(name, "es")
    if peoples and (
        people_first
        or not any(p.kind in ("country", "admin1") or (p.rank == 0 and p.population > 100_000) for p in places)
    ):
        return peoples, True
    return places, False


class _Scan:
    def __init__(self, text: str, language: str, entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> None:
        self.text = text
        self.language = language
        self.gazetteer = gazetteer
        self.entities = sorted((e for e in entities if e.end > e.start), key=lambda e: (e.start, e.end))
        self.entity_starts = [e.start for e in self.entities]
        self.words = [_Word(m.start(), m.end(), m.group(), m.group()[0].isupper()) for m in _WORD.finditer(text)]
        self.lower = {w.text for w in self.words if not w.capital}
        self.surnames = self._surnames()
        opening = self.words[:_OPENING_WORDS]
        self.shouting = sum(w.capital and w.text.isupper() for w in opening) > 0.5 * len(opening)

    def _surnames(self) -> frozenset[str]:
        """Last words of people named in full, by which the report calls them later."""
        names = (self.text[e.start : e.end].split() for e in self.entities if e.label == "person")
        return frozenset(
            fold(n[-1].rstrip(".,'’s") if n[-1].endswith(("'s", "’s")) else n[-1]) for n in names if len(n) > 1
        )

    def run(self) -> list[Toponym]:
        kept: list[Toponym] = []
        doubtful: list[Toponym] = []
        at = 0
        while at < len(self.words):
            word = self.words[at]
            if not word.capital or word.text in _ARTICLES:
                if not word.capital and self.language == "es" and (found := self._lower_people(word)):
                    kept.append(found)
                at += 1
                continue
            match = self._longest(at)
            if match is None:
                at += 1
                continue
            toponym, length = match
            (kept if toponym.evidence >= THRESHOLD else doubtful).append(toponym)
            at += length
        sure = {t.group: t for t in kept if t.evidence >= THRESHOLD + 1}
        for toponym in doubtful:
            if toponym.group in sure and toponym.evidence >= THRESHOLD - 3 and not sure[toponym.group].people:
                kept.append(toponym)
        kept += self._unknown(kept)
        kept.sort(key=lambda t: t.start)
        return kept

    def _entity_over(self, start: int, end: int) -> NamedSpan | None:
        position = bisect_right(self.entity_starts, start) - 1
        for index in (position, position + 1):
            if 0 <= index < len(self.entities):
                entity = self.entities[index]
                if entity.start < end and start < entity.end:
                    return entity
        return None

    def _joined(self, left: int, right: int) -> bool:
        return bool(_INSIDE_NAME.match(self.text[self.words[left].end : self.words[right].start]))

    def _longest(self, at: int) -> tuple[Toponym, int] | None:
        """The longest known name that begins at a word, with its evidence and its length in words."""
        furthest = at
        while (
            furthest + 1 < len(self.words)
            and furthest - at + 1 < _LONGEST_NAME
            and self._joined(furthest, furthest + 1)
        ):
            nxt = self.words[furthest + 1]
            if not nxt.capital and fold(nxt.text) not in words.INNER_WORDS:
                break
            if (
                "." in self.text[self.words[furthest].end : nxt.start]
                and fold(self.words[furthest].text) not in words.SHORTENED
            ):
                break
            furthest += 1
        for last in range(furthest, at - 1, -1):
            if last > at and not self.words[last].capital:
                continue
            start, end = self.words[at].start, self.words[last].end
            name = self.text[start:end]
            if name.endswith(("'s", "’s", "'S", "’S")):
                end -= 2
                name = name[:-2]
            if last == at:
                if name == "Washington" and (capital := _WASHINGTON_DC.match(self.text, end)):
                    end = capital.end()
                    name = self.text[start:end]
                elif end < len(self.text) and self.text[end] == "." and dotted_abbreviation(name + ".") is not None:
                    end += 1
                    name += "."
                elif fold(name) in words.INNER_WORDS:
                    return None
            places, people = _places_of(name, self.language, self.gazetteer, False)
            if name.startswith("Washington, "):
                places = tuple(p for p in self.gazetteer.lookup("Washington") if p.capital)
            if places:
                return self._weigh(at, last, start, end, places, people), last - at + 1
        return None

    def _weigh(self, at: int, last: int, start: int, end: int, places: tuple[Place, ...], people: bool) -> Toponym:
        name = self.text[start:end]
        folded = fold(name)
        own = any(p.user_id for p in places)
        evidence = 0.0
        metonym = False
        entity = self._entity_over(start, end)
        inner = False
        if entity is not None:
            inner = entity.start < start - 4 or entity.end > end + 2
            evidence += self._by_label(entity, inner, start, people)
        evidence += self._size(places, people)
        if len(folded) <= 2 and not people and not name.isupper():
            evidence -= 4
        if name.isupper() and len(folded) <= 3 and "." not in name and places[0].kind not in ("country", "continent"):
            evidence -= 4
        if last > at:
            evidence += 0.7
        elif folded in words.COMMON_WORDS and not own:
            evidence += _COMMON_WORD
        elif name.lower() in self.lower and not people and not name.isupper():
            evidence += _LOWER_CASE_ELSEWHERE
        before = fold(self.text[max(0, start - 40) : start]).split()
        lead = before[-1] if before else ""
        if _DATELINE.match(self.text[end : end + 40]) and name.isupper() and (start == 0 or _STARTS.search(self.text[max(0, start - 3) : start])):
            evidence += _DATELINE_NAME
        elif _AGED.search(self.text[max(0, start - 12) : start]):
            evidence += _LED + 1.0
        elif lead in words.PLACE_PREPOSITIONS:
            evidence += _LED
        elif lead in words.WEAK_PREPOSITIONS:
            evidence += _LED_WEAKLY
        if folded in self.surnames and last == at and lead not in words.PLACE_PREPOSITIONS and not people:
            evidence += _SURNAME_HERE
        if lead.rstrip(".") in words.PERSON_TITLES and not own and not people:
            evidence += _TITLED
        if self._beside_place(start, end, entity):
            evidence += _BESIDE_PLACE
        evidence += self._neighbours(at, last, entity, people)
        after = fold(self.text[end : end + 40])
        if words.TOWNSPEOPLE_AFTER.match(after) and not people:
            evidence += _TOWNSPEOPLE
        if people and words.NOT_A_PEOPLE.search(fold(self.text[max(0, start - 12) : end + 14])):
            evidence -= 5
        if people and folded in words.LANGUAGES and (lead in words.BEFORE_LANGUAGES or words.AFTER_LANGUAGES.match(after)):
            evidence -= 4
        if words.STREET_AFTER.match(self.text[end : end + 16]):
            evidence += _STREET
        if words.GOVERNMENT_AFTER.match(after) or (entity is not None and entity.label == "org" and inner):
            metonym = not people
        if own:
            evidence += 3
        if self.shouting and entity is None and not own:
            evidence -= 1
        group = fold(" ".join(name.split()))
        return Toponym(start, end, group, places, people=people, metonym=metonym, evidence=evidence)

    def _by_label(self, entity: NamedSpan, inner: bool, start: int, people: bool) -> float:
        """What the parser's label says; a place name inside an institution's often says where that is."""
        match entity.label:
            case "place":
                return 1.0 if inner else _BY_LABEL["place"]
            case "person":
                return _PART_OF_PERSON if inner else _PEOPLE_AS_PERSON if people else _BY_LABEL["person"]
            case "nationality":
                return _BY_LABEL["nationality"] if people else -0.5
            case "org" if inner:
                return _INSIDE_INSTITUTION + (_OPENS_INSTITUTION if start - entity.start <= 4 else 0.0)
            case label:
                return _BY_LABEL[label]

    def _size(self, places: tuple[Place, ...], people: bool) -> float:
        if people:
            return 2.5
        firm = [p for p in places if p.rank < 2]
        if not firm:
            return _ONLY_WEAK_NAMES + (1.5 if places[0].kind == "country" else 0.0)
        if any(
            p.kind in ("country", "admin1", "region", "continent", "water", "area", "relief") and p.rank < 2
            for p in firm
        ):
            return _KNOWN_AREA
        largest = max(p.population if p.rank == 0 else p.population / 8 for p in firm)
        if largest < _HAMLET and all(p.rank for p in firm):
            return _ONLY_WEAK_NAMES
        return max(-1.0, min(2.0, (log10(max(largest, 1)) - _EVEN_POPULATION) * 0.9))

    def _beside_place(self, start: int, end: int, entity: NamedSpan | None) -> bool:
        """'X, Venezuela', 'Caracas, X': a comma away from another name that the gazetteer knows as an area."""
        match = words.AREA_BEHIND.match(self.text[end : end + 40])
        if match:
            name = match.group(1)
            if dotted_abbreviation(name) is not None:
                return True
            return any(p.kind in ("country", "admin1") for p in self.gazetteer.lookup(name))
        return False

    def _neighbours(self, at: int, last: int, entity: NamedSpan | None, people: bool) -> float:
        """Capitalised words that touch the name speak for a longer name: a person's, a firm's, a team's."""
        change = 0.0
        if at > 0 and self._joined(at - 1, at) and "\n" not in self.text[self.words[at - 1].end : self.words[at].start]:
            previous = self.words[at - 1]
            folded = fold(previous.text)
            starts_sentence = at < 2 or not self._joined(at - 2, at - 1)
            if (
                previous.capital
                and folded not in words.BEFORE_NAMES
                and not (starts_sentence and folded in words.COMMON_WORDS)
                and "-" not in self.text[previous.end : self.words[at].start]
            ):
                entity_splits = (
                    entity is not None
                    and entity.label in ("place", "nationality")
                    and entity.start >= self.words[at].start
                )
                if not entity_splits and not people and not self._is_people(previous.text):
                    change += _IN_LONGER_NAME
        if (
            last + 1 < len(self.words)
            and self._joined(last, last + 1)
            and "\n" not in self.text[self.words[last].end : self.words[last + 1].start]
        ):
            following = self.words[last + 1]
            if following.capital and "-" not in self.text[self.words[last].end : following.start]:
                folded = fold(following.text)
                if folded in words.INSTITUTION_WORDS:
                    change -= 0.3
                elif folded in words.AFTER_NAMES or people:
                    pass
                elif not (
                    entity is not None and entity.label in ("place", "nationality") and entity.end <= following.start
                ):
                    change += _IN_LONGER_NAME
        return change

    def _is_people(self, word: str) -> bool:
        return bool(self.gazetteer.lookup_people(word, "en"))

    def _lower_people(self, word: _Word) -> Toponym | None:
        """Spanish writes demonyms small: 'el gobierno venezolano'."""
        if not words.SPANISH_DEMONYM_ENDING.search(word.text) or fold(word.text) in words.NO_DEMONYMS:
            return None
        places = self.gazetteer.lookup_people(word.text, "es")
        return Toponym(word.start, word.end, fold(word.text), places, people=True, evidence=2.0) if places else None

    def _unknown(self, kept: Sequence[Toponym]) -> list[Toponym]:
        """Place entities of the parser that no known name covers."""
        found = []
        spans = sorted((t.start, t.end) for t in kept)
        starts = [s for s, _ in spans]
        for entity in self.entities:
            if entity.label not in ("place", "nationality"):
                continue
            position = bisect_right(starts, entity.end - 1) - 1
            if position >= 0 and spans[position][1] > entity.start:
                continue
            name = self.text[entity.start : entity.end]
            if not name[:1].isupper() and not name.lower().startswith("the "):
                continue
            toponym = _named(
                self.text, entity.start, entity.end, self.language, self.gazetteer, entity.label == "nationality"
            )
            if name.lower().startswith("the ") and not toponym.places:
                continue
            if entity.label == "nationality" and not toponym.people:
                continue
            if fold(name) in words.COMMON_WORDS or len(name) < 3 or fold(name) in self.surnames or any(c.isdigit() for c in name):
                continue
            if name.lower().startswith("the "):
                toponym = replace(toponym, start=toponym.start + 4)
            found.append(toponym)
        return found

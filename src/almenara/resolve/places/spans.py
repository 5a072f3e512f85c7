"""Which words of a text name places: capitalised words that the gazetteer knows, and the parser's places that it does not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from almenara.language import NamedSpan
from almenara.model import Span
from almenara.model.fold import fold
from almenara.resolve.places import name_words as cues
from almenara.resolve.places.abbreviations import dotted_abbreviation
from almenara.resolve.places.evidence import THRESHOLD, Evidence
from almenara.resolve.places.gazetteer import Gazetteer
from almenara.resolve.places.toponym import Toponym, Word, group_of, name_at, places_of, words_of

_LONGEST_NAME = 6
_TOWNS = frozenset({"populated_place", "admin2", "section", "site"})
_ARTICLES = frozenset({"The", "THE"})
_POSSESSIVES = ("'s", "’s", "'S", "’S")
#: Where a name is surely a place once, less is asked of it elsewhere in the report.
SURE = THRESHOLD + 1.0
ENOUGH_ONCE_SURE = THRESHOLD - 3.0
#: Where the words' evidence lies this far around the threshold, the parser's label may tip it. Measured on the first 110
#: reports of each of the three gold sets, with every sentence's labels and with those of doubtful sentences alone (a quarter of
#: all): end-to-end F1 .761 and .763, .699 and .711, .792 and .791.
LEAST_DOUBT, MOST_DOUBT = -2.5, 1.0
#: Names this short are no places that only the parser knows.
SHORTEST_UNKNOWN = 3


def given_toponyms(text: str, language: str, entities: Sequence[NamedSpan], gazetteer: Gazetteer) -> list[Toponym]:
    """The entities labelled place or nationality, each taken as a place name with exactly the span given."""
    return [
        name_at(text, e.start, e.end, language, gazetteer, people_first=e.label == "nationality")
        for e in sorted(set(entities), key=lambda e: (e.start, e.end))
        if e.label in ("place", "nationality") and text[e.start : e.end].strip()
    ]


_SAINTS = frozenset(["san", "santa", "santo"])
#: Words of a saint's name.
_SAINT_AND_NAME = 2
_OF = frozenset(["de", "del"])


class Scan:
    """One text on its way to its place names: read by its words alone, then, where these leave doubt, with the parser's names.

    `within` are the parts that names are sought in; without it the whole text is.
    """

    def __init__(self, text: str, language: str, gazetteer: Gazetteer, within: Sequence[Span] | None = None) -> None:
        self.text = text
        self.language = language
        self.gazetteer = gazetteer
        self.words = words_of(text, [Span(0, len(text))] if within is None else within)
        self._weigh([])

    def names_a_town(self) -> bool:
        """Whether a name was found that is surely a town, a district of one or a site in it."""
        return any(
            t.evidence >= THRESHOLD and not t.people and any(p.kind in _TOWNS for p in t.places) for t in self.known
        )

    def surely_names_a_town(self, start: int, end: int) -> bool:
        """Whether a town stands between two offsets of whose being one the words around it leave no doubt."""
        return any(
            start <= t.start < end and t.evidence >= SURE and not t.people and any(p.kind in _TOWNS for p in t.places)
            for t in self.known
        )

    def in_doubt(self) -> list[int]:
        """Offsets of names for which the words around them decide neither way: there the parser's names help."""
        return [t.start for t in self.known if THRESHOLD + LEAST_DOUBT < t.evidence < THRESHOLD + MOST_DOUBT]

    def toponyms(self, entities: Sequence[NamedSpan] = ()) -> list[Toponym]:
        """Place names in text order, none overlapping; `entities` are the parser's names where they were asked for."""
        if entities:
            self._weigh(sorted((e for e in entities if e.end > e.start), key=lambda e: (e.start, e.end)))
        known = self.known
        kept = [toponym for toponym in known if toponym.evidence >= THRESHOLD]
        sure = {toponym.group for toponym in kept if toponym.evidence >= SURE and not toponym.people}
        kept += [t for t in known if ENOUGH_ONCE_SURE <= t.evidence < THRESHOLD and t.group in sure]
        kept += self._unknown(kept)
        return sorted(kept, key=lambda toponym: toponym.start)

    def _weigh(self, entities: list[NamedSpan]) -> None:
        self.entities = entities
        self.evidence = Evidence(self.text, self.words, entities, self.gazetteer)
        self.known = self._known()

    def _known(self) -> list[Toponym]:
        """Every name that the gazetteer knows, the longest at each word, with its evidence."""
        found: list[Toponym] = []
        at = 0
        while at < len(self.words):
            word = self.words[at]
            length = 1
            if word.capital and word.text not in _ARTICLES:
                match = self._longest(at)
                if match is not None:
                    toponym, length = self._whole(at, *match)
                    found.append(self._as_settlement(toponym))
            elif not word.capital and self.language == "es" and (people := self._lower_people(word)):
                found.append(people)
            at += length
        return found

    def _as_settlement(self, toponym: Toponym) -> Toponym:
        """'The village of Georgia' is no country, if there are such places of other kinds."""
        if not any(place.kind == "country" for place in toponym.places):
            return toponym
        if not cues.SETTLEMENT_BEFORE.search(fold(self.text[max(0, toponym.start - 20) : toponym.start])):
            return toponym
        others = tuple(place for place in toponym.places if place.kind != "country")
        return replace(toponym, places=others) if others else toponym

    def _whole(self, at: int, toponym: Toponym, length: int) -> tuple[Toponym, int]:
        """A saint's name that goes on, 'San José de Cotiza', is another place than the nearest or largest San José: one not known."""
        if length < _SAINT_AND_NAME or fold(self.words[at].text) not in _SAINTS:
            return toponym, length
        last = self._furthest(at)
        while last >= at + length and not self.words[last].capital:
            last -= 1
        if last <= at + length or fold(self.words[at + length].text) not in _OF:
            return toponym, length
        end = self.words[last].end
        if any(place.kind in ("country", "admin1") for place in self.gazetteer.lookup(self.words[last].text)):
            return toponym, length
        longer = replace(toponym, end=end, group=group_of(self.text[toponym.start : end]), places=())
        return longer, last - at + 1

    def _longest(self, at: int) -> tuple[Toponym, int] | None:
        """The longest known name that begins at a word, with its length in words."""
        for last in range(self._furthest(at), at - 1, -1):
            if last > at and not self.words[last].capital:
                continue
            start, end = self.words[at].start, self.words[last].end
            if self.text[start:end].endswith(_POSSESSIVES):
                end -= 2
            if last == at:
                end = self._end_of_single(start, end)
                if fold(self.text[start:end]) in cues.INNER_WORDS:
                    return None
            name = self.text[start:end]
            places, people = places_of(name, self.language, self.gazetteer)
            if cues.CAPITAL_DISTRICT.search(name):
                places = tuple(place for place in self.gazetteer.lookup(self.words[at].text) if place.capital)
            if places:
                return self.evidence.weigh(at, last, start, end, places, people), last - at + 1
        return None

    def _furthest(self, at: int) -> int:
        """The last word (by number) that may belong to a name that begins at a word."""
        last = at
        while last + 1 < len(self.words) and last - at + 1 < _LONGEST_NAME and self.evidence.joined(last, last + 1):
            word, following = self.words[last], self.words[last + 1]
            # 'Port-au-Prince', 'Boulogne-sur-Mer'
            hyphen = self.text[word.end : following.start] == "-"
            if not following.capital and not hyphen and fold(following.text) not in cues.INNER_WORDS:
                break
            if "." in self.text[word.end : following.start] and fold(word.text) not in cues.SHORTENED:
                break
            last += 1
        return last

    def _end_of_single(self, start: int, end: int) -> int:
        """Where a name of one word ends: with its full stop ('Calif.') or its district ('Washington, D.C.')."""
        name = self.text[start:end]
        if name == "Washington" and (district := cues.CAPITAL_DISTRICT.match(self.text, end)):
            return district.end()
        if self.text[end : end + 1] == "." and dotted_abbreviation(name + ".") is not None:
            return end + 1
        return end

    def _lower_people(self, word: Word) -> Toponym | None:
        """Spanish writes demonyms small: 'el gobierno venezolano'."""
        if not cues.SPANISH_DEMONYM_ENDING.search(word.text) or fold(word.text) in cues.NO_DEMONYMS:
            return None
        places = self.gazetteer.lookup_people(word.text, "es")
        if not places:
            return None
        return Toponym(word.start, word.end, group_of(word.text), places, people=True, evidence=SURE)

    def _unknown(self, kept: Sequence[Toponym]) -> list[Toponym]:
        """Place entities of the parser that no known name covers."""
        spans = sorted((toponym.start, toponym.end) for toponym in kept)
        starts = [start for start, _ in spans]
        found = []
        for entity in self.entities:
            position = bisect_right(starts, entity.end - 1) - 1
            covered = position >= 0 and spans[position][1] > entity.start
            if entity.label in ("place", "nationality") and not covered and (toponym := self._unknown_at(entity)):
                found.append(toponym)
        return [t for n, t in enumerate(found) if n == 0 or t.start >= found[n - 1].end]

    def _unknown_at(self, entity: NamedSpan) -> Toponym | None:
        name = self.text[entity.start : entity.end]
        start = entity.start + len("the ") * name.lower().startswith("the ")
        bare = self.text[start : entity.end]
        folded = fold(bare)
        if not bare[:1].isupper() or len(bare) < SHORTEST_UNKNOWN or any(c.isdigit() for c in bare):
            return None
        if folded in cues.COMMON_WORDS or folded in self.evidence.surnames or self.evidence.shouting:
            return None
        people = entity.label == "nationality"
        toponym = name_at(self.text, start, entity.end, self.language, self.gazetteer, people_first=people)
        if (people and not toponym.people) or (start > entity.start and not toponym.places):
            return None
        return replace(toponym, evidence=THRESHOLD)

"""What the site's scripts read, as scripts that set a variable: a page opened from a folder may not fetch, but it may load these.

Columns, not rows, so that a hundred thousand events stay small and quick; labels come from another file, one a language.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from almenara.publish.clean import clean
from almenara.publish.outlines import country_outlines, geojson
from almenara.publish.public_event import PublicEvent
from almenara.publish.report.grammar import Language, days_name
from almenara.publish.report.writer import Writer
from almenara.publish.site.material import file_name
from almenara.publish.site.words import WORDS, say

#: Day from which days are counted, as JavaScript does.
_EPOCH = date(1970, 1, 1)
#: Letters by which words are put into files of the index.
PREFIX = 2
#: Longest word of the index; what is longer is an address or worse.
_LONGEST = 40
#: Words that the scripts say.
_SCRIPT_WORDS = (
    "shown_n", "more_n", "zoom_in", "zoom_out", "close", "no_map", "found_n", "found_one", "found_none", "undated", "nowhere", "play", "pause", "map",
    "title_at",
)  # fmt: skip


def as_script(name: str, value: object) -> str:
    """A script that sets `almenara.NAME`; a text in it can end no script, should it ever stand inside a page."""
    data = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"var almenara=window.almenara||(window.almenara={{}});almenara.{name}={data};\n"


def newest_first(events: Iterable[PublicEvent]) -> list[PublicEvent]:
    """Events by their day, the last first; those without a day at the end."""
    return sorted(events, key=lambda e: (e.date_from is None, -(e.date_from or _EPOCH).toordinal(), e.id))


def events_script(events: Sequence[PublicEvent]) -> str:
    """Columns of the events in their order: page, type, status, first and last day, place; types, states and places stand once in tables of their own."""
    types = {kind: n for n, kind in enumerate(sorted({e.type for e in events}))}
    statuses = {status: n for n, status in enumerate(sorted({e.status for e in events}))}
    states = {state: n for n, state in enumerate(states_of(events))}
    places: dict[tuple[str, int, float | None, float | None], int] = {}
    of_place = []
    for event in events:
        key = (clean(event.place or event.admin1 or ""), states.get(_state(event), -1), event.lat, event.lon)
        of_place.append(places.setdefault(key, len(places)))
    return as_script(
        "events",
        {
            "page": [file_name(e.id) for e in events],
            "type": [types[e.type] for e in events],
            "day": [(e.date_from - _EPOCH).days if e.date_from else None for e in events],
            "until": [(e.date_to - _EPOCH).days if e.date_to else None for e in events],
            "status": [statuses[e.status] for e in events],
            "place": of_place,
            "types": list(types),
            "statuses": list(statuses),
            "states": [[clean(part) for part in state] for state in states],
            "places": [list(place) for place in places],
        },
    )


def states_of(events: Iterable[PublicEvent]) -> list[tuple[str, str]]:
    """States with the letters of their countries, in the order in which the scripts number them; of where no state is known the country alone."""
    return sorted(set(map(_state, events)) - {("", "")})


def _state(event: PublicEvent) -> tuple[str, str]:
    return event.admin1 or "", event.country or ""


def land_script() -> str:
    """Outlines of countries as one GeoJSON geometry."""
    return as_script("land", geojson(country_outlines()))


def labels_script(writer: Writer, events: Iterable[PublicEvent]) -> str:
    """What a language calls types and countries, and what its scripts say."""
    types, countries = {e.type for e in events}, {e.country for e in events if e.country}
    words = {key: WORDS[key][writer.language == "es"] for key in _SCRIPT_WORDS}
    return as_script(
        "labels",
        {
            "language": writer.language,
            "types": {kind: writer.type(kind) for kind in sorted(types)},
            "statuses": dict(writer.labels.statuses),
            "countries": {code: writer.country(code) for code in sorted(countries)},
            "words": words,
        },
    )


def index_scripts(events: Sequence[PublicEvent], writers: Sequence[Writer]) -> Iterator[tuple[str, str]]:
    """The search index: files by how words begin, each with its words and the numbers of the events that hold them, as gaps."""
    postings: dict[str, list[int]] = defaultdict(list)
    labels: dict[str, set[str]] = {}
    for number, event in enumerate(events):
        for word in _words_of(event, writers, labels):
            postings[word].append(number)
    files: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for word in sorted(postings):
        numbers = postings[word]
        files[shard(word)][word] = [numbers[0], *(b - a for a, b in pairwise(numbers))]
    for name, words in files.items():
        data = json.dumps(words, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
        yield f"{name}.js", f'almenara.shard("{name}",{data});\n'
    yield "index.js", as_script("shards", sorted(files))


def shard(word: str) -> str:
    """The file of a word: the code points of its first letters."""
    return "-".join(f"{ord(c):x}" for c in word[:PREFIX])


def words_in(text: str) -> set[str]:
    """Words as they are searched: without accents and capitals, of two letters or digits and more."""
    plain = unicodedata.normalize("NFD", clean(text)).lower()
    folded = "".join(c for c in plain if not "\u0300" <= c <= "\u036f")
    parts = "".join(c if c.isalnum() else " " for c in folded).split()
    return {part[:_LONGEST] for part in parts if len(part) >= PREFIX}


def _words_of(
    event: PublicEvent,
    writers: Sequence[Writer],
    known: dict[str, set[str]],
) -> set[str]:
    texts = [event.id, event.place, event.admin1, event.country, *event.agents, *event.targets, *event.sources]
    if event.date_from:
        texts.append(f"{event.date_from.year} {event.date_from.isoformat().replace('-', '')}")
    for writer in writers:
        texts.append(writer.type(event.type))
        texts += map(writer.actor, (*event.agents, *event.targets))
        texts += [writer.demand(d) for d in event.demands]
        texts.append(writer.labels.statuses.get(event.status, event.status))
        if event.country:
            texts.append(writer.country(event.country))
    found: set[str] = set()
    for text in texts:
        if text:
            if text not in known:
                known[text] = words_in(text)
            found |= known[text]
    for report in event.reports:
        if report.quote:
            found |= words_in(report.quote)
    return found


def title(event: PublicEvent, writer: Writer) -> str:
    """'March in Accra', 'March in Ghana', or the type alone."""
    where = event.place or event.admin1 or (writer.country(event.country) if event.country else None)
    return title_at(writer.language, writer.type(event.type), where)


def title_at(language: Language, what: str, where: str | None) -> str:
    """The title of what happened somewhere."""
    return say(language, "title_at", type=what, place=where) if where else what


def when(event: PublicEvent, language: Language) -> str:
    """The day, the month or the year where no more is known, or the first and last day."""
    return when_between(event.date_from, event.date_to, language)


def when_between(first: date | None, last: date | None, language: Language) -> str:
    """The same of two days."""
    if first is None:
        return say(language, "undated")
    return days_name(language, first, last or first)

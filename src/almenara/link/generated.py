"""A made-up stream of accounts of which it is known which tell of one event: for estimating the model and for measuring it at any size.

Nothing in it is real. An occasion (a place, a day, its people) has one to three events of different types; each event is told by one
or more reports, which agree as far as the shares below say. The shares are set by judgement after reading how outlets differ in
the project's own samples; they are the assumptions under which `parameters.json` was estimated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from almenara.link.meaning import BITS
from almenara.link.rare_words import CONTEXT_WORDS
from almenara.link.records import OWN_WORDS, SCHEMA

#: What share of the accounts give ...
SAME_DAY, NEXT_DAY, LOOSE_DAYS = 0.80, 0.08, 0.07
SAME_TOWN, NEAR_TOWN, STATE_ONLY = 0.75, 0.05, 0.12
SAME_TYPE, SAME_FAMILY = 0.85, 0.13
TELL_FIGURE, SAME_FIGURE, LIKE_FIGURE = 0.40, 0.60, 0.30
#: How likely one of an event's own words, and one of its actors, is to stand in an account of it.
KEEP_WORD, KEEP_ACTOR = 0.45, 0.60
#: How likely a bit of what an event means differs from its occasion's kind of news, and one of an account from its event's. Accounts
#: of one event then differ in 22 of 64 bits and others in 28, as in the project's own samples.
TURN_BY_EVENT, TURN_BY_ACCOUNT = 0.17, 0.22
COUNTRIES, STATES, TOWNS, FAMILIES, TYPES = 10, 24, 12, 5, 8
_VOCABULARY = 60_000
_CHUNK = 50_000


def generated_accounts(count: int, *, days: int = 365, seed: int = 1) -> Iterator[pa.Table]:
    """About `count` accounts in tables like `records_of` makes, with one column more, `truth`: the number of the event told."""
    random = np.random.default_rng(seed)
    truth = made = 0
    while made < count:
        rows: list[dict[str, Any]] = []
        while len(rows) < min(_CHUNK, count - made):
            occasion = _Occasion(random, days)
            for kind in random.choice(FAMILIES * TYPES, size=int(random.integers(1, 4)), replace=False):
                truth += 1
                event = occasion.event(int(kind))
                for _ in range(int(min(1 + random.geometric(0.4) - 1, 12))):
                    rows.append(event.account(f"g{seed}-{made + len(rows)}", truth))
        made += len(rows)
        yield pa.Table.from_pylist(rows, schema=SCHEMA.append(pa.field("truth", pa.int64())))


class _Occasion:
    def __init__(self, random: np.random.Generator, days: int) -> None:
        self.random = random
        self.country, self.state, self.town = (int(random.integers(n)) for n in (COUNTRIES, STATES, TOWNS))
        self.day = 737_000 + int(random.integers(days))
        self.context = _words(random, 34)

    def event(self, kind: int) -> _Event:
        return _Event(self, kind)


class _Event:
    def __init__(self, occasion: _Occasion, kind: int) -> None:
        random = occasion.random
        self.occasion, self.kind, self.random = occasion, kind, random
        self.words = [*occasion.context[:6], *_words(random, 16)]
        self.actors = _words(random, 3)
        self.meaning = _turned(random, np.zeros(BITS, dtype=bool), TURN_BY_EVENT)
        self.figures = {
            of: float(np.ceil(random.lognormal(mean, 1.2)))
            for of, mean, share in (("killed", 1, 0.1), ("injured", 2, 0.15), ("arrested", 2, 0.2), ("crowd", 6, 0.5))
            if random.random() < share
        }

    def account(self, name: str, truth: int) -> dict[str, Any]:
        random, occasion = self.random, self.occasion
        first = last = occasion.day
        draw = random.random()
        if SAME_DAY < draw <= SAME_DAY + NEXT_DAY:
            first = last = first + int(random.choice((-1, 1)))
        elif draw > SAME_DAY + NEXT_DAY:
            wide = 3 if draw <= SAME_DAY + NEXT_DAY + LOOSE_DAYS else 15
            first, last = first - wide, last + wide
        kind = self.kind
        draw = random.random()
        if SAME_TYPE < draw <= SAME_TYPE + SAME_FAMILY:
            kind = kind - kind % TYPES + int(random.integers(TYPES))
        elif draw > SAME_TYPE + SAME_FAMILY:
            kind = int(random.integers(FAMILIES * TYPES))
        context = _kept(random, occasion.context, KEEP_WORD, CONTEXT_WORDS)
        middle = (first + last) // 2
        near = range(middle - 1, middle + 2) if last - first > 10 else range(first - 1, last + 2)
        return {
            "unique_id": name,
            "report": name,
            **self._place(),
            "day_from": first,
            "day_to": last,
            "days": list(near),
            "type": f"t{kind}",
            "family": f"f{kind // TYPES}",
            "actors": _kept(random, self.actors, KEEP_ACTOR, 4, own=1),
            **self._figures(),
            "words": _kept(random, self.words, KEEP_WORD, OWN_WORDS),
            "context": context,
            "names": [],
            "meaning": int(np.packbits(_turned(random, self.meaning, TURN_BY_ACCOUNT)).view(">i8")[0]),
            "truth": truth,
        }

    def _place(self) -> dict[str, Any]:
        occasion, random = self.occasion, self.random
        draw, town = random.random(), occasion.town
        if SAME_TOWN < draw <= SAME_TOWN + NEAR_TOWN:
            town = (town + 1) % TOWNS
        country, state = f"C{occasion.country}", f"C{occasion.country}S{occasion.state}"
        lat, lon = occasion.country * 5 + town * 0.12, occasion.state * 5.0
        if draw <= SAME_TOWN + NEAR_TOWN:
            return {
                "country": country,
                "admin1": state,
                "place": f"{state}T{town}",
                "lat": lat,
                "lon": lon,
                "place_level": 3,
            }
        if draw <= SAME_TOWN + NEAR_TOWN + STATE_ONLY:
            return {"country": country, "admin1": state, "place": state, "lat": lat, "lon": lon, "place_level": 1}
        return {"country": country, "admin1": None, "place": country, "lat": lat, "lon": lon, "place_level": 0}

    def _figures(self) -> dict[str, float | None]:
        told: dict[str, float | None] = dict.fromkeys(("killed", "injured", "arrested", "crowd"))
        for of, value in self.figures.items():
            if self.random.random() < TELL_FIGURE:
                draw = self.random.random()
                stretch = (
                    1.0
                    if draw < SAME_FIGURE
                    else self.random.uniform(0.55, 1.8)
                    if draw < SAME_FIGURE + LIKE_FIGURE
                    else 3.0
                )
                told[of] = float(np.ceil(value * stretch))
        return told


def _turned(random: np.random.Generator, bits: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    return bits ^ (random.random(len(bits)) < share)


def _words(random: np.random.Generator, count: int) -> list[str]:
    """Words as rare as words are: a few common, most rare (Zipf)."""
    drawn = np.minimum(_VOCABULARY * random.random(count) ** 3, _VOCABULARY - 1).astype(int)
    return [f"w{n}" for n in drawn]


def _kept(random: np.random.Generator, words: list[str], share: float, most: int, own: int = 8) -> list[str] | None:
    kept = [w for w, draw in zip(words, random.random(len(words)), strict=True) if draw < share]
    return list(dict.fromkeys([*kept, *_words(random, own)]))[:most] or None

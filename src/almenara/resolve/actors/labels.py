"""What actors are called in the reader's language, told by the names under which they are stored and published.

A store and a release hold one name of each actor: that of the language of the report which told of it first. Names are enough to know whom the
registry means, so that releases of other observatories, and those made before, are read in either language too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from almenara.model import Actor
from almenara.resolve.actors.files import LANGUAGES
from almenara.resolve.actors.registry import country_codes, default_entries

#: Names that are remembered at once.
_MOST = 20_000
#: 'Police (Venezuela)', 'Policía (Zulia, Venezuela)': how the registry calls a state's institution.
_OF_A_STATE = re.compile(r"(?P<what>[^()]+) \((?:(?P<area>.+), )?(?P<country>[^,]+)\)")


@dataclass(frozen=True, slots=True)
class _Label:
    """Whom a name may mean, and the name in each language; of an institution also the country, and the town or province if it is local."""

    id: str
    names: Mapping[str, str]
    country: str | None = None
    area: str | None = None

    def said(self, language: str) -> str:
        if self.country is None:
            return self.names[language]
        country = _territories(language).get(self.country, self.country)
        return f"{self.names[language]} ({', '.join([*([self.area] if self.area else []), country])})"


class ActorNames:
    """Says names in a language, by the default registry and an observatory's own actors, which go first: kinds of people, states' institutions, and
    own actors that have a name in that language. All others keep the name that they have. Of two own ones of one id the first counts."""

    def __init__(self, own: Iterable[Actor] = ()) -> None:
        self._own: dict[str, list[_Label]] = defaultdict(list)
        first: dict[str, Actor] = {}
        for actor in own:
            first.setdefault(actor.id, actor)
        for actor in first.values():
            label = _Label(actor.id, {language: actor.labels.get(language, actor.name) for language in LANGUAGES})
            for name in dict.fromkeys((actor.name, *actor.labels.values())):
                self._own[name].append(label)
        self._remembered = lru_cache(_MOST)(self._found)

    def said(self, name: str, language: str, actor_id: str | None = None) -> str:
        """What somebody is called in a language, by a stored name and, where it is known, the id; `name` itself where nothing else is known, or
        where it may mean several whom the language does not call alike."""
        return self._remembered(name, language, actor_id)

    def each_once(self, names: Iterable[str], language: str) -> tuple[str, ...]:
        """The same of several; those that the language calls alike are one."""
        return tuple(dict.fromkeys(self.said(name, language) for name in names))

    def everywhere(self, name: str) -> tuple[str, ...]:
        """The name in all languages: names that have the same ones mean the same to every reader."""
        return tuple(self.said(name, language) for language in LANGUAGES)

    def _found(self, name: str, language: str, actor_id: str | None) -> str:
        called = {
            label.said(language) for label in self._own.get(name) or _default(name) if actor_id in (None, label.id)
        }
        return called.pop() if len(called) == 1 else name


def _default(name: str) -> Iterator[_Label]:
    """Whom the default registry may mean by a name."""
    if name in _by_name("generic"):
        yield _Label(*_by_name("generic")[name])
    placed = _OF_A_STATE.fullmatch(name)
    if placed is not None and placed["what"] in _by_name("institutions"):
        kind, names = _by_name("institutions")[placed["what"]]
        for code in _codes_of(placed["country"]):
            yield _Label(
                ":".join([code, *([placed["area"]] if placed["area"] else []), kind]), names, code, placed["area"]
            )


@cache
def _by_name(key: str) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Id and names of each entry of one of the default files, by each of its names."""
    return {
        name: (entry["id"], entry["name"])
        for entry in default_entries(f"{key}.yaml", key)
        for name in entry["name"].values()
    }


def _codes_of(country: str) -> Collection[str]:
    # What no list has is its own code.
    return country_codes().get(country) or ({country} if country in _territories("en") else ())


@cache
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale(language).territories)

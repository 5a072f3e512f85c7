"""Who is meant: names, offices by date, a state's institutions by country, and generic agents, from plain files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pycountry

from almenara.codebook import load_yaml
from almenara.model import Actor, Office
from almenara.model.fold import fold
from almenara.resolve.actors.files import read_actors
from almenara.resolve.actors.phrases import Phrases, words_of

_DEFAULT = Path(__file__).with_name("default")
#: Words that part the head of an English phrase from what follows it, and a Spanish one's.
_BEHIND_HEAD = {
    "en": frozenset(
        "of from in at with who that which near outside inside on by for to against under during after and".split()
    ),
    "es": frozenset("de del desde en con que cerca frente por para a al contra bajo durante tras y quienes".split()),
}
_OF = {"en": frozenset({"of"}), "es": frozenset({"de", "del"})}
_ARTICLES = frozenset("the a an el la los las un una unos unas lo".split())
#: What may stand before a Spanish noun without being it.
_BEFORE_NOUN = frozenset(
    "varios varias otros otras algunos algunas muchos muchas unos unas supuesto supuesta supuestos supuestas presunto presunta "
    "presuntos presuntas al menos mas cerca casi unos alrededor dos tres cuatro cinco seis siete ocho nueve diez once doce "
    "cien ciento quince veinte treinta cuarenta cincuenta su sus nuestros estos estas esos esas los las el la grandes jovenes".split()
)
#: 'Dozens of', 'a group of', 'members of', 'agentes de': who they are of is who is meant.
PARTS_OF = frozenset(
    "group groups dozens hundreds thousands scores tens members member officers officer agents agent troops soldiers units unit contingent "
    "patrol elements part majority crowd couple handful some most many representatives "
    "grupo grupos decenas cientos miles centenares docenas miembros miembro integrantes integrante agentes agente efectivos efectivo funcionarios "
    "funcionario soldados unidades unidad contingente patrulla parte mayoria representantes comision elementos elemento millares veintena treintena "
    "cincuentena centenar millar mil cerca alrededor mas menos sargentos sargento oficiales oficial".split()
)


@dataclass(frozen=True, slots=True)
class _Title:
    id: str
    national: bool


@dataclass(frozen=True, slots=True)
class _Institution:
    id: str
    sectors: tuple[str, ...]
    local: bool
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a role's words: the report's country and day, and the countries and towns named inside the words."""

    country: str | None = None
    day: date | None = None
    countries_inside: tuple[str, ...] = ()
    areas_inside: tuple[str, ...] = ()


class Registry:
    """Actors of a language; a user's own go before the default ones. Built by `open_registry`."""

    def __init__(self, own: Iterable[Actor], language: str) -> None:
        self.language = language
        titles = _yaml("titles.yaml")
        self._not_in_office = frozenset(
            word for phrase in titles["not_in_office"][language] for word in words_of(phrase)
        )
        self.forms_of_address = frozenset(
            word for group in titles["forms_of_address"].values() for phrase in group for word in words_of(phrase)
        )
        self._titles: Phrases[_Title] = Phrases(plurals=False)
        for title in titles["titles"]:
            for phrase in title[language]:
                self._titles.add(phrase, _Title(title["id"], title["national"]))
        self._known_titles = {title["id"] for title in titles["titles"]}
        self._names: Phrases[Actor] = Phrases(plurals=False)
        self._holders: dict[tuple[str, str], list[tuple[Office, Actor]]] = {}
        ours = list(own)
        replaced = {actor.id for actor in ours}
        for actor in (*ours, *(a for a in _default_actors(titles["known_until"]) if a.id not in replaced)):
            self._add(actor)
        self._institutions: Phrases[_Institution] = Phrases(plurals=True)
        for entry in default_entries("institutions.yaml", "institutions"):
            one = _Institution(entry["id"], tuple(entry["sectors"]), bool(entry.get("local")), entry["name"])
            for phrase in entry[language]:
                self._institutions.add(phrase, one)
        self._generic: Phrases[Actor] = Phrases(plurals=True)
        for entry in default_entries("generic.yaml", "generic"):
            name = entry["name"][language]
            actor = Actor(entry["id"], name, tuple(entry["name"].values()), kind="generic")
            for phrase in entry[language]:
                self._generic.add(phrase, actor)

    def _add(self, actor: Actor) -> None:
        for name in actor.names:
            self._names.add(name, actor)
        for office in actor.offices:
            self._holders.setdefault((self._title_id(office.title), fold(office.of)), []).append((office, actor))

    def _title_id(self, title: str) -> str:
        """The id of a title, whichever words it is written in; words that the list does not know are their own id."""
        if title in self._known_titles:
            return title
        words = words_of(title)
        match = self._titles.at(words, 0) if words else None
        if match is not None and match[0] == len(words):
            return match[1][0].id
        self._titles.add(title, _Title(" ".join(words), national=False))
        return " ".join(words)

    def known(self, text: str, setting: Setting) -> Actor | None:
        """Whom the words name: somebody of the files, the holder of an office, or a state's institution."""
        return self.named(text, setting) or self.holder(text, setting) or self.institution(text, setting)

    def named(self, text: str, setting: Setting) -> Actor | None:
        """The actor of the file whose name stands in the words, the longest name first; None where two share it."""
        best: tuple[int, list[Actor]] | None = None
        for _, length, actors in self._names.anywhere(words_of(text)):
            if best is None or length > best[0]:
                best = (length, actors)
        return _only(best[1], setting) if best is not None else None

    def holder(self, text: str, setting: Setting) -> Actor | None:
        """Who held the office that the words name on the report's day ('the Venezuelan president', 'alcaldesa de X')."""
        words = words_of(text)
        for at, length, titles in self._titles.anywhere(words):
            before, after = words[:at], [w for w in words[at + length :] if w not in _ARTICLES]
            if self._not_in_office & set(before[-2:]) or self._not_in_office & set(after[:1]):
                continue
            of = self._office_of(after, setting, national=titles[0].national)
            if of is None or setting.day is None:
                continue
            held = self._holders.get((titles[0].id, fold(of)), ())
            found = {actor.id: actor for office, actor in held if office.held_on(setting.day)}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def _office_of(self, after: Sequence[str], setting: Setting, *, national: bool) -> str | None:
        if after and after[0] in _OF[self.language]:
            if national:
                return setting.countries_inside[0] if setting.countries_inside else None
            return " ".join(after[1:])
        if national and (not after or setting.countries_inside):
            return setting.countries_inside[0] if setting.countries_inside else setting.country
        return setting.areas_inside[0] if setting.areas_inside else None

    def institution(self, text: str, setting: Setting) -> Actor | None:
        """A state's institution: of the country in the words, else of the report's; of a town or province if they name one."""
        found = self._head(self._institutions, words_of(text))
        country = setting.countries_inside[0] if setting.countries_inside else setting.country
        if found is None or country is None:
            return None
        area = setting.areas_inside[0] if found.local and setting.areas_inside else None
        where = f"{area}, {country_name(country)}" if area else country_name(country)
        return Actor(
            ":".join([country, *([area] if area else []), found.id]),
            f"{found.names[self.language]} ({where})",
            tuple(found.names.values()),
            country,
            found.sectors,
            kind="institution",
        )

    def generic(self, text: str) -> Actor | None:
        """The kind of people that the head of the words names ('some 200 teachers of Nairobi': teachers)."""
        found: Actor | None = self._head(self._generic, words_of(text))
        return found

    def _head(self, phrases: Phrases[Any], words: Sequence[str]) -> Any:
        """What the words' own head is called, past 'dozens of' and the like; what only modifies it does not count.

        English heads end their phrase ('riot police', not 'police post'), Spanish ones open it.
        """
        if not words:
            return None
        ends = _BEHIND_HEAD[self.language]
        cut = next((i for i, word in enumerate(words) if i and word in ends), len(words))
        if cut < len(words) and words[cut] in _OF[self.language] and words[cut - 1] in PARTS_OF:
            whose = self._head(phrases, words[cut + 1 :])
            if whose is not None:
                return whose
        for position, length, values in phrases.anywhere(words):
            if self.language == "en" and position + length == cut:
                return values[0]
            if self.language == "es" and all(_opens(word) for word in words[:position]):
                return values[0]
        return None


def _opens(word: str) -> bool:
    """Whether a word may stand before a Spanish noun: a determiner, a number."""
    return word in _BEFORE_NOUN or word.isdigit()


def _only(actors: Sequence[Actor], setting: Setting) -> Actor | None:
    """The one of several namesakes that is of the report's country, or None."""
    if len(actors) > 1:
        near = [a for a in actors if a.country and a.country in (*setting.countries_inside, setting.country)]
        return near[0] if len(near) == 1 else None
    return actors[0]


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """A country's common English name, or the code where there is none. Where two share it, the one that has a longer one gets that."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    short, rest = _short_and_rest(country)
    return f"{rest} {short}" if rest and len(_by_short_name()[short]) > 1 else short


@cache
def country_codes() -> Mapping[str, Collection[str]]:
    """The codes of the countries that a stored name of an institution may mean, by `country_name` and by what they share."""
    codes: dict[str, set[str]] = {short: set(those) for short, those in _by_short_name().items()}
    for code in (code for those in _by_short_name().values() for code in those):
        codes.setdefault(country_name(code), set()).add(code)
    return codes


@cache
def _by_short_name() -> Mapping[str, Collection[str]]:
    found: dict[str, set[str]] = {}
    for country in pycountry.countries:
        found.setdefault(_short_and_rest(country)[0], set()).add(country.alpha_2)
    return found


def _short_and_rest(country: Any) -> tuple[str, str]:
    """'Congo' and 'The Democratic Republic of the'."""
    short, _, rest = str(getattr(country, "common_name", None) or country.name).partition(", ")
    return short, rest


def default_entries(file: str, key: str) -> list[dict[str, Any]]:
    """The entries of one of the default registry's files."""
    entries: list[dict[str, Any]] = _yaml(file)[key]
    return entries


def _yaml(name: str) -> dict[str, Any]:
    value: dict[str, Any] = load_yaml((_DEFAULT / name).read_text(encoding="utf-8"))
    return value


def _default_actors(known_until: date) -> list[Actor]:
    """The default file's actors, their open offices ended where its knowledge does."""
    actors, _ = read_actors(_DEFAULT / "heads_of_state.csv")
    return [replace(a, offices=tuple(replace(o, end=o.end or known_until) for o in a.offices)) for a in actors]


def open_registry(language: str, files: Collection[Path] = ()) -> Registry:
    """The default registry with a user's files in front. Raises ValueError as `read_actors` does."""
    own = [actor for path in files for actor in read_actors(path)[0]]
    return Registry(own, language)

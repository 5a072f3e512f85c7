"""Who took part: the actor that a role's words mean, its sectors, and the country that the words or the report give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from almenara.codebook import Codebook
from almenara.model import Actor, Mention, Report, Role
from almenara.resolve.actors import Candidates, Phrases, Registry, Setting, open_registry, words_of
from almenara.resolve.dates import DateFinding
from almenara.resolve.places import PlaceFinding

#: Sectors whose members belong to a state: without another word they are of the country that the report is about.
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
#: Roles that people fill; an instrument is a thing.
_PEOPLE = frozenset({"agent", "target", "participant"})
_AREAS = frozenset({"populated_place", "admin1", "admin2", "section"})


@dataclass(frozen=True)
class ActorLexicon:
    """The codebook's sectors by the nouns that show them, and the registry of actors."""

    sectors: Phrases[str]
    registry: Registry


def compile_actors(codebook: Codebook, language: str, files: Sequence[Path] = ()) -> ActorLexicon:
    """The codebook's sectors and the registry in one language. Raises ValueError for a file that cannot be read."""
    sectors: Phrases[str] = Phrases(plurals=True)
    for sector in codebook.sectors:
        for entry in codebook.word_set(getattr(sector.words, language), language):
            sectors.add(entry, sector.code)
    return ActorLexicon(sectors, open_registry(language, files))


def sectors_of(text: str, lexicon: ActorLexicon) -> tuple[str, ...]:
    """PLOVER sector codes shown by the words of a role, in the order of the text; longer phrases before their parts."""
    return tuple(dict.fromkeys(codes[0] for _, _, codes in lexicon.sectors.anywhere(words_of(text))))


def attach_actors(
    mentions: Sequence[Mention],
    places: Sequence[PlaceFinding],
    lexicon: ActorLexicon,
    country: str | None,
    report: Report,
    dates: Sequence[DateFinding] = (),
) -> list[Mention]:
    """Mentions whose roles have sectors, an actor where the words name one and, where the words or the report tell it, a country."""
    quotes = [place.quote for place in places] + [day.quote for day in dates]
    taken = [(quote.start, quote.end) for quote in quotes]
    names = Candidates(report.text, taken, lexicon.registry.forms_of_address, lexicon.registry.language)
    unknown: dict[Role, str] = {}
    known: dict[Role, Actor | None] = {}
    for role in dict.fromkeys(role for mention in mentions for role in mention.roles if role.role in _PEOPLE):
        setting = _setting(role, places, country, report)
        text = role.quote.text
        registry = lexicon.registry
        actor = registry.known(text, setting)
        name = None if actor else names.name_in(role.quote.start, role.quote.end)
        if actor is None and name is None and role.count in (None, 1):
            name = names.name_behind(role.quote.end)
        if name is not None:
            unknown[role] = name
            # 'Bandres' may be the short form of somebody whom the registry knows by the full name.
            actor = registry.named(names.joined([name])[name].name, setting)
        known[role] = actor or (None if role in unknown else registry.generic(text))
    candidates = names.joined(unknown.values())

    def settle(role: Role) -> Role:
        actor = known.get(role) or (candidates[unknown[role]] if role in unknown else None)
        sectors = tuple(dict.fromkeys((*(actor.sectors if actor else ()), *sectors_of(role.quote.text, lexicon))))
        inside = [p.country for p in places if p.country and role.quote.span.covers(p.quote.span)]
        home = inside[0] if inside else country if _STATE_SECTORS & set(sectors) else None
        return replace(
            role,
            sectors=sectors,
            actor=actor.name if actor else None,
            actor_id=actor.id if actor else None,
            country=role.country or (actor.country if actor else None) or home,
        )

    return [replace(m, roles=tuple(settle(role) for role in m.roles)) for m in mentions]


def _setting(role: Role, places: Sequence[PlaceFinding], country: str | None, report: Report) -> Setting:
    inside = [p for p in places if role.quote.span.covers(p.quote.span)]
    return Setting(
        country,
        report.published,
        tuple(p.country for p in inside if p.country),
        tuple(p.name for p in inside if p.kind in _AREAS),
    )

"""Mentions as coded → mentions dated, placed and attributed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from almenara.codebook import Codebook
from almenara.language import AnnotatedText, NamedSpan, Stretch, find_names
from almenara.model import DateValue, Mention, PlaceValue, Report, Span
from almenara.resolve.focus import around
from almenara.resolve.places import Gazetteer, PlaceFinding, Scan, settle_places
from almenara.resolve.when import attach_dates, find_dates_in
from almenara.resolve.when import to_value as date_value
from almenara.resolve.where import attach_places, leading_country
from almenara.resolve.where import to_value as place_value
from almenara.resolve.who import ActorLexicon, attach_actors, compile_actors


@dataclass(frozen=True)
class Resolver:
    """What is needed to resolve one language's mentions; built by `make_resolver`."""

    gazetteer: Gazetteer
    actors: ActorLexicon
    language: str


@dataclass(frozen=True)
class Resolved:
    """Mentions with their dates, places and actors, and everything that was found on the way.

    `country` (ISO 3166 alpha-2) is the one that the report is about or, if it names none, its outlet's.
    """

    mentions: tuple[Mention, ...]
    dates: tuple[DateValue, ...]
    findings: tuple[PlaceFinding, ...]
    country: str | None = None

    @property
    def places(self) -> tuple[PlaceValue, ...]:
        """The findings as rows carry them."""
        return tuple(place_value(finding) for finding in self.findings)


def make_resolver(codebook: Codebook, gazetteer: Gazetteer, language: str, actors: Sequence[Path] = ()) -> Resolver:
    """Compile the codebook's sectors and the registry of actors for a language beside a gazetteer.

    `actors` are files of an observatory's own actors. Raises ValueError if one of them cannot be read.
    """
    return Resolver(gazetteer, compile_actors(codebook, language, actors), language)


@dataclass(frozen=True)
class Unresolved:
    """A report with the mentions that were coded in it."""

    report: Report
    annotated: AnnotatedText
    mentions: Sequence[Mention]


def resolve(batch: Sequence[Unresolved], resolver: Resolver, *, thorough: bool = False) -> Iterator[Resolved]:
    """Date, place and attribute mentions from their reports' own words, report by report.

    The names of people and places that the words around them leave in doubt are looked up for the whole batch at once.
    Unless `thorough`, places and dates are sought only around the mentions.
    """
    focus = [_parts(one, thorough) for one in batch]
    scans = [_scan(one, parts, resolver) for one, parts in zip(batch, focus, strict=True)]
    names = _names(batch, scans, resolver.language, thorough)
    for one, parts, scan, named in zip(batch, focus, scans, names, strict=True):
        yield _resolve(one, parts, scan, named, resolver)


def _parts(one: Unresolved, thorough: bool) -> tuple[Span, ...]:
    return _whole(one) if thorough else around(one.mentions, one.annotated)


def _whole(one: Unresolved) -> tuple[Span, ...]:
    return (Span(0, len(one.report.text)),)


def _scan(one: Unresolved, parts: Sequence[Span], resolver: Resolver) -> Scan | None:
    """Place names around the mentions; in the whole report where no town is named there."""
    if not parts:
        return None
    scan = Scan(one.report.text, resolver.language, resolver.gazetteer, parts)
    if scan.names_a_town() or parts == _whole(one):
        return scan
    return Scan(one.report.text, resolver.language, resolver.gazetteer)


def _resolve(
    one: Unresolved, parts: Sequence[Span], scan: Scan | None, names: Sequence[NamedSpan], resolver: Resolver
) -> Resolved:
    report, annotated = one.report, one.annotated
    source_country = report.source.country if report.source else None
    if scan is None:
        return Resolved((), (), (), source_country)
    found = settle_places(scan, names, source_country=source_country)
    places = tuple(f for f in found if not any(b.covers(f.quote.span) for b in annotated.boilerplate))
    country = leading_country(places) or source_country
    dates = find_dates_in(report, annotated, country, parts)
    settled = attach_dates(one.mentions, dates, annotated, report)
    settled = attach_places(settled, places, annotated)
    settled = attach_actors(settled, places, resolver.actors, country, report, dates)
    return Resolved(tuple(settled), tuple(date_value(finding) for finding in dates), places, country)


def _names(
    batch: Sequence[Unresolved], scans: Sequence[Scan | None], language: str, thorough: bool
) -> list[list[NamedSpan]]:
    """The parser's names in the sentences where a scan is in doubt, for each report, with offsets into its text.

    Unless `thorough`, only sentences that tell of an event and name no town for sure are asked about.
    """
    asked: list[tuple[int, Stretch]] = []
    for number, (one, scan) in enumerate(zip(batch, scans, strict=True)):
        telling = {mention.sentence.start for mention in one.mentions}
        if scan is None:
            continue
        found_at = (one.annotated.stretch_at(offset) for offset in scan.in_doubt())
        doubtful = {
            s.index: s
            for s in found_at
            if s is not None and (thorough or (s.start in telling and not scan.surely_names_a_town(s.start, s.end)))
        }
        asked += [(number, stretch) for stretch in doubtful.values()]
    texts = [batch[number].report.text[stretch.start : stretch.end] for number, stretch in asked]
    found: list[list[NamedSpan]] = [[] for _ in batch]
    for (number, stretch), names in zip(asked, find_names(texts, language), strict=True):
        found[number] += [
            replace(name, start=stretch.start + name.start, end=stretch.start + name.end) for name in names
        ]
    return found

"""Mentions as coded → mentions dated, placed and attributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almenara.codebook import Codebook
from almenara.language import AnnotatedText
from almenara.model import DateValue, Mention, PlaceValue, Report
from almenara.resolve.places import Gazetteer, NamedSpan, PlaceFinding, find_places
from almenara.resolve.when import attach_dates, find_all_dates
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
    """Mentions with their dates, places and actors, and everything that was found on the way."""

    mentions: tuple[Mention, ...]
    dates: tuple[DateValue, ...]
    places: tuple[PlaceValue, ...]


def make_resolver(codebook: Codebook, gazetteer: Gazetteer, language: str) -> Resolver:
    """Compile the codebook's sectors for a language beside a gazetteer."""
    return Resolver(gazetteer, compile_actors(codebook, language), language)


def resolve(report: Report, annotated: AnnotatedText, mentions: Sequence[Mention], resolver: Resolver) -> Resolved:
    """Date, place and attribute mentions from the report's own words."""
    places = _find_places(report, annotated, resolver)
    country = leading_country(places) or (report.source.country if report.source else None)
    dates = find_all_dates(report, annotated, country)
    settled = attach_dates(mentions, dates, annotated, report)
    settled = attach_places(settled, places, annotated)
    settled = attach_actors(settled, places, resolver.actors, country)
    return Resolved(
        tuple(settled),
        tuple(date_value(finding) for finding in dates),
        tuple(place_value(finding) for finding in places),
    )


def _find_places(report: Report, annotated: AnnotatedText, resolver: Resolver) -> tuple[PlaceFinding, ...]:
    found = find_places(
        report.text,
        resolver.language,
        _entities(annotated),
        gazetteer=resolver.gazetteer,
        source_country=report.source.country if report.source else None,
    )
    return tuple(f for f in found if not any(b.covers(f.quote.span) for b in annotated.boilerplate))


def _entities(annotated: AnnotatedText) -> list[NamedSpan]:
    """The parser's names as spans with normalised labels."""
    spans: list[NamedSpan] = []
    for sentence in annotated.sentences:
        start = end = 0
        label = ""
        for token in sentence.tokens:
            if token.entity and token.entity == label:
                end = token.end
                continue
            if label:
                spans.append(NamedSpan(start, end, label))
            start, end, label = token.start, token.end, token.entity
        if label:
            spans.append(NamedSpan(start, end, label))
    return [span for span in spans if span.label != "date"]

"""Where each event took place: the place that the trigger's own clause gives, then its sentence's, then an earlier one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from almenara.language import AnnotatedText, Sentence, token_at
from almenara.model import Mention, PlaceValue
from almenara.resolve.nearness import nearness
from almenara.resolve.places import PlaceFinding

#: What a country named in passing costs against a town: events happen in towns, countries are mostly somebody's adjective.
COUNTRY_COST = 4.0
#: A name behind 'in', 'at', 'en' says where; one that is subject or object may be a government.
NO_PREPOSITION_COST = 2.5
#: 'the road to Kandahar' says which road, and where it is only if nothing else does.
ROAD_END_COST = 5.0
#: Further than this a place of the same sentence is not the event's.
FARTHEST = 11.0

_PLACING = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "around",
        "throughout",
        "from",
        "on",
        "through",
        "toward",
        "to",
        "of",
        "en",
        "desde",
        "hasta",
        "cerca",
        "frente",
        "por",
        "sobre",
        "a",
        "entre",
        "de",
        "del",
    ]
)
_ROAD_TO = re.compile(
    r"\b(?:road|highway|motorway|route|railway|track|carretera|autopista|ruta|vía|via|camino|trocha)\s+"
    r"(?:(?:que|which|that)\s+\w+\s+)?(?:to|towards?|from|a|al|hacia|hasta|con)\s+(?:(?:the|el|la|los|las)\s+)?\Z",
    re.IGNORECASE,
)
_ROAD_BEFORE = 50
_FINE = ("exact", "populated_place", "admin2")


def to_value(finding: PlaceFinding, *, inherited: bool = False) -> PlaceValue:
    """A finding as a row's place."""
    return PlaceValue(
        name=finding.name,
        quote=finding.quote,
        geonames_id=finding.geonames_id,
        country=finding.country,
        admin1=finding.admin1,
        lat=finding.lat,
        lon=finding.lon,
        precision=finding.precision,
        score=finding.score,
        inherited=inherited,
        method=finding.method,
        candidates=finding.candidates,
    )


def leading_country(findings: Sequence[PlaceFinding]) -> str | None:
    """The country that most of the report's places and nationalities lie in (ISO 3166 alpha-2), if any."""
    counts = Counter(f.country for f in findings if f.country)
    return counts.most_common(1)[0][0] if counts else None


def attach_places(
    mentions: Sequence[Mention], findings: Sequence[PlaceFinding], annotated: AnnotatedText
) -> list[Mention]:
    """Mentions with their places."""
    usable = [f for f in findings if not f.metonym and f.kind != "nationality" and f.lat is not None]
    ends = frozenset(f.quote.start for f in usable if _ends_a_road(f, annotated))
    firm = [f for f in usable if f.quote.start not in ends]
    country = leading_country(findings)
    placed: list[Mention] = []
    for mention in mentions:
        own = _own(mention, usable, ends, annotated)
        if own is not None and (own.precision in _FINE or _stated(own, annotated)):
            value: PlaceValue | None = to_value(own)
        else:
            value = _earlier(mention, firm or usable, findings, annotated, country)
            if own is not None and (value is None or value.precision not in _FINE):
                value = to_value(own)
        placed.append(replace(mention, place=value))
    return placed


def _stated(finding: PlaceFinding, annotated: AnnotatedText) -> bool:
    """Whether a country or region is said to be where ('in Venezuela'), not part of a name ('the party of Venezuela')."""
    before = annotated.text[max(0, finding.quote.start - 14) : finding.quote.start].lower().split()
    return any(word in ("in", "across", "throughout", "en", "inside", "todo", "toda") for word in before[-2:])


def _own(
    mention: Mention, findings: Sequence[PlaceFinding], road_ends: Set[int], annotated: AnnotatedText
) -> PlaceFinding | None:
    """The place of the mention's sentence that its trigger is nearest to, towns before countries and, by their offsets, roads' ends."""
    sentence = annotated.sentence_at(mention.trigger.start)
    here = [f for f in findings if mention.sentence.span.covers(f.quote.span)]
    if sentence is None or not here:
        return None
    trigger = token_at(sentence, mention.trigger.start, mention.trigger.end)
    if trigger is None:
        return None
    best: tuple[float, PlaceFinding] | None = None
    for finding in here:
        word = token_at(sentence, finding.quote.start, finding.quote.end)
        if word is None:
            continue
        cost = nearness(trigger, word)
        if finding.precision not in _FINE:
            cost += COUNTRY_COST if finding.precision == "country" else COUNTRY_COST / 2
        if not _placed_by_preposition(sentence, finding):
            cost += NO_PREPOSITION_COST
        if finding.quote.start in road_ends:
            cost += ROAD_END_COST
        if best is None or cost < best[0]:
            best = (cost, finding)
    if best is None or best[0] >= FARTHEST:
        return None
    return _held_by(best[1], here, annotated) or best[1]


def _ends_a_road(finding: PlaceFinding, annotated: AnnotatedText) -> bool:
    """Whether the name says which road: 'the road to Kandahar', 'la vía que conduce a Sacaba'."""
    at = finding.quote.start
    return _ROAD_TO.search(annotated.text, max(0, at - _ROAD_BEFORE), at) is not None


def _held_by(holder: PlaceFinding, findings: Sequence[PlaceFinding], annotated: AnnotatedText) -> PlaceFinding | None:
    """The narrower place that the words put inside the chosen one: 'the Cotiza section of Caracas', 'Jamundí, Valle'."""
    for finding in findings:
        gap = holder.quote.start - finding.quote.end
        if finding is holder or not 0 < gap <= WIDEST_GAP or finding.country != holder.country:
            continue
        between = annotated.text[finding.quote.end : holder.quote.start].strip().lower()
        words = between.split()
        if between in (",", "(", "in", "en") or (len(words) <= 3 and words[-1:] in (["of"], ["de"], ["del"])):
            return finding if finding.precision in _FINE else None
    return None


#: Characters between a district and what holds it: 'Cotiza [section of the capital,] Caracas'.
WIDEST_GAP = 30


def _placed_by_preposition(sentence: Sentence, finding: PlaceFinding) -> bool:
    """Whether a preposition of place stands before the name or before a word that carries it ('in the Petare section')."""
    word = token_at(sentence, finding.quote.start, finding.quote.end)
    for _ in range(3):
        if word is None:
            return False
        case = word.case()
        if case in _PLACING:
            return True
        word = word.head
    return False


def _earlier(
    mention: Mention,
    findings: Sequence[PlaceFinding],
    everything: Sequence[PlaceFinding],
    annotated: AnnotatedText,
    country: str | None,
) -> PlaceValue | None:
    """The nearest earlier town of the same paragraph, else of the report, else its dateline or its country."""
    before = [f for f in findings if f.quote.end <= mention.trigger.start and f.precision in _FINE]
    stretch = annotated.stretch_at(mention.trigger.start)
    paragraph = stretch.paragraph if stretch is not None else -1
    same = [f for f in before if (s := annotated.stretch_at(f.quote.start)) is not None and s.paragraph == paragraph]
    for pool in (same, [f for f in before if country is None or f.country == country]):
        if pool:
            return to_value(pool[-1], inherited=True)
    after = [f for f in findings if f.quote.start > mention.trigger.start and f.precision in _FINE]
    in_sentence = [f for f in after if mention.sentence.span.covers(f.quote.span)]
    if in_sentence:
        return to_value(in_sentence[0], inherited=True)
    whole = [f for f in everything if f.country == country and f.lat is not None]
    broad = [f for f in whole if f.precision == "country"] or whole
    if broad:
        return replace(to_value(broad[0], inherited=True), method="country of the report")
    return None

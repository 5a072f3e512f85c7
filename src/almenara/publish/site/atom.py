"""Feeds (Atom, RFC 4287) of the newest events: of all, and of each type and state."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from almenara.model.fold import fold
from almenara.publish.clean import clean
from almenara.publish.public_event import PublicEvent
from almenara.publish.report.grammar import lower_first
from almenara.publish.report.writer import Writer
from almenara.publish.site.data import title, when
from almenara.publish.site.material import file_name
from almenara.publish.site.words import say

#: Events of a feed.
NEWEST = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Feed:
    """A feed's file name, what it is of (a type's or a state's name, None: all), and its text."""

    file: str
    kind: str
    label: str
    text: str


def feeds(name: str, events: Sequence[PublicEvent], writer: Writer, made: date, address: str) -> Iterator[Feed]:
    """Events are given newest first. Without an address, links are relative to the feed."""
    by_type: dict[str, list[PublicEvent]] = defaultdict(list)
    by_state: dict[tuple[str, str], list[PublicEvent]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
        if event.admin1:
            by_state[event.country or "", event.admin1].append(event)
    everything = say(writer.language, "feed_all")
    yield Feed("all.xml", "all", everything, _feed(name, "all.xml", everything, events, writer, made, address))
    for kind in sorted(by_type, key=writer.type):
        file, label = f"type-{_slug(kind)}.xml", writer.type(kind)
        yield Feed(file, "type", label, _feed(name, file, label, by_type[kind], writer, made, address))
    for country, state in sorted(by_state):
        label = writer.state(state, country)
        file = f"state-{_slug(f'{country}-{state}')}.xml"
        yield Feed(file, "state", label, _feed(name, file, label, by_state[country, state], writer, made, address))


def _slug(text: str) -> str:
    """A file name of a label; two labels never share one."""
    plain = re.sub(r"[^a-z0-9_]+", "-", fold(text)).strip("-")[:60]
    return (
        plain if plain == text.lower() else f"{plain}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    )


def _feed(
    name: str, file: str, label: str, events: Sequence[PublicEvent], writer: Writer, made: date, address: str
) -> str:
    Xml.register_namespace("", _NAMESPACE)
    language = writer.language
    base = f"{address}/{language}/" if address else "../"
    root = Xml.Element(f"{{{_NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _put(
        root,
        "id",
        f"{address}/{language}/feeds/{file}" if address else f"urn:almenara:{_digest(name)}:{language}:{file}",
    )
    _put(root, "title", f"{name}: {label}")
    newest = events[:NEWEST]
    _put(root, "updated", _moment(max((_day(e, made) for e in newest), default=made)))
    _put(Xml.SubElement(root, f"{{{_NAMESPACE}}}author"), "name", name or "almenara")
    Xml.SubElement(root, f"{{{_NAMESPACE}}}link", {"rel": "alternate", "href": base + "index.html"})
    if address:
        Xml.SubElement(root, f"{{{_NAMESPACE}}}link", {"rel": "self", "href": f"{base}feeds/{file}"})
    for event in newest:
        entry = Xml.SubElement(root, f"{{{_NAMESPACE}}}entry")
        _put(entry, "id", f"urn:almenara:{_digest(name)}:{file_name(event.id)}")
        status = (
            ""
            if event.status == "happened"
            else f" ({lower_first(writer.labels.statuses.get(event.status, event.status))})"
        )
        _put(entry, "title", f"{title(event, writer)}, {when(event, language)}{status}")
        _put(entry, "updated", _moment(_day(event, made)))
        href = f"{base}events/{file_name(event.id)}.html"
        Xml.SubElement(entry, f"{{{_NAMESPACE}}}link", {"rel": "alternate", "href": href})
        country = writer.country(event.country) if event.country else None
        where = ", ".join(dict.fromkeys(p for p in (event.place, event.admin1, country) if p))
        said = "; ".join(
            p for p in (where, ", ".join(map(writer.demand, event.demands)), ", ".join(event.sources)) if p
        )
        _put(entry, "summary", said or title(event, writer))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _put(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_NAMESPACE}}}{tag}").text = clean(text)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def _day(event: PublicEvent, made: date) -> date:
    """When an event became known, as far as its reports tell: the last one's day, else its own, never after the site was made."""
    published = max((date.fromisoformat(r.published) for r in event.reports if r.published), default=None)
    return min(published or event.date_from or made, made)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

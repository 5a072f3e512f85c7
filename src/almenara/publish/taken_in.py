"""Published events as what a store keeps: each with its own row as a report, whose values are evidence of themselves, and the reports that it cites.

The row is the line of the file, unchanged, so that each value has the words that it rests on: those that were published. A cited report holds
the sentences that were quoted of it and no more; its id is its own behind `cited:`, because the report itself may still be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from almenara.model import (
    CITED,
    PUBLICATION,
    Coding,
    DateValue,
    Mention,
    PlaceValue,
    Quantity,
    Quote,
    Report,
    Role,
    Source,
    Status,
    Total,
)
from almenara.publish.clean import clean
from almenara.publish.public_event import PublicEvent, PublicReport, event_of, plain_event
from almenara.publish.told import PublicTotal

#: What is said of a day and a place that a publication gives.
METHOD = "published"
#: The row's own mention leads; those of cited reports say no more than that they tell of the event.
_SURE, _CITED = 1.0, 0.5
_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"

Spans = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class TakenIn:
    """One event: its row, a mention in it that has all of its values, and a mention in each report that it cites."""

    event: PublicEvent
    row: Report
    mentions: tuple[Mention, ...]


@dataclass
class Cited:
    """Reports that events cite, gathered over all events of a file: one may tell of several, and then has a sentence for each."""

    _about: dict[str, tuple[PublicReport, str | None]] = field(default_factory=dict)
    _quotes: dict[str, dict[str, None]] = field(default_factory=dict)

    def gather(self, event: PublicEvent) -> None:
        # Which outlet has which scale is told of events with one outlet alone.
        scale = event.scales[0] if len(event.scales) == len(event.sources) == 1 else None
        for report in event.reports:
            known = self._about.get(report.id)
            self._about[report.id] = (report, (known[1] if known else None) or scale)
            quotes = self._quotes.setdefault(report.id, {})
            if report.quote:
                quotes[report.quote] = None

    def report(self, key: str) -> Report:
        """The report under an id of the publication. Raises KeyError where no event cites it."""
        about, scale = self._about[key]
        return Report(
            id=CITED + key,
            text="\n\n".join(self._quotes[key]),
            published=_day(about.published),
            source=Source(about.source, scale=scale) if about.source else None,
            url=about.url or None,
        )


def cleaned(event: PublicEvent) -> PublicEvent:
    """An event without characters that no database may hold; its line, in which they are escaped, keeps them."""
    return event_of(_cleaned(plain_event(event)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(part) for key, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, (list, tuple)) else value


def taken_in(line: str, event: PublicEvent, reports: Mapping[str, Report], title: str) -> TakenIn:
    """What is kept of an event whose line stood in a file; `reports` are those that it cites by their ids in the store, `title` names the file.

    Raises ValueError for a status that there is not.
    """
    row = Report(PUBLICATION + event.id, line, title)
    cited = (reports[CITED + report.id] for report in event.reports)
    quotes = {CITED + report.id: report.quote for report in event.reports}
    own = _mention(event, row)
    return TakenIn(event, row, (own, *(_told(event, report, quotes[report.id], title) for report in cited)))


def row_of_figures(key: str, figures: Sequence[tuple[str, PublicTotal]], title: str) -> Report:
    """The lines of a ledger that are of one report, as a report of its own: a line a figure."""
    about = figures[0][1]
    return Report(
        key,
        "\n".join(line for line, _ in figures),
        title,
        published=about.published,
        source=Source(clean(about.source)) if about.source else None,
        url=clean(about.url) if about.url else None,
    )


def quoted_figures(key: str, figures: Sequence[tuple[str, PublicTotal]]) -> Coding:
    """The figures of that report; the words of each are its line."""
    totals = []
    start = 0
    for line, told in figures:
        words = Quote(start, start + len(line), line)
        start += len(line) + 1
        totals.append(
            Total(
                key,
                clean(told.of),
                clean(told.kind),
                told.value,
                clean(told.unit),
                words,
                told.period,
                told.base,
                clean(told.attributed_to) if told.attributed_to else None,
                told.checks,
            )
        )
    return Coding(key, (), tuple(totals))


def _mention(event: PublicEvent, row: Report) -> Mention:
    text = row.text
    spans = _value_spans(text, _past(text, 0))

    def quote(key: str) -> Quote | None:
        return Quote.cut(text, *spans[key]) if key in spans else None

    trigger = quote("type") or Quote(0, 0, "")
    dated = event.date_from is not None or event.date_precision is not None
    placed = any(v is not None for v in (event.place, event.admin1, event.country, event.lat, event.lon))
    demands = _item_spans(text, spans, "demands")
    numbers = _value_spans(text, spans["numbers"][0]) if "numbers" in spans else {}
    return Mention(
        id=f"{row.id}@{trigger.start}",
        report=row.id,
        published=None,
        source=None,
        family=event.family,
        type=event.type,
        status=Status(event.status),
        score=_SURE,
        trigger=trigger,
        sentence=Quote(0, len(text), text),
        roles=(*_roles(event, text, spans, "agent"), *_roles(event, text, spans, "target")),
        date=DateValue(event.date_from, event.date_to, event.date_precision, quote("date_from"), method=METHOD)
        if dated
        else None,
        place=PlaceValue(
            event.place or "",
            quote("place"),
            country=event.country,
            admin1=event.admin1,
            lat=event.lat,
            lon=event.lon,
            precision=event.place_precision,
            method=METHOD,
        )
        if placed
        else None,
        quantities=tuple(
            Quantity(of, *bounds, Quote.cut(text, *numbers.get(of, (0, 0)))) for of, bounds in event.numbers.items()
        ),
        demands=event.demands,
        demand_quotes=tuple(Quote.cut(text, *span) for span in demands),
        codes=dict(event.codes) or None,
        title=row.title,
        status_cue=quote("status"),
        method=METHOD,
    )


def _roles(event: PublicEvent, text: str, spans: Spans, role: str) -> Iterator[Role]:
    """Whose sectors are whose is not published: they stand with the first who is named, or with somebody without a name."""
    names: Sequence[str] = getattr(event, f"{role}s")
    sectors: tuple[str, ...] = getattr(event, f"{role}_sectors")
    found = _item_spans(text, spans, f"{role}s")
    if not names and sectors:
        yield Role(role, Quote(0, 0, ""), sectors=sectors)
    for n, (name, span) in enumerate(zip(names, found, strict=True)):
        yield Role(role, Quote(*span, name), sectors=() if n else sectors)


def _told(event: PublicEvent, report: Report, quote: str | None, title: str) -> Mention:
    """A mention in a cited report: that it tells of the event, with the sentence that was quoted of it where there is one."""
    words = quote or ""
    # Another publication may have cited the report before, with other sentences.
    start = max(0, report.text.find(words))
    said = Quote(start, start + len(words), words) if report.text.startswith(words, start) else Quote(0, 0, "")
    return Mention(
        id=f"{report.id}@{event.id}",
        report=report.id,
        published=report.published,
        source=report.source,
        family=event.family,
        type=event.type,
        status=Status(event.status),
        score=_CITED,
        trigger=said,
        sentence=said,
        title=title,
        method=METHOD,
    )


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _value_spans(text: str, at: int) -> dict[str, tuple[int, int]]:
    """Where the values of the JSON object at an offset stand, by their keys; texts without their quotation marks."""
    found: dict[str, tuple[int, int]] = {}
    at = _past(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _past(text, _past(text, at) + 1)
        value, at = _DECODER.raw_decode(text, start)
        found[key] = _inside(value, start, at)
        at = _past_comma(text, at)
    return found


def _item_spans(text: str, spans: Spans, key: str) -> list[tuple[int, int]]:
    """Where the items of a list among an object's values stand."""
    found: list[tuple[int, int]] = []
    if key not in spans:
        return found
    at = _past(text, spans[key][0] + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        found.append(_inside(value, at, end))
        at = _past_comma(text, end)
    return found


def _inside(value: object, start: int, end: int) -> tuple[int, int]:
    return (start + 1, end - 1) if isinstance(value, str) else (start, end)


def _past(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _past_comma(text: str, at: int) -> int:
    at = _past(text, at)
    return _past(text, at + 1) if text[at] == "," else at


def cited_by(events: Iterable[PublicEvent]) -> Cited:
    """The reports that some events cite."""
    cited = Cited()
    for event in events:
        cited.gather(event)
    return cited

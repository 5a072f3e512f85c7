"""Method, sources and annexes: every event with its sources under a number of its own, and the rows behind each number of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from almenara.publish.public_event import PublicEvent
from almenara.publish.report.consequences import bounds
from almenara.publish.report.document import Block, Piece, Section, Sentence, Table
from almenara.publish.report.figures import Figures
from almenara.publish.report.grammar import Count, listed, lower_first
from almenara.publish.report.writer import Writer

#: Quantities that the annex gives, in this order, with the key of their word.
_NUMBERS = {"crowd": "crowd_short", "killed": "killed", "injured": "injured", "arrested": "arrested"}


@dataclass(frozen=True)
class Maker:
    """What a report is made with, for its section on method."""

    observatory: str
    software: str
    codebook: str
    decision: int
    private_names: bool
    protest_types: tuple[str, ...]


def annexed(f: Figures) -> tuple[PublicEvent, ...]:
    """Every event that the period's annex lists, in its order: what is counted, then what is alleged or announced."""
    return (*f.events, *f.alleged, *f.unreported)


def numbers_of(f: Figures) -> dict[str, int]:
    """The annex's numbers by event; those of compared periods go on from the last."""
    found: dict[str, int] = {}
    for event in (*annexed(f), *f.earlier):
        found.setdefault(event.id, len(found) + 1)
    return found


def method(f: Figures, maker: Maker, w: Writer) -> Iterator[Section]:
    named: list[Sentence] = [(Piece(lower_first(w.type(kind))),) for kind in maker.protest_types]
    blocks: list[Block] = [
        w.paragraph("method_unit"),
        w.paragraph("method_counted"),
        w.paragraph("method_protest", list=listed(w.language, named)),
        w.paragraph("method_names" if maker.private_names else "method_protection"),
        w.paragraph(
            "method_made" if maker.decision else "method_undecided",
            software=maker.software,
            codebook=maker.codebook,
            decision=Count(maker.decision),
        ),
        w.paragraph("credit"),
    ]
    yield Section("method", w.text("method"), tuple(blocks))
    yield Section("sources", w.text("sources"), tuple(_sources(f, w)))
    if f.since_release is not None:
        yield Section("changes", w.text("changes_head", n=f.since_release), tuple(_changes(f, f.since_release, w)))


def _sources(f: Figures, w: Writer) -> Iterator[Block]:
    reports = sum(outlet.reports for outlet in f.outlets)
    if not reports:
        yield w.paragraph("read_none", span=f.span)
        return
    yield w.paragraph("read", n=Count(reports, "report"), span=f.span, outlets=Count(len(f.outlets), "source"))
    rows = tuple(
        (
            (Piece(outlet.name or w.text("no_outlet")),),
            w.say("just", n=Count(outlet.reports)),
            w.say("just", n=Count(outlet.copies)),
        )
        for outlet in f.outlets
    )
    head = (w.text("col_outlet"), w.text("col_reports"), w.text("col_copies"))
    yield Table(w.text("sources"), head, rows, frozenset({1, 2}))
    yield w.note("read_caveat")


def _changes(f: Figures, release: int, w: Writer) -> Iterator[Block]:
    if not f.changes:
        yield w.paragraph("changes_none", n=release)
        return
    for change in f.changes:
        yield w.paragraph(f"changes_{change.key}", events=Count(len(change.events), "event", change.events), n=release)
    yield w.note("changes_where")


def annexes(f: Figures, numbers: Mapping[str, int], w: Writer) -> Iterator[Section]:
    events = annexed(f)
    if events:
        yield Section("annex", w.text("annex"), (_table(w.text("annex"), events, numbers, w),))
    shown = {event.id for event in events}
    earlier = [event for event in f.earlier if event.id not in shown]
    if earlier:
        yield Section("annex-earlier", w.text("annex_earlier"), (_table(w.text("annex_earlier"), earlier, numbers, w),))


def _table(caption: str, events: Sequence[PublicEvent], numbers: Mapping[str, int], w: Writer) -> Table:
    mixed = len({event.review for event in events}) > 1
    keys = ("col_no", "col_when", "col_what", "col_where", "col_who", "col_numbers", "col_sources")
    return Table(
        caption,
        tuple(w.text(key) for key in keys),
        tuple(_row(event, numbers[event.id], w, mixed=mixed) for event in events),
        frozenset({0}),
        tuple(f"event-{numbers[event.id]}" for event in events),
    )


def _row(event: PublicEvent, n: int, w: Writer, *, mixed: bool) -> tuple[Sentence, ...]:
    what = w.type(event.type)
    if event.demands:
        what += ": " + ", ".join(lower_first(w.demand(d)) for d in event.demands)
    marks = [lower_first(w.labels.statuses.get(event.status, event.status))] if event.status != "happened" else []
    marks += [w.text("not_reviewed")] if mixed and event.review == "new" else []
    if marks:
        what += f" ({', '.join(marks)})"
    who = w.actors(event.agents)
    if event.targets:
        who = f"{who} {w.text('against')} {w.actors(event.targets)}".strip()
    where = ", ".join(dict.fromkeys(part for part in (event.place, event.admin1, event.country) if part))
    return (
        (Piece(str(n)),),
        (Piece(_when(event, w)),),
        (Piece(what),),
        (Piece(where or w.text("unknown")),),
        (Piece(who),),
        (Piece("; ".join(_figures(event, w))),),
        _told_by(event, w),
    )


def _when(event: PublicEvent, w: Writer) -> str:
    if event.date_from is None:
        return w.text("unknown")
    if event.date_to is None or event.date_to == event.date_from:
        return event.date_from.isoformat()
    return f"{event.date_from.isoformat()} – {event.date_to.isoformat()}"


def _figures(event: PublicEvent, w: Writer) -> Iterator[str]:
    for of, word in _NUMBERS.items():
        if of in event.numbers and (said := bounds(*event.numbers[of], w)):
            yield f"{said} {w.text(word)}"


def _told_by(event: PublicEvent, w: Writer) -> Sentence:
    """Outlets, then addresses: which is whose is not kept apart, because an outlet may be withheld."""
    pieces = [Piece(", ".join(event.sources) or w.text("not_named"))]
    for n, address in enumerate(event.urls, 1):
        pieces += [Piece(" "), Piece(f"[{n}]", address=address)]
    return tuple(pieces)

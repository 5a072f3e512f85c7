"""The sections on force, people harmed, sizes, other events, announcements, figures that do not add up, and what was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almenara.publish.public_event import PublicEvent
from almenara.publish.report.document import Block, Piece, Section, Sentence, Table
from almenara.publish.report.estimate import FEWEST_SOURCES
from almenara.publish.report.figures import Figures
from almenara.publish.report.findings import IN_SENTENCE, state_names, told
from almenara.publish.report.grammar import Count, day_name, days_name, listed, number
from almenara.publish.report.harm import Harm
from almenara.publish.report.writer import Writer
from almenara.publish.told import PublicTotal, ToldNumber

#: Rows of 'who says so' in a report; the annex has each event's figures.
MOST_SAID = 200
_UNITS = {"percent": "\N{NO-BREAK SPACE}%"}


def consequences(f: Figures, w: Writer) -> Iterator[Section]:
    if f.protests:
        yield Section("force", w.text("force"), tuple(_force(f, w)))
    if f.events:
        yield Section("harm", w.text("harm"), tuple(_harm(f, w)))
    if f.protests:
        yield Section("crowds", w.text("crowds"), tuple(_crowds(f, w)))
    if f.other_types:
        ranked = w.paragraph("other", list=w.ranking(f.other_types, w.type))
        yield Section("other", w.text("other_head"), (ranked,))
    yield Section("unreported", w.text("unreported_head"), tuple(_unreported(f, w)))
    yield Section("totals", w.text("totals"), tuple(_totals(f, w)))
    if f.events:
        yield Section("missed", w.text("missed_head"), tuple(_missed(f, w)))


def _force(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.forced:
        yield w.paragraph("no_force")
        return
    n = Count(len(f.forced), "protest", f.forced)
    share = w.part(f.forced, len(f.protests))
    if f.forced_states:
        yield w.paragraph("forced", n=n, percent=share, states=Count(len(f.forced_states), "state", f.forced))
        yield w.paragraph("forced_where", list=w.ranking(f.forced_states, state_names(f.states, w), small=False))
    else:
        yield w.paragraph("forced_nowhere", n=n, percent=share)


def _harm(f: Figures, w: Writer) -> Iterator[Block]:
    said: list[tuple[Harm, ToldNumber]] = []
    for harm in f.harms:
        if not harm.events:
            yield w.paragraph("harm_none", of=w.text(harm.of))
            continue
        events = Count(len(harm.events), "event", harm.events)
        values = {key: Count(getattr(harm, key), None, harm.events) for key in ("low", "best", "high")}
        if harm.low == harm.high:
            n = Count(harm.best, "person", harm.events)
            participle = w.text(harm.of if harm.best != 1 else harm.of + "_one")
            yield w.paragraph("harm_exact", n=n, of=participle, events=events)
        else:
            yield w.paragraph("harm_range", of=w.text(harm.of), events=events, **values)
        if harm.open:
            yield w.note("harm_open")
        said += [(harm, told_number) for told_number in harm.said]
    if said:
        yield _who_says_so(said[:MOST_SAID], {e.id: e for e in f.events}, w)
        if len(said) > MOST_SAID:
            yield w.note("more_in_annex")
    if any(harm.events for harm in f.harms):
        yield w.note("harm_rule")


def _who_says_so(said: list[tuple[Harm, ToldNumber]], known: Mapping[str, PublicEvent], w: Writer) -> Table:
    rows: list[tuple[Sentence, ...]] = []
    for harm, figures in said:
        figure = bounds(figures.low, figures.best, figures.high, w)
        source = figures.source or w.text("not_named")
        rows.append(
            (
                (Piece(w.text(harm.of + "_head")),),
                told(known[figures.event], w),
                (Piece(figure),),
                (Piece(source),),
            )
        )
    keys = ("col_quantity", "col_event", "col_said", "col_outlet")
    head = tuple(w.text(key) for key in keys)
    return Table(w.text("said_by"), head, tuple(dict.fromkeys(rows)), frozenset({2}))


def bounds(low: int | None, best: int | None, high: int | None, w: Writer) -> str:
    """'12', '10–15 (12)', 'at least 10', 'at most 20'; nothing where all is open."""
    if low is not None and low == high:
        return number(w.language, low)
    if low is not None and high is not None:
        middle = f" ({number(w.language, best)})" if best is not None and best not in (low, high) else ""
        return f"{number(w.language, low)}–{number(w.language, high)}{middle}"
    if low is not None:
        return w.text("at_least", n=low)
    if high is not None:
        return w.text("at_most", n=high)
    return "" if best is None else number(w.language, best)


def _crowds(f: Figures, w: Writer) -> Iterator[Block]:
    people = f.participants
    if not people.events:
        yield w.paragraph("crowd_none")
        return
    ends = {key: Count(getattr(people, key), None, people.events) for key in ("low", "best", "high")}
    yield w.paragraph("crowd", n=Count(len(people.events), "protest", people.events), **ends)
    if people.without:
        n = Count(len(people.without), "protest", people.without)
        yield w.paragraph("crowd_without", n=n, percent=w.part(people.without, len(f.protests)))
    yield w.note("crowd_rule")


def _unreported(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.unreported:
        yield w.paragraph("no_unreported", span=f.span)
        return
    ids = tuple(event.id for event in f.unreported)
    yield w.paragraph("unreported", n=Count(len(ids), "announcement", ids), span=f.span)
    named = [told(event, w) for event in f.unreported[:IN_SENTENCE]]
    if len(ids) > IN_SENTENCE:
        rest = ids[IN_SENTENCE:]
        named.append(w.say("and_others", n=Count(len(rest), None, rest)))
    yield w.paragraph("unreported_list", n=len(ids), list=listed(w.language, named))


def _totals(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.wrong_totals:
        yield w.paragraph("no_wrong_totals", span=f.span)
        return
    yield w.paragraph("wrong_totals", n=Count(len(f.wrong_totals), "total"), span=f.span)
    rows = tuple(row for total in f.wrong_totals for row in _total_rows(total, w))
    head = ("col_figure", "col_whose", "col_expected", "col_sources")
    yield Table(w.text("totals"), tuple(w.text(key) for key in head), rows)


def _total_rows(total: PublicTotal, w: Writer) -> Iterator[tuple[Sentence, ...]]:
    for _, expected, stated in total.failed:
        unit = _UNITS.get(total.unit, "")
        figure = f"{number(w.language, stated)}{unit}"
        when = f" ({days_name(w.language, total.period.start, total.period.end)})" if total.period else ""
        source = ", ".join(
            part for part in (total.source, day_name(w.language, total.published) if total.published else None) if part
        )
        yield (
            (Piece(figure + when),),
            (Piece(total.attributed_to or w.text("unknown")),),
            (Piece("–" if expected is None else f"{number(w.language, expected)}{unit}"),),
            (Piece(source or w.text("unknown"), address=total.url),),
        )


def _missed(f: Figures, w: Writer) -> Iterator[Block]:
    if f.missed is None:
        if f.all_outlets < FEWEST_SOURCES:
            yield w.paragraph("missed_few", n=f.all_outlets)
        else:
            yield w.paragraph("missed_apart")
        return
    m, everything = f.missed, tuple(e.id for e in f.events)
    yield w.paragraph(
        "missed",
        seen=Count(m.seen, "event", everything),
        once=Count(m.once, None, tuple(e.id for e in f.events if e.independent_sources == 1)),
        twice=Count(m.twice, None, tuple(e.id for e in f.events if e.independent_sources == 2)),
        estimated=Count(round(m.estimated)),
        low=Count(round(m.low)),
        high=Count(round(m.high)),
    )
    yield w.note("missed_how")

"""The sections on protests: how many, when, of which types, for what, where, on which days most, and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from almenara.publish.public_event import PublicEvent
from almenara.publish.report.charts import Bars, bars, columns
from almenara.publish.report.document import Block, Chart, Paragraph, Piece, Section, Sentence
from almenara.publish.report.figures import Compared, Figures, Peak, Ranked
from almenara.publish.report.grammar import (
    Count,
    day_name,
    listed,
    lower_first,
    month_label,
    number,
    percent,
    span_name,
)
from almenara.publish.report.maps import place_map
from almenara.publish.report.period import Span
from almenara.publish.report.regions import regions_of
from almenara.publish.report.shaded import shaded_map
from almenara.publish.report.writer import Writer

#: Entries of a ranked list in a sentence, and of a chart; tables have all.
IN_SENTENCE, IN_CHART = 5, 15
#: Events of a peak day that its sentence tells of; the annex has the rest.
OF_A_PEAK = 6
#: Protests a day from which on their mean says something that their number does not.
RATE_FROM = 0.5
#: From this ratio on, what was read differs so much between two periods that the report warns of it.
READ_OTHERWISE = 1.5


def findings(f: Figures, w: Writer) -> Iterator[Section]:
    yield Section("summary", w.text("summary"), tuple(_summary(f, w)))
    if not f.protests:
        return
    yield Section("time", w.text("time"), tuple(_time(f, w)))
    yield Section("types", w.text("types"), tuple(_types(f, w)))
    yield Section("demands", w.text("demands"), tuple(_demands(f, w)))
    yield Section("states", w.text("states"), tuple(_states(f, w)))
    yield Section("peaks", w.text("peaks"), tuple(_peaks(f, w)))
    yield Section("who", w.text("who"), tuple(_who(f, w)))


def _summary(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.events:
        yield w.paragraph("none", span=f.span)
    else:
        protests = Count(len(f.protests), "protest", f.protests)
        rate = (Piece(number(w.language, len(f.protests) / f.span.days), f.protests),)
        few = len(f.protests) < RATE_FROM * f.span.days
        yield w.paragraph("total_few" if few else "total", protests=protests, span=f.span, rate=rate)
        everything = tuple(e.id for e in f.events)
        if len(everything) != len(f.protests):
            yield w.paragraph("all_events", events=Count(len(everything), "event", everything))
        yield from _change(f, f.before, w)
        if f.year_before.span != f.before.span:
            yield from _change(f, f.year_before, w)
    if f.unreviewed:
        yield w.note("unreviewed", n=Count(len(f.unreviewed), None, f.unreviewed))
    if f.alleged:
        n = Count(len(f.alleged), None, tuple(e.id for e in f.alleged))
        yield w.note("alleged_one" if n.n == 1 else "alleged", n=n)
    if f.undated:
        yield w.note("undated", n=Count(len(f.undated), "event", f.undated))


def _change(f: Figures, then: Compared, w: Writer) -> Iterator[Block]:
    now, was = len(f.protests), len(then.protests)
    n = Count(was, None, then.protests)
    reports = sum(outlet.reports for outlet in f.outlets)
    if was == 0:
        if then.reports == 0:
            yield w.note("not_read", span=then.span)
        else:
            yield w.paragraph("was_zero", span=then.span, reports=Count(then.reports, "report"))
        return
    if now == was:
        yield w.paragraph("same", span=then.span, n=n)
    else:
        size = (Piece(percent(w.language, abs(now - was) / was), f.protests),)
        yield w.paragraph("more" if now > was else "fewer", percent=size, span=then.span, n=n)
    fewer, more = sorted((reports, then.reports))
    if more > READ_OTHERWISE * fewer:
        yield w.note(
            "read_otherwise",
            span=then.span,
            other=f.span,
            was=Count(then.reports, "report"),
            now=Count(reports, "report"),
        )


def _time(f: Figures, w: Writer) -> Iterator[Block]:
    days = [(day, len(ids)) for day, ids in f.by_day]
    by_day = f.span.month is not None and any(n for _, n in days)
    if by_day:
        most = max(n for _, n in days)
        highest = [day for day, n in days if n == most]
        shown: tuple[tuple[str, int | None], ...] = tuple((str(day.day), n) for day, n in days)
        yield Chart(
            w.text("chart_days"),
            columns(Bars(shown, w.text("axis_protests"), w.language)),
            w.text("describe_days", span=f.span, days=_some_days(highest, w), n=Count(most, "protest")),
        )
    if by_day and f.without_day:
        yield w.note("without_day", n=Count(len(f.without_day), "protest", f.without_day))
    top_month, most = max(f.months, key=lambda item: item[1])
    shown = tuple((month_label(w.language, m), n if n or m not in f.unread_months else None) for m, n in f.months)
    # One bar alone compares nothing.
    by_month = sum(n is not None for _, n in shown) > 1
    if by_month:
        yield Chart(
            w.text("chart_months"),
            columns(Bars(shown, w.text("axis_protests"), w.language)),
            w.text(
                "describe_months",
                first=f.months[0][0],
                last=f.months[-1][0],
                top=top_month,
                n=Count(most, "protest"),
                now=Count(f.months[-1][1]),
            ),
        )
    if f.unread_months:
        runs = _runs(f.unread_months)
        named = [(Piece(span_name(w.language, a)),) if a == b else w.say("from_to", first=a, last=b) for a, b in runs]
        yield w.note("unread_months" if by_month else "unread", list=listed(w.language, named))


def _some_days(days: Sequence[date], w: Writer) -> Sentence:
    """Days by name, or how many where they are too many for a sentence."""
    if len(days) > IN_SENTENCE:
        return w.say("just", n=Count(len(days), "day"))
    return listed(w.language, [(Piece(day_name(w.language, day)),) for day in days])


def _runs(months: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Months that follow each other, as the first and last of each run."""
    runs: list[tuple[Span, Span]] = []
    for month in months:
        if runs and month.before == runs[-1][1]:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def _types(f: Figures, w: Writer) -> Iterator[Block]:
    yield w.paragraph("most_types", list=w.ranking(f.types[:IN_SENTENCE], w.type))
    yield from _ranked_chart("chart_types", [(w.type(r.key), len(r.events)) for r in f.types], w)
    yield w.ranked_table("types", "col_type", f.types, len(f.protests), w.type)
    if f.combined:
        rows = tuple(i for group in f.combined for i in group)
        yield w.paragraph("combined", n=Count(len(f.combined), "combined", rows))


def _demands(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.with_demand:
        yield w.paragraph("no_demand")
        return
    told = len(f.with_demand)
    n = Count(told, "protest", f.with_demand)
    yield w.paragraph("with_demand", n=n, percent=w.part(f.with_demand, len(f.protests)))
    for right in f.rights:
        n = Count(len(right.events), "protest", right.events)
        yield w.paragraph(f"right_{right.key}", n=n, percent=w.part(right.events, told))
    yield w.note("pass_100")
    yield from _ranked_chart("chart_demands", [(w.demand(r.key), len(r.events)) for r in f.demands], w)
    yield w.ranked_table("demands", "col_demand", f.demands, told, w.demand)


def _states(f: Figures, w: Writer) -> Iterator[Block]:
    state_name = state_names(f.states, w)
    if f.states:
        yield w.paragraph("most_states", list=w.ranking(f.states[:IN_SENTENCE], state_name, small=False))
        if len(f.states) > 1:
            fewest = len(f.states[-1].events)
            least = [r for r in f.states if len(r.events) == fewest]
            # Where all are named already, the same names say nothing new.
            if fewest < len(f.states[0].events) and not any(r in f.states[:IN_SENTENCE] for r in least):
                if len(least) > IN_SENTENCE:
                    rows = tuple(i for r in least for i in r.events)
                    n = Count(len(least), "state", rows)
                    yield w.paragraph("many_fewest", n=n, each=Count(fewest, "protest", rows))
                else:
                    yield w.paragraph("fewest_states", list=w.ranking(least, state_name, small=False))
    yield from _map(f, w)
    if f.states:
        yield from _shaded(f, w)
        yield from _ranked_chart("chart_states", [(state_name(r.key), len(r.events)) for r in f.states], w)
        yield w.ranked_table("states", "col_state", f.states, len(f.protests), state_name)
        yield w.note("not_in_list")
    if f.without_state:
        yield w.note("without_state", n=Count(len(f.without_state), "protest", f.without_state))


def _map(f: Figures, w: Writer) -> Iterator[Block]:
    """Places as circles."""
    if not f.spots:
        return
    shown = f.spots[:IN_SENTENCE]
    said = [(Piece(f"{s.name} ({number(w.language, len(s.events))})"),) for s in shown]
    described = w.text("describe_map", list=listed(w.language, said), n=Count(len(f.spots), "place"))
    yield Chart(w.text("chart_map"), place_map(f.spots, w.text("axis_protests")), described)
    if f.without_point:
        yield w.note("without_point", n=Count(len(f.without_point), "protest", f.without_point))


def _shaded(f: Figures, w: Writer) -> Iterator[Block]:
    """The states of the country with most protests."""
    by_country: dict[str, list[Ranked]] = defaultdict(list)
    for ranked in f.states:
        by_country[ranked.key.rpartition(", ")[2]].append(ranked)
    code = min(by_country, key=lambda code: (-sum(len(r.events) for r in by_country[code]), code))
    country = w.country(code)
    regions = regions_of(code)
    if regions is None:
        yield w.note("no_shaded", country=country)
        return
    here = {r.key.rpartition(", ")[0]: r.events for r in by_country[code]}
    counts = {name: len(events) for name, events in here.items() if name in regions.names}
    if counts:
        drawn = shaded_map(regions, counts, w.text("axis_protests"), w.text("shaded_none"), w.language)
        said = [(Piece(f"{name} ({number(w.language, n)})"),) for name, n in counts.items()]
        described = w.text("describe_shaded", list=listed(w.language, said))
        yield Chart(w.text("chart_shaded", country=country), drawn, described)
    unknown = tuple(id for name, events in here.items() if name not in counts for id in events)
    if unknown:
        yield w.note("not_shaded", n=Count(len(unknown), "protest", unknown), country=country)
    elsewhere = tuple(id for other, rows in by_country.items() if other != code for r in rows for id in r.events)
    if counts and elsewhere:
        yield w.note("shaded_elsewhere", n=Count(len(elsewhere), "protest", elsewhere))


def state_names(states: Sequence[Ranked], w: Writer) -> Callable[[str], str]:
    """How the states of a report are called, by their keys: 'Zulia' for 'Zulia, VE', 'Zulia (Venezuela)' where some are of another country."""
    several = len({key.rpartition(", ")[2] for key in (state.key for state in states)}) > 1

    def name(key: str) -> str:
        state, comma, country = key.rpartition(", ")
        return key if not comma else w.state(state, country) if several else state

    return name


def _ranked_chart(title: str, ranked: list[tuple[str, int]], w: Writer) -> Iterator[Chart]:
    """A chart of one bar says no more than its sentence, and is left out."""
    if len(ranked) < 2:
        return
    shown = tuple(ranked[:IN_CHART])
    said = [(Piece(f"{label} ({n})"),) for label, n in shown]
    description = w.text("describe_ranked", list=listed(w.language, said))
    yield Chart(w.text(title), bars(Bars(shown, w.text("axis_protests"), w.language)), description)


def _peaks(f: Figures, w: Writer) -> Iterator[Block]:
    if not f.peaks:
        yield w.paragraph("no_peak")
    known = {event.id: event for event in f.events}
    for peak in f.peaks:
        yield _peak(peak, [known[i] for i in peak.protests], w)


def _peak(peak: Peak, events: list[PublicEvent], w: Writer) -> Paragraph:
    items: list[Sentence] = [told(event, w) for event in events[:OF_A_PEAK]]
    if len(events) > OF_A_PEAK:
        rest = tuple(e.id for e in events[OF_A_PEAK:])
        items.append(w.say("and_others", n=Count(len(rest), None, rest)))
    n = Count(len(events), "protest", peak.protests)
    return w.paragraph("peak", day=peak.day, n=n, list=listed(w.language, items))


def told(event: PublicEvent, w: Writer) -> Sentence:
    """An event in a few words that lead to its row: what, where and for what."""
    label = lower_first(w.type(event.type))
    where = event.place or event.admin1
    text = w.text("peak_item", type=label, place=where) if where else w.text("peak_item_nowhere", type=label)
    if event.demands:
        demands = ", ".join(lower_first(w.demand(d)) for d in event.demands)
        text = w.text("peak_demand", item=text, demands=demands)
    return (Piece(text, (event.id,)),)


def _who(f: Figures, w: Writer) -> Iterator[Block]:
    if f.agents:
        yield w.paragraph("named", list=w.ranking(f.agents[: 2 * IN_SENTENCE], w.actor, small=False))
    if f.sectors:
        yield w.paragraph("sectors", list=w.ranking(f.sectors, w.sector))
    if f.without_agent:
        yield w.note("without_agent", n=Count(len(f.without_agent), "protest", f.without_agent))

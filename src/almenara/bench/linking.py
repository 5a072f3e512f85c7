"""Linking: reports grouped by occasion, accounts joined in the samples and in a made-up stream, and the time that it takes."""

from __future__ import annotations

import json
import resource
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.link import CONTEXT_WORDS, Account, accounts_of, groups_of, pairs_of, rarest, records_of, with_meanings
from almenara.link.occasions import occasions_of
from almenara.link.records import LEVELS
from almenara.model import DateValue, Event, PlaceValue, Quote, Report, Status
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS, SAME_EVENTS

if TYPE_CHECKING:
    import pyarrow as pa

#: Memory that the engine may use on the made-up stream, so that the whole stays below the 4 GiB asked for.
ENGINE_MEMORY = "2GB"
#: And while scored pairs are read.
READING_MEMORY = "500MB"
#: Days over which the made-up stream is spread.
DAYS = 1095


def linking_figures(gold: Path, size: int) -> Iterator[Figure]:
    """B-cubed F1 on reports of look-alike events, pairs of the samples, and speed on `size` made-up accounts."""
    pipeline = Pipeline(load_codebook(), places=[PLACES])
    path = gold / "same_event_reports.jsonl"
    if path.is_file():
        yield from _same_event_reports(path, pipeline)
    yield from _samples(pipeline)
    # In a process of its own, so that the memory is the stream's alone.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield from pool.submit(_stream, size).result()


def _same_event_reports(path: Path, pipeline: Pipeline) -> Iterator[Figure]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {row["id"]: row["text"] for row in rows}
    coded = list(pipeline.mentions(Report(i, text, language="en") for i, text in texts.items()))
    mentions = [m for found in coded for m in found]
    told = {row["id"]: row["event"] for row, found in zip(rows, coded, strict=True) if found}
    occasions = occasions_of({i: rarest([texts[i]], CONTEXT_WORDS) for i in told})
    together = {report: n for n, group in enumerate(occasions) for report in group}
    rival = "TF-IDF tuned on the answers .84"
    yield Figure(
        path.stem, "B-cubed F1 of reports by occasion", _b_cubed(together, told), len(told), rival=rival, wanted=0.86
    )
    accounts = with_meanings(list(accounts_of(mentions, texts=texts)))
    joined = _reports_joined([a.accounts for a in groups_of(accounts, pairs_of(records_of(accounts)))])
    yield Figure(path.stem, "B-cubed F1 of reports that share a linked event", _b_cubed(joined, told), len(told))


def _reports_joined(groups: list[list[Account]]) -> dict[str, object]:
    """Reports under one label if a chain of events joins them."""
    root: dict[str, str] = {}

    def top(report: str) -> str:
        while root.setdefault(report, report) != report:
            report = root[report]
        return report

    for group in groups:
        for account in group:
            root[top(account.report)] = top(group[0].report)
    return {report: top(report) for report in list(root)}


def _b_cubed(found: Mapping[str, object], told: Mapping[str, object]) -> float:
    """Bagga and Baldwin (1998): precision and recall of each item's group, averaged over items."""
    ours: dict[object, set[str]] = defaultdict(set)
    theirs: dict[object, set[str]] = defaultdict(set)
    for item, label in told.items():
        ours[found[item]].add(item)
        theirs[label].add(item)
    both = {i: len(ours[found[i]] & theirs[label]) for i, label in told.items()}
    precision = sum(both[i] / len(ours[found[i]]) for i in told) / len(told)
    recall = sum(both[i] / len(theirs[label]) for i, label in told.items()) / len(told)
    return 2 * precision * recall / (precision + recall)


def _samples(pipeline: Pipeline) -> Iterator[Figure]:
    reports = [report for report in read(REPORTS) if isinstance(report, Report)]
    texts = {report.id: report.text for report in reports}
    accounts = with_meanings(list(accounts_of((m for found in pipeline.mentions(reports) for m in found), texts=texts)))
    marked = json.loads(SAME_EVENTS.read_text(encoding="utf-8"))["events"]
    wanted = {frozenset((tuple(one), tuple(other))) for event in marked for one, other in combinations(event, 2)}
    groups = groups_of(accounts, pairs_of(records_of(accounts)))
    got = {
        frozenset(((one.report, one.told.type), (other.report, other.told.type)))
        for group in groups
        for one, other in combinations(group.accounts, 2)
    }
    wrong = tuple(f"joined and should not be: {sorted(pair)}" for pair in got - wanted)
    missed = tuple(f"should be joined: {sorted(pair)}" for pair in wanted - got)
    yield Figure("samples", "precision of joined pairs", len(got & wanted) / len(got), len(got), wrong, wanted=1.0)
    yield Figure("samples", "recall of joined pairs", len(got & wanted) / len(wanted), len(wanted), missed, wanted=0.95)


def _stream(size: int) -> list[Figure]:
    """Pairs of the same type, of the made-up stream, from the probability on at which accounts are joined."""
    import pyarrow as pa

    from almenara.link.cluster import JOIN_FROM
    from almenara.link.compare import engine, scored, scored_pairs
    from almenara.link.generated import generated_accounts

    table = pa.concat_tables(generated_accounts(size, days=DAYS, seed=7))
    with engine(ENGINE_MEMORY) as connection:
        started = perf_counter()
        pairs = scored(table, connection, JOIN_FROM)
        seconds = perf_counter() - started
        connection.register("accounts", table)
        # A filter, not a join on the type: an engine may begin with that join, which pairs nearly everybody with everybody.
        ((right, joined),) = connection.execute(
            "SELECT count(*) FILTER (WHERE l.type = r.type AND l.truth = r.truth), count(*) FILTER (WHERE l.type = r.type) "
            f"FROM {pairs} p JOIN accounts l ON l.unique_id = p.unique_id_l JOIN accounts r ON r.unique_id = p.unique_id_r"
        ).fetchall()
        ((alike,),) = connection.execute(
            "SELECT count(*) FROM accounts l JOIN accounts r ON l.truth = r.truth AND l.unique_id < r.unique_id WHERE l.type = r.type"
        ).fetchall()
        connection.unregister("accounts")
        # What the engine keeps of the comparing, and the columns compared, are no part of what grouping needs.
        connection.execute(f"SET memory_limit = '{READING_MEMORY}'")
        table = table.select(_BARE)
        started = perf_counter()
        groups = len(groups_of(_bare_accounts(table), scored_pairs(pairs, connection)))
        grouping = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return [
        Figure("made-up stream", "precision of pairs of one type", right / max(joined, 1), joined),
        Figure("made-up stream", "recall of pairs of one type", right / max(alike, 1), alike),
        Figure("made-up stream", "comparing all accounts", seconds / 60, size, unit="min"),
        Figure(
            "made-up stream",
            "comparing and grouping all accounts",
            (seconds + grouping) / 60,
            size,
            wanted=10,
            unit="min",
        ),
        Figure("made-up stream", "groups found", groups, size),
        Figure("made-up stream", "peak memory", peak, size, wanted=4, unit="GiB"),
    ]


#: What grouping looks at.
_BARE = [
    "unique_id",
    "type",
    "family",
    "day_from",
    "day_to",
    "place",
    "country",
    "admin1",
    "lat",
    "lon",
    "place_level",
]


def _bare_accounts(table: pa.Table) -> Iterator[Account]:
    """The stream's records as accounts with what grouping looks at, and no words."""
    names = {level: name for name, level in LEVELS.items()}
    nowhere = Quote(0, 0, "")
    for batch in table.to_batches(max_chunksize=10_000):
        for id, kind, family, first, last, place, country, admin1, lat, lon, level in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            precision = "day" if first == last else "span"
            yield Account(
                id,
                id,
                id,
                (),
                Event(
                    id,
                    (id,),
                    (),
                    family,
                    kind,
                    Status.HAPPENED,
                    1.0,
                    nowhere,
                    nowhere,
                    date=DateValue(date.fromordinal(first), date.fromordinal(last), precision, None),
                    place=PlaceValue(place, None, None, country, admin1, lat, lon, names[level]),
                ),
            )

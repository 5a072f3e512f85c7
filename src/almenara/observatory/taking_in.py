"""Events that somebody published come into the store, each with its row and the reports that it cites; nothing that is there is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from almenara.codebook import Codebook
from almenara.link import consolidate
from almenara.model import CITED, PUBLICATION, Coding, Report, Status, ledger_row
from almenara.observatory.joining import refresh
from almenara.observatory.observatory import BATCH, Observatory
from almenara.publish.clean import clean
from almenara.publish.ledger import LEDGER, read_ledger
from almenara.publish.lines import file_of_events, read_lines
from almenara.publish.public_event import PublicEvent
from almenara.publish.taken_in import (
    METHOD,
    Cited,
    TakenIn,
    cited_by,
    cleaned,
    quoted_figures,
    row_of_figures,
    taken_in,
)
from almenara.publish.told import PublicTotal
from almenara.store import (
    Belonging,
    event_columns,
    put_coding,
    put_events,
    put_report,
    reports_by_id,
    text_sha256,
)

_STATUSES = frozenset(status.value for status in Status)


@dataclass
class TookIn:
    """What became of a file's events: new here, some of them accepted; here before with these values, or with others; left out for a type or a
    status that the codebook does not know, counted by it. `figures` are the quoted ones of the ledger beside them that are new here."""

    events: int = 0
    accepted: int = 0
    there_before: int = 0
    otherwise: int = 0
    figures: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


def take_in(
    observatory: Observatory,
    path: Path,
    *,
    title: str,
    accept_as: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> TookIn:
    """Keep the published events of a file or folder that `read_events` reads, batch by batch, so that a broken-off run is simply repeated;
    `title` is what their rows are called.

    They come in as new; with `accept_as`, those that their publisher had accepted are accepted in this person's name. An event that is here
    already is left as it is. Raises NoEventsError, OSError and StoreError.
    """
    cited = cited_by(cleaned(event) for _, event in read_lines(path))
    ledger = list(read_ledger(path))
    original = observatory.archive.put(file_of_events(path).read_bytes())
    # No coder read these reports: what they tell is as it was published.
    coded_by = f"{METHOD}: {title}"
    done = TookIn()
    rows = ((line, cleaned(event)) for line, event in read_lines(path))
    while batch := list(islice(rows, BATCH)):
        with observatory.store.writing() as connection:
            fresh = _fresh(connection, observatory, batch, done)
            reports = _cited(connection, cited, [event for _, event in fresh], original, coded_by)
            found = [taken_in(line, event, reports, title) for line, event in fresh]
            _put(connection, observatory.codebook, found, original, coded_by)
            for one in found:
                if accept_as is not None and one.event.review == "accepted":
                    observatory.record(connection, accept_as, one.event.id, "accept", {"why": title})
                    done.accepted += 1
        done.events += len(found)
        if on_progress is not None:
            on_progress(len(batch))
    _take_in_ledger(observatory, ledger, path, title, coded_by, done)
    return done


def _take_in_ledger(
    observatory: Observatory,
    ledger: Sequence[tuple[str, PublicTotal]],
    path: Path,
    title: str,
    coded_by: str,
    done: TookIn,
) -> None:
    """Keep the ledger beside the events: the lines of each report that quotes figures as one row, in which every figure has its line as its
    words. What a report quotes that was read here is in the ledger already."""
    by_report: dict[str, list[tuple[str, PublicTotal]]] = {}
    for line, total in ledger:
        by_report.setdefault(clean(total.report), []).append((line, total))
    if not by_report:
        return
    original = observatory.archive.put(file_of_events(path).with_name(LEDGER).read_bytes())
    with observatory.store.writing() as connection:
        here = reports_by_id(connection, [name for key in by_report for name in (key, ledger_row(key))])
        for key, figures in by_report.items():
            if key in here or ledger_row(key) in here:
                continue
            coding = quoted_figures(ledger_row(key), figures)
            put_report(
                connection, row_of_figures(ledger_row(key), figures, title), coded_by=coded_by, original=original
            )
            put_coding(connection, coding, {})
            done.figures += len(figures)


def _fresh(
    connection: Connection, observatory: Observatory, batch: Sequence[tuple[str, PublicEvent]], done: TookIn
) -> list[tuple[str, PublicEvent]]:
    """Events that are not here and that the codebook knows, each once; the others are counted."""
    here = event_columns(connection, [event.id for _, event in batch])
    rows = reports_by_id(connection, [PUBLICATION + event.id for _, event in batch])
    found: dict[str, tuple[str, PublicEvent]] = {}
    for line, event in batch:
        row = rows.get(PUBLICATION + event.id)
        unknown = [event.type] if event.type not in observatory.codebook.types else []
        unknown += [event.status] if event.status not in _STATUSES else []
        if unknown:
            done.unknown.update(unknown)
        elif row is not None and row.text == line:
            done.there_before += 1
        elif row is not None or event.id in here or event.id in found:
            done.otherwise += 1
        else:
            found[event.id] = line, event
    return list(found.values())


def _cited(
    connection: Connection, cited: Cited, events: Sequence[PublicEvent], original: str, coded_by: str
) -> Mapping[str, Report]:
    """The reports that events cite, put where they are not here, by their ids in the store."""
    keys = list(dict.fromkeys(report.id for event in events for report in event.reports))
    found = reports_by_id(connection, [CITED + key for key in keys])
    for key in keys:
        if CITED + key not in found:
            report = cited.report(key)
            put_report(connection, report, coded_by=coded_by, original=original)
            found[report.id] = report
    return found


def _put(connection: Connection, codebook: Codebook, found: Sequence[TakenIn], original: str, coded_by: str) -> None:
    for one in found:
        put_report(connection, one.row, coded_by=coded_by, original=original)
    events = [replace(consolidate(one.mentions), id=one.event.id) for one in found]
    put_events(connection, events)
    for one in found:
        for mention in one.mentions:
            account = "a-" + text_sha256(mention.id)[:12]
            put_coding(connection, Coding(mention.report, (mention,)), {mention.id: Belonging(one.event.id, account)})
    # How many independent sources there are, and so where it stands in the queue, only the store knows.
    refresh(connection, [event.id for event in events], codebook)

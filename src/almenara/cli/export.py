"""`almenara export`: an observatory's events, protected, in a format that others read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.wording import say
from almenara.observatory import Observatory
from almenara.observatory.publishing import public_ledger, publishing
from almenara.publish import NoEventsError, PublicEvent, read_events
from almenara.publish import export as write
from almenara.publish.ledger import read_ledger
from almenara.publish.told import PublicTotal

Format = Literal[
    "acled", "cameo", "crosswalk", "csv", "datapackage", "excel", "geojson", "geopackage", "hxl", "jsonl", "plover"
]


def published(
    observatory: Observatory, *, since: date | None, until: date | None, unreviewed: bool
) -> list[PublicEvent]:
    """What may be public of an observatory's events, all at once."""
    return list(publishing(observatory, since=since, until=until, unreviewed=unreviewed))


def export(
    format: Annotated[Format, Parameter(help="What is written; docs/publishing.md describes each.")],
    /,
    *,
    output: Annotated[
        Path, Parameter(name=["--output", "-o"], help="The file, or for a Data Package the folder, to write.")
    ],
    folder: In = HERE,
    since: Annotated[date | None, Parameter(help="Events on this day or later.")] = None,
    until: Annotated[date | None, Parameter(help="Events on this day or earlier.")] = None,
    unreviewed: Annotated[bool, Parameter(help="Also events that nobody has accepted; they are marked so.")] = False,
    source: Annotated[
        Path | None,
        Parameter(
            name="--from",
            help="Published events in the place of an observatory's: a release's or Data Package's folder, or its events.jsonl.",
        ),
    ] = None,
) -> int:
    """Write accepted events, as far as the observatory's protection profile lets them out; or published ones (--from) in another format.

    Exit status: 0 done, 2 wrong usage, no observatory, or a file could not be read or written.
    """
    if source is not None and unreviewed:
        print(say("from_or_unreviewed"), file=sys.stderr)
        return 2
    ledger: Sequence[PublicTotal] = ()
    try:
        if source is not None:
            ledger = [total for _, total in read_ledger(source)]
            public = _within(read_events(source), since, until)
        else:
            with opened_observatory(folder) as observatory:
                public = published(observatory, since=since, until=until, unreviewed=unreviewed)
                if format == "datapackage":
                    ledger = public_ledger(observatory, since=since, until=until)
    except Stop as stop:
        return stop.status
    except NoEventsError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(say("not_read", file=source, why=error.strerror or error), file=sys.stderr)
        return 2
    try:
        done = write(public, format, output, timestamp=int(time.time()), ledger=ledger)
    except OSError as error:
        print(say("not_written", file=output, why=error.strerror or error), file=sys.stderr)
        return 2
    print(say("exported", n=done.events, files=", ".join(map(str, done.files))))
    for why, n in sorted(done.left_out.items()):
        print(say("left_out", n=n, why=say("left_out_" + why.split(",")[0].replace(" ", "_"))))
    if not public and not unreviewed and source is None:
        print(say("nothing_accepted"))
    return 0


def _within(events: Iterable[PublicEvent], since: date | None, until: date | None) -> list[PublicEvent]:
    """Events of which some day lies between two; without days all."""
    return [
        event
        for event in events
        if (since is None or (event.date_to is not None and event.date_to >= since))
        and (until is None or (event.date_from is not None and event.date_from <= until))
    ]

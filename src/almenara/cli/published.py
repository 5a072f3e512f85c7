"""`almenara import`: events that somebody published come into an observatory, without loss and marked with where they came from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from almenara.cli.inputs import coding_progress
from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.person import logged_in
from almenara.cli.wording import say
from almenara.observatory.taking_in import TookIn, take_in
from almenara.publish import NoEventsError, ReleaseError, about_beside
from almenara.publish.lines import file_of_events


def import_(
    published: Annotated[
        Path, Parameter(help="The folder of a release, a Data Package or a site's files, or their events.jsonl.")
    ],
    /,
    *,
    folder: In = HERE,
    accept: Annotated[
        bool, Parameter(help="Accept what its publisher had accepted; else all of it waits for review.")
    ] = False,
    by: Annotated[str | None, Parameter(help="Who accepts; default: the name you are logged in under.")] = None,
) -> int:
    """Keep published events, with their figures, sources, links and quotes. Events that are there already are left as they are.

    Exit status: 0 done, 1 some events were left out, 2 wrong usage, no observatory, or the file cannot be read or may not be kept.
    """
    if by is not None and not accept:
        print(say("accept_by"), file=sys.stderr)
        return 2
    file = file_of_events(published)
    try:
        about = about_beside(file)
        with opened_observatory(folder) as observatory, coding_progress() as progress:
            if about.get("protection", {}).get("private_names") and not observatory.protection.private_names:
                print(say("published_names", file=file), file=sys.stderr)
                return 2
            task = progress.add_task(say("taking_in"), total=None)
            done = take_in(
                observatory,
                published,
                title=": ".join(filter(None, (about.get("observatory"), "/".join(file.absolute().parts[-2:])))),
                accept_as=(by or logged_in()) if accept else None,
                on_progress=lambda n: progress.advance(task, n),
            )
    except Stop as stop:
        return stop.status
    except (NoEventsError, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(say("not_read", file=file, why=error.strerror or error), file=sys.stderr)
        return 2
    return _told(done)


def _told(done: TookIn) -> int:
    print(say("took_in", n=done.events, accepted=done.accepted, there=done.there_before))
    if done.figures:
        print(say("took_in_figures", n=done.figures))
    if done.otherwise:
        print(say("took_in_otherwise", n=done.otherwise))
    for name, n in sorted(done.unknown.items()):
        print(say("took_in_unknown", n=n, names=name), file=sys.stderr)
    return 1 if done.unknown else 0

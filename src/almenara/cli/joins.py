"""`almenara actors join`, `almenara places join` and `part`: names of one actor or place in an observatory, by decisions of its log."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.person import logged_in
from almenara.cli.wording import say
from almenara.store.joins import Register

Kept = Annotated[str, Parameter(help="The id of the name that is kept (the review application's lists show it).")]
Others = Annotated[list[str], Parameter(help="The ids of the names that mean the same.")]
Why = Annotated[str | None, Parameter(help="Why.")]
By = Annotated[str | None, Parameter(help="Who decides; default: the name you are logged in under.")]


def join_actors(kept: Kept, others: Others, /, *, folder: In = HERE, why: Why = None, by: By = None) -> int:
    """Say that several names mean one actor, in all reports that there are and that come. What was coded is kept: it can be undone."""
    return _join("actor", kept, others, folder, why, by)


def join_places(kept: Kept, others: Others, /, *, folder: In = HERE, why: Why = None, by: By = None) -> int:
    """Say that several names mean one place, in all reports that there are and that come. What was coded is kept: it can be undone."""
    return _join("place", kept, others, folder, why, by)


def part(
    number: Annotated[int, Parameter(help="The number of the decision that joined names (`almenara decisions`).")],
    /,
    *,
    folder: In = HERE,
    why: Why = None,
    by: By = None,
) -> int:
    """Undo a join of names."""
    try:
        with opened_observatory(folder) as observatory:
            entry = observatory.part_names(by or logged_in(), number, why)
    except Stop as stop:
        return stop.status
    print(say("decided_on_names", number=entry.number))
    return 0


def _join(register: Register, kept: str, others: list[str], folder: In, why: str | None, by: str | None) -> int:
    try:
        with opened_observatory(folder) as observatory:
            made = observatory.join_names(by or logged_in(), register, kept, others, why)
    except Stop as stop:
        return stop.status
    for entry in made:
        print(say("decided_on_names", number=entry.number))
    return 0

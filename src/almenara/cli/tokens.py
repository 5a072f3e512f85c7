"""`almenara people token` and `end-tokens`: what programs show to the HTTP API; `reset-second-factor` for people."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated, Literal

from cyclopts import Parameter

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.wording import say
from almenara.store.people import member_named
from almenara.store.second_factor import remove
from almenara.store.tokens import make_token, take_tokens_back


def token(
    name: Annotated[str, Parameter(help="Somebody who may sign in; the program reads and decides in their name.")],
    /,
    *,
    scope: Annotated[
        tuple[Literal["public", "read", "decide"], ...], Parameter(help="What it opens; give it again for several.")
    ] = ("read",),
    days: Annotated[int, Parameter(help="For how long.")] = 90,
    folder: In = HERE,
) -> int:
    """Make a token for the HTTP API and print it, this once: only its hash is kept."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.writing() as connection:
            made = make_token(connection, name, scope, timedelta(days=min(max(days, 0), 10**6)))
    except Stop as stop:
        return stop.status
    # The sentence goes to the terminal, the token alone into a file or a pipe.
    print(say("shown_once", name=name, scopes=", ".join(scope), days=days), file=sys.stderr)
    print(made)
    return 0


def end_tokens(
    name: Annotated[str, Parameter(help="Whose tokens are taken back, all of them.")],
    /,
    *,
    folder: In = HERE,
) -> int:
    """Take every token of somebody back: from now on they open nothing."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.writing() as connection:
            ended = take_tokens_back(connection, name)
    except Stop as stop:
        return stop.status
    print(say("tokens_ended", name=name, n=ended))
    return 0


def reset_second_factor(
    name: Annotated[str, Parameter(help="Whose second factor is taken away, with its recovery codes.")],
    /,
    *,
    folder: In = HERE,
) -> int:
    """Let somebody who has lost their telephone and their recovery codes sign in with the password alone."""
    try:
        with opened_observatory(folder) as observatory, observatory.store.writing() as connection:
            if member_named(connection, name) is None:
                raise ValueError(say("nobody_called", name=name))
            remove(connection, name)
    except Stop as stop:
        return stop.status
    print(say("factor_removed", name=name))
    return 0

"""`almenara serve` and `almenara people`: the review application, and who may use it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from almenara.cli.observatory import HERE, In, Stop, opened_observatory
from almenara.cli.wording import say
from almenara.observatory import Observatory
from almenara.store.people import Access, set_password


def serve(
    *,
    folder: In = HERE,
    host: Annotated[
        str, Parameter(help="Address to listen on; others than this machine's own need HTTPS in front.")
    ] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to listen on.")] = 8422,
    https: Annotated[bool, Parameter(help="It is reached over HTTPS: cookies are sent over that alone.")] = False,
) -> int:
    """Serve the review application until it is stopped with Ctrl+C."""
    try:
        with opened_observatory(folder) as observatory:
            run_application(observatory, host=host, port=port, https=https)
    except Stop as stop:
        return stop.status
    return 0


def run_application(observatory: Observatory, *, host: str = "127.0.0.1", port: int, https: bool = False) -> None:
    """Serve an open observatory until somebody stops it."""
    import uvicorn

    from almenara.web import create_app

    print(say("serving", address=f"http://{host}:{port}"))
    # Open queues listen for counts without end: they are not waited for.
    uvicorn.run(
        create_app(observatory, secure_cookies=https),
        host=host,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


def add_person(
    name: Annotated[str, Parameter(help="Under which they sign in and decide.")],
    /,
    *,
    access: Annotated[Access, Parameter(help="What they may do.")] = "coder",
    folder: In = HERE,
    password_file: Annotated[
        Path | None, Parameter(help="A file that holds the password; default: it is asked for.")
    ] = None,
) -> int:
    """Let somebody sign in, or give them another password or access."""
    try:
        with opened_observatory(folder) as observatory:
            if password_file is not None:
                password = password_file.read_text(encoding="utf-8").rstrip("\n")
            else:
                password = getpass.getpass(say("new_password", name=name) + " ")
            with observatory.store.writing() as connection:
                set_password(connection, name, password, access)
    except Stop as stop:
        return stop.status
    except OSError as error:
        print(say("not_read", file=password_file, why=error.strerror), file=sys.stderr)
        return 2
    print(say("may_sign_in", name=name, access=access))
    return 0

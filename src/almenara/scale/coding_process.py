"""A process that codes, beside each of Spark's workers: what kills it kills no worker. Run as `python -m almenara.scale.coding_process`.

It is asked and answers in frames on its standard input and output: eight bytes of length, then a pickle. Both ends are of one
program on one machine and nothing else can write there.
"""

from __future__ import annotations

import os
import pickle
import sys
from importlib import import_module
from typing import Any, BinaryIO

_LENGTH = 8


def send(stream: BinaryIO, message: object) -> None:
    """Write one frame."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one frame. Raises EOFError where the other end has gone."""
    length = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else b""
    if len(length) < _LENGTH or len(data) < int.from_bytes(length, "big"):
        raise EOFError("The other process has gone.")
    return pickle.loads(data)  # noqa: S301


def main() -> int:
    """Build the coder that the first frame names (`module:function` and its argument); then code each batch that comes."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever is printed here must not end up among the frames.
    os.dup2(2, 1)
    try:
        opener, argument = receive(asked)
        module, _, function = opener.partition(":")
        code = getattr(import_module(module), function)(argument)
    except Exception as error:
        send(answers, ("failed", f"{type(error).__name__}: {error}"))
        return 1
    send(answers, ("ready", None))
    while True:
        try:
            batch = receive(asked)
        except EOFError:
            return 0
        try:
            answer: tuple[str, object] = ("coded", code(batch))
        except Exception as error:
            # Of any kind: the asker finds out which report it was, and goes on with the others.
            answer = ("broken", f"{type(error).__name__}: {error}")
        try:
            send(answers, answer)
        except BrokenPipeError:
            return 0


if __name__ == "__main__":
    sys.exit(main())

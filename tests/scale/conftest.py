"""One Spark on this machine for all tests of the room; they are skipped, with a word why, where Java or pyspark is absent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almenara.scale.session import ScaleError, open_session, require_spark


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    try:
        require_spark()
    except ScaleError as missing:
        pytest.skip(str(missing))
    # Workers must find the coders that die, which are a module of these tests alone.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))
        session = open_session("local[2,4]")
        yield session
        session.stop()

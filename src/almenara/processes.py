"""The pipeline in several processes: the same codings, in the same order, from more processors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from almenara.codebook import load_codebook
from almenara.model import Coding, Report
from almenara.pipeline import NotCoded, Pipeline

#: Reports that a process takes at once: enough to parse in common batches, few enough to share them out.
BATCH = 256
#: Batches for each process that are under way or waiting, so that memory stays flat on a stream of any length.
WAITING = 3

_pipeline: Pipeline | None = None


def code_in_processes(pipeline: Pipeline, reports: Iterable[Report], jobs: int) -> Iterator[Coding | NotCoded]:
    """As `pipeline.code(reports)`, in `jobs` processes that each build a pipeline of the same settings.

    Each process needs the memory of one (about 400 MB) and some seconds to start: worth it from some hundred reports on.
    """
    book = pipeline.codebook
    settings = (book.folder, book.with_background, pipeline.places, pipeline.actors, pipeline.gated, pipeline.thorough)
    stream = iter(reports)
    waiting: deque[Future[list[Coding | NotCoded]]] = deque()
    # New processes, not forked ones: a fork would copy the parser's threads in whatever state they are.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _open, settings) as pool:
        try:
            while batch := [replace(report, original=None) for report in islice(stream, BATCH)]:
                waiting.append(pool.submit(_code, batch))
                if len(waiting) >= jobs * WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _open(
    folder: Path, background: bool, places: Sequence[Path], actors: Sequence[Path], gated: bool, thorough: bool
) -> None:
    global _pipeline
    _pipeline = Pipeline(
        load_codebook(folder, background=background), places=places, actors=actors, gated=gated, thorough=thorough
    )


def _code(batch: list[Report]) -> list[Coding | NotCoded]:
    assert _pipeline is not None
    return list(_pipeline.code(batch))

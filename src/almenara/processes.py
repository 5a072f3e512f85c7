"""The pipeline in several processes: the same codings, in the same order, from more processors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from almenara.codebook import load_codebook
from almenara.model import Coding, Report
from almenara.pipeline import NotCoded, Pipeline, load_transformer
from almenara.transformer.settings import TransformerSettings

#: Reports that a process takes at once: enough to parse in common batches, few enough to share them out.
BATCH = 256
#: Batches for each process that are under way or waiting, so that memory stays flat on a stream of any length.
WAITING = 3

_pipeline: Pipeline | None = None


def code_in_processes(pipeline: Pipeline, reports: Iterable[Report], jobs: int) -> Iterator[Coding | NotCoded]:
    """As `pipeline.code(reports)`, in `jobs` processes that each build a pipeline of the same settings.

    Each process needs the memory of one (about 400 MB) and some seconds to start: worth it from some hundred reports on.
    """
    settings = _Settings.of(pipeline)
    # New processes, not forked ones: a fork would copy the parser's threads in whatever state they are.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _open, (settings,)) as pool:
        try:
            for result in _in_order(pool, iter(reports), jobs):
                yield result
                if isinstance(result, NotCoded) and result.final:
                    return
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, reports: Iterator[Report], jobs: int) -> Iterator[Coding | NotCoded]:
    waiting: deque[Future[list[Coding | NotCoded]]] = deque()
    # What a report was read from is of no use to the coder, and heavy to pass on.
    while batch := [replace(report, original=None) for report in islice(reports, BATCH)]:
        waiting.append(pool.submit(_code, batch))
        if len(waiting) >= jobs * WAITING:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


@dataclass(frozen=True)
class _Settings:
    """What a process needs to build the same pipeline: no loaded part travels, a model of one's own goes by its path."""

    codebook: Path
    background: bool
    places: Sequence[Path]
    actors: Sequence[Path]
    gated: bool
    thorough: bool
    transformer: TransformerSettings | None
    #: Of the model's sentences.
    language: str

    @staticmethod
    def of(pipeline: Pipeline) -> _Settings:
        book, own = pipeline.codebook, pipeline.transformer
        return _Settings(
            book.folder,
            book.with_background,
            pipeline.places,
            pipeline.actors,
            pipeline.gated,
            pipeline.thorough,
            own.settings if own is not None else None,
            own.language if own is not None else "en",
        )


def _open(settings: _Settings) -> None:
    global _pipeline
    book = load_codebook(settings.codebook, background=settings.background)
    own = settings.transformer
    _pipeline = Pipeline(
        book,
        places=settings.places,
        actors=settings.actors,
        gated=settings.gated,
        thorough=settings.thorough,
        transformer=load_transformer(own, book, language=settings.language) if own is not None else None,
    )


def _code(batch: list[Report]) -> list[Coding | NotCoded]:
    assert _pipeline is not None
    return list(_pipeline.code(batch))

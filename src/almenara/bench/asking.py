"""What a language model makes of the sample reports: how much of what it quotes is not in the text, and how many get no answer.

Only where an endpoint is named: the samples are invented, but to send them is still for the caller to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from almenara.ask.asker import Asker
from almenara.ask.settings import LanguageModelSettings
from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.coder import quoted_number
from almenara.model import Report
from almenara.pipeline import NotCoded, Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS

#: Seconds for an answer of a small model on busy processors.
TIMEOUT = 900


@dataclass(frozen=True)
class Endpoint:
    """Whom to ask, with how long an answer, and by which codebook (default: the one that comes along)."""

    address: str
    model: str
    answer_tokens: int
    codebook: Path | None = None


def asking_figures(endpoint: Endpoint) -> Iterator[Figure]:
    """The share of the model's spans that were rejected, of its rows that were kept, and of reports without an answer.

    Each report is asked about once and no answer is kept. Raises ValueError, with a sentence, where nothing can be asked.
    """
    book = load_codebook(endpoint.codebook)
    settings = LanguageModelSettings(
        allowed=True,
        endpoint=endpoint.address,
        model=endpoint.model,
        answer_tokens=endpoint.answer_tokens,
        attempts=1,
        timeout=TIMEOUT,
    )
    reports = [one for one in read(REPORTS) if isinstance(one, Report)]
    pipeline = Pipeline(book, places=(PLACES,))
    failures, tallies = [], []
    for report in reports:
        # Each has its own asker: three reports in a row that get no answer stop a run, and here each is to be tried.
        pipeline.asker = Asker(settings, book, None, lambda language: quoted_number(book, language))
        failures += [one.why for one in pipeline.code([report]) if isinstance(one, NotCoded)]
        pipeline.asker.close()
        tallies.append(pipeline.asker.tally)
    spans, rejected = sum(t.spans for t in tallies), sum(t.rejected for t in tallies)
    offered, kept = sum(t.offered for t in tallies), sum(t.rows for t in tallies)
    name = f"LLM coder ({endpoint.model})"
    yield Figure(
        "samples",
        f"{name}: share of its spans that were rejected",
        rejected / max(1, spans),
        spans,
        tuple(failures),
    )
    yield Figure("samples", f"{name}: share of its rows that were kept", kept / max(1, offered), offered)
    yield Figure("samples", f"{name}: share of reports without an answer", len(failures) / len(reports), len(reports))

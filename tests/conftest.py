"""What tests of several rooms need: the pipeline (built once), and the folder of data outside the project, if it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from almenara.codebook import Codebook, load_codebook
from almenara.model import Coding, Mention, Report, report_id
from almenara.pipeline import NotCoded, Pipeline
from almenara.samples import PLACES

SHARED = Path(__file__).resolve().parents[2] / "shared"

Code = Callable[..., Coding]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="session")
def pipeline(codebook: Codebook) -> Pipeline:
    return Pipeline(codebook, places=(PLACES,))


@pytest.fixture(scope="session")
def code(pipeline: Pipeline) -> Code:
    """Codes one text: `code(text, language='en', published=None)`."""

    def run(text: str, language: str = "en", published: date | None = date(2024, 6, 12)) -> Coding:
        result = next(pipeline.code([Report(report_id(text), text, language=language, published=published)]))
        assert not isinstance(result, NotCoded)
        return result

    return run


def of_type(coding: Coding, kind: str) -> Sequence[Mention]:
    """The mentions of one type, in text order."""
    return [m for m in coding.mentions if m.type == kind]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data beside the project; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not here; this test measures on data outside the project")
    return SHARED

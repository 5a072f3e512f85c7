"""An asker against a scripted server, with the default codebook and no real waiting."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from almenara.ask.asker import Asker
from almenara.ask.cache import AnswerCache
from almenara.ask.settings import LanguageModelSettings
from almenara.codebook import Codebook
from almenara.coder import quoted_number

# The scripted server is a module of these tests alone.
sys.path.insert(0, str(Path(__file__).parent))

MakeAsker = Callable[..., Asker]


@pytest.fixture
def asker_at(codebook: Codebook, tmp_path: Path) -> MakeAsker:
    """`asker_at(address, second_opinion=..., in_batches=..., language=..., **settings)`; `asker.waits` lists the seconds it would have slept."""

    def make(
        address: str,
        *,
        second_opinion: bool = False,
        in_batches: bool = False,
        language: str = "en",
        **settings: object,
    ) -> Asker:
        chosen = {"allowed": True, "endpoint": address, "model": "scripted", "timeout": 2, **settings}
        waits: list[float] = []
        asker = Asker(
            LanguageModelSettings.model_validate(chosen),
            codebook,
            AnswerCache(tmp_path / "answers"),
            lambda of: quoted_number(codebook, of),
            language=language,
            second_opinion=second_opinion,
            in_batches=in_batches,
            sleep=waits.append,
        )
        asker.waits = waits  # type: ignore[attr-defined]
        return asker

    return make

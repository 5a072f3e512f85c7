"""The measure of a language model: every quote counts, and each report is tried however many before it got no answer."""

from __future__ import annotations

import re

import pytest
from scripted_server import says, serving

from almenara.bench.asking import Endpoint, asking_figures
from almenara.cli.app import main

ROW = {
    "sentence": "Some 2,500 garment workers went on strike in Dhaka on Sunday over unpaid bonuses.",
    "trigger": "strike",
    "type": "strike",
    "status": "happened",
    "score": 0.9,
    "roles": [{"role": "agent", "words": "garment workers"}, {"role": "target", "words": "the owners"}],
    "quantities": [],
    "demands": [],
}


def test_spans_rows_and_reports_without_an_answer_are_counted() -> None:
    answer = says({"mentions": [ROW, {**ROW, "trigger": "riot"}]})
    # Thirty-four reports, of which one has these words; the first five get no answer.
    with serving([*[says("no JSON")] * 5, *[answer] * 29]) as script:
        rejected, kept, unanswered = asking_figures(Endpoint(script.address, "scripted", 500))
    assert (unanswered.size, round(unanswered.value * 34)) == (34, 5)
    # Of the row that stands, one of four quotes is rejected; of all others, all four.
    assert (rejected.size, round(rejected.value * 232)) == (29 * 8, 232 - 3)
    assert (kept.size, round(kept.value * 58)) == (58, 1)


def test_without_an_address_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bench", "asking"])
    assert end.value.code == 2
    assert re.search("--endpoint", capsys.readouterr().err)

"""A small real model behind a real server: whatever it says, what is kept is borne out by the text and the rest is counted."""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from real_server import REASON, model_file, serving

from almenara.ask import answer_schema as shape
from almenara.cli.app import main
from almenara.codebook import DEFAULT_CODEBOOK, load_codebook

TYPES = Path(__file__).parent / "two_types"
REPORTS = {
    "arrests": "Police arrested 12 students in Lima on Monday.",
    "strike": "Teachers went on strike in Quito on Tuesday over wages. The minister was silent.",
    "weather": "Rain fell in Cali on Friday.",
}
#: The answer of a model that repeats itself is cut off after so many tokens, and not kept.
ANSWER_TOKENS = 700

pytestmark = pytest.mark.soak


@pytest.fixture
def model() -> Path:
    found = model_file()
    if found is None:
        pytest.skip(REASON)
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three reports and a codebook of two types."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    shutil.copytree(TYPES, tmp_path / "codebook")
    for name in ("codebook", "demands", "sectors", "statuses"):
        shutil.copy(DEFAULT_CODEBOOK / f"{name}.yaml", tmp_path / "codebook")
    shutil.copytree(DEFAULT_CODEBOOK / "words", tmp_path / "codebook" / "words")
    write(tmp_path / "reports.jsonl", list(REPORTS))
    # A model so small repeats itself until a list is full.
    monkeypatch.setattr(shape, "MOST_IN_A_LIST", 2)
    monkeypatch.setattr(shape, "MOST_IN_A_SENTENCE", 1)
    monkeypatch.setattr(shape, "FEWEST_ROWS", 2)
    return tmp_path


def write(path: Path, names: list[str]) -> Path:
    rows = [{"id": name, "text": REPORTS[name], "language": "en", "published": "2024-06-12"} for name in names]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(endpoint: str, reports: Path, answers: Path, *more: str) -> int:
    settings = (
        f'[language_model]\nallowed = true\nendpoint = "{endpoint}"\nmodel = "small"\ntimeout = 500\nattempts = 1\n'
        f"answer_tokens = {ANSWER_TOKENS}\n"
    )
    Path("almenara.toml").write_text(settings, encoding="utf-8")
    flags = ["--coder", "llm", "--codebook", "codebook", "--answers", str(answers)]
    with pytest.raises(SystemExit) as end:
        main(["code", str(reports), *flags, *more])
    return int(end.value.code or 0)


def kept_answers(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(json.loads(path.read_text(encoding="utf-8"))["content"]) for path in folder.glob("*/*.json")]


def test_what_a_real_model_says_is_held_to_schema_text_and_budget_counted_and_asked_once(
    model: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(model) as endpoint:
        assert run(endpoint, here / "reports.jsonl", here / "none", "--budget-tokens", "300") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "budget is used up before report arrests" in err
        assert kept_answers(here / "none") == []

        status = run(endpoint, here / "reports.jsonl", here / "answers")
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    answers = kept_answers(here / "answers")
    # An answer that was cut off is not kept, and its report is listed.
    assert answers
    listed = [name for name in REPORTS if re.search(rf"\b{name}\b", err)]
    assert (len(answers), status) == (len(REPORTS) - len(listed), int(bool(listed)))
    # The server held the model to the schema of this codebook, but for bounds of numbers, of which it knows nothing.
    schema: Any = copy.deepcopy(shape.answer_schema(load_codebook(here / "codebook"), 2))
    schema["properties"]["mentions"]["items"]["properties"]["score"] = {"type": "number"}
    assert all(Draft202012Validator(schema).is_valid(answer) for answer in answers)
    for row in rows:
        text = REPORTS[row["report"]]
        assert row["type"] in ("arrest", "strike")
        assert row["method"] == "llm:small"
        for words in (row["trigger"], *row["roles"], *row["quantities"]):
            assert text[words["start"] : words["end"]] == words["text"]
    # What was offered and not kept is counted.
    offered = [row for answer in answers for row in answer["mentions"]]
    told = re.search(r"(\d+) of (\d+) rows kept", err)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (len(rows), len(offered))
    everything = "\n".join(REPORTS.values())
    invented = sum(
        row["sentence"] not in everything or row["trigger"] not in everything or not 0 <= row["score"] <= 1
        for row in offered
    )
    assert len(offered) - len(rows) >= invented

    # Nobody is there any more, and what was answered needs nobody.
    answered = write(here / "answered.jsonl", [name for name in REPORTS if name not in listed])
    assert run(endpoint, answered, here / "answers") == 0
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == rows
    assert f"0 report(s) asked about, {len(answers)} answered from the cache" in err

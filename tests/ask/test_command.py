"""`almenara code --coder llm` as people run it, and what its documentation says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from scripted_server import says, serving

from almenara.ask.settings import LanguageModelSettings
from almenara.cli.app import main
from almenara.observatory.settings import SettingsError, first_settings, read_settings

DOCS = Path(__file__).resolve().parents[2] / "docs" / "language-models.md"
TEXT = "Police arrested 12 students in Lima on Monday."
ROW = {
    "sentence": TEXT,
    "trigger": "arrested",
    "type": "arrest",
    "status": "happened",
    "score": 0.9,
    "roles": [{"role": "target", "words": "12 students"}],
    "quantities": [{"of": "arrested", "words": "12 students"}],
    "demands": [],
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return int(end.value.code or 0)


def test_rows_on_standard_output_and_the_warning_on_the_other(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving([says({"mentions": [ROW, {**ROW, "trigger": "shot"}]})]) as script:
        toml = f'[language_model]\nallowed = true\nendpoint = "{script.address}"\nmodel = "small"\n'
        (tmp_path / "almenara.toml").write_text(toml, encoding="utf-8")
        assert run("code", report, "--coder", "llm", "--answers", tmp_path / "answers") == 0
    out, err = capsys.readouterr()
    (row,) = map(json.loads, out.splitlines())
    assert (row["type"], row["method"], row["quantities"][0]["best"]) == ("arrest", "llm:small", 12)
    assert row["place"]["name"] == "Lima"
    assert err.startswith("The text of every report goes to the language model small on this machine")
    assert "1 of 2 rows kept" in err


@pytest.mark.parametrize(
    ("flags", "language", "said"),
    [
        (["--coder", "llm"], "es", "No se envió nada"),
        (["--second-opinion"], "en", "Nothing was sent"),
        (["--coder", "llm", "--allow-sending"], "en", "--model"),
        (["--coder", "llm", "--jobs", "2", "--allow-sending"], "es", "--jobs no va"),
        (["--coder", "llm", "--budget-tokens", "-1"], "en", "--budget-tokens cannot be used"),
        (["--coder", "llm", "--settings", "nowhere"], "en", "almenara init"),
    ],
)
def test_wrong_use_is_told_and_sends_nothing(
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    language: str,
    said: str,
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", language)
    assert run("code", report, *flags) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_dead_endpoint_fails_in_the_users_language(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", "es")
    with serving([]) as script:
        gone = script.address
    flags = ("--allow-sending", "--model", "m", "--endpoint", gone)
    assert run("code", report, "--coder", "llm", *flags, "--answers", report.parent / "a") == 1
    assert "No se llega al servicio" in capsys.readouterr().err


def test_a_new_observatory_sends_nothing(tmp_path: Path) -> None:
    (tmp_path / "almenara.toml").write_text(first_settings("Ours"), encoding="utf-8")
    assert not read_settings(tmp_path).language_model.allowed


@pytest.mark.parametrize(
    ("line", "said"),
    [('allowed = "yes"', "language_model.allowed"), ("alowed = true", "endpoint, model, key_variable")],
)
def test_wrong_settings_name_the_key_and_its_neighbours(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "almenara.toml").write_text(f"[language_model]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_settings(tmp_path)


def test_the_documentation_lists_every_setting() -> None:
    table = DOCS.read_text(encoding="utf-8").split("## All settings")[1]
    named = {key for row in re.findall(r"^\| (`.+?) \|", table, re.M) for key in re.findall(r"`(\w+)`", row)}
    assert named == set(LanguageModelSettings.model_fields)


def test_coding_by_rules_loads_nothing_of_this() -> None:
    look = "import sys, almenara.cli.code; print([m for m in ('httpx', 'jsonschema', 'almenara.ask.asker') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

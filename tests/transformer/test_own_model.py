"""A transformer of one's own codes: tiny real models, made here, through the command and through an observatory."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from tiny_models import make_model

from almenara.cli.app import main
from almenara.model import Report
from almenara.observatory import create_observatory, open_observatory
from almenara.transformer.meanings import WORDS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "own-model.md"
TEXT = (
    "Teachers went on strike in Quito on Monday over wages. "
    "Some 300 miners marched through Lima on 5 May. "
    "The prices of bread rose."
)
SENTENCES_OF_MARCH = {"marched": {"march": 8.0}}
TAGS = ("O", "B-march", "B-organizer", "I-organizer", "B-place", "I-place", "B-etime", "I-etime", "B-crowd")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALMENARA_LANG", "en")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return int(end.value.code or 0)


def rows_of(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    assert run("code", "report.txt", "--published", "2024-05-09", "--coder", "transformer", *arguments) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for row in rows:
        for words in (row["trigger"], row["sentence"], *row["roles"], *row["quantities"], row["place"], row["date"]):
            if words is not None and words["text"] is not None:
                assert TEXT[words["start"] : words["end"]] == words["text"]
    return rows


def test_a_text_model_says_which_sentences_tell_which_type_and_the_rules_say_the_rest(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # What the rules call a march this model calls a vigil; of the strike it thinks nothing.
    make_model(here / "tiny", ["none", "vigil"], {"marched": {"vigil": 8.0}}, usual={"none": 0.1})
    (row,) = rows_of(capsys, "--model", "tiny")
    assert (row["type"], row["trigger"]["text"], row["status"]) == ("vigil", "marched", "happened")
    assert row["score"] > 0.9
    assert row["codes"]["acled"]["event_type"] == "Protests"
    assert row["place"]["name"] == "Lima"
    assert (row["date"]["from"], row["quantities"][0]["best"]) == ("2024-05-05", 300)
    assert row["method"] == "transformer:tiny (type); rules (trigger, status, roles, numbers)"


def test_codes_of_the_crosswalk_keep_the_rules_type_among_those_they_stand_for(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = {"strike": {"Peaceful protest": 8.0}, "marched": {"Peaceful protest": 8.0}}
    make_model(here / "tiny", ["Peaceful protest", "none"], weights, usual={"none": 0.1}, pieces=True)
    rows = rows_of(capsys, "--model", "tiny/model.onnx")
    assert [row["type"] for row in rows] == ["strike", "march"]


def test_labels_of_several_at_once_and_an_event_of_whatever_type(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = {"strike": {"LABEL_1": 30.0}, "prices": {"LABEL_1": 30.0}}
    config = {"problem_type": "multi_label_classification"}
    make_model(here / "tiny", ["LABEL_0", "LABEL_1"], weights, usual={"LABEL_0": -1.0, "LABEL_1": -1.0}, config=config)
    (here / "labels.yaml").write_text("LABEL_0: nothing\nLABEL_1: event\n", encoding="utf-8")
    (row,) = rows_of(capsys, "--model", "tiny", "--labels", "labels.yaml")
    assert row["type"] == "strike"
    assert row["method"] == "transformer:tiny (event); rules (type, trigger, status, roles, numbers)"


def test_a_token_model_gives_trigger_roles_numbers_place_and_date(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {
        "marched": "B-march",
        "miners": "B-organizer",
        "lima": "B-place",
        "5": "B-etime",
        "may": "I-etime",
        "300": "B-crowd",
    }
    weights = {word: {tag: 8.0} for word, tag in words.items()}
    make_model(here / "tags", TAGS, weights, kind="token", usual={"O": 3.0})
    (row,) = rows_of(capsys, "--model", "tags")
    assert (row["type"], row["trigger"]["text"], row["status"]) == ("march", "marched", "happened")
    assert [(role["role"], role["text"]) for role in row["roles"]] == [("agent", "miners")]
    assert [(q["of"], q["best"], q["text"]) for q in row["quantities"]] == [("crowd", 300, "300")]
    assert (row["place"]["name"], row["date"]["from"]) == ("Lima", "2024-05-05")
    assert row["method"] == "transformer:tags (type, roles, numbers, place, date); rules (status)"


def test_a_model_of_roles_alone_leaves_events_to_the_rules(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = {"miners": {"AGENT": 8.0}, "teachers": {"TARGET": 8.0}}
    make_model(here / "roles", ["O", "AGENT", "TARGET"], weights, kind="token", usual={"O": 3.0})
    strike, march = rows_of(capsys, "--model", "roles")
    assert [(r["role"], r["text"]) for r in strike["roles"]] == [("target", "Teachers")]
    assert [(r["role"], r["text"]) for r in march["roles"]] == [("agent", "miners")]
    assert (strike["type"], march["type"]) == ("strike", "march")
    assert march["method"] == "transformer:roles (roles); rules (type, status, numbers)"


def test_an_observatory_codes_with_the_model_that_its_settings_name(here: Path) -> None:
    observatory = create_observatory(here / "obs", "Obs")
    observatory.close()
    make_model(here / "obs" / "tiny", ["none", "vigil"], {"marched": {"vigil": 8.0}}, usual={"none": 0.1})
    settings = here / "obs" / "almenara.toml"
    text = settings.read_text(encoding="utf-8").replace('# model = "model"', 'model = "tiny"')
    settings.write_text(text, encoding="utf-8")
    opened = open_observatory(here / "obs")
    assert opened.coded_by.endswith(", transformer tiny")
    (mentions,) = opened.pipeline.mentions([Report("r", TEXT, language="en")])
    opened.close()
    assert [m.type for m in mentions] == ["vigil"]


def test_processes_load_the_model_each_and_give_the_rows_of_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_model(here / "tiny", ["none", "vigil"], {"marched": {"vigil": 8.0}}, usual={"none": 0.1})
    (here / "labels.yaml").write_text("vigil: march\n", encoding="utf-8")
    lines = [json.dumps({"id": f"r{n}", "text": TEXT, "language": "en"}) for n in range(3)]
    (here / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    flags = ("code", "many.jsonl", "--coder", "transformer", "--model", "tiny", "--labels", "labels.yaml")
    assert run(*flags) == 0
    alone = capsys.readouterr().out
    assert [json.loads(line)["type"] for line in alone.splitlines()] == ["march"] * 3
    assert run(*flags, "--jobs", "2") == 0
    assert capsys.readouterr().out == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_model_that_fails_on_a_later_sentence_keeps_what_was_coded_before_and_stops(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    make_model(here / "tiny", ["none", "march"], SENTENCES_OF_MARCH, usual={"none": 0.1})
    tokenizer = here / "tiny" / "tokenizer.json"
    words = json.loads(tokenizer.read_text(encoding="utf-8"))
    # The network has no row for this word.
    words["model"]["vocab"]["blockade"] = 401
    tokenizer.write_text(json.dumps(words), encoding="utf-8")
    # English, Spanish, English: three batches in one process; in several the batches are of one report each.
    texts = [
        ("en", TEXT),
        ("es", "Los mineros marcharon en Lima."),
        ("en", "Miners held a blockade in Lima."),
        ("es", "Marcharon."),
    ]
    lines = [json.dumps({"id": f"r{n}", "text": text, "language": spoken}) for n, (spoken, text) in enumerate(texts)]
    (here / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("almenara.processes.BATCH", 1)
    assert run("code", "many.jsonl", "--coder", "transformer", "--model", "tiny", "--jobs", jobs) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["report"] for line in out.splitlines()] == ["r0"]
    assert "model.onnx cannot be run on sentences" in err


def test_sentences_longer_than_the_model_reads_are_cut(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_model(here / "tiny", ["none", "march"], {"marched": {"march": 90.0}}, usual={"none": 0.1})
    (here / "report.txt").write_text("Miners " + "and miners " * 70 + "marched in Lima.", encoding="utf-8")
    assert run("code", "report.txt", "--coder", "transformer", "--model", "tiny") == 0
    assert capsys.readouterr().out == ""


def test_labels_without_a_meaning_are_told_and_count_as_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_model(here / "tiny", ["weather", "march"], SENTENCES_OF_MARCH, usual={"weather": 0.1})
    assert run("code", "report.txt", "--coder", "transformer", "--model", "tiny") == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["march"]
    assert "weather" in err
    assert "--labels" in err


def broken(folder: Path, what: str) -> Path:
    """A model's folder in which one thing is wrong."""
    make_model(folder, ["none", "march"], SENTENCES_OF_MARCH)
    config, tokenizer, network = folder / "config.json", folder / "tokenizer.json", folder / "model.onnx"
    match what:
        case "nowhere":
            return folder / "elsewhere"
        case "no_config":
            config.unlink()
        case "bad_config":
            config.write_text('{"id2label": ', encoding="utf-8")
        case "list_config":
            config.write_text("[]", encoding="utf-8")
        case "no_labels":
            config.write_text("{}", encoding="utf-8")
        case "gap_in_labels":
            config.write_text('{"id2label": {"0": "none", "2": "march"}}', encoding="utf-8")
        case "no_tokenizer":
            tokenizer.unlink()
        case "bad_tokenizer":
            tokenizer.write_text('{"version": "1.0"}', encoding="utf-8")
        case "only_weights":
            network.rename(folder / "model.safetensors")
        case "no_network":
            network.unlink()
        case "several":
            (folder / "a.onnx").write_bytes(network.read_bytes())
            network.rename(folder / "b.onnx")
        case "half":
            network.write_bytes(network.read_bytes()[:40])
        case "pointer":
            network.write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
        case "other_labels":
            config.write_text('{"id2label": {"0": "none", "1": "march", "2": "strike"}}', encoding="utf-8")
        case "other_tokenizer":
            words = json.loads(tokenizer.read_text(encoding="utf-8"))
            words["model"]["vocab"] = {"[PAD]": 0, "[UNK]": 401, "[CLS]": 2, "[SEP]": 3}
            tokenizer.write_text(json.dumps(words), encoding="utf-8")
        case "image_model":
            make_model(folder, ["none", "march"], SENTENCES_OF_MARCH, first_input="pixel_values")
        case "fixed_length":
            make_model(folder, ["none", "march"], SENTENCES_OF_MARCH, shape=(1, 8))
        case "nothing_maps":
            config.write_text('{"id2label": {"0": "sunny", "1": "rain"}}', encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("what", "named", "mend"),
    [
        ("nowhere", "elsewhere", "config.json"),
        ("no_config", "tiny", "config.json"),
        ("bad_config", "config.json", "(Save|Guarde)"),
        ("list_config", "config.json", "(Save|Guarde)"),
        ("no_labels", "config.json", '{"id2label": {"0": "none", "1": "strike"}}'),
        ("gap_in_labels", "config.json", "id2label"),
        ("no_tokenizer", "tiny", r"save_pretrained\("),
        ("bad_tokenizer", "tokenizer.json", "(Save|Guarde)"),
        ("only_weights", "model.safetensors", "optimum-cli export onnx"),
        ("no_network", "tiny", "model.onnx"),
        ("several", "a.onnx, b.onnx", "model.onnx"),
        ("half", "model.onnx", "Git LFS"),
        ("pointer", "model.onnx", "Git LFS"),
        ("other_labels", "model.onnx", "2×3"),
        ("other_tokenizer", "model.onnx", "tokenizer.json"),
        ("image_model", "pixel_values", "text-classification"),
        ("fixed_length", "model.onnx", "(left free|libres)"),
        ("nothing_maps", "sunny, rain", "--labels"),
    ],
)
def test_a_folder_that_is_no_usable_model_is_told_where_and_how_to_mend_it(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    what: str,
    named: str,
    mend: str,
) -> None:
    monkeypatch.setenv("ALMENARA_LANG", language)
    folder = broken(here / "tiny", what)
    assert run("code", "report.txt", "--coder", "transformer", "--model", folder) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert named in err
    assert re.search(mend, err) or mend in err
    assert bool(re.search(r"\b(el|la|un|ningún)\b", err)) == (language == "es")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("march: marching", "marching"),
        ("walk: march", "none, march"),
        ("- march", "list"),
        ("march: [", "labels.yaml"),
        ("none: nothing\nmarch: nothing", "none, march"),
    ],
)
def test_a_file_of_meanings_that_cannot_be_used_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    make_model(here / "tiny", ["none", "march"], SENTENCES_OF_MARCH)
    (here / "labels.yaml").write_text(text, encoding="utf-8")
    assert run("code", "report.txt", "--coder", "transformer", "--model", "tiny", "--labels", "labels.yaml") == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], "--model FOLDER"),
        (["--model", "tiny", "--second-opinion"], "Nothing was sent"),
        (
            ["--model", "tiny", "--second-opinion", "--allow-sending", "--endpoint", "http://localhost:1/v1"],
            "--asked-model",
        ),
    ],
)
def test_wrong_use_is_told(here: Path, capsys: pytest.CaptureFixture[str], flags: list[str], said: str) -> None:
    make_model(here / "tiny", ["none", "march"], SENTENCES_OF_MARCH)
    assert run("code", "report.txt", "--coder", "transformer", *flags) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("part", ["onnxruntime", "tokenizers"])
def test_a_part_that_is_not_installed_is_named_with_how_to_install_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    make_model(here / "tiny", ["none", "march"], SENTENCES_OF_MARCH)
    monkeypatch.setitem(sys.modules, part, None)
    assert run("code", "report.txt", "--coder", "transformer", "--model", "tiny") == 2
    err = capsys.readouterr().err
    assert part in err
    assert "almenara[transformer]" in err


def test_the_page_has_the_words_that_labels_may_be() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for word, names in WORDS.items():
        row = re.search(rf"^\| `{word}` \| (.+?) \|", page, re.MULTILINE)
        assert row is not None, word
        assert re.findall(r"`(\w+)`", row[1]) == list(names)

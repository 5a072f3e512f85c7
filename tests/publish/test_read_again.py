"""What was published is read again without loss, and written again byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from test_release import ABOUT, EMPTY, MARCH, ODD

from almenara.cli import main
from almenara.publish import FORMATS, NoEventsError, export, make_release, read_events
from almenara.publish.public_event import PublicReport

QUOTED = replace(
    MARCH, id="e-7", reports=(PublicReport("r", "The Quay", "https://quay.example/1", "2024-06-05", "Some “400” …"),)
)
EVENTS = [ODD, EMPTY, MARCH, QUOTED]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out + err


@pytest.mark.parametrize("form", ["release", "jsonl", "datapackage"])
def test_events_come_back_and_give_the_same_bytes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str
) -> None:
    if form == "release":
        given = make_release(tmp_path / "releases", EVENTS, ABOUT).folder
    else:
        given = tmp_path / ("a.jsonl" if form == "jsonl" else "pack")
        export(EVENTS, form, given)
    assert sorted(read_events(given), key=lambda e: e.id) == sorted(EVENTS, key=lambda e: e.id)
    file = given / "events.jsonl" if given.is_dir() else given
    again = tmp_path / "again.jsonl"
    assert run(capsys, "export", "jsonl", "--from", str(given), "-o", str(again))[0] == 0
    assert again.read_bytes() == file.read_bytes()
    made = make_release(tmp_path / "other", read_events(given), ABOUT)
    assert (made.folder / "events.jsonl").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"excel", "geopackage"}))
def test_any_format_is_made_of_published_events_as_of_the_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, format: str
) -> None:
    export(EVENTS, "jsonl", tmp_path / "events.jsonl")
    export(EVENTS, format, tmp_path / "one")
    assert run(capsys, "export", format, "--from", str(tmp_path / "events.jsonl"), "-o", str(tmp_path / "two"))[0] == 0
    one, two = tmp_path / "one", tmp_path / "two"
    files = [("", "")] if one.is_file() else [(f"/{p.name}", f"/{p.name}") for p in one.iterdir()]
    for name, same in files:
        first, other = Path(f"{one}{name}").read_bytes(), Path(f"{two}{same}").read_bytes()
        if format == "acled":
            # Its last column is the moment of writing.
            first, other = (
                b"\n".join(line.rpartition(b",")[0] for line in data.splitlines()) for data in (first, other)
            )
        assert first == other


def test_a_period_is_cut_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    export(EVENTS, "jsonl", tmp_path / "a.jsonl")
    order = ("export", "jsonl", "--from", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "b.jsonl"))
    assert run(capsys, *order, "--since", "2024-06-01", "--until", "2024-06-30")[0] == 0
    assert [e.id for e in read_events(tmp_path / "b.jsonl")] == ["e-1", "e-7"]


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"id": "e-1"}', '{"id": "e-1", "text": "A report."}', "id,type\ne-1,march"]
)
def test_other_files_are_refused_with_the_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NoEventsError, match="line 1"):
        list(read_events(path))
    status, said = run(capsys, "export", "csv", "--from", str(path), "-o", str(tmp_path / "b.csv"))
    assert (status, "line 1" in said, (tmp_path / "b.csv").exists()) == (2, True, False)
    assert run(capsys, "export", "csv", "--from", str(tmp_path / "none"), "-o", str(tmp_path / "b.csv"))[0] == 2

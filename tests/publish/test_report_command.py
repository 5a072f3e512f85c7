"""`almenara report` from stored reports to a file: what it is counted from is protected, and what cannot be is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from scenes import happening

from almenara.cli import main
from almenara.model import Quote, Report, Source, Total
from almenara.observatory import create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.publish import Protection
from almenara.publish.lines import event_lines
from almenara.publish.told import public_totals
from almenara.store import EventFilter

REPORTS = [
    Report(
        "quay",
        "Some 400 dockers led by Petra Quiroga marched in Valparaíso on Tuesday to demand unpaid wages. Police killed two dockers.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("The Quay"),
        "https://quay.example/1",
    ),
    Report(
        "letter",
        "About 90 nurses marched in Temuco on Tuesday to demand new wards. At least three nurses were injured.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("Secret Letter"),
        "https://secret.example/2",
    ),
    Report(
        "count",
        "The Monitor of Protest recorded 744 protests in May 2024, an average of 50 a day.\n",
        None,
        "en",
        date(2024, 6, 6),
        Source("Secret Letter"),
        "https://secret.example/3",
    ),
    Report(
        "plan",
        "Teachers announced a march in Santiago for Friday to demand higher pay.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("The Quay"),
    ),
]


@pytest.fixture
def folder(tmp_path: Path, pipeline: Pipeline) -> Iterator[Path]:
    made = create_observatory(tmp_path / "here", "Harbour Observatory")
    made.__dict__["pipeline"] = pipeline
    made.add(REPORTS)
    yield made.folder
    made.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["report", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out + err


def written(capsys: pytest.CaptureFixture[str], folder: Path, name: str, *more: str) -> str:
    target = folder / name
    status, _ = run(capsys, "--period", "2024-06", "-o", str(target), "--in", str(folder), *more)
    assert status == 0
    if target.suffix == ".pdf":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(target)]
        return " ".join("\n".join(pages).replace("\N{NO-BREAK SPACE}", " ").split())
    return target.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["report.html", "report.pdf"])
@pytest.mark.parametrize(("language", "counted"), [("en", "2 protests"), ("es", "2 protestas")])
def test_a_report_in_each_form_and_language(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str, language: str, counted: str
) -> None:
    page = written(capsys, folder, name, "--language", language, "--unreviewed")
    assert counted in page
    assert "Harbour Observatory" in page
    assert "The Quay" in page


def test_only_accepted_events_are_counted_unless_asked_for(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "No event is known for June 2024." in written(capsys, folder, "a.html", "--language", "en")
    observatory = open_observatory(folder)
    march = next(e for e, _ in observatory.events(EventFilter(types=("march",))) if e.reports == ("quay",))
    observatory.decide("ana", march.id, "accept")
    observatory.close()
    assert "1 protest</a> was recorded" in written(capsys, folder, "a.html", "--language", "en")


@pytest.mark.parametrize("name", ["report.html", "report.pdf"])
def test_nothing_withheld_stands_in_a_report(capsys: pytest.CaptureFixture[str], folder: Path, name: str) -> None:
    open_page = written(capsys, folder, name, "--unreviewed", "--language", "en")
    assert "Secret Letter" in open_page
    assert "Quiroga" not in open_page
    settings = folder / "almenara.toml"
    closed = settings.read_text(encoding="utf-8").replace(
        "withheld_sources = []", 'withheld_sources = ["Secret Letter"]'
    )
    settings.write_text(closed, encoding="utf-8")
    page = written(capsys, folder, name, "--unreviewed", "--language", "en")
    assert "nurses" in page.lower() or "Temuco" in page
    for secret in ("Secret Letter", "secret.example", "Quiroga"):
        assert secret not in page
    assert b"secret.example" not in (folder / name).read_bytes()


def test_quoted_figures_are_protected_too() -> None:
    report, other = REPORTS[0], REPORTS[1]
    quote = Quote(0, 4, "Some")
    totals = [
        Total(report.id, "protests", "count", 9.0, "events", quote, attributed_to="Secret Letter"),
        Total(report.id, "protests", "count", 8.0, "events", quote, attributed_to="The Monitor"),
        Total(other.id, "protests", "count", 7.0, "events", quote, attributed_to="The Monitor"),
    ]
    profile = Protection(withheld_sources=("Secret Letter",))
    shown = public_totals(totals, {r.id: r for r in REPORTS}, profile)
    assert [(t.value, t.attributed_to) for t in shown] == [(9.0, None), (8.0, "The Monitor")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "2024-13", "-o", "a.html"), "2024-13"),
        (("--period", "2024-06", "-o", "a.docx"), "a.docx"),
        (("--period", "2024-06", "-o", "nowhere/a.html"), "nowhere"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_no_file(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(p.name for p in folder.iterdir())
    status, words = run(capsys, *arguments)
    assert status == 2
    assert said in words
    assert sorted(p.name for p in folder.iterdir()) == before


def test_what_changed_since_the_last_release_is_told(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "since release" not in written(capsys, folder, "a.html", "--unreviewed", "--language", "en")
    with pytest.raises(SystemExit):
        main(["release", "--in", str(folder), "--unreviewed"])
    same = written(capsys, folder, "a.html", "--unreviewed", "--language", "en")
    assert "No event of the period is otherwise than in release 1." in same
    observatory = open_observatory(folder)
    march = next(e for e, _ in observatory.events(EventFilter(types=("march",))) if e.reports == ("quay",))
    nurses = next(e for e, _ in observatory.events(EventFilter(types=("march",))) if e.reports == ("letter",))
    observatory.decide("ana", march.id, "correct", field="type", new="demonstration")
    observatory.decide("ana", nurses.id, "reject", why="told twice")
    observatory.close()
    page = written(capsys, folder, "a.html", "--unreviewed", "--language", "en")
    assert "What changed since release 1" in page
    assert "1 event</a> has some value otherwise than there." in page
    assert "1 event of that release is no longer public." in page
    settings = folder / "almenara.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("quote_words = 30", "quote_words = 3"), encoding="utf-8"
    )
    assert "since release" not in written(capsys, folder, "a.html", "--unreviewed", "--language", "en")


def test_actors_are_called_in_the_language_of_the_report(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "own.csv").write_text("id,name,name_es\nport,Port Union,Sindicato del Puerto\n", encoding="utf-8")
    with_actors(folder, "own.csv")
    told = happening(1, day=date(2024, 6, 4), agents=("Port Union", "Policía (Chile)"), targets=("some nurses",))
    (folder / "events.jsonl").write_bytes(b"".join(event_lines([told])))
    with pytest.raises(SystemExit) as ended:
        main(["import", str(folder / "events.jsonl"), "--accept", "--by", "Ana", "--in", str(folder)])
    assert not ended.value.code
    spanish = written(capsys, folder, "junio.html", "--language", "es", "--unreviewed")
    english = written(capsys, folder, "june.html", "--language", "en", "--unreviewed")
    assert "Sindicato del Puerto, Policía (Chile) contra some nurses" in spanish
    assert "Port Union, Police (Chile) against some nurses" in english
    # Once among those named most often, and once a row: of what was imported, and of what was read here and has another name of theirs.
    assert spanish.count("Policía (Chile)") == english.count("Police (Chile)") == 3
    assert "Police (Chile)" not in spanish
    assert "Policía" not in english


def test_actors_that_cannot_be_read_are_told(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with_actors(folder, "none.csv")
    status, words = run(capsys, "--period", "2024-06", "-o", str(folder / "june.html"), "--in", str(folder))
    assert status == 2
    assert "none.csv" in words
    assert not (folder / "june.html").exists()


def with_actors(folder: Path, file: str) -> None:
    settings = folder / "almenara.toml"
    settings.write_text(
        re.sub(r"(?m)^#? ?actors = .*$", f'actors = ["{file}"]', settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert f'actors = ["{file}"]' in settings.read_text(encoding="utf-8")

"""The site: every page valid, closed to other hosts and reachable, whatever the events hold; whole or not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest
from msgspec.structs import replace
from scenes import JANUARY, PROTESTS, busy_january, happening, material
from test_release import files_end_at

from almenara.codebook import Codebook
from almenara.model import Actor
from almenara.publish import Protection, PublicEvent, differences, make_release, read_release
from almenara.publish.public_event import PublicReport
from almenara.publish.report import Maker, figures_of, labels_of
from almenara.publish.report.writer import Writer
from almenara.publish.site import Shown, SiteError, SiteMaterial, write_site
from almenara.publish.site.difference import difference_page
from almenara.publish.told import PublicTotal, ToldNumber
from almenara.resolve.actors import ActorNames

HOSTILE = "<script>alert(1)</script>\"'&amp;\u202eمظاهرة\x00\ufffe\ud800"
ODD = happening(
    90, place=HOSTILE, admin1=HOSTILE, agents=(HOSTILE,), sources=(HOSTILE,), demands=("unknown_demand",), type="unknown_type",
    reports=(PublicReport("r", HOSTILE, "javascript:alert(1)", "2019-01-22", HOSTILE), PublicReport("q", None, None, None)),
)  # fmt: skip
BARE = happening(
    91, day=None, place=None, admin1=None, country=None, lat=None, lon=None, place_precision=None, agents=(), sources=()
)
STRANGE_ID = replace(happening(92), id="../../E vil\n")

Make = Callable[..., SiteMaterial]


@pytest.fixture
def site(codebook: Codebook) -> Make:
    def make(*events: PublicEvent, **values: Any) -> SiteMaterial:
        plain: dict[str, Any] = {
            "name": "Observatorio <b>de</b> Prueba",
            "language": "es",
            "made": date(2019, 3, 1),
            "events": events,
            "figures": figures_of(JANUARY, material(*events)),
            "maker": Maker("Observatorio", "almenara 0", "observatory 1", 7, False, tuple(sorted(PROTESTS))),
            "codebook": codebook,
            "protection": Protection(coarse_types=("arrest",), embargo_days=3, withheld_sources=("Nobody",)),
            "numbers": {"e-0006": [ToldNumber("e-0006", "killed", 1, 2, None, None)]},
            "totals": [
                PublicTotal("protests", "count", 744.0, "events", None, HOSTILE, HOSTILE, date(2019, 1, 3), "javascript:x", ("inconsistent",), (("sum", 700.0, 744.0),))
            ],
            "actors": ActorNames([Actor("smv", "Teachers' Union", labels={"es": "Sindicato de Maestros"})]),
            "releases": (),
        }  # fmt: skip
        return SiteMaterial(**{**plain, **values})

    return make


def pages(root: Path) -> list[Path]:
    return sorted(root.rglob("*.html"))


def parsed(page: Path) -> Any:
    """The tree of a page that is valid HTML to the letter."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text(encoding="utf-8"))


def test_every_page_is_valid_closed_and_leads_nowhere_wrong(site: Make, tmp_path: Path) -> None:
    written = write_site(site(*busy_january(), ODD, BARE, STRANGE_ID), tmp_path / "site")
    root = written.folder
    assert written.events == 15
    trees = {page: parsed(page) for page in pages(root)}
    assert len(trees) > 2 * 15
    ids = {page: {e.get("id") for e in tree.iter() if e.get("id")} for page, tree in trees.items()}
    for page, tree in trees.items():
        elements = [e for e in tree.iter() if isinstance(e.tag, str)]
        policy = [e.get("content") for e in elements if e.get("http-equiv") == "Content-Security-Policy"]
        assert policy, page
        assert policy[0].startswith("default-src 'none'"), page
        assert "unsafe" not in policy[0]
        for e in elements:
            assert not [name for name in e.attrib if name.startswith("on") or name == "style"], page
            assert e.tag != "style", page
            if e.tag == "script":
                assert e.get("src"), page
                assert not (e.text or "").strip(), page
            for name in ("src", "href"):
                to = e.get(name)
                if to is None or to.startswith(("https://quay.example/", "data:image/svg+xml")):
                    continue
                assert not re.match(r"[a-z]+:|//", to), (page, to)
                path, _, anchor = to.partition("#")
                target = (page.parent / path).resolve() if path else page
                assert target.is_file(), (page, to)
                assert target.is_relative_to(root)
                if anchor:
                    assert anchor in ids[target], (page, to)
    for language in ("es", "en"):
        assert {p.name for p in (root / language).iterdir()} == {
            "index.html", "map.html", "search.html", "data.html", "codebook.html", "method.html", "totals.html", "report.html",
            "events", "releases", "feeds", "data",
        }  # fmt: skip


def test_both_languages_have_the_same_pages_in_their_own_words(site: Make, tmp_path: Path) -> None:
    root = write_site(site(*busy_january()), tmp_path / "site").folder
    names = [{p.relative_to(root / part).as_posix() for p in pages(root / part)} for part in ("es", "en")]
    assert names[0] == names[1]
    for page in pages(root / "es"):
        spanish, english = parsed(page), parsed(root / "en" / page.relative_to(root / "es"))
        assert (spanish.get("lang"), english.get("lang")) == ("es", "en")
        assert ["".join(e.itertext()) for e in spanish.iter("nav")] != [
            "".join(e.itertext()) for e in english.iter("nav")
        ]
    text = (root / "es" / "events" / "e-0001.html").read_text(encoding="utf-8")
    assert "Cierre de calle en Cotiza" in text
    assert "21 de enero de 2019" in text


def test_an_event_page_has_what_is_public_of_it(site: Make, tmp_path: Path) -> None:
    told = happening(
        1,
        reports=(
            PublicReport("r", "The Quay", "https://quay.example/1", "2019-01-22", "Some 400 residents … marched."),
        ),
    )
    root = write_site(site(told), tmp_path / "site").folder
    page = parsed(root / "en" / "events" / "e-0001.html")
    assert ["".join(q.itertext()).strip() for q in page.iter("blockquote")] == ["Some 400 residents … marched."]
    links = [a for a in page.iter("a") if a.get("href", "").startswith("https://")]
    assert [(a.get("href"), a.get("rel")) for a in links] == [
        ("https://quay.example/1", "noopener noreferrer nofollow")
    ]


def test_actors_are_called_and_found_in_either_language(site: Make, tmp_path: Path) -> None:
    told = happening(1, agents=("Teachers' Union", "some people"), targets=("Policía (Spain)", "Police (Spain)"))
    root = write_site(site(told), tmp_path / "site").folder
    values = {
        language: {"".join(d.itertext()) for d in parsed(root / language / "events" / "e-0001.html").iter("dd")}
        for language in ("es", "en")
    }
    assert {"Sindicato de Maestros, some people (Civiles)", "Policía (España)"} <= values["es"]
    assert {"Teachers' Union, some people (Civilians)", "Police (Spain)"} <= values["en"]
    index = "".join(p.read_text(encoding="utf-8") for p in (root / "data" / "search").iterdir())
    assert [
        word
        for word in ("sindicato", "maestros", "teachers", "policia", "police", "espana")
        if f'"{word}"' not in index
    ] == []
    # Data has the one name that the store has.
    assert "\"Teachers'" not in (table := (root / "data" / "files" / "events.csv").read_text(encoding="utf-8"))
    assert "Teachers' Union; some people,Policía (Spain); Police (Spain)," in table


@pytest.mark.parametrize("events", [(), (BARE,), (happening(1, day=date(2031, 5, 1)),)], ids=["none", "bare", "later"])
def test_a_period_without_events_makes_a_site_too(site: Make, tmp_path: Path, events: tuple[PublicEvent, ...]) -> None:
    root = write_site(site(*events, numbers={}, totals=()), tmp_path / "site").folder
    for page in pages(root):
        parsed(page)
    front = (root / "en" / "index.html").read_text(encoding="utf-8")
    assert ("No event is public yet." in front) == (not events)


@pytest.mark.parametrize(
    ("kind", "unit", "value", "shown"),
    [
        ("count", "events", 744.0, {"en": "744", "es": "744"}),
        ("rate", "per_day", 24.0, {"en": "24 a day", "es": "24 al día"}),
        ("rate", "percent", 40.0, {"en": "40 %", "es": "40 %"}),
        ("change", "percent", 50.0, {"en": "+50 %", "es": "+50 %"}),
        ("change", "times", 2.0, {"en": "2 times as many", "es": "2 veces la anterior"}),
        ("count", "part", 12.0, {"en": "12 of these", "es": "12 de ellos"}),
        ("count", "from elsewhere", 3.0, {"en": "3", "es": "3"}),
    ],
)
def test_a_quoted_figure_is_shown_with_its_unit(
    site: Make, tmp_path: Path, kind: str, unit: str, value: float, shown: dict[str, str]
) -> None:
    total = PublicTotal("protests", kind, value, unit, None, None, None, None, None, ("consistent",), ())
    root = write_site(site(numbers={}, totals=[total]), tmp_path / "site").folder
    for language, words in shown.items():
        cell = parsed(root / language / "totals.html").find(".//td[@class='number']")
        assert "".join(cell.itertext()) == words


def test_feeds_are_read_by_a_feed_reader(site: Make, tmp_path: Path) -> None:
    root = write_site(site(*busy_january(), ODD, BARE, address="https://obs.example/site"), tmp_path / "site").folder
    feeds = sorted((root / "es" / "feeds").glob("*.xml"))
    read = {f.name: feedparser.parse(f.read_bytes()) for f in feeds}
    assert {"all.xml", "type-march.xml"} < set(read)
    assert any(name.startswith("state-") and "zulia" in name for name in read)
    assert not [name for name, feed in read.items() if feed.bozo]
    marches = read["type-march.xml"].entries
    assert len(marches) == len([e for e in (*busy_january(), BARE) if e.type == "march"])
    assert marches[0].link.startswith("https://obs.example/site/es/events/e-")
    assert marches[0].summary.startswith("Cotiza, Distrito Capital, Venezuela")
    assert any(feed.feed.title.endswith("Zulia (Venezuela)") for feed in read.values())
    assert marches[0].title == "Marcha en Cotiza, 30 de enero de 2019 (previsto)"


def test_the_same_material_gives_the_same_bytes(site: Make, tmp_path: Path) -> None:
    roots = [write_site(site(*busy_january()), tmp_path / name).folder for name in ("a", "b")]
    files = [{p.relative_to(r).as_posix(): p.read_bytes() for p in r.rglob("*") if p.is_file()} for r in roots]
    assert files[0].keys() == files[1].keys()
    # The moment of writing stands inside an Excel and a GeoPackage file, and in the sums of both.
    moments = {
        "data/files/events.xlsx",
        "data/files/events.gpkg",
        "data/files/SHA256SUMS",
        "es/data.html",
        "en/data.html",
    }
    assert [name for name in files[0] if files[0][name] != files[1][name] and name not in moments] == []


def test_a_site_is_replaced_whole_and_no_other_folder_is(site: Make, tmp_path: Path) -> None:
    target = tmp_path / "site"
    write_site(site(happening(1), happening(2)), target)
    with files_end_at(400_000), pytest.raises(OSError, match="too large"):
        write_site(site(happening(3)), target)
    assert (target / "es" / "events" / "e-0002.html").is_file()
    write_site(site(happening(3)), target)
    assert [p.name for p in (target / "es" / "events").glob("e-*")] == ["e-0003.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    other = tmp_path / "photos"
    other.mkdir()
    (other / "mine.jpg").write_bytes(b"x")
    with pytest.raises(SiteError, match="no site of almenara"):
        write_site(site(happening(1)), other)
    assert [p.name for p in other.iterdir()] == ["mine.jpg"]


def test_releases_are_offered_with_what_changed(site: Make, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    about = {
        "software": "almenara 0",
        "codebook": {"name": "observatory", "version": "1"},
        "decisions": {"number": 3, "sha256": "0"},
    }
    first = happening(1, place="=Cotiza")
    make_release(folder, [first, happening(2)], about)
    make_release(
        folder, [replace(first, place=HOSTILE), happening(3)], {**about, "decisions": {"number": 4, "sha256": "1"}}
    )
    one, other = read_release(folder, 1), read_release(folder, 2)
    changes = tuple(differences(one, other, []))
    shown = (Shown(one, folder / "0001", None, ()), Shown(other, folder / "0002", 1, changes))
    root = write_site(site(happening(1), releases=shown, held_back=(7,)), tmp_path / "site").folder
    page = parsed(root / "en" / "releases" / "2.html")
    rows = [["".join(c.itertext()) for c in row.iter("td")][:3] for row in page.iter("tr")]
    told = "March in Cotiza, 21 January 2019 "
    assert any(row[::2] == ["changed", "place"] and row[1].endswith(" e-0001") for row in rows)
    assert ["withdrawn", told + "e-0002", ""] in rows
    assert ["added", told + "e-0003", ""] in rows
    links = [link.get("href") for link in page.iter("a")]
    assert "../events/e-0001.html" in links
    assert "../events/e-0002.html" not in links
    for number in ("0001", "0002"):
        for file in (folder / number).iterdir():
            assert (root / "data" / "releases" / number / file.name).read_bytes() == file.read_bytes()
    assert "'=Cotiza" in (root / "data" / "releases" / "0002-changes.csv").read_text(encoding="utf-8", errors="replace")
    assert "7" in "".join(parsed(root / "en" / "releases" / "index.html").itertext())


def test_a_difference_is_a_page_of_its_own_too(codebook: Codebook, tmp_path: Path) -> None:
    make_release(tmp_path, [happening(1), happening(2)], {"decisions": {"number": 0}})
    make_release(tmp_path, [replace(happening(1), place=HOSTILE)], {"decisions": {"number": 1}})
    changes = list(differences(read_release(tmp_path, 1), read_release(tmp_path, 2), []))
    for language, words in (("en", "withdrawn"), ("es", "retirado")):
        writer = Writer(language, labels_of(codebook, language, ActorNames()))  # type: ignore[arg-type]
        text = difference_page("<b>Obs</b>", 1, 2, changes, codebook, writer)
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
        rows = [["".join(c.itertext()) for c in row.iter("td")] for row in page.iter("tr")]
        assert any(row[0:1] == [words] and row[1].startswith("e-0002 ") and row[2:] == [""] * 4 for row in rows)
        assert any(row[2:3] in (["place"], ["lugar"]) and "<script>" in row[4] for row in rows)
        assert not list(page.iter("script"))

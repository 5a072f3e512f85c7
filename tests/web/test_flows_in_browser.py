"""The flows of a team in a real browser, each in both languages and by keys alone; and every page, on a desk and on a phone, checked by axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessible import is_accessible
from hostile import PASSWORD
from pictures import filled_for_pictures, kept

from almenara.model import Report, Source
from almenara.observatory import Observatory
from almenara.pipeline import Pipeline
from almenara.store import Decision, EventFilter, history
from almenara.store.people import set_password

#: A second event in the same town on the day before, which the machine keeps apart.
BAKERS = Report(
    "bread",
    "Bakers went on strike in Temuco on Monday against a new tax on flour, their federation said.\n",
    None,
    "en",
    date(2024, 6, 5),
    Source("Pan"),
)
Enter = Callable[[str], Any]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    folder = tmp_path_factory.mktemp("flows") / "here"
    filled_for_pictures(folder, pipeline)
    return folder


@pytest.fixture(params=["en", "es"])
def enter(browser: Any, address: str, observatory: Observatory, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Opens a browser of its own for a person, who signs in by keys; no script fails and no other host is asked."""
    with observatory.store.writing() as connection:
        for name, access in (("luis", "coder"), ("eva", "adjudicator"), ("root", "admin")):
            set_password(connection, name, PASSWORD, access)  # type: ignore[arg-type]
    contexts: list[Any] = []
    faults: list[str] = []

    def enter(name: str) -> Any:
        context = browser.new_context(locale=request.param, base_url=address, viewport={"width": 1040, "height": 620})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        ours = (address, "data:", "blob:")
        page.on("request", lambda sent: faults.append(sent.url) if not sent.url.startswith(ours) else None)
        page.goto("/sign-in")
        to(page, "input[name=name]")
        page.keyboard.type(name)
        to(page, "input[name=password]")
        page.keyboard.type(PASSWORD)
        pressed(page)
        assert page.evaluate("document.documentElement.lang") == request.param
        return page

    yield enter
    for context in contexts:
        context.close()
    assert faults == []


def to(page: Any, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(150):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {selector} on {page.url}")


def pressed(page: Any, key: str = "Enter") -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def log(observatory: Observatory) -> list[Decision]:
    with observatory.store.reading() as connection:
        return list(history(connection))


def kinds(observatory: Observatory) -> list[tuple[str, str]]:
    return [(entry.person, entry.kind) for entry in log(observatory)]


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def test_two_events_are_merged_and_split_again(enter: Enter, observatory: Observatory) -> None:
    observatory.add([BAKERS])
    events = {e.reports[0]: e.id for e, _ in observatory.events(EventFilter(place="Temuco"))}
    page = enter("ana")
    page.goto(f"/event/{events['ward']}")
    page.keyboard.press("b")
    pressed(page)
    assert page.url.endswith(f"/event/{events['ward']}/beside/{events['bread']}")
    to(page, ".merging button")
    pressed(page)
    assert page.url.endswith(f"/event/{events['ward']}")
    assert [e.id for e, _ in observatory.events(EventFilter(place="Temuco"))] == [events["ward"]]
    to(page, "#joined summary")
    page.keyboard.press("Enter")
    to(page, "#joined form button")
    pressed(page)
    assert kinds(observatory) == [("ana", "merge"), ("ana", "split")]
    assert len(list(observatory.events(EventFilter(place="Temuco")))) == 2


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(
    enter: Enter, observatory: Observatory
) -> None:
    event = march(observatory)
    ana, luis = enter("ana"), enter("luis")
    ana.goto(f"/event/{event}")
    luis.goto(f"/event/{event}")
    to(luis, "form[action$='/hold'] button")
    pressed(luis)
    luis.keyboard.press("c")
    luis.keyboard.type("Vigil")
    to(luis, "[data-edits=type] button")
    pressed(luis)
    # He goes on, and with him his hold.
    pressed(luis, "j" if luis.locator("#next").count() else "k")
    ana.keyboard.press("r")
    ana.keyboard.type("no")
    pressed(ana)
    assert ana.locator("p.warning[role=alert]").count() == 1
    assert ana.locator("#type-choice").input_value() == "vigil"
    is_accessible(ana)
    kept(ana, "refused")
    assert kinds(observatory) == [("luis", "correct")]
    ana.keyboard.press("r")
    ana.keyboard.type("no")
    pressed(ana)
    assert kinds(observatory) == [("luis", "correct"), ("ana", "reject")]


def test_two_judge_blind_and_a_third_takes_one_of_them(enter: Enter, observatory: Observatory) -> None:
    review = observatory.settings.review.model_copy(update={"double": 1.0})
    observatory.settings = observatory.settings.model_copy(update={"review": review})
    event = march(observatory)
    for name, kind in (("ana", "Vigil"), ("luis", "")):
        page = enter(name)
        page.goto(f"/event/{event}")
        to(page, "select[name=type]")
        page.keyboard.type(kind)
        to(page, "button[name=verdict][value=accept]")
        pressed(page)
    assert log(observatory) == []
    eva = enter("eva")
    eva.goto(f"/event/{event}")
    to(eva, ".acts form button")
    pressed(eva)
    assert kinds(observatory) == [("eva", "correct"), ("eva", "accept")]
    assert log(observatory)[0].new == "vigil"


def test_a_report_is_pasted_and_its_event_settled(enter: Enter, observatory: Observatory) -> None:
    page = enter("ana")
    to(page, "nav a[href='/add']")
    pressed(page)
    to(page, "textarea[name=text]")
    page.keyboard.type("About 70 bakers marched in Cusco on Tuesday against a tax on flour.")
    to(page, "form.add button")
    pressed(page)
    page.wait_for_selector("#live[data-state=done]")
    to(page, "#live a[href^='/event/']")
    pressed(page)
    pressed(page, "a")
    assert kinds(observatory) == [("ana", "accept")]


def test_names_of_one_actor_are_joined_and_parted(enter: Enter, observatory: Observatory) -> None:
    text = "Members of the Harbor Guild blocked a road in Temuco on Sunday to demand unpaid wages.\n"
    observatory.add([Report("harbor", text, None, "en", date(2024, 6, 5), Source("Pan"))])
    page = enter("ana")
    to(page, "nav a[href='/actors']")
    pressed(page)
    everybody = page.locator("input[name=join]").count()
    to(page, "input[name=words]")
    page.keyboard.type("guild")
    pressed(page)
    assert page.locator("input[name=join]").count() == 2
    for n in (1, 2):
        to(page, f"tbody tr:nth-child({n}) input[name=join]")
        page.keyboard.press("Space")
    to(page, "button[form=joining]")
    pressed(page)
    is_accessible(page)
    kept(page, "joining")
    to(page, "input[name=why]")
    page.keyboard.type("=")
    pressed(page)
    assert page.locator("input[name=join]").count() == everybody - 1
    assert page.locator(".joins li").count() == 1
    is_accessible(page)
    to(page, ".joins button")
    pressed(page)
    assert page.locator("input[name=join]").count() == everybody
    assert kinds(observatory) == [("ana", "join"), ("ana", "undo")]


def test_an_event_is_flagged_and_found_by_its_flag(enter: Enter, observatory: Observatory) -> None:
    event = march(observatory)
    page = enter("ana")
    page.goto(f"/event/{event}")
    page.keyboard.press("f")
    page.keyboard.type("two marches?")
    pressed(page)
    assert "two marches?" in page.locator("p.warning").inner_text()
    is_accessible(page)
    page.goto("/")
    to(page, "input[name=flagged]")
    page.keyboard.press("Space")
    to(page, ".filters button")
    pressed(page)
    assert page.locator("tbody tr").count() == 1
    assert kinds(observatory) == [("ana", "flag")]


def test_somebody_is_invited_comes_in_and_is_let_in_no_more(enter: Enter, observatory: Observatory) -> None:
    root = enter("root")
    to(root, "nav a[href='/people']")
    pressed(root)
    to(root, "button[value=invite]")
    pressed(root)
    link = root.locator("code.secret").inner_text()
    guest = enter("rita")
    guest.context.clear_cookies()
    guest.goto(link)
    to(guest, "input[name=name]")
    guest.keyboard.type("noa")
    to(guest, "input[name=password]")
    guest.keyboard.type(PASSWORD)
    pressed(guest)
    assert guest.locator("header a[href='/account']").inner_text() == "noa"
    root.goto("/people")
    to(root, f"tr:nth-child({_row(root, 'noa')}) button[value=out]")
    pressed(root)
    guest.reload()
    assert guest.url.endswith("/sign-in")


def _row(page: Any, name: str) -> int:
    """Which row of a table's body begins with a name."""
    names = page.locator("tbody th").all_inner_texts()
    return 1 + next(n for n, text in enumerate(names) if text.split()[0] == name)


def test_every_page_is_accessible_and_fits_a_phone(enter: Enter, observatory: Observatory) -> None:
    observatory.add([BAKERS])
    event = march(observatory)
    (other, merged) = (e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    observatory.decide("luis", other, "correct", field="crowd", new={"low": 40, "best": None, "high": 60})
    observatory.decide("luis", other, "merge", new={"event": merged})
    observatory.decide("luis", event, "reject", why="no")
    root = enter("root")
    root.goto("/actors")
    ids = [box.get_attribute("value") for box in root.locator("input[name=join]").all()[:2]]
    root.goto("/places")
    places = [box.get_attribute("value") for box in root.locator("input[name=join]").all()[:2]]
    paths = {
        "queue": "/?review=all",
        "queue-empty": "/?review=accepted",
        "event": f"/event/{event}",
        "event-merged": f"/event/{other}",
        "place": f"/event/{event}/place",
        "beside": f"/event/{event}/beside/{other}",
        "reports": "/reports",
        "report": "/report/quay",
        "sources": "/sources",
        "totals": "/totals",
        "actors": "/actors",
        "actors-join": f"/actors/join?join={ids[0]}&join={ids[1]}",
        "places": "/places",
        "places-join": f"/places/join?join={places[0]}&join={places[1]}",
        "codebook": "/codebook",
        "activity": "/activity",
        "agreement": "/agreement",
        "add": "/add",
        "jobs": "/jobs",
        "people": "/people",
        "account": "/account",
        "missing": f"/event/{other}x",
    }
    for name, path in paths.items():
        root.goto(path)
        for width in (1040, 360):
            root.set_viewport_size({"width": width, "height": 800})
            is_accessible(root)
            assert root.evaluate("document.documentElement.scrollWidth") <= width, path
        kept(root, f"phone-{name}")

"""Clear events settled together in a real browser: fewer keys than events, and nothing accepted that was not in view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessible import is_accessible
from hostile import PASSWORD
from pictures import kept

from almenara.bench.reviewing import WINDOW, accepted, clear_reports, settle_by_sheets
from almenara.observatory import Observatory, create_observatory
from almenara.pipeline import Pipeline
from almenara.store import history
from almenara.store.people import set_password

CLEAR = 30


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    folder = tmp_path_factory.mktemp("clear") / "here"
    made = create_observatory(folder, "Puerto")
    made.__dict__["pipeline"] = pipeline
    made.add(clear_reports(CLEAR))
    with made.store.writing() as connection:
        set_password(connection, "ana", PASSWORD, "coder")
    made.close()
    return folder


@pytest.fixture(params=["en", "es"])
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Any:
    """The queue, for somebody signed in."""
    context = browser.new_context(locale=request.param, base_url=address, viewport=WINDOW)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/sign-in")
    page.fill("input[name=name]", "ana")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    yield page
    assert faults == []
    context.close()


def test_thirty_clear_events_are_settled_in_fewer_keys_than_events(page: Any, observatory: Observatory) -> None:
    presses = settle_by_sheets(page, observatory.store, CLEAR)
    assert accepted(observatory.store) == CLEAR
    assert presses < CLEAR
    with observatory.store.reading() as connection:
        log = list(history(connection))
    assert [(entry.kind, entry.person) for entry in log] == [("accept", "ana")] * CLEAR


def test_what_was_not_in_view_is_not_accepted(page: Any, observatory: Observatory) -> None:
    page.goto("/clear")
    assert page.locator(".sheet > li").count() == 10
    is_accessible(page)
    kept(page, "sheet")
    page.keyboard.press("a")
    page.locator("#unseen:not(:empty)").wait_for()
    assert page.evaluate("scrollY") > 0
    assert accepted(observatory.store) == 0


def test_an_unmarked_event_waits_and_the_others_are_taken_back_together(page: Any, observatory: Observatory) -> None:
    page.goto("/clear")
    page.keyboard.press("2")
    doubted = page.locator(".sheet > li").nth(1).locator("input[name=event]")
    assert not doubted.is_checked()
    event = doubted.get_attribute("value")
    settle_here(page)
    assert accepted(observatory.store) == 9
    assert event not in [box.get_attribute("value") for box in page.locator("input[name=event]").all()]
    is_accessible(page)
    kept(page, "sheet-accepted")
    with page.expect_navigation():
        page.keyboard.press("u")
    with observatory.store.reading() as connection:
        log = list(history(connection))
    assert [entry.kind for entry in log] == ["accept"] * 9 + ["undo"] * 9
    assert {review for _, review in observatory.events()} == {"new"}


def settle_here(page: Any) -> None:
    """Press the key until the sheet was accepted."""
    address = page.url
    for _ in range(20):
        page.keyboard.press("a")
        page.wait_for_timeout(50)
        if page.url != address:
            page.wait_for_load_state()
            return


def test_the_sheet_fits_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/clear")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    is_accessible(page)

"""The main flow in a real browser, by keyboard alone, in both languages; every page, with hostile words on it, checked by axe."""

from __future__ import annotations

from typing import Any

import pytest
from accessible import is_accessible
from hostile import PASSWORD

from almenara.observatory import Observatory
from almenara.store import EventFilter, history


@pytest.fixture(params=["en", "es"])
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Any:
    """Signed in by the keyboard, in a language."""
    context = browser.new_context(locale=request.param, base_url=address)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda sent: faults.append(sent.url) if not sent.url.startswith((address, "data:")) else None)
    page.goto("/sign-in")
    for words in ("ana", PASSWORD):
        page.locator("input[name=name]" if words == "ana" else "input[name=password]").focus()
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    yield page
    assert faults == []
    context.close()


def test_an_event_is_settled_by_one_key(page: Any, observatory: Observatory) -> None:
    is_accessible(page)
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#accept")
    is_accessible(page)
    assert page.locator("mark.trigger").first.inner_text() == "marched"
    with page.expect_navigation():
        page.keyboard.press("a")
    page.wait_for_selector("#accept")
    page.keyboard.press("r")
    page.keyboard.type("not a march")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with observatory.store.reading() as connection:
        assert [(d.kind, d.why) for d in history(connection)] == [("accept", None), ("reject", "not a march")]
    assert sorted(review for _, review in observatory.events(EventFilter())) == ["accepted", "rejected"]


def test_keys_are_shown_and_other_pages_are_accessible(page: Any) -> None:
    with page.expect_navigation(wait_until="load"):
        page.locator("tbody a").first.click()
    page.keyboard.press("?")
    page.locator("#help").wait_for(state="visible")
    page.keyboard.press("Escape")
    page.locator("#help").wait_for(state="hidden")
    for path in (
        "/reports",
        "/report/quay",
        "/sources",
        "/codebook",
        "/activity",
        "/totals",
        "/event/none",
        "/?review=rejected",
    ):
        page.goto(path)
        is_accessible(page)


def test_a_phone_needs_no_sideways_scrolling(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/?review=all")
    paths = [page.locator("tbody a").first.get_attribute("href")]
    for path in (*paths, "/", "/reports", "/report/quay", "/sources", "/totals", "/codebook", "/activity"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path

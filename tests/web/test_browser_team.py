"""A team in real browsers: two judge blind, a third settles; two hold one event; every page checked by axe, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
from accessible import is_accessible
from hostile import PASSWORD

from almenara.observatory import Observatory
from almenara.store import EventFilter, history
from almenara.store.people import set_password


@pytest.fixture(params=["en", "es"])
def people(browser: Any, address: str, observatory: Observatory, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens a page of its own for a person, signed in."""
    with observatory.store.writing() as connection:
        set_password(connection, "eva", PASSWORD, "adjudicator")
    contexts: list[Any] = []
    faults: list[str] = []

    def enter(name: str) -> Any:
        context = browser.new_context(locale=request.param, base_url=address)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request", lambda sent: faults.append(sent.url) if not sent.url.startswith((address, "data:")) else None
        )
        page.goto("/sign-in")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert faults == []


def fits_and_is_accessible(page: Any) -> None:
    is_accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def test_two_judge_blind_and_a_third_settles(people: Any, observatory: Observatory) -> None:
    from playwright.sync_api import expect

    review = observatory.settings.review.model_copy(update={"double": 1.0})
    observatory.settings = observatory.settings.model_copy(update={"review": review})
    event = march(observatory)
    ana, luis, eva = people("ana"), people("luis"), people("eva")
    fits_and_is_accessible(ana)
    for person, kind in ((ana, "march"), (luis, "strike")):
        person.goto(f"/event/{event}")
        assert person.url.endswith(f"/double/{event}")
        fits_and_is_accessible(person)
        person.select_option("select[name=type]", kind)
        with person.expect_navigation():
            person.click("button[value=accept]")
    ana.goto(f"/event/{event}")
    with observatory.store.reading() as connection:
        assert list(history(connection)) == []
    # The count comes by itself: nobody reloads the page.
    expect(eva.locator("[data-count=disagreements]")).to_have_text("1", timeout=20_000)
    eva.click("a[href='/?view=disagreements']")
    eva.click("tbody a")
    assert eva.url.endswith(f"/adjudicate/{event}?view=disagreements")
    fits_and_is_accessible(eva)
    assert eva.locator("td.differs").count() == 2
    with eva.expect_navigation():
        eva.click(".acts form:last-child button")
    with observatory.store.reading() as connection:
        assert [(d.person, d.kind, d.new) for d in history(connection)] == [
            ("eva", "correct", "strike"),
            ("eva", "accept", None),
        ]
    eva.goto("/agreement")
    fits_and_is_accessible(eva)
    assert eva.locator("table").count() == 5


def test_two_open_one_event_and_one_takes_it_over(people: Any, observatory: Observatory) -> None:
    event = march(observatory)
    ana, luis = people("ana"), people("luis")
    ana.goto(f"/event/{event}")
    luis.goto(f"/event/{event}")
    fits_and_is_accessible(luis)
    with luis.expect_navigation():
        luis.click("form[action$='/hold'] button")
    with ana.expect_navigation():
        ana.keyboard.press("a")
    assert ana.locator("[role=alert]").count() == 1
    with luis.expect_navigation():
        luis.keyboard.press("a")
    with observatory.store.reading() as connection:
        assert [(d.person, d.kind) for d in history(connection)] == [("luis", "accept")]


def test_events_are_given_and_a_view_is_kept_by_hand(people: Any) -> None:
    ana = people("ana")
    ana.check("tbody tr:first-child input[type=checkbox]")
    ana.select_option("select[name=to]", "luis")
    with ana.expect_navigation():
        ana.click("button[form=assign]")
    assert "luis" in ana.locator("tbody tr:first-child").inner_text()
    ana.fill("form[action='/views'] input[name=name]", "Puerto")
    with ana.expect_navigation():
        ana.click("form[action='/views'] button")
    assert ana.locator(".views.own a").inner_text() == "Puerto"
    fits_and_is_accessible(ana)


def test_somebody_is_invited_and_sets_up_a_second_factor(
    people: Any, browser: Any, address: str, observatory: Observatory
) -> None:
    with observatory.store.writing() as connection:
        set_password(connection, "root", PASSWORD, "admin")
    root = people("root")
    root.goto("/people")
    fits_and_is_accessible(root)
    with root.expect_navigation():
        root.click("button[value=invite]")
    fits_and_is_accessible(root)
    link = root.locator("code.secret").inner_text()
    assert link.startswith(f"{address}/join/")
    root.goto(link)
    fits_and_is_accessible(root)
    root.fill("input[name=name]", "noa")
    root.fill("input[name=password]", PASSWORD)
    with root.expect_navigation():
        root.keyboard.press("Enter")
    root.goto("/account")
    fits_and_is_accessible(root)
    root.fill("form[action$=second-factor] input[name=password]", PASSWORD)
    with root.expect_navigation():
        root.click("button[value=propose]")
    fits_and_is_accessible(root)
    # The square is drawn: nothing of it is against the policy.
    assert root.evaluate("document.querySelector('img').naturalWidth") > 100
    totp = pyotp.TOTP(root.locator("code.secret").inner_text())
    root.fill("input[name=code]", totp.now())
    with root.expect_navigation():
        root.click("button[value=confirm]")
    fits_and_is_accessible(root)
    recovery = root.locator(".codes code").first.inner_text()
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=name]", "noa")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")
    fits_and_is_accessible(page)
    page.fill("input[name=code]", recovery)
    page.keyboard.press("Enter")
    page.wait_for_url(address + "/")
    context.close()

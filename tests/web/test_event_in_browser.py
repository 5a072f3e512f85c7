"""The event page in a real browser, in both languages and by keys alone; SCREENSHOTS=docs/images makes the pictures of docs/reviewing.md anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessible import is_accessible
from hostile import PASSWORD
from pictures import filled_for_pictures, kept

from almenara.observatory import Observatory
from almenara.pipeline import Pipeline
from almenara.store import EventFilter, history


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    folder = tmp_path_factory.mktemp("original") / "here"
    filled_for_pictures(folder, pipeline)
    return folder


@pytest.fixture(params=["en", "es"])
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Signed in, in a language; no script fails and no other host is asked."""
    context = browser.new_context(locale=request.param, base_url=address, viewport={"width": 1040, "height": 620})
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on(
        "request",
        lambda sent: faults.append(sent.url) if not sent.url.startswith((address, "data:", "blob:")) else None,
    )
    page.goto("/sign-in")
    page.fill("input[name=name]", "ana")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/")
    yield page
    assert faults == []
    context.close()


def march(observatory: Observatory) -> str:
    return next(e.id for e, _ in observatory.events(EventFilter(place="Valparaíso")))


def outlined(page: Any, kind: str) -> set[str]:
    """The words that stand out in the texts, of a kind of evidence."""
    found = page.evaluate(
        "kind => [...document.querySelectorAll('.text mark.' + kind)].filter(m => getComputedStyle(m).outlineStyle === 'solid')"
        ".map(m => m.textContent)",
        kind,
    )
    return set(found)


def log(observatory: Observatory) -> list[tuple[str, str | None]]:
    with observatory.store.reading() as connection:
        return [(entry.kind, entry.field) for entry in history(connection)]


def test_a_hard_event_is_settled_by_keys_alone(page: Any, observatory: Observatory) -> None:
    from playwright.sync_api import expect

    event = march(observatory)
    page.goto(f"/event/{event}")
    assert outlined(page, "date") == set()
    page.keyboard.press("d")
    assert any("Tuesday" in words for words in outlined(page, "date"))
    assert outlined(page, "place") == set()
    is_accessible(page)
    kept(page, "evidence")
    # Take the second source's figure.
    page.keyboard.press("m")
    assert any("4" in words for words in outlined(page, "crowd"))
    with page.expect_navigation():
        page.keyboard.press("2")
    assert log(observatory) == [("correct", "crowd"), ("evidence", "crowd")]
    # Choose two words as evidence of the place by arrows alone.
    page.keyboard.press("p")
    page.keyboard.press("e")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    words = page.evaluate("document.getSelection().toString()")
    kept(page, "choosing-words")
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with observatory.store.reading() as connection:
        entry = list(history(connection))[-1]
    assert (entry.kind, entry.field, entry.new["text"]) == ("evidence", "place", words)
    assert len(words.split()) == 2
    # Correct the type, with its definition at hand.
    page.keyboard.press("t")
    page.keyboard.press("c")
    before = page.locator("#definition").inner_text()
    page.locator("#type-choice").select_option("vigil")
    expect(page.locator("#definition")).not_to_have_text(before, use_inner_text=True)
    is_accessible(page)
    kept(page, "correcting")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert log(observatory)[-1] == ("accept", None)


def test_words_are_chosen_by_selecting_them(page: Any, observatory: Observatory) -> None:
    page.goto(f"/event/{march(observatory)}")
    page.evaluate(
        """() => { const mark = document.querySelector('.text mark.place'); const range = document.createRange();
        range.selectNodeContents(mark); const s = document.getSelection(); s.removeAllRanges(); s.addRange(range); }"""
    )
    page.wait_for_selector("#choose[open]")
    page.select_option("#choose select[name=field]", "place")
    with page.expect_navigation():
        page.click("#choose button")
    with observatory.store.reading() as connection:
        (entry,) = history(connection)
    assert entry.new["text"] == "Valparaíso"


def test_keys_can_be_switched_off(page: Any, observatory: Observatory) -> None:
    page.goto(f"/event/{march(observatory)}")
    page.keyboard.press("?")
    page.click("#keys-switch")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.goto("/activity")
    assert log(observatory) == []


def test_a_place_is_chosen_on_the_map(page: Any, observatory: Observatory) -> None:
    event = march(observatory)
    page.goto(f"/event/{event}")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.locator("#placing summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#open-map")
    assert not any("maplibre" in url for url in asked)
    is_accessible(page)
    page.click("#open-map")
    page.wait_for_selector("#map[data-towns]")
    page.wait_for_selector(".map-label.town")
    page.locator("#map").scroll_into_view_if_needed()
    kept(page, "map")
    is_accessible(page)
    box = page.locator(".maplibregl-marker:has(svg)").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6
    before = page.input_value("#point input[name=lat]")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y - 40, steps=6)
    page.mouse.up()
    assert float(page.input_value("#point input[name=lat]")) > float(before)
    with page.expect_navigation():
        page.press("#point input[name=lat]", "Enter")
    assert {"lat", "lon"} <= {field for _, field in log(observatory)}
    assert "place_precision" not in {field for _, field in log(observatory)}


def test_two_events_side_by_side_and_other_new_pages(page: Any, observatory: Observatory) -> None:
    event = march(observatory)
    other = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    for path in (f"/event/{event}/beside/{other}", f"/event/{event}/place", "/add", "/actors", "/places"):
        page.set_viewport_size({"width": 1040, "height": 620})
        page.goto(path)
        is_accessible(page)
        if "beside" in path:
            kept(page, "side-by-side")
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.goto(f"/event/{event}")
    for panel in page.locator("details").all():
        panel.evaluate("d => { d.open = true; }")
    page.wait_for_selector("#place-choice")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    kept(page, "phone")


def test_a_report_is_added_and_its_events_are_shown(page: Any, observatory: Observatory) -> None:
    page.goto("/add")
    page.fill("textarea[name=text]", "About 70 bakers marched in Cusco on Tuesday against a tax on flour.")
    page.fill("input[name=published]", "2024-06-05")
    with page.expect_navigation():
        page.locator("form.add button").click()
    page.wait_for_selector("#live[data-state=done]")
    is_accessible(page)
    assert page.locator("#live a[href^='/event/']").count() == 1
    kept(page, "added")


def test_pages_are_read_without_javascript(browser: Any, address: str, observatory: Observatory) -> None:
    context = browser.new_context(locale="en", base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=name]", "rita")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/")
    event = march(observatory)
    page.goto(f"/event/{event}")
    assert page.locator("mark.trigger").first.inner_text() == "marched"
    assert page.locator("#choose").count() == 0
    for path in (f"/event/{event}/place", "/actors", "/places", "/reports"):
        page.goto(path)
        assert page.locator("h1").count() == 1
    context.close()

"""How many keys a reviewer presses for clear events, counted in a real browser where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from time import monotonic, sleep
from typing import Any

from almenara.model import Report, Source, report_id
from almenara.store import history
from almenara.store.connect import Store

#: Who is out on the street, where, and over what: each town with each group is an event of its own.
_TOWNS = ("Temuco", "Maracaibo", "Cusco", "Arequipa", "Guayaquil", "Iquitos", "Kumasi", "Mombasa", "Leeds", "Kisumu")
_GROUPS = (("bakers", "a tax on flour"), ("nurses", "unpaid wages"), ("teachers", "the closure of schools"))
_DAYS = ("Monday", "Wednesday", "Friday")
#: Pixels of the reviewer's window: a small laptop's.
WINDOW = {"width": 1280, "height": 720}
#: Presses after which somebody has lost their way.
_MOST_PRESSES = 200
#: The first of these that is there is driven: the one without windows takes half the time of the processor.
_CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: Seconds that a page may take.
_PATIENCE = 30


def clear_reports(number: int) -> Iterator[Report]:
    """Reports of one clear event each, no two of one town on neighbouring days; 30 at most."""
    outlets = ("The Quay", "Wire", "Pan", "Morning Bell")
    for n, ((who, why), town) in zip(range(number), product(_GROUPS, _TOWNS), strict=False):
        day = _DAYS[_GROUPS.index((who, why))]
        text = (
            f"About {40 + 7 * n} {who} marched through {town} on {day} to protest against {why}. "
            f"Their union said that nobody had listened to them before.\n"
        )
        yield Report(
            report_id(text), text, f"{who.title()} march in {town}", "en", date(2024, 6, 9), Source(outlets[n % 4])
        )


def chromium() -> str | None:
    """Where a Chromium is that can be driven; None where there is none, or no driver."""
    if find_spec("playwright") is None:
        return None
    return next((p for p in map(shutil.which, _CHROMIUM) if p), None)


def presses_in_browser(path: str, address: str, cookie: tuple[str, str], store: Store, number: int) -> int:
    """Keys pressed from the queue until `number` events are settled, with whatever each sheet asks for before it accepts."""
    driver: Any = import_module("playwright.sync_api")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = browser.new_context(base_url=address, viewport=WINDOW)
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
        page = context.new_page()
        page.goto("/")
        presses = settle_by_sheets(page, store, number)
        browser.close()
    return presses


def settle_by_sheets(page: Any, store: Store, number: int) -> int:
    """Press keys on the queue's page, and nothing else, until `number` events are accepted; how many presses it took."""
    with page.expect_navigation():
        page.keyboard.press("l")
    presses = 1
    while accepted(store) < number and page.locator("#sheet").count() and presses < _MOST_PRESSES:
        before = _where(page)
        page.keyboard.press("a")
        presses += 1
        # A press either goes on to what was not in view yet, or accepts and opens the next sheet.
        until = monotonic() + _PATIENCE
        while (_where(page) in (None, before)) and monotonic() < until:
            sleep(0.02)
    return presses


def _where(page: Any) -> tuple[str, float] | None:
    """Which sheet is shown and how far it was read, once it is drawn; None while another one is loading."""
    error: Any = import_module("playwright.sync_api").Error
    try:
        drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY))))"
        scrolled = float(page.evaluate(f"document.readyState === 'complete' ? {drawn} : -1"))
    except error:
        return None
    return (page.url, scrolled) if scrolled >= 0 else None


def accepted(store: Store) -> int:
    """How many events were accepted by a decision of the log."""
    with store.reading() as connection:
        return len({entry.event for entry in history(connection) if entry.kind == "accept"})

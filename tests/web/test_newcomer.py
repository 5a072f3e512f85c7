"""A newcomer's walk: `almenara demo` as a process of its own, a browser, and by what stands on the pages alone to a settled event and its trace."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pictures import kept

#: What somebody presses on the way, as the pages call it.
PRESSED = {
    "en": {
        "enter": "Sign in",
        "accept": "Accept and next",
        "trace": "Activity",
        "did": "accepted",
        "state": "accepted",
    },
    "es": {"enter": "Entrar", "accept": "Aceptar y seguir", "trace": "Actividad", "did": "aceptó", "state": "aceptado"},
}
#: Seconds after which a demonstration that has not begun to serve never will.
PATIENCE = 300


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Address, name and password, as the process prints them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("newcomer") / "demo"
    command = [sys.executable, "-c", "from almenara.cli import main; main()", "demo", "--serve"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "ALMENARA_LANG": "en"}
    process = subprocess.Popen(
        [*command, "--in", str(folder), "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    too_long = threading.Timer(PATIENCE, process.kill)
    too_long.start()
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if f":{port}" in line:
            break
    too_long.cancel()
    entered = re.search(r"as (\S+) with the password (\S+)", said)
    assert entered is not None, said
    address = f"http://127.0.0.1:{port}"
    until_it_answers(process, port)
    yield address, entered[1], entered[2]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


def until_it_answers(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("the demonstration ended before it served")


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_the_demonstration_to_a_settled_event_and_its_trace(
    browser: Any, demonstration: tuple[str, str, str], language: str
) -> None:
    address, name, password = demonstration
    words = PRESSED[language]
    context = browser.new_context(locale=language, base_url=address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name=words["enter"]).click()
    page.wait_for_selector("tbody tr")
    kept(page, "demo-queue")
    page.locator("tbody a").first.click()
    page.wait_for_selector("#accept")
    event = re.findall(r"/event/([^?]+)", page.url)[0]
    assert page.locator("mark.trigger").count() > 0
    kept(page, "demo-event")
    with page.expect_navigation():
        page.get_by_role("button", name=words["accept"]).click()
    # It leads on by itself; what was decided stands in the log, which leads back to the event.
    assert event not in page.url
    page.get_by_role("link", name=words["trace"]).click()
    line = page.locator("tbody tr").first
    assert words["did"] in line.inner_text()
    assert name in line.inner_text()
    line.get_by_role("link", name=event).click()
    page.wait_for_selector("#accept")
    assert words["state"] in page.locator(".fields > .hint").first.inner_text()
    context.close()

"""Pictures of pages: kept with every run, and those of docs/reviewing.md made anew by SCREENSHOTS=docs/images."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hostile import HOSTILE, PASSWORD
from reports_to_review import REPORTS

from almenara.model import Source
from almenara.observatory import create_observatory
from almenara.pipeline import Pipeline
from almenara.store.people import set_password

REVIEWING = Path(__file__).parents[2] / "docs" / "reviewing.md"


def filled_for_pictures(folder: Path, pipeline: Pipeline) -> None:
    """Makes an observatory of the reports of the other tests without their hostile words, which pictures for people need not show."""
    made = create_observatory(folder, "Puerto")
    made.__dict__["pipeline"] = pipeline
    made.add(
        replace(
            report,
            text=report.text.replace(HOSTILE, "").replace(" \n", "\n"),
            title=report.title.replace(HOSTILE, "").strip() if report.title else None,
            source=Source(report.source.name.replace(HOSTILE, "").strip()) if report.source else None,
            url=f"https://news.example/{report.id}",
        )
        for report in REPORTS
    )
    with made.store.writing() as connection:
        set_password(connection, "ana", PASSWORD, "coder")
        set_password(connection, "rita", PASSWORD, "reader")
    made.close()


def kept(page: Any, name: str) -> None:
    """Take a picture of the page in its language and width. Where SCREENSHOTS names a folder, only those go there that the documentation shows."""
    language = page.evaluate("document.documentElement.lang")
    file = f"{name}{'' if language == 'en' else '-' + language}.png"
    chosen = os.environ.get("SCREENSHOTS")
    if chosen is None:
        folder = Path(tempfile.gettempdir()) / "almenara-screenshots"
    elif f"(images/{file})" in REVIEWING.read_text(encoding="utf-8"):
        folder = Path(chosen)
    else:
        return
    page.mouse.move(0, 0)
    page.screenshot(path=folder / file, animations="disabled")

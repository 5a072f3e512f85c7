"""Whether axe finds fault with a page of a real browser."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

#: What passes need not be gathered: that takes axe a fifth of its time.
_FAULTS_ONLY = {"resultTypes": ["violations"]}


def is_accessible(page: Any) -> None:
    found = Axe().run(page, options=_FAULTS_ONLY)
    assert found.violations_count == 0, found.generate_report()

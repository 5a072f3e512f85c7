"""Codes elsewhere look at what else is told of the same event."""

from __future__ import annotations

from datetime import date

import pytest

from almenara import code_report
from almenara.model import Report


def sub_events(text: str, language: str) -> dict[str, str]:
    mentions = code_report(Report("r", text, language=language, published=date(2024, 6, 12))).mentions
    codes = {m.type: (m.codes or {}).get("acled") for m in mentions}
    return {kind: str(acled["sub_event_type"]) for kind, acled in codes.items() if isinstance(acled, dict)}


@pytest.mark.parametrize(
    ("language", "text", "kind", "code"),
    [
        ("en", "Police fired tear gas at nurses who marched in Lusaka on Monday.", "march", "Protest with intervention"),
        ("en", "Nurses marched in Lusaka on Monday.", "march", "Peaceful protest"),
        ("en", "Two rebels surrendered to the army in Nyala on Monday.", "agreement", "Agreement"),
        ("en", "Rebel fighters regained control of the town of Kidal on Monday.", "seizure_of_position", "Non-state actor overtakes territory"),
        ("en", "The army regained control of the town of Kidal on Monday.", "government_regains_position", "Government regains territory"),
        ("en", "Air defences intercepted three missiles over Odesa on Monday.", "weapons_seized", "Disrupted weapons use"),
        ("es", "El ejército desactivó el lunes un artefacto explosivo en Tibú.", "weapons_seized", "Disrupted weapons use"),
    ],
)  # fmt: skip
def test_acled_codes(language: str, text: str, kind: str, code: str) -> None:
    assert sub_events(text, language).get(kind) == code


def test_dates_that_differ_part_the_events_of_one_sentence() -> None:
    text = "Nurses marched in Lusaka on Monday, and police fired tear gas at strikers there on Thursday."
    assert sub_events(text, "en")["march"] == "Peaceful protest"

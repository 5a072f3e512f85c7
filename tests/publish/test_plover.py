"""Announced and threatened events under PLOVER's root types."""

from __future__ import annotations

import pytest

from almenara.model.status import Status
from almenara.publish.plover import plover_root


@pytest.mark.parametrize(
    ("root", "status", "wanted"),
    [
        ("PROTEST", Status.HAPPENED, "PROTEST"),
        ("PROTEST", Status.PLANNED, "THREATEN"),
        ("AID", Status.PLANNED, "AGREE"),
        ("AID", Status.THREATENED, "THREATEN"),
        ("ACCUSE", Status.PLANNED, "ACCUSE"),
        # Rows keep their status as a word.
        ("SANCTION", "planned", "THREATEN"),
        ("PROTEST", Status.CALLED_FOR, "PROTEST"),
    ],
)
def test_what_is_only_announced_is_a_promise_or_a_threat(root: str, status: Status | str, wanted: str) -> None:
    assert plover_root(root, status) == wanted

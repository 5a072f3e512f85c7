"""Whoever has no name on the machine, as in a container, works under their number."""

from __future__ import annotations

import getpass
import os

import pytest

from almenara.cli.person import logged_in


def test_a_name_is_taken_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ines")
    assert logged_in() == "ines"


@pytest.mark.parametrize("error", [KeyError("getpwuid(): uid not found"), OSError("No username set")])
def test_a_number_stands_where_there_is_none(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def unknown() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert logged_in() == f"uid {os.getuid()}"

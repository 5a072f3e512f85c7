"""A report's own publication date: read in any form, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.resolve.dates import dateline, parse_date

DAY = date(2019, 1, 22)


@pytest.mark.parametrize(
    "words",
    [
        "2019-01-22",
        "2019-01-22T23:59:00Z",
        "2019-01-22 10:00:00+02:00",
        "20190122",
        "Tue, 22 Jan 2019 10:00:00 GMT",
        "January 22nd, 2019",
        "Published on Tuesday, 22 January 2019 at 10:30",
        "22 de enero de 2019",
        "Martes, 22 de enero de 2019, 10:30 h",
        "22/01/2019",
        "  22 ENE 2019  ",
    ],
)
def test_the_day_is_read_in_every_usual_form(words: str) -> None:
    assert parse_date(words) == DAY


@pytest.mark.parametrize("words", ["", "yesterday", "22 January", "2019", "January 2019", "31 February 2019", "soon"])
def test_what_names_no_whole_day_is_none(words: str) -> None:
    assert parse_date(words) is None


def test_two_days_are_none_rather_than_the_first() -> None:
    assert parse_date("Published 22 January 2019, updated 23 January 2019", "en") is None


def test_the_language_settles_the_order_of_numbers() -> None:
    assert parse_date("03/04/2019", "es") == date(2019, 4, 3)
    assert parse_date("03/04/2019", "en") == date(2019, 3, 4)
    assert parse_date("03/04/2019", "en", country="GB") == date(2019, 4, 3)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Guards revolt in the capital\n\nAna Writer 22 January 2019\n\nSoldiers rose on Monday.", date(2019, 1, 22)),
        ("LIMA, 3 de marzo de 2020 (Agencia) — Los maestros marcharon el lunes.", date(2020, 3, 3)),
        ("NAIROBI, June 5, 2024 - Police fired tear gas.", date(2024, 6, 5)),
        ("Publicado: 25/06/2024", date(2024, 6, 25)),
        ("Publicado: 05/06/2024", None),
        ("The treaty was signed on 3 March 1991.\nIt was the first.", None),
        ("LIMA — Los maestros marcharon el lunes.", None),
        ("Nothing", None),
        ("", None),
    ],
)
def test_a_dateline_is_no_sentence(lines: str, day: date | None) -> None:
    assert dateline(lines) == day

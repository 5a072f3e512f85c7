"""How the gazetteer is made: keys, demonyms, middles of units, and when it is built anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almenara.resolve.location import gazetteer_path
from almenara.resolve.places import build, open_gazetteer
from almenara.resolve.places.abbreviations import dotted_abbreviation
from almenara.resolve.places.build import centre_of, is_current, without_unit_words
from almenara.resolve.places.demonyms import english_forms, spanish_forms
from almenara.resolve.places.keys import name_key, rank_of_alternate
from almenara.resolve.places.place import distance_km


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("San José", "SAN JOSE"),
        ("St. Louis", "Saint Louis"),
        ("the Netherlands", "Netherlands"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Guinea-Bissau", "Guinea Bissau"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text(st.characters(), max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) in (name_key(name), name_key(name).removeprefix("the "))


@pytest.mark.parametrize(
    ("demonym", "forms"),
    [
        ("venezolano", {"venezolano", "venezolana", "venezolanos", "venezolanas"}),
        ("francés", {"francés", "francesa", "franceses", "francesas"}),
        ("canadiense", {"canadiense", "canadienses"}),
        ("iraní", {"iraní", "iraníes", "iranís"}),
        ("español", {"español", "española", "españoles", "españolas"}),
    ],
)
def test_spanish_demonyms_bend_for_gender_and_number(demonym: str, forms: set[str]) -> None:
    assert set(spanish_forms(demonym)) == forms


def test_english_demonyms_take_a_plural_where_they_can() -> None:
    assert list(english_forms("Venezuelan")) == ["Venezuelan", "Venezuelans"]
    assert list(english_forms("Chinese")) == ["Chinese"]


@pytest.mark.parametrize(
    ("name", "short"),
    [("Macon County", "Macon"), ("Estado Zulia", "Zulia"), ("Partido de La Matanza", "La Matanza"), ("Zulia", "Zulia")],
)
def test_units_are_known_without_the_word_for_their_kind(name: str, short: str) -> None:
    assert without_unit_words(name) == short


def test_a_crowded_corner_does_not_pull_a_units_middle() -> None:
    crowd = [(0.1, 0.1 + n / 1000, 100_000) for n in range(90)]
    assert centre_of([*crowd, (2.2, 2.2, 500)]) == pytest.approx((1.15, 1.17), abs=0.1)


def test_a_unit_without_towns_has_no_middle() -> None:
    assert centre_of([]) is None


@pytest.mark.parametrize(
    ("short", "name"), [("Calif.", "California"), ("N.Y.", "New York"), ("W.Va.", "West Virginia"), ("Calif", None)]
)
def test_abbreviations_are_read_with_their_full_stop_only(short: str, name: str | None) -> None:
    assert dotted_abbreviation(short) == name


def test_codes_and_romanisations_are_weak_names() -> None:
    assert [rank_of_alternate(n) for n in ("Karakas", "ka la ka si", "CCS", "Καράκας")] == [1, 2, 2, 1]


def test_caracas_and_bogota_are_a_thousand_kilometres_apart() -> None:
    assert distance_km(10.488, -66.879, 4.61, -74.08) == pytest.approx(1027, abs=5)


def test_a_current_gazetteer_is_left_alone_and_any_other_file_is_not_current(tmp_path: Path) -> None:
    built = open_gazetteer().path
    before = built.stat().st_mtime_ns
    assert build.build(built) == built
    assert built.stat().st_mtime_ns == before
    other = tmp_path / "gazetteer.sqlite"
    assert not is_current(other)
    other.write_text("no database", encoding="utf-8")
    assert not is_current(other)


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALMENARA_DATA", str(tmp_path))
    assert gazetteer_path() == tmp_path / "gazetteer.sqlite"


def test_a_folder_that_cannot_be_written_to_is_named_with_its_mend(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="Set ALMENARA_DATA"):
        build.build(blocked / "gazetteer.sqlite")

"""Numbers in text: their bounds, their modifiers, and what they do not count."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from almenara.codebook import Codebook, load_codebook
from almenara.codebook.schema import VagueNumbers
from almenara.coder.numbers import NumberFinding, find_numbers

Bounds = tuple[float | None, float | None, float | None]


@pytest.fixture(scope="module")
def vague(codebook: Codebook) -> VagueNumbers:
    return codebook.about.vague_numbers


def bounds(number: NumberFinding) -> Bounds:
    return number.low, number.best, number.high


def exactly(value: float) -> Bounds:
    return value, value, value


COUNTS: list[tuple[str, str, str, Bounds]] = [
    ("en", "12,700 marches", "12,700", exactly(12700)),
    ("en", "12.700 marches", "12.700", exactly(12700)),
    ("en", "10 000 dockers", "10 000", exactly(10000)),
    ("en", "1.2 million pensioners", "1.2 million", exactly(1_200_000)),
    ("en", "a crowd of 10k dockers", "10k", exactly(10000)),
    ("en", "thirty-five nurses", "thirty-five", exactly(35)),
    ("en", "two hundred and five nurses", "two hundred and five", exactly(205)),
    ("en", "ninety-nine thousand voters", "ninety-nine thousand", exactly(99000)),
    ("en", "some 200 nurses", "some 200", exactly(200)),
    ("en", "nearly 500 nurses", "nearly 500", exactly(500)),
    ("en", "at least 12 nurses", "at least 12", (12, 12, None)),
    ("en", "well over 100 nurses", "well over 100", (100, 100, None)),
    ("en", "100 or more nurses", "100 or more", (100, 100, None)),
    ("en", "up to 300 nurses", "up to 300", (None, 300, 300)),
    ("en", "no more than 20 nurses", "no more than 20", (None, 20, 20)),
    ("en", "fewer than 20 nurses", "fewer than 20", (None, 20, 20)),
    ("en", "between 20 and 30 nurses", "between 20 and 30", (20, 20, 30)),
    ("en", "20 to 30 nurses", "20 to 30", (20, 20, 30)),
    ("en", "20-30 nurses", "20-30", (20, 20, 30)),
    ("en", "one or two nurses", "one or two", (1, 1, 2)),
    ("en", "three or four hundred nurses", "three or four hundred", (300, 300, 400)),
    ("en", "dozens of nurses", "dozens", (24, 24, 99)),
    ("en", "tens of thousands of nurses", "tens of thousands", (20000, 20000, 99999)),
    ("en", "several nurses", "several", (3, None, None)),
    ("en", "half a dozen nurses", "half a dozen", exactly(6)),
    ("en", "two dozen nurses", "two dozen", exactly(24)),
    ("en", "more than a dozen nurses", "more than a dozen", (12, 12, None)),
    ("en", "about 2000 people", "about 2000", exactly(2000)),
    ("en", "After the march 12 nurses were held", "12", exactly(12)),
    ("en", "Of those hurt, 12 may have died", "12", exactly(12)),
    ("en", "In the street 300 nurses sang", "300", exactly(300)),
    ("en", "The column lost 20 to 30 men", "20 to 30", (20, 20, 30)),
    ("es", "12.700 marchas", "12.700", exactly(12700)),
    ("es", "1,5 millones de jubilados", "1,5 millones", exactly(1_500_000)),
    ("es", "3 mil jubilados", "3 mil", exactly(3000)),
    ("es", "12 mil 700 jubilados", "12 mil 700", exactly(12700)),
    ("es", "mil jubilados", "mil", exactly(1000)),
    ("es", "treinta y cinco jubilados", "treinta y cinco", exactly(35)),
    ("es", "doscientas cincuenta y tres jubiladas", "doscientas cincuenta y tres", exactly(253)),
    ("es", "dos mil quinientos millones de firmas", "dos mil quinientos millones", exactly(2_500_000_000)),
    ("es", "un centenar de jubilados", "un centenar", exactly(100)),
    ("es", "tres centenares de jubilados", "tres centenares", exactly(300)),
    ("es", "una veintena de jubilados", "una veintena", exactly(20)),
    ("es", "miles y miles de jubilados", "miles y miles", (2000, 2000, 9999)),
    ("es", "varias decenas de jubilados", "varias decenas", (20, 20, 99)),
    ("es", "unos 200 jubilados", "unos 200", exactly(200)),
    ("es", "más de 500 jubilados", "más de 500", (500, 500, None)),
    ("es", "no más de 60 jubilados", "no más de 60", (None, 60, 60)),
    ("es", "hasta 300 jubilados", "hasta 300", (None, 300, 300)),
    ("es", "entre 20 y 30 jubilados", "entre 20 y 30", (20, 20, 30)),
    ("es", "entre 15 y 20 mil jubilados", "entre 15 y 20 mil", (15000, 15000, 20000)),
    ("es", "dos o tres jubilados", "dos o tres", (2, 2, 3)),
    ("es", "los 15 detenidos", "15", exactly(15)),
    ("es", "las 23 maestras", "23", exactly(23)),
]


@pytest.mark.parametrize(("language", "text", "words", "expected"), COUNTS, ids=[c[1][:36] for c in COUNTS])
def test_a_count_with_its_bounds(vague: VagueNumbers, language: str, text: str, words: str, expected: Bounds) -> None:
    (number,) = find_numbers(text, language, vague)
    assert (text[number.start : number.end], bounds(number), number.unit) == (words, expected, "")


OTHER: list[tuple[str, str, str]] = [
    ("en", "a 35 percent rise", "percent"),
    ("en", "50 to 60 percent of the wards", "percent"),
    ("en", "two-thirds of the wards", "fraction"),
    ("en", "seven in ten drivers", "fraction"),
    ("en", "$3 million in damages", "money"),
    ("en", "twenty dollars a head", "money"),
    ("en", "the 3rd march", "ordinal"),
    ("en", "it began at 10:30", "time"),
    ("en", "it ended by 5 pm", "time"),
    ("en", "On January 23 it rained", "time"),
    ("en", "the events of 2018", "time"),
    ("en", "the events of '93", "time"),
    ("en", "the seasons of 2018-2019", "time"),
    ("en", "after the 9/11 hearings", "time"),
    ("en", "a boy aged 14 ran", "age"),
    ("en", "a 25-year-old driver", "age"),
    ("en", "Lena Ortiz, 34, drove on", "age"),
    ("en", "a 24-hour stoppage", "measure"),
    ("en", "Article 350 of the charter", "name"),
    ("en", "Resolution 2231 was read", "name"),
    ("en", "they met on Route 9 at dawn", "name"),
    ("en", "the visitors won 3-1", "score"),
    ("en", "call 555-1234 now", "phone"),
    ("es", "un 35 por ciento más", "percent"),
    ("es", "tres de cada diez choferes", "fraction"),
    ("es", "300 mil bolívares en multas", "money"),
    ("es", "empezó a las 10:30", "time"),
    ("es", "a las cinco de la tarde", "time"),
    ("es", "el barrio 23 de Enero", "time"),
    ("es", "marcharon el 14", "time"),
    ("es", "durante el año 2018", "time"),
    ("es", "un chofer de 34 años", "age"),
    ("es", "un paro de 48 horas", "measure"),
    ("es", "el artículo 350 de la carta", "name"),
    ("es", "según el N° 12 del boletín", "name"),
    ("es", "el golpe del 4F", "name"),
    ("es", "la visita ganó 3 a 1", "score"),
    ("es", "teléfono 0212-555.12.34", "phone"),
]


@pytest.mark.parametrize(("language", "text", "unit"), OTHER, ids=[c[1] for c in OTHER])
def test_what_counts_no_people_says_so(vague: VagueNumbers, language: str, text: str, unit: str) -> None:
    assert [n.unit for n in find_numbers(text, language, vague)] == [unit]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "No one came."), ("en", "One of the drivers left a note."), ("en", "A man and an aunt"), ("en", "some drivers"),
     ("es", "No vino ninguno."), ("es", "Una de las choferes dejó un aviso."), ("es", "muchos choferes")],
)  # fmt: skip
def test_articles_and_open_words_are_no_numbers(vague: VagueNumbers, language: str, text: str) -> None:
    assert find_numbers(text, language, vague) == ()


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [("en", "four and seven were hurt", [4, 7]), ("es", "dos y tres resultaron heridos", [2, 3]),
     ("en", "On May 23 300 drivers left", [23, 300]), ("es", "los días 14 y 15 de mayo", [14, 15])],
)  # fmt: skip
def test_neighbours_stay_apart(vague: VagueNumbers, language: str, text: str, values: list[float]) -> None:
    assert [n.best for n in find_numbers(text, language, vague)] == values


def test_a_capitalised_name_is_no_count_but_a_headline_counts(vague: VagueNumbers) -> None:
    (name,) = find_numbers("they met in the barrio of Tres Cruces that day", "es", vague)
    (count,) = find_numbers("Police Hold Three Drivers In Dawn Raid On Depot", "en", vague)
    assert (name.unit, count.unit, count.best) == ("name", "", 3)


def test_the_rule_for_vague_words_is_the_codebooks(vague: VagueNumbers) -> None:
    doubled = tuple(v.model_copy(update={"low": 48, "best": 50}) if v.word == "dozens" else v for v in vague.en)
    (number,) = find_numbers("dozens of nurses", "en", vague.model_copy(update={"en": doubled}))
    assert bounds(number) == (48, 50, 99)


VAGUE = load_codebook().about.vague_numbers
PIECES = st.sampled_from(
    ["12", "12,700", "1.5", "mil", "miles", "de", "y", "and", "to", "-", "20", "%", "between", "entre", "un", "centenar", "dozen", "two", "dos",
     "hundred", "$", "+58", "10:30", ",", "años", "más de", "up to", "\u0663", "\ud800", "9" * 400, "1.2.3"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)),
       st.sampled_from(["en", "es"]))  # fmt: skip
@example("1,234,567.89.10 to 5%", "en")
@example("mil millones y mil", "es")
def test_any_text_yields_ordered_findings_with_ordered_bounds(text: str, language: str) -> None:
    end = 0
    for number in find_numbers(text, language, VAGUE):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        known = [value for value in bounds(number) if value is not None]
        assert known == sorted(known)
        assert all(value == value and abs(value) != float("inf") for value in known)

"""What Spanish news prose means by its dates. The report of these tests appears on Thursday, 14 March 2019."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.resolve.dates import DateFinding, find_dates, resolve_open

PUBLISHED = date(2019, 3, 14)


def dates(text: str, country: str | None = None) -> list[DateFinding]:
    return list(find_dates(text, "es", PUBLISHED, country=country))


def days(text: str, country: str | None = None) -> list[str]:
    """Each finding as 'first..last', one day as itself, '?' where nothing was resolved."""
    return [_plain(finding) for finding in dates(text, country)]


def _plain(finding: DateFinding) -> str:
    if finding.start is None:
        return "?"
    return str(finding.start) if finding.start == finding.end else f"{finding.start}..{finding.end}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("el 23 de enero", "2019-01-23"),
        ("el martes 22 de enero de 2019", "2019-01-22"),
        ("el 1.º de mayo de 2018", "2018-05-01"),
        ("el primero de mayo de 2018", "2018-05-01"),
        ("el diecinueve de abril de mil ochocientos diez", "1810-04-19"),
        ("el 22/01/2019", "2019-01-22"),
        ("el 22-ene-2019", "2019-01-22"),
        ("el pasado 3 de enero", "2019-01-03"),
        ("el 2 de julio próximo", "2019-07-02"),
        ("el 5 de marzo del año pasado", "2018-03-05"),
        ("el día 8", "2019-03-08"),
        ("el pasado día 3", "2019-03-03"),
        ("el próximo 20", "2019-03-20"),
        ("el 16", "2019-03-16"),
    ],
)
def test_a_calendar_day_is_read_in_every_usual_form(text: str, meant: str) -> None:
    assert days(f"Los panaderos pararon {text}.") == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ayer", "2019-03-13"),
        ("anteayer", "2019-03-12"),
        ("anoche", "2019-03-13"),
        ("hoy, jueves", "2019-03-14"),
        ("mañana, viernes", "2019-03-15"),
        ("pasado mañana", "2019-03-16"),
        ("hace tres días", "2019-03-11"),
        ("tres días atrás", "2019-03-11"),
        ("dentro de dos días", "2019-03-16"),
        ("dos días antes de la Navidad de 2018", "2018-12-23"),
        ("el jueves de la semana pasada", "2019-03-07"),
        ("el último viernes de mayo de 2018", "2018-05-25"),
        ("el último día de febrero", "2019-02-28"),
        ("el lunes 4", "2019-03-04"),
        ("el viernes dos veces", "2019-03-15"),
    ],
)
def test_days_are_counted_from_publication(text: str, meant: str) -> None:
    assert days(f"Los vecinos cortaron la calle {text}.") == [meant]


def test_a_bare_weekday_is_the_nearest_until_the_tense_is_known() -> None:
    tuesday, saturday = dates("El martes marcharon; el sábado marcharán.")
    assert (tuesday.start, saturday.start) == (date(2019, 3, 12), date(2019, 3, 16))
    assert resolve_open(tuesday, "future").start == date(2019, 3, 19)
    assert resolve_open(saturday, "past").start == date(2019, 3, 9)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("el pasado lunes", "2019-03-11"),
        ("el lunes pasado", "2019-03-11"),
        ("el lunes próximo", "2019-03-18"),
        ("el próximo lunes", "2019-03-18"),
        ("el viernes que viene", "2019-03-15"),
    ],
)
def test_a_direction_word_settles_a_weekday_whatever_the_tense(text: str, meant: str) -> None:
    (finding,) = dates(f"Se reúnen {text}.")
    assert str(finding.start) == meant
    assert resolve_open(finding, "past") == resolve_open(finding, "future") == finding


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("la semana pasada", "2019-03-04..2019-03-10"),
        ("el mes que viene", "2019-04-01..2019-04-30"),
        ("el pasado mayo", "2018-05-01..2018-05-31"),
        ("en 1992", "1992-01-01..1992-12-31"),
        ("a principios de enero", "2019-01-01..2019-01-15"),
        ("a principios de mes", "2019-03-01..2019-03-15"),
        ("a mediados de 2018", "2018-05-01..2018-08-31"),
        ("en los últimos tres días", "2019-03-11..2019-03-13"),
        ("en las últimas 48 horas", "2019-03-12..2019-03-14"),
        ("en las próximas tres semanas", "2019-03-15..2019-04-04"),
        ("el fin de semana pasado", "2019-03-09..2019-03-10"),
        ("en el cuarto trimestre de 2017", "2017-10-01..2017-12-31"),
        ("en el primer semestre de 2018", "2018-01-01..2018-06-30"),
        ("en la primera quincena de febrero", "2019-02-01..2019-02-15"),
        ("en los años noventa", "1990-01-01..1999-12-31"),
        ("en la década de 1980", "1980-01-01..1989-12-31"),
        ("en el siglo XIX", "1800-01-01..1899-12-31"),
        ("durante la segunda semana de febrero", "2019-02-11..2019-02-17"),
        ("en la Semana Santa de 2018", "2018-03-25..2018-04-01"),
    ],
)
def test_periods_run_from_their_first_day_to_their_last(text: str, meant: str) -> None:
    assert days(f"Los precios subieron {text}.") == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("del 3 al 5 de marzo", "2019-03-03..2019-03-05"),
        ("entre el 3 y el 5 de marzo de 2018", "2018-03-03..2018-03-05"),
        ("del 28 de diciembre al 3 de enero", "2018-12-28..2019-01-03"),
        ("los días 4 y 5", "2019-03-04..2019-03-05"),
        ("del 4 al 6", "2019-03-04..2019-03-06"),
        ("del lunes al miércoles", "2019-03-11..2019-03-13"),
        ("de noviembre a enero", "2018-11-01..2019-01-31"),
        ("entre 2014 y 2016", "2014-01-01..2016-12-31"),
        ("desde el 4 de febrero de 2019 hasta ayer", "2019-02-04..2019-03-13"),
    ],
)
def test_a_range_holds_both_of_its_ends(text: str, meant: str) -> None:
    (finding,) = dates(f"La ruta estuvo cerrada {text}.")
    assert _plain(finding) == meant
    assert finding.precision == "span"


def test_days_that_share_a_month_are_days_of_their_own() -> None:
    assert days("Pararon los días 3, 4 y 7 de febrero.") == ["2019-02-03", "2019-02-04", "2019-02-07"]
    assert days("Hubo saqueos el 19 y 20 de diciembre de 2001.") == ["2001-12-19", "2001-12-20"]


def test_a_year_told_last_is_the_year_of_the_month_before_it() -> None:
    assert days("Las marchas de abril y mayo de 2017.") == ["2017-04-01..2017-04-30", "2017-05-01..2017-05-31"]


def test_the_following_day_counts_from_the_day_told_before() -> None:
    found = dates("Hubo disparos el 3 de febrero de 2018. Al día siguiente cerraron; la víspera hubo calma.")
    assert [str(f.start) for f in found] == ["2018-02-03", "2018-02-04", "2018-02-03"]
    assert [f.anchor for f in found] == ["absolute", "previous", "previous"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("la madrugada del martes 12 de marzo", "dawn"),
        ("el lunes por la noche", "night"),
        ("ayer en la tarde", "afternoon"),
        ("en la mañana de ayer", "morning"),
        ("esta mañana", "morning"),
        ("mañana", None),
    ],
)
def test_the_time_of_day_is_kept(text: str, time: str | None) -> None:
    (finding,) = dates(f"Hay cacerolazo {text}.")
    assert finding.time_of_day == time


@pytest.mark.parametrize(
    "text",
    [
        "Tiene 25 años y su hija, dos.",
        "La huelga duró tres semanas.",
        "La Agenda 2030 se debatió en la Copa Libertad 2021.",
        "Unas 2000 personas salieron y 1990 manifestantes volvieron.",
        "Todos los lunes cantan y los viernes rezan.",
        "Abren de lunes a viernes, dos veces a la semana.",
        "Es el peor paro en doce años.",
        "Salieron por la mañana.",
        "Domingo Pérez y su esposa declararon.",
        "Subió el 5 por ciento, el 7,5 % y el 10%.",
        "Hoy en día protestan más.",
        "Marcharon por la avenida 19 de Abril y la plaza del 5 de Julio.",
        "Cada 26 de septiembre y todos los veranos recuerdan.",
        "Más de mil ciento veinte firmas.",
    ],
)
def test_ages_counts_durations_habits_and_names_are_no_dates(text: str) -> None:
    assert days(text) == []


def test_a_day_that_the_calendar_has_not_is_found_and_not_resolved() -> None:
    (finding,) = dates("El acto será el 31 de febrero.")
    assert (finding.start, finding.method) == (None, "the calendar has no such day")


def test_without_a_publication_date_nothing_relative_is_guessed() -> None:
    found = find_dates("Se vieron ayer, el lunes y el 4 de mayo de 2018.", "es", None)
    assert [f.start for f in found] == [None, None, date(2018, 5, 4)]


def test_holidays_are_those_of_the_reports_country() -> None:
    assert days("Desfilaron el Día de la Independencia.", "VE") == ["2019-07-05"]
    assert days("Desfilaron el Día de la Independencia.", "AR") == ["2019-07-09"]
    assert days("Desfilaron el Día de la Independencia.") == ["?"]
    assert days("Rezaron el Viernes Santo de 2018 y en Navidad.") == ["2018-03-30", "2018-12-25"]


def test_seasons_are_turned_round_in_the_south() -> None:
    assert days("Pasó en el verano de 2018.") == ["2018-06-01..2018-08-31"]
    assert days("Pasó en el verano de 2018.", "AR") == ["2018-12-01..2019-02-28"]


def test_an_anniversary_is_a_date_recalled() -> None:
    (finding,) = dates("Marcharon en el aniversario del 11 de abril de 2002.")
    assert (finding.kind, finding.start) == ("anniversary", date(2002, 4, 11))

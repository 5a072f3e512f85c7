"""What English news prose means by its dates. The report of these tests appears on Thursday, 14 March 2019."""

from __future__ import annotations

from datetime import date

import pytest

from almenara.resolve.dates import DateFinding, find_dates, reanchor, resolve_open

PUBLISHED = date(2019, 3, 14)


def dates(text: str, country: str | None = None) -> list[DateFinding]:
    return list(find_dates(text, "en", PUBLISHED, country=country))


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
        ("Bakers walked out on 22 January 2019.", "2019-01-22"),
        ("Bakers walked out on January 22nd, 2019.", "2019-01-22"),
        ("Bakers walked out on Tuesday, the 22nd of January.", "2019-01-22"),
        ("Bakers walked out on Jan. 22.", "2019-01-22"),
        ("The walkout of 2019-01-22 was brief.", "2019-01-22"),
        ("The depot burnt on 22-Jan-2019.", "2019-01-22"),
        ("They met on the twenty-second of January.", "2019-01-22"),
        ("He was elected on May third, nineteen ninety-six.", "1996-05-03"),
        ("The vote was on the 5th of last month.", "2019-02-05"),
        ("Nurses rallied on the 12th.", "2019-03-12"),
    ],
)
def test_a_calendar_day_is_read_in_every_usual_form(text: str, meant: str) -> None:
    assert days(text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dockers blocked the port yesterday.", "2019-03-13"),
        ("Dockers blocked the port the day before yesterday.", "2019-03-12"),
        ("Dockers will block the port tomorrow.", "2019-03-15"),
        ("Dockers blocked the port three days ago.", "2019-03-11"),
        ("Dockers blocked the port a couple of days ago.", "2019-03-12"),
        ("Dockers blocked the port two weeks and a day ago.", "2019-02-27"),
        ("Dockers meet in two days.", "2019-03-16"),
        ("Dockers rested two days before Christmas 2018.", "2018-12-23"),
        ("Dockers return a week from tomorrow.", "2019-03-22"),
        ("Dockers voted on Monday of last week.", "2019-03-04"),
        ("Dockers vote on the last Friday of May 2019.", "2019-05-31"),
    ],
)
def test_days_are_counted_from_publication(text: str, meant: str) -> None:
    assert days(text) == [meant]


def test_a_bare_weekday_looks_back_unless_the_verb_looks_ahead() -> None:
    (finding,) = dates("Pensioners march on Saturday.")
    assert finding.start == date(2019, 3, 9)
    assert resolve_open(finding, "past").start == date(2019, 3, 9)
    assert resolve_open(finding, "future").start == date(2019, 3, 16)
    assert resolve_open(finding, "present") == finding
    assert resolve_open(finding, None) == finding


def test_the_weekday_of_publication_is_that_very_day() -> None:
    (finding,) = dates("Pensioners marched on Thursday.")
    assert finding.start == PUBLISHED
    assert resolve_open(finding, "future").start == PUBLISHED


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("last Thursday", "2019-03-07"),
        ("this past Wednesday", "2019-03-13"),
        ("this coming Sunday", "2019-03-17"),
        ("next Tuesday", "2019-03-19"),
    ],
)
def test_a_direction_word_settles_a_weekday_whatever_the_tense(text: str, meant: str) -> None:
    (finding,) = dates(f"Pensioners gather {text}.")
    assert str(finding.start) == meant
    assert resolve_open(finding, "past") == resolve_open(finding, "future") == finding


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("last week", "2019-03-04..2019-03-10"),
        ("next month", "2019-04-01..2019-04-30"),
        ("last May", "2018-05-01..2018-05-31"),
        ("in 1992", "1992-01-01..1992-12-31"),
        ("in early January", "2019-01-01..2019-01-15"),
        ("late last month", "2019-02-16..2019-02-28"),
        ("in mid-2018", "2018-05-01..2018-08-31"),
        ("earlier this year", "2019-01-01..2019-03-13"),
        ("over the past three days", "2019-03-11..2019-03-13"),
        ("in the past 24 hours", "2019-03-13..2019-03-14"),
        ("over the next two weeks", "2019-03-15..2019-03-28"),
        ("last weekend", "2019-03-09..2019-03-10"),
        ("in the third quarter of 2018", "2018-07-01..2018-09-30"),
        ("in the second half of 2018", "2018-07-01..2018-12-31"),
        ("in the spring of 2011", "2011-03-01..2011-05-31"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("in the late 1990s", "1996-09-01..1999-12-31"),
        ("in the 19th century", "1800-01-01..1899-12-31"),
        ("in the first week of March", "2019-03-04..2019-03-10"),
        ("in the week of 10 April", "2019-04-08..2019-04-14"),
        ("in the first ten days of February", "2019-02-01..2019-02-10"),
    ],
)
def test_periods_run_from_their_first_day_to_their_last(text: str, meant: str) -> None:
    assert days(f"Rents rose {text}.") == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("between 3 and 5 March", "2019-03-03..2019-03-05"),
        ("from 3 to 5 March 2018", "2018-03-03..2018-03-05"),
        ("March 3-5", "2019-03-03..2019-03-05"),
        ("from 28 December to 3 January", "2018-12-28..2019-01-03"),
        ("from Monday to Wednesday", "2019-03-11..2019-03-13"),
        ("between November and January", "2018-11-01..2019-01-31"),
        ("from December 2003 to April 2004", "2003-12-01..2004-04-30"),
        ("from 2014 to 2016", "2014-01-01..2016-12-31"),
        ("2014-2016", "2014-01-01..2016-12-31"),
        ("from 4 February 2019 until yesterday", "2019-02-04..2019-03-13"),
    ],
)
def test_a_range_holds_both_of_its_ends(text: str, meant: str) -> None:
    (finding,) = dates(f"The road was shut {text}.")
    assert _plain(finding) == meant
    assert finding.precision == "span"


def test_half_open_conventions_can_be_asked_for() -> None:
    (finding,) = find_dates("shut from 3 to 5 March 2018", "en", PUBLISHED, last_included=False)
    assert (finding.start, finding.end) == (date(2018, 3, 3), date(2018, 3, 4))


def test_days_that_share_a_month_are_days_of_their_own() -> None:
    found = dates("Miners downed tools on 3, 4 and 7 February.")
    assert [str(f.start) for f in found] == ["2019-02-03", "2019-02-04", "2019-02-07"]
    assert [f.quote.text for f in found] == ["3", "4", "7 February"]


def test_a_year_told_last_is_the_year_of_the_day_before_it() -> None:
    assert days("They struck on 3 March and 5 April 2017.") == ["2017-03-03", "2017-04-05"]


def test_the_following_day_counts_from_the_day_told_before() -> None:
    first, second, third = dates(
        "Shots were fired on 3 February 2018. The next day shops closed; two days later they opened."
    )
    assert [str(f.start) for f in (first, second, third)] == ["2018-02-03", "2018-02-04", "2018-02-06"]
    assert second.anchor == third.anchor == "previous"


def test_a_caller_may_count_the_same_day_from_a_day_of_its_own() -> None:
    (finding,) = dates("That same evening the square was empty.")
    assert finding.anchor == "previous"
    assert reanchor(finding, date(2001, 5, 6)).start == date(2001, 5, 6)
    (month_later,) = dates("A month later the square was empty.")
    assert reanchor(month_later, date(2001, 1, 31)).start == date(2001, 2, 28)
    assert reanchor(dates("in 1992")[0], date(2001, 5, 6)) == dates("in 1992")[0]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("in the pre-dawn hours Monday", "dawn"),
        ("on Tuesday night", "night"),
        ("on the morning of 3 March", "morning"),
        ("yesterday evening", "evening"),
        ("around midnight Sunday", "midnight"),
        ("late Monday night", "night"),
        ("on Monday", None),
    ],
)
def test_the_time_of_day_is_kept(text: str, time: str | None) -> None:
    (finding,) = dates(f"Troops moved in {text}.")
    assert finding.time_of_day == time
    assert finding.precision == "day"


def test_counts_of_weeks_months_and_years_are_no_more_exact_than_their_unit() -> None:
    assert [f.precision for f in dates("two weeks ago; a month ago; three years ago; a decade ago; six days ago")] == [
        "week",
        "month",
        "year",
        "year",
        "day",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She is 25 years old and her son is two.",
        "The sit-in lasted three weeks.",
        "Agenda 2030 was praised at the Copa Libertad 2021.",
        "Guards counted 2000 protesters and 1990 people in tents.",
        "They won 3-2 and open 24/7.",
        "Call 555-768-1506 for help.",
        "It is the longest walkout in twelve years.",
        "They may march; the march may end.",
        "Every Monday they sing, and on Fridays they pray.",
        "The office opens Monday to Friday.",
        "She wrote for the Sunday Times about Bloody Sunday.",
        "He lives on the 5th floor of 1 Hill Road.",
        "Prices rose by 10% to 1,999 shillings and $2010.",
        "Shares of the Sun. rose",
        "The 6 April Movement met in this quarter of the town.",
        "Each 26 September and every spring they remember.",
        "The petition gained 900 names in a day.",
    ],
)
def test_ages_counts_durations_habits_and_names_are_no_dates(text: str) -> None:
    assert days(text) == []


def test_a_day_that_the_calendar_has_not_is_found_and_not_resolved() -> None:
    (finding,) = dates("A rally was called for 31 February.")
    assert finding.quote.text == "31 February"
    assert (finding.start, finding.end) == (None, None)
    assert finding.method == "the calendar has no such day"


def test_without_a_publication_date_nothing_relative_is_guessed() -> None:
    found = find_dates("Clerks met yesterday, on Monday, on 3 March and on 4 May 2018.", "en", None)
    assert [f.start for f in found] == [None, None, None, date(2018, 5, 4)]
    assert {f.method for f in found[:3]} == {"no publication date to count from"}


def test_absolute_and_relative_words_are_told_apart() -> None:
    assert [f.relative for f in dates("on 3 March 2018 and on Monday and last year")] == [False, True, True]


def test_numbers_are_read_as_the_country_writes_them() -> None:
    text = "The vote was on 05/06/2018."
    assert days(text) == ["2018-05-06"]
    assert days(text, "KE") == ["2018-06-05"]
    assert str(find_dates(text, "en", PUBLISHED, order="day first")[0].start) == "2018-06-05"
    assert str(find_dates(text, "en", PUBLISHED, country="KE", order="month first")[0].start) == "2018-05-06"
    assert days("The vote was on 25/06/2018.") == ["2018-06-25"]


def test_years_of_two_digits_belong_to_the_nearest_century() -> None:
    assert days("Founded on 3/4/18 and rebuilt on 3/4/87.") == ["2018-03-04", "1987-03-04"]
    assert days("The class of March '68 met.") == ["1968-03-01..1968-03-31"]


def test_holidays_are_those_of_the_reports_country() -> None:
    assert days("Crowds gathered on Independence Day.", "US") == ["2019-07-04"]
    assert days("Crowds gathered on Independence Day.", "IN") == ["2018-08-15"]
    assert days("Unions paraded on Labour Day 2018.", "ZA") == ["?"]
    assert days("Unions paraded on Labour Day 2018.", "KE") == ["2018-05-01"]
    (finding,) = dates("Crowds gathered on Independence Day.")
    assert finding.start is None
    assert finding.method == "no country whose holiday it is"


def test_feasts_of_the_whole_world_need_no_country() -> None:
    assert days("They prayed on Good Friday 2018 and on Christmas Eve.") == ["2018-03-30", "2018-12-24"]


def test_an_anniversary_is_a_date_recalled() -> None:
    (finding,) = dates("They lit candles on the anniversary of the 3 May 2009 fire.")
    assert finding.kind == "anniversary"
    assert finding.method.startswith("anniversary")
    assert finding.start == date(2009, 5, 3)


def test_the_weekday_settles_the_year_of_a_day_without_one() -> None:
    assert days("They met on Saturday, 15 June.") == ["2019-06-15"]
    assert days("They met on Friday, 15 June.") == ["2018-06-15"]

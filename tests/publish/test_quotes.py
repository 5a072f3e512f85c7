"""What is quoted of reports: short, from where it counts, and without private names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from almenara.model import Claim, Event, MentionRef, Quote, Report, Source
from almenara.observatory import create_observatory
from almenara.pipeline import Pipeline
from almenara.publish import Protection, PublicEvent, public_events
from almenara.publish.protection import reprotected
from almenara.publish.quotes import quotes_of

TEXT = (
    "The mayor spoke of the harbour on Monday. Some 400 dockers led by Petra Quiroga and Çelik Öztürk marched in Valparaíso on Tuesday, "
    "through rain and past the closed gates of the old yard, to demand wages that had not been paid since the spring. Nobody was hurt.\n"
)


@pytest.fixture(scope="module")
def march(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> tuple[Event, dict[str, Report]]:
    report = Report("quay", TEXT, None, "en", date(2024, 6, 5), Source("The Quay"), "https://quay.example/1")
    observatory = create_observatory(tmp_path_factory.mktemp("here"))
    observatory.__dict__["pipeline"] = pipeline
    observatory.add([report])
    event = next(e for e, _ in observatory.events() if e.type == "march")
    observatory.close()
    return event, {report.id: report}


def public(march: tuple[Event, dict[str, Report]], **profile: object) -> PublicEvent:
    event, reports = march
    return next(public_events([(event, "accepted")], reports, Protection(**profile), date(2024, 7, 1)))  # type: ignore[arg-type]


def quote(march: tuple[Event, dict[str, Report]], **profile: object) -> str | None:
    return public(march, **profile).reports[0].quote


def test_the_sentence_is_quoted_without_private_names(march: tuple[Event, dict[str, Report]]) -> None:
    said = quote(march, quote_words=60)
    assert said is not None
    assert said.startswith("Some 400 dockers led by … and … marched in Valparaíso on Tuesday, through rain")
    assert said.endswith("since the spring.")
    for name in ("Petra", "Quiroga", "Çelik", "Öztürk"):
        assert name not in said


def test_names_stand_where_the_profile_lets_them(march: tuple[Event, dict[str, Report]]) -> None:
    assert "Petra Quiroga" in str(quote(march, private_names=True))


@pytest.mark.parametrize("words", [1, 5, 12, 30])
def test_no_more_words_are_quoted_than_the_setting_says(march: tuple[Event, dict[str, Report]], words: int) -> None:
    said = str(quote(march, quote_words=words, private_names=True))
    assert "marched" in said
    assert len([w for w in said.split() if w != "…"]) <= words
    assert said.endswith(" …")


def test_nothing_is_quoted_where_it_could_tell_what_is_withheld(march: tuple[Event, dict[str, Report]]) -> None:
    assert quote(march, quote_words=0) is None
    assert quote(march, coarse_types=("march",)) is None
    assert public(march, withheld_sources=("The Quay",)).reports == ()


@pytest.mark.parametrize(
    "stricter",
    [
        {"coarse_types": ("march",)},
        {"coordinate_decimals": 1},
        {"withheld_sources": ("The Quay",)},
        {"quote_words": 0},
    ],
)
def test_a_stricter_profile_holds_what_was_public_before(
    march: tuple[Event, dict[str, Report]], stricter: dict[str, object]
) -> None:
    open_event = public(march)
    assert reprotected(open_event, Protection(), date(2024, 7, 1)) == open_event
    held = reprotected(open_event, Protection(**stricter), date(2024, 7, 1))  # type: ignore[arg-type]
    assert held == public(march, **stricter)
    assert held != open_event


def test_an_embargo_holds_it_back_altogether(march: tuple[Event, dict[str, Report]]) -> None:
    assert reprotected(public(march), Protection(embargo_days=90), date(2024, 7, 1)) is None


def test_a_headline_does_not_stand_for_the_sentence_that_tells_more(
    march: tuple[Event, dict[str, Report]],
) -> None:
    event, reports = march
    text = "March in the port\n\nA crowd of 90 marched in the port on Monday. Nobody was hurt."
    first = Report("tema", text)
    claims = [
        Claim(field, value, first.id, None, Quote.cut(text, text.index(words), text.index(words) + len(words)))
        for field, value, words in (("type", "march", "March"), ("crowd", {}, "90"), ("date", {}, "Monday"))
    ]
    told = replace(event, mentions=(MentionRef("m", first.id), *event.mentions), claims=(*event.claims, *claims))
    quoted = quotes_of(told, {first.id: first, **reports}, 60, private_names=True)
    assert quoted["tema"] == "A crowd of 90 marched in the port on Monday."


def test_words_are_those_of_the_trigger_also_where_another_report_leads(
    march: tuple[Event, dict[str, Report]],
) -> None:
    event, reports = march
    first = Report("tema", "Nothing more is known of it than that people met at the harbour. It rained all day.")
    told = replace(
        event,
        reports=(first.id, *event.reports),
        mentions=(MentionRef("m", first.id), *event.mentions),
        claims=(*event.claims, Claim("type", "march", first.id, None, Quote.cut(first.text, 40, 46))),
    )
    quoted = quotes_of(told, {first.id: first, **reports}, 60, private_names=True)
    assert quoted["tema"].startswith("Nothing more is known of it")
    assert "marched" in quoted["quay"]

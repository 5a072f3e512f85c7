"""Every rule that reads a day or a place has a name in each language."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hostile import PASSWORD
from rule_names import RULE_NAMES
from starlette.testclient import TestClient
from test_wording import texts_of

from almenara.model import Coding, Report
from almenara.observatory import Observatory
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.resolve.dates import english, find_dates, spanish
from almenara.samples import REPORTS
from almenara.web.rules import key_of_rule, rule_said
from almenara.web.wording import Language


@pytest.mark.parametrize("language", get_args(Language))
def test_no_rule_lacks_a_name_and_none_has_one_for_nothing(language: Language) -> None:
    named = {key for key in texts_of(language) if key.startswith("rule_")} - {
        "rule_past",
        "rule_future",
        "rule_anniversary",
    }
    assert named == {key_of_rule(name) for name in RULE_NAMES}
    # Nothing else is told by the same key.
    assert len(named) == len(RULE_NAMES)


def test_what_examples_and_samples_yield_is_among_them(pipeline: Pipeline) -> None:
    """The names are gathered from the program's text: what it does is held against them."""
    methods = {
        found.method
        for language, grammar in (("en", english), ("es", spanish))
        for rule in grammar.RULES
        for published in (date(2024, 6, 5), None)
        for found in find_dates(f"It was {rule.example}.", language, published=published)
    }
    assert len(methods) > 50
    reports = [report for report in read(REPORTS) if isinstance(report, Report)]
    for coding in pipeline.code(reports):
        assert isinstance(coding, Coding)
        for mention in coding.mentions:
            methods |= {value.method for value in (mention.date, mention.place) if value is not None}
    english_names = {rule_said(method, "en") for method in methods}
    spanish_names = {rule_said(method, "es") for method in methods}
    assert len(spanish_names) == len(english_names)
    plain = {
        method.removeprefix("anniversary: ").removesuffix(" (past)").removesuffix(" (future)") for method in methods
    }
    assert plain - RULE_NAMES == set()


def test_a_tense_and_a_recalled_day_are_said_too() -> None:
    assert rule_said("weekday (past)", "es") == "día de la semana, antes de la publicación"
    assert rule_said("anniversary: day of a month", "es") == "recordado: día de un mes"
    assert rule_said("somebody's own <rule>", "es") == "somebody's own <rule>"


def test_an_events_page_names_its_rules_in_the_readers_language(client: TestClient, observatory: Observatory) -> None:
    client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    event = next(e for e, _ in observatory.events())
    page = client.get(f"/event/{event.id}", headers={"accept-language": "es"}).text
    assert "regla: día de la semana, antes de la publicación" in page
    assert "weekday" not in page

"""The grammar keeps its word: each rule reads its own example, any text is survived, and quotes are the text's own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almenara.resolve.dates import english, find_dates, reanchor, resolve_open, spanish
from almenara.resolve.dates.grammar import Grammar, Rule, Terminal
from almenara.resolve.dates.reader import Reader
from almenara.resolve.dates.told import Context
from almenara.resolve.dates.vocabulary import MONTHS, PARTS, UNITS, WEEKDAYS
from almenara.resolve.dates.words import read_words

GRAMMARS = {"en": english.grammar(), "es": spanish.grammar()}
RULES = [(language, rule) for language, grammar in GRAMMARS.items() for rule in grammar.rules()]

#: Words that rules are made of, so that random rows of them come close to dates.
PIECES = sorted(
    {w for table in (MONTHS, WEEKDAYS, UNITS, PARTS) for names in table.values() for w in names}
    | set(
        "the of in from to between and ago last next del al el de hace y entre pasado próximo 3 31 30 999 2019 1/2 - , ' 's".split()
    )
)


@pytest.mark.parametrize(
    ("language", "rule"), RULES, ids=lambda value: value.pattern if isinstance(value, Rule) else value
)
def test_each_rule_reads_its_own_example_to_the_end(language: str, rule: Rule) -> None:
    words = read_words(rule.example)
    context = Context(date(2019, 2, 13), language, day_first=language == "es")
    reader = Reader(GRAMMARS[language], words, context)
    assert words.count in {end for i in range(words.count) for _, end in reader.read_by(rule, i)}


@given(
    text=st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    language=st.sampled_from(["en", "es"]),
    published=st.none() | st.dates(),
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_every_quote_is_cut_from_it(text: str, language: str, published: date | None) -> None:
    last = 0
    for finding in find_dates(text, language, published):
        quote = finding.quote
        assert quote.text == text[quote.start : quote.end] != ""
        assert quote.start >= last
        assert (finding.start is None) == (finding.end is None)
        assert finding.start is None or finding.end is None or finding.start <= finding.end
        assert finding.precision in ("day", "week", "month", "year", "span")
        assert finding.method
        assert resolve_open(finding, "future").quote == reanchor(finding, date(2019, 2, 13)).quote == quote
        last = quote.end


def test_an_unknown_language_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="give 'en' or 'es'"):
        find_dates("hier", "fr", None)


def test_a_bracket_left_open_in_a_pattern_is_refused() -> None:
    rule = Rule("DATE", "broken", "the [ day", "the day", lambda context: "day")
    with pytest.raises(ValueError, match="not closed"):
        Grammar([rule], [])


def test_patterns_offer_options_alternatives_and_looks_aside() -> None:
    number = Terminal("NUMBER", frozenset({"one", "two"}), lambda words, i, context: [(words.words[i], i + 1)])
    rule = Rule(
        "COUNT", "count", "<the|some [ very ] old|new NUMBER !hats", "the old two", lambda context, number: number
    )
    grammar = Grammar([rule], [number])
    context = Context(None, "en", day_first=False)

    def read(text: str) -> list[object]:
        words = read_words(text)
        reader = Reader(grammar, words, context)
        return [value for i in range(words.count) for value, _ in reader.read("COUNT", i)]

    assert read("the very old two") == ["two"]
    assert read("some new one") == ["one"]
    assert read("a new one") == []
    assert read("the old two hats") == []

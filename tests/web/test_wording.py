"""The catalogues hold one another and the pages to account: every text that is said exists in each language, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from rule_names import RULE_NAMES

from almenara import web
from almenara.codebook import load_codebook
from almenara.observatory import Added
from almenara.observatory.agreement import FIELDS as COMPARED
from almenara.observatory.agreement import Group, Note
from almenara.observatory.clear import Reason
from almenara.observatory.jobs import counts_of
from almenara.store import FIELDS, RELATIONS, Kind
from almenara.store.blind import Verdict
from almenara.store.decision import EVIDENCE, FIGURES
from almenara.store.jobs import JobKind, JobState
from almenara.store.joins import REGISTERS
from almenara.store.people import ACCESSES
from almenara.store.refusal import REASONS, Refusal
from almenara.web.fields import ALWAYS, ROLES
from almenara.web.pages import PRECISIONS
from almenara.web.rules import key_of_rule
from almenara.web.views import ORDERS, VIEWS
from almenara.web.wording import CATALOGUES, Language, explained, say, say_many

HERE = Path(web.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (*HERE.glob("*.py"), *HERE.glob("api/*.py"), *HERE.glob("templates/*.html"))
    if path.name != "wording.py"
)
SAID = re.compile(r"""(?:\bsay|\bmany|refused)\((?:request, )?["']([a-z0-9_]+)["'][,)]""")
#: Sentences of the API, where the code leaves their 'api_' out.
OF_API = {
    f"api_{key}"
    for path in (*HERE.glob("api/*.py"), HERE / "app.py")
    for key in re.findall(
        r"""(?:\bsentence\(|Refused\(\d+, |refused_outside\(request, \d+, |, 4\d\d, |\b40[45]: )"([a-z_]+)\"""",
        path.read_text(encoding="utf-8"),
    )
}
#: Keys that are put together, from what they are put together of.
MADE = {
    *(f"view_{view}" for view in VIEWS),
    *(f"by_{order}" for order in ORDERS),
    *(f"unclear_{reason}" for reason in get_args(Reason)),
    *(f"did_{kind}" for kind in (*get_args(Kind), "join")),
    *(ending for register in REGISTERS for ending in (register, f"{register}s")),
    *(f"access_{access}" for access in ACCESSES),
    *(f"verdict_{verdict}" for verdict in get_args(Verdict)),
    *(f"agreement_{group}" for group in get_args(Group)),
    *(f"job_is_{state}" for state in get_args(JobState)),
    *(start + kind for start in ("job_", "mend_") for kind in get_args(JobKind)),
    *(f"job_{count}" for count in (*counts_of(Added()), "gone", "conflicts")),
    *("so_far_reports", "so_far_addresses"),
    *(f"counted_{of}" for of in FIGURES),
    *(f"unit_{unit}" for unit in ("events", "people", "part", "percent", "times")),
    *(f"unit_per_{time}" for time in ("day", "week", "month", "year")),
    *(relation + end for relation in RELATIONS for end in ("", "_of")),
    *(*get_args(Note), *COMPARED, *FIELDS, *EVIDENCE, *FIGURES, *ALWAYS, "demand", *ROLES, *PRECISIONS),
    *(f"why_{reason}" for reason in REASONS),
    *OF_API,
    *(key_of_rule(name) for name in RULE_NAMES),
    *("rule_past", "rule_future"),
    *load_codebook(None).statuses,
    *("consistent", "inconsistent", "not_checkable", "cue", "new", "accepted", "rejected"),
} - {"missing"}


def catalogue(language: Language) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "web.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts_of(language: Language) -> dict[str, tuple[str, ...]]:
    """Each key with its words, those of a number's forms one after the other."""
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue(language):
        key, words = message.id, message.string
        if key:
            found[key if isinstance(key, str) else key[0]] = words if isinstance(words, tuple) else (words,)
    return found


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_the_languages_hold_the_same_keys_and_none_is_left_empty() -> None:
    english, spanish = texts_of("en"), texts_of("es")
    assert english.keys() == spanish.keys()
    assert [key for found in (english, spanish) for key, words in found.items() if not all(words)] == []
    assert {key: len(words) for key, words in english.items()} == {key: len(words) for key, words in spanish.items()}


@pytest.mark.parametrize("language", get_args(Language))
def test_no_key_stands_twice(language: Language) -> None:
    file = (CATALOGUES / language / "LC_MESSAGES" / "web.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', file, re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    spanish = texts_of("es")
    unlike = {
        key: (words, spanish[key])
        for key, words in texts_of("en").items()
        # 'One' may be said without its number, of more it may not.
        if places(words[-1]) != places(spanish[key][-1]) or places(words[0]) != places(spanish[key][0])
    }
    assert unlike == {}


def test_what_pages_and_code_say_is_there() -> None:
    assert sorted(({*SAID.findall(SOURCES)} | MADE) - texts_of("en").keys()) == []


def test_nothing_is_there_that_is_never_said() -> None:
    unused = [key for key in texts_of("en") if key not in MADE and not re.search(f"[\"']{key}[\"']", SOURCES)]
    assert unused == []


def test_words_are_said_in_the_language_and_the_number_asked_for() -> None:
    assert say("shown", "es", shown="3", all="7") == "3 de 7 hechos"
    assert say_many("unread_events", 1, "es", n="1") == "Un hecho está sin leer"
    assert say_many("unread_events", 0, "en", n="0") == "0 events are unread"
    # A codebook's own value, and nothing at all, are shown as they are.
    assert say("a {thing} of theirs", "en") == "a {thing} of theirs"
    assert say("", "en") == ""


def test_a_refusal_is_said_alike_on_pages_and_elsewhere_in_english_and_in_spanish_too() -> None:
    english = texts_of("en")
    assert {reason: english[f"why_{reason}"] for reason in REASONS} == {r: (words,) for r, words in REASONS.items()}
    refusal = Refusal("merged", event="e-1", into="e-2")
    assert explained(refusal, "en") == str(refusal) == "Event e-1 was merged into e-2; decide on that one."
    assert explained(refusal, "es") == "El hecho e-1 se unió a e-2; decida sobre ese."
    assert explained(ValueError("as it is"), "es") == "as it is"

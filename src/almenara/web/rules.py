"""The rules by which days and places were read, by their names in a reader's language."""

from __future__ import annotations

import re

from almenara.web.wording import Language, say

#: What stands before and behind a rule's name where a date is recalled, and where a tense decided between two readings.
_TOLD = re.compile(r"(?P<recalled>anniversary: )?(?P<rule>.*?)(?: \((?P<tense>past|future)\))?", re.DOTALL)


def key_of_rule(name: str) -> str:
    """The key of a rule's name in the catalogues."""
    return "rule_" + re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")


def rule_said(method: str, language: Language) -> str:
    """The rule that a `method` of a day or place names; what no rule of ours gave is shown as it is."""
    told = _TOLD.fullmatch(method)
    assert told is not None
    key = key_of_rule(told["rule"])
    said = say(key, language)
    said = told["rule"] if said == key else said
    if told["tense"]:
        said = say("rule_" + told["tense"], language, rule=said)
    return say("rule_anniversary", language, rule=said) if told["recalled"] else said

"""Words that say when, as far as the coder needs them to tell a time from a person or a thing that something is done to.

A closed class of English and Spanish nouns, folded; what the times mean is for the resolver to find out.
"""

from __future__ import annotations

import re

from almenara.language import Token
from almenara.language.months import BARE_BEFORE_MONTHS, BEFORE_EVENTS, BEFORE_MONTHS

_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    """.split()
)
_TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday weekday weekend
    mon tue tues wed thu thur thurs fri sat sun
    lunes martes miercoles jueves viernes sabado domingo
    day week fortnight month year decade century hour minute moment morning afternoon evening night midnight noon midday
    dawn dusk eve today yesterday tomorrow tonight overnight spring summer autumn winter
    dia semana quincena mes ano decada siglo hora minuto momento manana tarde noche madrugada medianoche mediodia amanecer
    atardecer anochecer vispera hoy ayer anteayer antier anoche primavera verano otono invierno
    """.split()
)


#: 'mid-March'
_PARTS_OF_MONTHS = frozenset(["mid", "early", "late"])
#: Months that written small are other words.
_ALSO_VERBS = frozenset(["march", "may", "mar"])


def names_a_month(token: Token, tokens: list[Token]) -> bool:
    """Whether the word is a month's name and used as one: 'on March 22', 'in March', not 'the March of the Thousand'.

    Written small, as hurried texts do, it takes more to be one: a day or a year that counts nothing ('on march 3', not
    'began the march 20 minutes late'), or a word before it that would need an article before a march ('till march').
    """
    if token.folded not in _MONTHS:
        return False
    beside = [tokens[n] for n in (token.index - 1, token.index + 1) if 0 <= n < len(tokens)]
    if token.text.isupper():
        return any(_is_day_or_year(other, tokens) for other in beside)
    before = tokens[token.index - 1].text if token.index > 0 else ""
    if before == "-" and token.index > 1 and tokens[token.index - 2].folded in _PARTS_OF_MONTHS:
        return True
    if token.text[:1].isupper():
        behind_a_small_word = before.islower() and before not in BEFORE_EVENTS
        return (
            behind_a_small_word or before.lower() in BEFORE_MONTHS or any(_is_number(other.folded) for other in beside)
        )
    return before.lower() in BARE_BEFORE_MONTHS or any(_is_day_or_year(other, tokens) for other in beside)


def _is_day_or_year(token: Token, tokens: list[Token]) -> bool:
    if not _DAY_OR_YEAR.fullmatch(token.folded):
        return False
    follows = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    return follows is None or follows.pos not in ("NOUN", "ADJ", "SYM")


_DAY_OR_YEAR = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|(?:19|20)\d\d")


def names_a_time(token: Token) -> bool:
    """Whether the word says when: a weekday, a month, a part of the day, a year, a clock time."""
    return (
        not token.lemmas.isdisjoint(_TIMES)
        or (token.folded in _MONTHS and (token.folded not in _ALSO_VERBS or token.text[:1].isupper()))
        or _is_number(token.folded)
    )


def _is_number(word: str) -> bool:
    """'22', '2019', '18:30', '1980s': written in digits, unlike what is killed, held or addressed."""
    return word[:1].isdigit()

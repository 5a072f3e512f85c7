"""The words of reports that may be public: one sentence a report, cut to a fair length, without what looks like a private name.

A sentence is quoted as far as the right to quote goes in most laws: short, exact but for what is marked as left out, with its source named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from almenara.model import Event, Report, Role, is_candidate
from almenara.publish.remembered import MOST

#: From here on code points are of scripts that are seldom written, and from there on no letter has a case.
_RARE, _NO_CASE = 1 << 16, 1 << 17
#: What stands for words that are left out.
LEFT_OUT = "…"
_WORD = re.compile(r"[^\W_][\w’'-]*")
#: Marks of words that are left out, one beside the other.
_SEVERAL = re.compile(rf"{LEFT_OUT}(?:[\s,.&/-]*{LEFT_OUT})+")
#: Letters between spaces.
_TOKEN = re.compile(r"\S+")
#: Where a sentence ends: a full stop and the like before a space and a capital or a quotation mark, or a line's end.
#: Both begin with one of few characters, so that no others are looked at closely.
_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[\"'”’»)]*\s+(?=[\"'“‘«(¿¡]*[^\W\d_]))")
#: Characters around a quoted word in which its sentence is looked for; longer sentences are cut at that.
_REACH = 600
#: Words that open a sentence and are no names. All others that are written with a capital there are left out.
_OPENING = frozenset(
    """a about after all also although an and another any around as at because before between both but by dozens during each early
    eight eighteen eleven every few fifteen fifty five for forty four from he her his hundreds if in it its last later local many members more
    most nearly new nine no none nobody not of on once one only other others our over people protesters demonstrators residents police
    seven several she six some such ten that the their then there these they this those thousands three to today tomorrow twelve twenty two
    under until up we when where while who with yesterday you
    al algunas algunos ambos ante antes aunque ayer bajo cada casi centenares cerca cien cientos cinco como con contra cuando cuatro
    de decenas del desde después diez doce dos durante el ella ellas ellos en entre era eran es esa esas ese eso esos esta estas este
    esto estos familiares fue fueron ha había habitantes habían han hasta hay hoy la las lo los luego manifestantes más mientras miles muchas muchos
    nadie ni ninguna ninguno no nueve ocho otra otras otro otros para pero personas policía por porque quince se según seis ser si siete
    sin sobre su sus también tras trabajadores tres un una unas unos varias varios vecinos veinte y ya""".split()
)
#: English writes these with a capital.
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december""".split()
)


def quotes_of(event: Event, reports: Mapping[str, Report], words: int, private_names: bool) -> dict[str, str]:
    """What each report says of an event, by the report's id: its sentence, at most so many words long (0: nothing).

    Without `private_names`, words that begin with a capital are left out unless they name the event's place, an outlet, an actor of the
    registry or a kind of people, or are known to open sentences; a sentence in a script without capitals is not quoted at all.
    """
    if words <= 0:
        return {}
    found: dict[str, str] = {}
    for report_id, spans in _said(event, reports).items():
        report = reports.get(report_id)
        if report is None:
            continue
        spans = [(start, end) for start, end in spans if 0 <= start < end <= len(report.text)]
        if not spans:
            continue
        start, end = spans[0] if len(spans) == 1 else _fullest(report.text, spans)
        quote = _cut(report.text, start, end, words)
        if not private_names:
            quote = _without_names(quote, _known(event, report))
        if quote:
            found[report_id] = quote
    return found


def _said(event: Event, reports: Mapping[str, Report]) -> dict[str, list[tuple[int, int]]]:
    """Where in each report words stand that tell of an event."""
    trigger = event.trigger
    said: dict[str, list[tuple[int, int]]] = {}
    # Of a single mention only the trigger counts.
    for claim in event.claims if len(event.mentions) > 1 else ():
        if claim.quote is not None:
            # What it is stands first, so that its words decide where nothing else does.
            at = 0 if claim.field == "type" else len(said.get(claim.report, ()))
            said.setdefault(claim.report, []).insert(at, (claim.quote.start, claim.quote.end))
    for mention in event.mentions:
        leading = reports.get(mention.report)
        # The trigger is the leading mention's, and which report that is in only its words tell.
        if leading is not None and leading.text[trigger.start : trigger.end] == trigger.text:
            said[mention.report] = [(trigger.start, trigger.end)]
            break
    return said


def _fullest(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Of some words those whose sentence holds most of them, so that no headline stands for the sentence that tells more; the first of equals."""
    sentences = [_sentence(text, start, end) for start, end in spans]
    return spans[max(range(len(spans)), key=lambda n: (sentences.count(sentences[n]), -n))]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around some characters begins and ends, as far as it is looked for."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    first = low
    for found in _END.finditer(text, low, high):
        if found.end() > start:
            break
        first = found.end()
    return first, next((m.start() + len(m.group().rstrip()) for m in _END.finditer(text, end, high)), high)


def _cut(text: str, start: int, end: int, words: int) -> str:
    """The sentence around some characters, less the words that stand too far from them."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    first, last = _sentence(text, start, end)
    whole = text[first:last].split()
    if len(whole) <= words:
        shown, cut_before, cut_after = " ".join(whole), first == low > 0, last == high < len(text)
    else:
        spans = [m.span() for m in _TOKEN.finditer(text, first, last)]
        at = [n for n, (a, b) in enumerate(spans) if a < end and b > start]
        room = max(0, words - len(at))
        before, after = at[0], len(spans) - 1 - at[-1]
        take = min(before, max(room // 2, room - after))
        kept = spans[before - take : at[-1] + 1 + min(after, room - take)]
        shown = " ".join(text[kept[0][0] : kept[-1][1]].split())
        cut_before = kept[0] != spans[0] or first == low > 0
        cut_after = kept[-1] != spans[-1] or last == high < len(text)
    return f"{LEFT_OUT} " * cut_before + shown + f" {LEFT_OUT}" * cut_after


def _known(event: Event, report: Report) -> list[frozenset[str]]:
    """Sets of words, in small letters, that may be written with a capital and name no private person."""
    where, source = event.place, report.source
    first = event.trigger.text.split(maxsplit=1)
    known = [_CALENDAR, _words_of(first[0])] if first else [_CALENDAR]
    if where is not None:
        known += [_words_of(text) for text in (where.name, where.admin1) if text]
    if source is not None:
        known.append(_words_of(source.name))
    for role in event.roles:
        known += _public_words(role)
    return known


@lru_cache(MOST)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.group().casefold() for word in _WORD.finditer(text))


def _public_words(role: Role) -> tuple[frozenset[str], ...]:
    words = role.quote.text
    if role.actor and role.actor_id and not is_candidate(role.actor_id):
        return _words_of(role.actor), _words_of(words)
    return (_words_of(words.split(maxsplit=1)[0]),) if role.sectors and words else ()


def _without_names(quote: str, known: Sequence[frozenset[str]]) -> str:
    """The words without what looks like a name; nothing where the script does not tell names."""
    if not quote.isascii() and any(map(_without_case, set(quote))):
        return ""
    opening = _WORD.search(quote)
    pieces: list[str] = []
    last = 0
    # Letters of rare scripts make the search slow.
    for capital in _capitals(_RARE if quote.isascii() or ord(max(quote)) < _RARE else _NO_CASE).finditer(quote):
        start, end = capital.span()
        if start > 0 and quote[start - 1] != " ":
            # A capital inside a word: the word counts.
            start = next(word.start() for word in _WORD.finditer(quote, last) if word.end() == end)
        fold = quote[start:end].casefold()
        if fold in _OPENING and opening is not None and start == opening.start():
            continue
        for words in known:
            if fold in words:
                break
        else:
            pieces += (quote[last:start], LEFT_OUT)
            last = end
    plain = "".join([*pieces, quote[last:]])
    return (_SEVERAL.sub(LEFT_OUT, plain) if plain.count(LEFT_OUT) > 1 else plain).strip()


@lru_cache(MOST)
def _without_case(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()


@cache
def _capitals(end: int) -> re.Pattern[str]:
    """A capital letter of a code point below `end`, wherever in its word it stands, and what follows of the word: words that hold none are
    passed over without being looked at."""
    letters = "".join(c for c in map(chr, range(end)) if c.isupper() and c.isalnum())
    return re.compile(rf"[{letters}][\w’'-]*")

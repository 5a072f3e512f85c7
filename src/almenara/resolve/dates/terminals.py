"""The parts of date expressions that are read by a function: numbers, days, months, years, weekdays, feasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from almenara.resolve.dates import number_words as numbers
from almenara.resolve.dates import vocabulary as vocabulary
from almenara.resolve.dates.grammar import DIGITS, YEAR_DIGITS, Terminal
from almenara.resolve.dates.told import Context
from almenara.resolve.dates.words import Words

Read = Iterator[tuple[int, int]]

#: What may be glued to a day's number: '1st', '3rd', '1.º', '1er', '18.°'.
_DAY_SUFFIXES = {"en": frozenset({"st", "nd", "rd", "th"}), "es": frozenset({"º", "°", "ª", "o", "er", "ro", "ero"})}
#: Words behind which 'may', 'march', 'dec' and their like in small letters are months.
_BEFORE_MONTH = frozenset({"in", "since", "of", "late", "early", "mid", "during", "en", "desde", "durante"})
#: Years outside are numbers of something else.
FIRST_YEAR, LAST_YEAR = 1000, 2199
#: Two-digit years up to this many years ahead of the reference belong to its century, others to the one before.
TWO_DIGIT_AHEAD = 20


def full_year(two_digits: int, context: Context) -> int:
    """'19' → 2019, '87' → 1987 (counted from the publication date, or from 2000 without one)."""
    reference = context.reference.year if context.reference else 2000
    year = reference // 100 * 100 + two_digits
    return year - 100 if year > reference + TWO_DIGIT_AHEAD else year


def _is_number(words: Words, i: int) -> bool:
    """Whether the digits at `i` are a whole number by themselves: not part of 3.5, 1,200, 10:30, $5 or 5%."""
    if words.glued(i) and words.before(i) in ("$", "€", "£", "#", ":"):
        return False
    if (
        words.glued(i)
        and words.before(i) in (".", ",")
        and i > 1
        and words.words[i - 2].isdigit()
        and words.glued(i - 1)
    ):
        return False
    after = words.words[i + 1]
    if after in ("%", "€", "$"):
        return False
    return not (after in (".", ",", ":") and words.glued(i + 1) and words.words[i + 2].isdigit() and words.glued(i + 2))


def _day(language: str, *, words_too: bool, suffix_only: bool = False) -> Callable[[Words, int, Context], Read]:
    suffixes = _DAY_SUFFIXES[language]

    def read(words: Words, i: int, context: Context) -> Read:
        word = words.words[i]
        if word.isdigit():
            if len(word) > 2 or not 1 <= int(word) <= 31 or not _is_number(words, i):
                return
            j = i + 1
            if words.words[j] == "." and words.glued(j) and words.words[j + 1] in ("º", "°", "ª"):
                j += 1
            if words.words[j] in suffixes and words.glued(j):
                yield int(word), j + 1
            elif not suffix_only and not (words.glued(j) and (words.words[j].isalpha() and len(words.words[j]) < 3)):
                yield int(word), i + 1
            return
        if not words_too:
            return
        found = numbers.ordinal(words, i, language)
        if found is None and not suffix_only:
            found = numbers.cardinal(words, i, language)
        if found is not None and found[0] <= 31:
            yield found

    return read


def _number(language: str, *, articles: bool) -> Callable[[Words, int, Context], Read]:
    loose = vocabulary.LOOSE_NUMBERS[language]
    longest = max(len(words) for words in loose)

    def read(words: Words, i: int, context: Context) -> Read:
        word = words.words[i]
        if word.isdigit():
            if len(word) <= 3 and _is_number(words, i):
                yield int(word), i + 1
            return
        for length in range(longest, 0, -1):
            value = loose.get(words.words[i : i + length])
            if value is not None and (articles or length > 1 or value > 1):
                yield value, i + length
        found = numbers.cardinal(words, i, language)
        if found is not None:
            yield found

    return read


def _year(words: Words, i: int, context: Context) -> Read:
    word = words.words[i]
    if word.isdigit():
        if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR and _is_number(words, i):
            glued_word = words.glued(i + 1) and words.words[i + 1].isalpha() and words.words[i + 1] != "s"
            if not glued_word:
                yield int(word), i + 1
    else:
        found = numbers.year_in_words(words, i, context.language)
        if found is not None:
            yield found


def _short_year(words: Words, i: int, context: Context) -> Read:
    """'87 with its apostrophe."""
    if words.words[i] == "'" and len(words.words[i + 1]) == 2 and words.words[i + 1].isdigit() and words.glued(i + 1):
        yield full_year(int(words.words[i + 1]), context), i + 2


def _two_digits(words: Words, i: int, context: Context) -> Read:
    if len(words.words[i]) == 2 and words.words[i].isdigit() and _is_number(words, i):
        yield full_year(int(words.words[i]), context), i + 1


def _month_number(words: Words, i: int, context: Context) -> Read:
    if len(words.words[i]) <= 2 and 1 <= int(words.words[i]) <= 12 and _is_number(words, i):
        yield int(words.words[i]), i + 1


def _tens(words: Words, i: int, context: Context) -> Read:
    """The 90 of 'the 90s'."""
    if len(words.words[i]) == 2 and words.words[i][1] == "0":
        yield int(words.words[i]), i + 1


def _month(language: str, *, bare: bool) -> Callable[[Words, int, Context], Read]:
    named, short, capital = (
        vocabulary.MONTHS[language],
        vocabulary.SHORT_MONTHS[language],
        vocabulary.CAPITAL_MONTHS[language],
    )

    def read(words: Words, i: int, context: Context) -> Read:
        word = words.words[i]
        if (
            word in capital
            and not words.capital(i)
            and words.before(i) not in _BEFORE_MONTH
            and (bare or not words.raw.islower())
        ):
            # 'may' and 'march' in small letters are verbs, unless the whole text is in small letters.
            return
        if word in named:
            yield named[word], i + 1
            return
        if bare and not words.capital(i) and words.words[i + 1] != "." and words.before(i) not in _BEFORE_MONTH:
            return
        if words.words[i + 1] == ".":
            yield short[word], i + 2
        yield short[word], i + 1

    return read


def _weekday_short(language: str) -> Callable[[Words, int, Context], Read]:
    short = vocabulary.SHORT_WEEKDAYS[language]

    def read(words: Words, i: int, context: Context) -> Read:
        if words.words[i + 1] == ".":
            yield short[words.words[i]], i + 2
        yield short[words.words[i]], i + 1

    return read


def _ordinal(language: str) -> Callable[[Words, int, Context], Read]:
    suffixes = _DAY_SUFFIXES[language]

    def read(words: Words, i: int, context: Context) -> Read:
        word = words.words[i]
        if word.isdigit():
            j = i + 2 if words.words[i + 1] == "." and words.words[i + 2] in ("º", "°", "ª") else i + 1
            if len(word) <= 2 and words.glued(i + 1) and words.words[j] in suffixes:
                yield int(word), j + 1
            return
        found = numbers.ordinal(words, i, language)
        if found is not None:
            yield found

    return read


_ROMAN = {"i": 1, "v": 5, "x": 10}


def _roman(words: Words, i: int, context: Context) -> Read:
    word = words.words[i]
    if word and set(word) <= set(_ROMAN) and words.raw[words.starts[i] : words.ends[i]].isupper():
        values = [_ROMAN[letter] for letter in word]
        number = sum(-v if any(v < later for later in values[k + 1 :]) else v for k, v in enumerate(values))
        if 0 < number <= 21:
            yield number, i + 1


def _glued_quarter(letters: str, most: int) -> Callable[[Words, int, Context], Read]:
    """'Q1', 'T3', 'H2'."""

    def read(words: Words, i: int, context: Context) -> Read:
        number = words.words[i + 1]
        if words.glued(i + 1) and len(number) == 1 and number.isdigit() and 1 <= int(number) <= most:
            yield int(number), i + 2

    return read


def _table(name: str, table: Mapping[str, object]) -> Terminal:
    """A terminal that is one word of a table."""

    def read(words: Words, i: int, context: Context) -> Iterator[tuple[object, int]]:
        yield table[words.words[i]], i + 1

    return Terminal(name, frozenset(table), read)


def terminals(language: str) -> tuple[Terminal, ...]:
    """All terminals of a language (see each function for what it reads)."""
    cardinals = frozenset(numbers.SMALL[language]) | frozenset(numbers.TENS[language])
    ordinals = frozenset(numbers.ORDINALS[language]) | {"twenty", "thirty", "vigesimo", "trigesimo"}
    loose = frozenset(words[0] for words in vocabulary.LOOSE_NUMBERS[language])
    months = frozenset(vocabulary.MONTHS[language]) | frozenset(vocabulary.SHORT_MONTHS[language])
    century_words = (
        (cardinals & {"two", "ten", "twenty", *list(numbers.SMALL["en"])[9:]}) if language == "en" else {"dos", "mil"}
    )
    digits = frozenset({DIGITS})
    articles = frozenset({"a", "an", "un", "una"})
    # Articles begin few numbers ('a couple of'): looking at the next word spares most of them the attempt.
    follow = {
        a: frozenset(w[1] for w in vocabulary.LOOSE_NUMBERS[language] if w[0] == a and len(w) > 1) for a in articles
    }
    # So do numbers in digits: most of a text's are no part of a date.
    ending = {DIGITS: _DAY_SUFFIXES[language] | {"."}}
    single: dict[str, frozenset[str]] = {DIGITS: frozenset(), YEAR_DIGITS: frozenset()}
    return (
        Terminal("DAYN", digits | cardinals | ordinals, _day(language, words_too=True), ending, digits),
        Terminal("DAYDIGITS", digits, _day(language, words_too=False), ending, digits),
        Terminal("DAYTH", digits | ordinals, _day(language, words_too=language == "en", suffix_only=True), ending),
        Terminal("DAYTHDIGITS", digits, _day(language, words_too=False, suffix_only=True), ending),
        Terminal("MONTHN", digits, _month_number, single, digits),
        Terminal(
            "NUMBER", digits | cardinals | loose, _number(language, articles=True), follow | single, articles | digits
        ),
        Terminal("COUNT", digits | cardinals | loose, _number(language, articles=False), follow | single, digits),
        Terminal("NTH", digits | ordinals, _ordinal(language), ending),
        Terminal("YEARN", frozenset({YEAR_DIGITS, *century_words}), _year, single, frozenset({YEAR_DIGITS})),
        Terminal("APOSTROPHE_YEAR", frozenset({"'"}), _short_year, {"'": digits}),
        Terminal("DAYTENS", digits, _tens, single, digits),
        Terminal("TWO_DIGITS", digits, _two_digits, single, digits),
        Terminal("MONTH", months, _month(language, bare=False)),
        Terminal("BARE_MONTH", months, _month(language, bare=True)),
        Terminal("SHORT_WEEKDAY", frozenset(vocabulary.SHORT_WEEKDAYS[language]), _weekday_short(language)),
        Terminal(
            "ROMAN",
            frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split()),
            _roman,
        ),
        Terminal("QUARTERN", frozenset({"q", "t"} if language == "es" else {"q"}), _glued_quarter("qt", 4)),
        Terminal("HALFN", frozenset({"h"} if language == "en" else {"s"}), _glued_quarter("hs", 2)),
        _table("FULL_WEEKDAY", vocabulary.WEEKDAYS[language]),
        _table("UNIT", vocabulary.UNITS[language]),
        _table("SEASON", vocabulary.SEASONS[language]),
        _table("PART", vocabulary.PARTS[language]),
        _table("TIME", vocabulary.TIMES[language]),
        _table("DECADE_WORD", vocabulary.DECADES[language]),
    )

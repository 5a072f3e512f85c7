"""When words that look like a date are something else: counts, names, verbs."""

from __future__ import annotations

from almenara.resolve.dates.vocabulary import CAPITAL_MONTHS, COUNTED, MONTHS, SHORT_MONTHS
from almenara.resolve.dates.words import Words

#: A bare number outside these years counts something far more often than it names a year.
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2100
#: Words before a bare year that make it a year for sure.
_YEAR_LEADS = frozenset(
    "in since of by during from until till around before after through for and to between circa about year late early mid "
    "en de del desde hasta durante hacia para por entre y a al ano anos ( - – / ,".split()
)
_SIGNS = frozenset("$ € £ # ° º ª % + = * @ \\".split())
#: Words that make a month of one that could be a name or a verb, or of a short form.
_MONTH_LEADS = frozenset(
    "in since during until till by through of from for last this next past early late mid to and between before after "
    "around every each coming following en desde hasta durante de del para a y entre este pasado proximo - – ( /".split()
)
_AMBIGUOUS = frozenset({"may", "march", "august", "april", "june"})
_MONTH_WORDS = frozenset(w for table in (MONTHS, SHORT_MONTHS) for names in table.values() for w in names)
_SENTENCE_ENDS = frozenset(". ! ? : ; \" “ ” ¿ ¡ ( '".split())


def counts_something(words: Words, start: int, end: int) -> bool:
    """'2000 people', '1,500', '2010 %': the number is a count."""
    return words.words[end] in COUNTED or words.words[end] in ("%", "°", "º") or _joined(words, end)


def counted_noun_follows(words: Words, start: int, end: int) -> bool:
    """'2000 people' as an end of a range."""
    return words.words[end] in COUNTED or words.words[end] == "%"


def one_unit(words: Words, start: int, end: int) -> bool:
    """'3 next week' is no run of weeks: that takes the plural."""
    return not words.words[end - 1].endswith("s")


def _joined(words: Words, end: int) -> bool:
    """Whether the number goes on: 2019-20, 1999/3, 2000m."""
    after = words.words[end]
    return words.glued(end) and (
        after.isalpha() or (after in ("-", "/") and words.words[end + 1].isdigit() and words.glued(end + 1))
    )


def no_bare_year(words: Words, start: int, end: int) -> bool:
    """Whether a number of four digits by itself is no year: a count, a price, part of a name ('Agenda 2030')."""
    if counts_something(words, start, end):
        return True
    before = words.before(start)
    if before in _SIGNS or (words.glued(start) and before not in ("(", '"', "'", "“", "-", "–", "/", "~", "[")):
        return True
    if words.glued(start) and before in ("-", "–", "/") and start > 1 and words.glued(start - 1):
        # 'COVID-2019', 'report-1999': joined to a word.
        return not words.words[start - 2].isdigit()
    if not words.words[start].isdigit() or before in _YEAR_LEADS or before == "" or before in _MONTH_WORDS:
        return False
    if not FIRST_BARE_YEAR <= int(words.words[start]) <= LAST_BARE_YEAR:
        return True
    return _inside_name(words, start)


def _inside_name(words: Words, i: int) -> bool:
    """Whether the word before is a name: capital, and not just because it begins a sentence."""
    if i == 0 or not words.capital(i - 1):
        return False
    return i - 1 > 0 and words.words[i - 2] not in _SENTENCE_ENDS


def no_bare_month(words: Words, start: int, end: int) -> bool:
    """Whether a month's name by itself is another word: 'may', 'June Carter', 'Set', 'Mar del Plata'."""
    word = words.words[start]
    before = words.before(start)
    if words.words[end].isdigit() and words.glued(end):
        return True
    name_follows = words.capital(end) and words.words[end] not in _MONTH_WORDS and words.raw.upper() != words.raw
    if len(word) <= 4 and word not in ("may", "june", "july", "mayo"):
        return before not in _MONTH_LEADS or name_follows
    if word in _AMBIGUOUS:
        return (
            before not in _MONTH_LEADS if word in CAPITAL_MONTHS["en"] else name_follows and before not in _MONTH_LEADS
        )
    return False


def no_short_weekday(words: Words, start: int, end: int) -> bool:
    """'Sat', 'Sun' and their kin count only with a full stop or in a text's own list of days."""
    return not words.capital(start) and words.words[end - 1] != "."


def no_whole_half(words: Words, start: int, end: int) -> bool:
    """'the first half' by itself is that of a match; only with its year is it a date."""
    return words.words[end - 1] == "half"


#: What may follow a bare day's number in Spanish ('el 8.'): anything else makes it a number of something.
_CLAUSE_ENDS = frozenset({"", ".", ",", ";", ":", ")", "!", "?", '"', "”", "»"})


def no_bare_day(words: Words, start: int, end: int) -> bool:
    """Whether 'el 8' is no day: a number counts as one only where its clause ends."""
    return words.words[end] not in _CLAUSE_ENDS


def no_idiom(words: Words, start: int, end: int) -> bool:
    """'en un día' (a habit's length), 'fin de semana' (a weekend, not the end of a week)."""
    first, second = words.words[start], words.words[start + 1]
    return (first == "en" and second in ("un", "una")) or (first == "fin" and words.words[end - 1] == "semana")


def weekly(words: Words, start: int, end: int) -> bool:
    """'de lunes a viernes' without articles is a habit."""
    return words.words[start] == "de" and words.words[start + 1] == "lunes" and words.words[end - 1] in (
        "viernes", "sabado", "domingo",
    )  # fmt: skip


def one_day(words: Words, start: int, end: int) -> bool:
    """'los lunes 3 y 10', 'los lunes pasados' are certain days, no habit."""
    return words.words[end].isdigit() or words.words[end] in ("pasados", "proximos")

"""When words that look like a date are something else: counts, names, verbs."""

from __future__ import annotations

from almenara.resolve.dates.number_words import SMALL
from almenara.resolve.dates.vocabulary import CAPITAL_MONTHS, COUNTED, MONTHS, SHORT_MONTHS, WEEKDAYS
from almenara.resolve.dates.words import Words

#: A bare number outside these years counts something far more often than it names a year.
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2100
#: Words before a bare year that make it a year for sure.
_YEAR_LEADS = frozenset(
    "in since of by during from until till around before after through for and to between circa about year late early mid "
    "en de del desde hasta durante hacia para por entre y a al ano anos ( - – / ,".split()
)
_ARTICLES = frozenset("the el la los las del al este ese".split())
_SPOKEN_YEAR_LEADS = frozenset({"in", "since", "year", "en", "desde", "ano"})
_SIGNS = frozenset("$ € £ # ° º ª % + = * @ \\".split())
#: Words that make a month of one that could be a name or a verb, or of a short form.
_MONTH_LEADS = frozenset(
    "in since during until till by through of from for last this next past early late mid to and between before after "
    "around every each coming following en desde hasta durante de del para a y entre este pasado proximo - – ( /".split()
)
_AMBIGUOUS = frozenset({"may", "march", "august", "april", "june"})
_MONTH_WORDS = frozenset(w for table in (MONTHS, SHORT_MONTHS, WEEKDAYS) for names in table.values() for w in names)
_OPENERS = frozenset("( [ \" ' “ ‘ - – / ~".split())


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


#: Spanish words whose 'a' leads to what is compared with.
_COMPARING = frozenset({"respecto", "relacion", "frente", "comparacion", "referencia"})


def no_bare_year(words: Words, start: int, end: int) -> bool:
    """Whether a number of four digits by itself is no year: a count, a price, part of a name ('Agenda 2030')."""
    before = words.before(start)
    if counts_something(words, start, end) and not (_surely_a_year(words, start) and not _joined(words, end)):
        return True
    if before in _SIGNS or before in ("an", "un", "una"):
        return True
    if before == "a" and words.words[end].isalpha() and words.before(start - 1) not in _COMPARING:
        # 'a 2006 Dodge': a model, not a time; but 'respecto a 2022' compares with a year.
        return True
    if words.glued(start) and (before not in _OPENERS or (words.glued(start - 1) and before in ("-", "–", "/"))):
        # 'COVID-2019', '800-768-1506': joined to something else.
        return True
    if not words.words[start].isdigit():
        # 'dos mil' and 'nineteen eighty' mostly count; 'en dos mil dieciocho' is a year.
        return before not in _SPOKEN_YEAR_LEADS
    if before in _YEAR_LEADS or before == "" or before in _MONTH_WORDS:
        return False
    if not FIRST_BARE_YEAR <= int(words.words[start]) <= LAST_BARE_YEAR:
        return True
    return _inside_name(words, start)


def _surely_a_year(words: Words, start: int) -> bool:
    """'in 2019 people marched', 'the 2019 protests': no round number, and led as years are."""
    if words.before(start) not in ("in", "since", "the", "en", "desde") or not words.words[start].isdigit():
        return False
    number = int(words.words[start])
    return FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR and number % 50 != 0


def _inside_name(words: Words, i: int) -> bool:
    """Whether the word before is a name or a title's: it has a capital and is none of the words that lead a year."""
    return i > 0 and words.capital(i - 1) and words.before(i) not in _ARTICLES


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
    """'the Sun.' at a sentence's end is a newspaper."""
    return words.before(start) in ("the", "el", "la", "al", "del") and words.words[start] in (
        "sun",
        "sat",
        "mar",
        "dom",
    )


def no_whole_half(words: Words, start: int, end: int) -> bool:
    """'the first half' by itself is that of a match; only with its year is it a date."""
    return words.words[end - 1] == "half"


#: What may follow a bare day's number in Spanish ('el 8.'): anything else makes it a number of something.
_CLAUSE_ENDS = frozenset({"", ".", ",", ";", ":", ")", "!", "?", '"', "”", "»"})


def no_bare_day(words: Words, start: int, end: int) -> bool:
    """Whether 'el 8' is no day: a number counts as one only where its clause ends."""
    return words.words[end] not in _CLAUSE_ENDS


def no_idiom(words: Words, start: int, end: int) -> bool:
    """'fin de semana' is a weekend, not the end of a week."""
    return words.words[start] == "fin" and words.words[end - 1] == "semana"


#: 'the first time in ten years', 'la peor sequía en diez años': a record's length, no date.
_RECORDS = frozenset(
    "first second third fourth fifth worst best biggest largest highest lowest deadliest longest most fewest time only primera "
    "primer primero segunda segundo tercera tercer peor mejor mayor menor vez unica unico mas".split()
)
#: How many words before 'in ten years' a record is looked for.
_RECORD_REACH = 6


def a_record(words: Words, start: int, end: int) -> bool:
    """Whether 'in ten years' tells how long something had not been, or (Spanish 'en un día') how long it took."""
    if words.words[start + 1] in ("un", "una") or words.words[start + 1 : start + 3] == ("a", "day"):
        return True
    return not _RECORDS.isdisjoint(words.words[max(0, start - _RECORD_REACH) : start])


#: What may follow 'on the 21st': anything else is what the ordinal counts ('on the 21st floor').
_AFTER_NTH = frozenset(
    '. , ; : ) ! ? " ” — – - and or to in at for by when as after before of that while with but until till through from '
    "if where who which because about despite near outside inside".split()
) | {""}


def nth_of_something(words: Words, start: int, end: int) -> bool:
    """'on the 5th floor', 'from the 17th through 19th centuries'."""
    following = words.words[end]
    if following not in _AFTER_NTH:
        return True
    return any(word.startswith("centur") for word in words.words[end : end + 4])


#: Words beside a weekday with which it is a name: 'Bloody Sunday', 'Sunday School', 'Sunday Times'.
_NAMED_WITH = frozenset(
    "bloody black ash palm super cyber holy ruby easter whit sangriento negro negra de_ceniza santo santa".split()
)
_NAMES_WEEKDAY = frozenset(
    "school times express mirror herald mail telegraph star post tribune world independent nation standard vision mass "
    "market group movement santo santa negro negra".split()
)


def weekday_in_name(words: Words, start: int, end: int) -> bool:
    """Whether a weekday is part of a name ('Sunday School', 'Bloody Sunday')."""
    if words.before(start) in _NAMED_WITH and words.capital(start - 1):
        return True
    if words.words[end] in _NAMES_WEEKDAY and words.capital(end):
        return True
    # Spanish writes weekdays small: 'Domingo Pérez' is a person.
    spanish = words.words[start] in WEEKDAYS["es"]
    return spanish and words.capital(start) and words.capital(end) and words.before(start) not in _ARTICLES


def weekly(words: Words, start: int, end: int) -> bool:
    """'de lunes a viernes' without articles is a habit."""
    return words.words[start] == "de" and words.words[start + 1] == "lunes" and words.words[end - 1] in (
        "viernes", "sabado", "domingo",
    )  # fmt: skip


def one_day(words: Words, start: int, end: int) -> bool:
    """'los lunes 3 y 10', 'los lunes pasados' are certain days, no habit."""
    return words.words[end].isdigit() or words.words[end] in ("pasados", "proximos")


#: Words before a date that make it their name: 'Avenida 18 de Julio', 'Movimiento 19 de Abril', 'Plaza del 25 de Mayo'.
_NAMED_BY_DATE = frozenset(
    "avenida av calle plaza plazoleta plazuela barrio urbanizacion parque puente estadio colegio escuela liceo universidad "
    "instituto hospital movimiento aeropuerto colonia comuna frente brigada batallon autopista paseo jiron cooperativa "
    "sindicato agrupacion colectivo carrera transversal".split()
)
#: The same behind it, with a capital: '26 September Street', 'the 6 April Movement'.
_NAMED_BEHIND_DATE = frozenset(
    "street avenue road square bridge stadium movement brigade brigades university hospital airport group forces coalition "
    "massacre constitution".split()
)


def names_something(words: Words, start: int, end: int) -> bool:
    """Whether a day of a month is the name of a street, a square, a movement."""
    if _MONTH_WORDS.isdisjoint(words.words[start:end]):
        return False
    before = words.before(start)
    first = words.words[start]
    if before in ("del", "de") and start > 1:
        before = words.words[start - 2]
    elif first in ("del", "de"):
        first = words.words[start + 1]
    if before in _NAMED_BY_DATE and (first.isdigit() or first in SMALL["es"] or first == "primero"):
        return True
    return words.words[end] in _NAMED_BEHIND_DATE and words.capital(end)


def of_something(words: Words, start: int, end: int) -> bool:
    """'this quarter of the town', 'the last year of her term'."""
    return words.words[end] == "of"

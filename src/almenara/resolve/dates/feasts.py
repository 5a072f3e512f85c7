"""Days that are told by name: feasts that are the same everywhere, and the holidays of the report's country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

from almenara.codebook.kept import keep, read_kept
from almenara.model.fold import fold
from almenara.resolve.dates import intervals as cal
from almenara.resolve.dates.days import SHIFT, Year, nearest
from almenara.resolve.dates.grammar import Terminal
from almenara.resolve.dates.periods import weekend_of_day
from almenara.resolve.dates.told import NO_REFERENCE, Context, Told, days, unresolved
from almenara.resolve.dates.words import Words, read_words

#: Feasts on a day of the calendar: (month, day).
_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1),
    "new year day": (1, 1), "new year's": (1, 1), "epiphany": (1, 6), "valentine's day": (2, 14), "valentines day": (2, 14),
    "saint patrick's day": (3, 17), "st patrick's day": (3, 17), "st. patrick's day": (3, 17), "saint patrick": (3, 17),
    "international women's day": (3, 8), "april fools' day": (4, 1), "april fool's day": (4, 1), "earth day": (4, 22),
    "may day": (5, 1), "international workers' day": (5, 1), "world press freedom day": (5, 3), "halloween": (10, 31),
    "juneteenth": (6, 19), "all saints' day": (11, 1), "all souls' day": (11, 2), "human rights day": (12, 10),
    "nochebuena": (12, 24), "navidad": (12, 25), "dia de navidad": (12, 25), "nochevieja": (12, 31), "noche vieja": (12, 31),
    "ano nuevo": (1, 1), "dia de ano nuevo": (1, 1), "dia de reyes": (1, 6), "reyes magos": (1, 6),
    "dia de san valentin": (2, 14), "dia de los enamorados": (2, 14), "dia de san patricio": (3, 17),
    "dia internacional de la mujer": (3, 8), "dia de la mujer": (3, 8), "dia de la tierra": (4, 22),
    "dia del trabajador": (5, 1), "dia del trabajo": (5, 1), "dia de los trabajadores": (5, 1),
    "dia internacional del trabajo": (5, 1), "dia de la raza": (10, 12), "dia de la hispanidad": (10, 12),
    "dia de todos los santos": (11, 1), "dia de los muertos": (11, 2), "dia de los difuntos": (11, 2),
    "dia de los santos inocentes": (12, 28), "dia de los inocentes": (12, 28),
    "dia de los derechos humanos": (12, 10),
}  # fmt: skip
#: Feasts that are counted in days from Easter Sunday.
_FROM_EASTER = {
    "mardi gras": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter": 0,
    "easter sunday": 0, "easter monday": 1, "ascension day": 39, "whit monday": 50, "corpus christi": 60,
    "lunes de carnaval": -48, "martes de carnaval": -47, "miercoles de ceniza": -46, "domingo de ramos": -7,
    "jueves santo": -3, "viernes santo": -2, "sabado santo": -1, "domingo de pascua": 0, "domingo de resurreccion": 0,
    "lunes de pascua": 1,
}  # fmt: skip
#: Feasts on the nth weekday of a month, in the country whose spelling or name it is: (month, weekday, nth, days more).
_NTH_WEEKDAY = {
    "thanksgiving": (11, 3, 4, 0), "thanksgiving day": (11, 3, 4, 0), "black friday": (11, 3, 4, 1),
    "labor day": (9, 0, 1, 0), "memorial day": (5, 0, -1, 0), "martin luther king day": (1, 0, 3, 0),
    "mlk day": (1, 0, 3, 0), "columbus day": (10, 0, 2, 0),
}  # fmt: skip
#: Holidays that every country has on another day: without the report's country they have no date.
_NEEDS_COUNTRY = frozenset(
    {
        "independence day", "republic day", "national day", "labour day", "victory day", "constitution day",
        "dia de la independencia", "dia nacional", "fiestas patrias", "dia de la constitucion",
        "dia de la republica",
    }
)  # fmt: skip
NO_COUNTRY = "no country whose holiday it is"
NOT_ITS_HOLIDAY = "the calendar of the report's country has no holiday of this name"
#: A name of one word in a country's calendar that is too common a word to be taken for its holiday.
_COMMON = frozenset({"carnaval", "carnival", "holiday", "sunday", "saturday", "domingo", "sabado"})


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day; `country` is None for those that are the same everywhere."""

    name: str
    country: str | None = None

    def in_year(self, year: int) -> date | None:
        """The day in that year; None where it is not known."""
        if not 1 < year < 9999:
            return None
        if self.country is not None:
            return _holidays(self.country, year).get(self.name)
        if self.name in _FIXED:
            return date(year, *_FIXED[self.name])
        if self.name in _FROM_EASTER:
            return cal.easter(year) + timedelta(days=_FROM_EASTER[self.name])
        if self.name in _NTH_WEEKDAY:
            month, weekday, nth, more = _NTH_WEEKDAY[self.name]
            return cal.nth_weekday_of(year, month, weekday, nth) + timedelta(days=more)
        return None


def feast_day(context: Context, feast: Feast, year: Year | None = None, which: str | None = None) -> Told:
    """'Christmas', 'last Easter', 'Republic Day of last year'."""
    if feast.name in _NEEDS_COUNTRY and feast.country is None:
        return unresolved(NO_COUNTRY if context.country is None else NOT_ITS_HOLIDAY)
    if year is not None and year.number is not None:
        there = feast.in_year(year.number)
        anchor = "published" if year.relative else "absolute"
        return days((there, there), "day", anchor=anchor) if there else unresolved("the feast's day is not known")
    reference = context.reference
    if reference is None:
        return unresolved(NO_REFERENCE)
    known = [d for n in (-2, -1, 0, 1, 2) if (d := feast.in_year(reference.year + n))]
    if not known:
        return unresolved("the feast's day is not known")
    behind = [d for d in known if d < reference] or known[:1]
    ahead = [d for d in known if d > reference] or known[-1:]
    if which == "this":
        behind = ahead = [d for d in known if d.year == reference.year] or known[:1]
    elif which == "following":
        # The gap to the coming one is 'next'; the one that follows lies in the year after.
        ahead = [d for d in known if d.year > reference.year] or ahead
    if which is not None:
        there = max(behind) if SHIFT[which] < 0 else min(ahead)
        return days((there, there), "day")
    past = max([d for d in known if d <= reference], default=known[0])
    future = min([d for d in known if d >= reference], default=known[-1])
    one, other = (past, past), (future, future)
    return days(nearest(one, other, reference), "day", (one, other))


def holy_week(context: Context, year: Year | None = None, which: str | None = None) -> Told:
    """'Semana Santa', 'Holy Week': Palm Sunday to Easter Sunday."""
    easter = feast_day(context, Feast("easter"), year, which)
    if easter.start is None:
        return unresolved(easter.method, "week")
    return days((easter.start - timedelta(days=7), easter.start), "span", anchor=easter.anchor)


def weekend_of_feast(context: Context, feast: Feast, year: Year | None = None) -> Told:
    """'Easter weekend', 'Labor Day 2021 weekend'."""
    return weekend_of_day(context, feast_day(context, feast, year))


def _tree(names: Mapping[str, Feast]) -> dict[str, tuple[tuple[tuple[str, ...], Feast], ...]]:
    """Names by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Feast]]] = {}
    for name, feast in names.items():
        words = read_words(name)
        row = words.words[: words.count]
        if row:
            found.setdefault(row[0], []).append((row, feast))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


_EVERYWHERE = _tree({name: Feast(name) for name in (*_FIXED, *_FROM_EASTER, *_NTH_WEEKDAY, *_NEEDS_COUNTRY)})


def feast_at(words: Words, i: int, country: str | None) -> tuple[Feast, int] | None:
    """The feast whose name begins at word `i`, the country's own before those that are the same everywhere."""
    trees = (country_names(country), _EVERYWHERE) if country else (_EVERYWHERE,)
    for tree in trees:
        for row, feast in tree.get(words.words[i], ()):
            if words.words[i : i + len(row)] == row and (feast.country is None or len(row) > 1 or words.capital(i)):
                return feast, i + len(row)
    return None


def _read(words: Words, i: int, context: Context) -> Iterator[tuple[Feast, int]]:
    found = feast_at(words, i, context.country)
    if found is not None:
        yield found


def feast_terminal() -> Terminal:
    return Terminal("FEAST", frozenset(_EVERYWHERE), _read)


@lru_cache(maxsize=256)
def country_names(country: str) -> dict[str, tuple[tuple[tuple[str, ...], Feast], ...]]:
    """The names of a country's holidays (ISO 3166 alpha-2) by their first word; empty for an unknown country."""
    # One year's calendar names them all, but for those that a single year added.
    return _tree({name: Feast(name, country) for name in _holidays(country, _NAMES_FROM)})


#: The year whose calendar gives the names of a country's holidays.
_NAMES_FROM = 2019


@lru_cache(maxsize=1024)
def _holidays(country: str, year: int) -> dict[str, date]:
    """As `_looked_up`; kept from one run to the next, since the library takes longer to import than most reports to code."""
    if not re.fullmatch("[A-Z]{2}", country):
        return {}
    name = f"holidays-{country}-{year}.json"
    made_by = version("holidays")
    kept = read_kept(name)
    if isinstance(kept, dict) and kept.get("version") == made_by:
        return {feast: date.fromisoformat(day) for feast, day in kept["days"].items()}
    found = _looked_up(country, year)
    keep(name, {"version": made_by, "days": {feast: day.isoformat() for feast, day in found.items()}})
    return found


def _looked_up(country: str, year: int) -> dict[str, date]:
    """Folded holiday names of a country in one year, in English, Spanish and its own language."""
    import holidays

    found: dict[str, date] = {}
    for language in ("en_US", "es", None):
        try:
            known = holidays.country_holidays(country, years=[year], language=language)
        except NotImplementedError:
            return found
        for day, names in sorted(known.items()):
            for name in names.split(";"):
                plain = re.sub(r"\s*\(.*?\)", "", fold(name)).strip()
                if len(plain) > 3 and plain not in _COMMON:
                    found.setdefault(plain, day)
                    found.setdefault(plain.replace("labor day", "labour day"), day)
    return found

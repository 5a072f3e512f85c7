"""Holidays of the report's country by name ('Independence Day', 'Día de la Independencia'), from the `holidays` library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from almenara.model import Quote
from almenara.model.fold import fold
from almenara.resolve.days.finding import DateFinding

_NAMED_DAY = {
    "en": re.compile(r"\b(?:[a-z']+\s+){1,2}day\b|\bthanksgiving\b"),
    "es": re.compile(
        r"\bdia\s+(?:nacional\s+)?de(?:l|\s+la|\s+los|\s+las)?\s+[a-z]+(?:\s+(?:nacional|de\s+[a-z]+))?|\bfiestas\s+patrias\b"
    ),
}
_LIBRARY_LANGUAGES = {"en": ("en_US",), "es": ("es",)}


def holiday_findings(
    text: str, folded: str, language: str, published: date | None, country: str | None
) -> Iterator[DateFinding]:
    """Holidays that the country's calendar knows by the text's words; none without a country and a publication date."""
    if published is None or country is None or not _NAMED_DAY[language].search(folded):
        return
    names = _names(country, language, published.year)
    for match in _NAMED_DAY[language].finditer(folded):
        words = " ".join(match.group().split())
        day = names.get(words) or names.get(" ".join(words.split()[-2:]))
        if day is None:
            continue
        start = match.end() - len(match.group()) if words in names else match.end() - len(" ".join(words.split()[-2:]))
        yield DateFinding(
            Quote.cut(text, start, match.end()), day, day, "day", "holiday of the country", anchor="published"
        )


@lru_cache(maxsize=64)
def _names(country: str, language: str, year: int) -> dict[str, date]:
    """Folded holiday names of a country, nearest year first; empty where the library does not know the country."""
    import holidays

    found: dict[str, date] = {}
    for library_language in (*_LIBRARY_LANGUAGES[language], None):
        try:
            days = holidays.country_holidays(country, years=[year], language=library_language)
        except (NotImplementedError, KeyError, ValueError):
            return found
        for day, name in days.items():
            for part in name.split(";"):
                found.setdefault(fold(re.sub(r"\s*\(.*?\)", "", part).strip()), day)
    return found

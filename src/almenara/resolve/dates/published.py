"""A report's publication date as it is printed: ISO 8601 first, then the forms of mail and feeds, then words."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from almenara.resolve.dates.find import Order, find_dates

_LANGUAGES = ("en", "es")


def parse_date(
    words: str, language: str | None = None, *, order: Order = "country", country: str | None = None
) -> date | None:
    """The one day that the words name: '2019-01-22T10:00Z', 'Tue, 22 Jan 2019 10:00 GMT', 'martes 22 de enero de 2019'.

    None where they name no day, more than one, or one without its year: a publication date must not be guessed. Without a
    language English and Spanish are tried. `order` and `country` are those of `find_dates`.
    """
    words = words.strip()
    if not words:
        return None
    plain = _iso(words) or _mail(words)
    if plain is not None:
        return plain
    for tried in (language,) if language is not None and language in _LANGUAGES else _LANGUAGES:
        told = {
            finding.start
            for finding in find_dates(words, tried, None, country=country, order=order)
            if finding.start is not None and finding.precision == "day" and finding.anchor == "absolute"
        }
        if len(told) == 1:
            return told.pop()
    return None


def _iso(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _mail(words: str) -> date | None:
    """The form of RFC 2822, which feeds use."""
    try:
        return parsedate_to_datetime(words).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None

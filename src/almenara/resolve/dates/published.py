"""A report's publication date as it is printed: ISO 8601 first, then the forms of mail and feeds, then words."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from almenara.resolve.dates.find import Order, find_dates

_LANGUAGES = ("en", "es")
#: Characters of a line or a dateline that may give the day of publication.
LONGEST_DATELINE = 100
#: What stands before the dash with which a report's first sentence begins.
_DATELINE = re.compile(r"[^.!?]{3,90}?\s*(?:--|—|–|\.-|\s-\s)")
_SENTENCE_END = re.compile(r"[.!?][\"”]?\s*$")


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


def dateline(first_lines: str) -> date | None:
    """The day of publication that a report's first lines give: on a line of its own, or before the dash of a dateline.

    'By A. Writer 22 January 2019', 'LIMA, 3 de marzo de 2020 (Agencia) —'. A sentence that tells a date is no dateline.
    """
    for line in first_lines.splitlines():
        opening = _DATELINE.match(line)
        words = opening.group() if opening else line
        if len(words) <= LONGEST_DATELINE and (opening or not _SENTENCE_END.search(line)):
            # '05/06/2024' is another day in either language, and a text's language is not known yet.
            days = {day for tried in _LANGUAGES if (day := parse_date(words.strip(" —–-"), tried)) is not None}
            if len(days) == 1:
                return days.pop()
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

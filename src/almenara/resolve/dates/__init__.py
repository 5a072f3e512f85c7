"""Date expressions of news prose, English and Spanish, resolved against a report's publication date.

find_dates(text, "en", published)  →  DateFinding, ...
resolve_open(finding, "future")    →  the reading that the governing verb's tense asks for
reanchor(finding, day)             →  'the same day' counted from the day that was told before
"""

from almenara.resolve.dates.find import Order, find_dates
from almenara.resolve.dates.finding import DateFinding, Tense, reanchor, resolve_open

__all__ = ["DateFinding", "Order", "Tense", "find_dates", "reanchor", "resolve_open"]

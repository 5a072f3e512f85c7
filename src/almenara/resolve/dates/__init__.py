"""Date expressions of news prose, English and Spanish, resolved against a report's publication date.

find_dates(text, "en", published)  →  DateFinding, ...
resolve_open(finding, "future")    →  the reading that the governing verb's tense asks for
reanchor(finding, day)             →  'the same day' counted from the day that was told before
parse_date("22 de enero de 2019")  →  a report's own publication date
dateline(first_lines)             →  the same, from the lines that a text begins with
"""

from almenara.resolve.dates.find import Order, find_dates
from almenara.resolve.dates.finding import DateFinding, Tense, reanchor, resolve_open
from almenara.resolve.dates.published import dateline, parse_date

__all__ = ["DateFinding", "Order", "Tense", "dateline", "find_dates", "parse_date", "reanchor", "resolve_open"]

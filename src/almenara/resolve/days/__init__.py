"""Date expressions of news prose, English and Spanish, resolved against a report's publication date.

find_dates(text, "en", published)  →  DateFinding, ...
"""

from almenara.resolve.days.find import find_dates
from almenara.resolve.days.finding import DateFinding, Tense, reanchor, resolve_open

__all__ = ["DateFinding", "Tense", "find_dates", "reanchor", "resolve_open"]

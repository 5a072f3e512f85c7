"""Which reports tell of one occasion: the march, the tear gas and the arrests of one afternoon, whatever events each report tells of it.

Reports of one occasion share rare words: names, figures, streets. Two reports that share five of their 24 rarest are taken to tell of one;
published more than ten days apart, they are not. Wider than an event (which has one type), an occasion is what readers call 'the same
story'; events of one occasion are offered to reviewers as related.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

#: Rare words that two reports must share.
SHARED = 5
#: Days between the publication of two reports of one occasion.
APART = 10
#: A word that stands in more reports than this is rare no more, among these reports.
TOO_MANY = 200


def occasions_of(
    words: Mapping[str, Iterable[str]], published: Mapping[str, date | None] | None = None
) -> list[list[str]]:
    """Groups of reports, each in the order given. `words` are each report's rare words (`rare_words.rarest`)."""
    holding: dict[str, list[str]] = defaultdict(list)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    root: dict[str, str] = {}

    def top(report: str) -> str:
        while root[report] != report:
            root[report] = report = root[root[report]]
        return report

    days = published or {}
    for report, found in words.items():
        root[report] = report
        for word in dict.fromkeys(found):
            for other in holding[word][-TOO_MANY:]:
                if _near(days.get(report), days.get(other)):
                    shared[other, report] += 1
            holding[word].append(report)
    for (one, other), count in shared.items():
        if count >= SHARED:
            first, second = top(one), top(other)
            root[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for report in words:
        groups[top(report)].append(report)
    return list(groups.values())


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= APART

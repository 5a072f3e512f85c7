"""One report's account of one event: the mentions that tell of it there. Accounts are what is linked across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from almenara.link.consolidate import consolidate
from almenara.link.rare_words import CONTEXT_WORDS, rarest
from almenara.link.within import clusters_of
from almenara.model import Event, Mention


@dataclass(frozen=True, slots=True)
class Account:
    """`told` is the event by this report alone; `original` the report whose words this one repeats, or the report itself."""

    id: str
    report: str
    original: str
    mentions: tuple[Mention, ...]
    told: Event
    #: The rarest words of the whole report: by them reports of one occasion are known.
    context: tuple[str, ...] = ()
    #: The signature of what its sentences mean (`almenara.link.meaning`), where one was made.
    meaning: int | None = None


def accounts_of(
    mentions: Iterable[Mention],
    *,
    copies: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Iterator[Account]:
    """The accounts of some reports' mentions, report by report.

    `copies` names the original of each report that repeats another; `texts` gives the reports' whole texts, where they are at hand:
    without them a report is known by its headline and the sentences that tell of events.
    """
    by_report: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_report[mention.report].append(mention)
    for report, found in by_report.items():
        told = [texts[report]] if texts and report in texts else dict.fromkeys(m.sentence.text for m in found)
        words = rarest([*(m.title for m in found[:1] if m.title), *told], CONTEXT_WORDS)
        for cluster in clusters_of(found):
            yield account_of(cluster, (copies or {}).get(report, report), words)


def account_of(
    cluster: Iterable[Mention],
    original: str,
    words: tuple[str, ...],
    *,
    id: str | None = None,
    meaning: int | None = None,
) -> Account:
    """The account that some mentions of one report give together; `id` and `meaning` if it has them already."""
    mentions = tuple(cluster)
    told = consolidate(mentions)
    return Account(
        id or "a-" + told.id.removeprefix("e-"), mentions[0].report, original, mentions, told, words, meaning
    )

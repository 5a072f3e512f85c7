"""Pairs of accounts → groups that are one event each, kept tight: one event has one day, one place, and one account a report.

Pairs are taken from the likeliest down; two groups are joined only if everything in the one may stand beside everything in the other.
So one doubtful pair never chains two events together, whatever lies between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from almenara.link.account import Account
from almenara.link.pair import Pair
from almenara.link.spread import TOWN_KM, kilometres
from almenara.model import Event, Status

#: Two accounts are joined from this probability on (docs/linking.md says what it gives and costs).
JOIN_FROM = 0.8
#: No second report can be joined to these: they are no one event, or none at all.
APART = frozenset({Status.GENERIC, Status.HYPOTHETICAL})
#: Levels of shared words and shared names, added up, from which accounts of different types tell of one thing in other words.
ALIKE = 3
#: Days by which a precise day may differ within one event ('Monday night', 'early on Tuesday').
DAY_SLACK = 1
#: The same where one of the days is inherited from an earlier sentence.
INHERITED_SLACK = 3


@dataclass
class Group:
    """Accounts that are taken for one event, and the pairs that joined them. `id` is a stored event's, if the group holds one."""

    accounts: list[Account]
    pairs: list[Pair] = field(default_factory=list)
    id: str | None = None


def groups_of(
    accounts: Iterable[Account],
    pairs: Iterable[Pair],
    *,
    events: Mapping[str, str] | None = None,
    threshold: float = JOIN_FROM,
) -> list[Group]:
    """Every account in one group, in the order of the first account of each.

    `events` names the stored event of accounts that belong to one already: these stay together, and two stored events are never
    joined: that is for a person to decide, and what a person parted stays apart.
    """
    group_of: dict[str, Group] = {}
    groups: dict[str, Group] = {}
    account_by: dict[str, Account] = {}
    for account in accounts:
        account_by[account.id] = account
        event = (events or {}).get(account.id)
        if event is not None and event in groups:
            groups[event].accounts.append(account)
        else:
            groups[event or account.id] = Group([account], id=event)
        group_of[account.id] = groups[event or account.id]
    for pair in pairs:
        if pair.probability < threshold or pair.left not in group_of or pair.right not in group_of:
            continue
        one, other = group_of[pair.left], group_of[pair.right]
        if one is other:
            one.pairs.append(pair)
            continue
        if one.id is not None and other.id is not None:
            continue
        if other.id is not None:
            one, other = other, one
        if not _same_or_alike(pair, account_by[pair.left], account_by[pair.right]):
            continue
        if not all(may_stand_together(a, b) for a in one.accounts for b in other.accounts):
            continue
        one.accounts += other.accounts
        one.pairs += [*other.pairs, pair]
        for account in other.accounts:
            group_of[account.id] = one
    seen: dict[int, Group] = {id(group): group for group in group_of.values()}
    return list(seen.values())


def may_stand_together(one: Account, other: Account) -> bool:
    """Whether two accounts can be of one event: not of one report, of types of one family, on one day, in one place, of joinable statuses."""
    if one.report == other.report:
        return False
    mine, theirs = one.told, other.told
    if mine.family != theirs.family or not _statuses(mine.status, theirs.status):
        return False
    return _days(mine, theirs) and _places(mine, theirs)


def _same_or_alike(pair: Pair, one: Account, other: Account) -> bool:
    """One type; or two types of one family, if rare words and names are shared: a march for one outlet is a rally for another."""
    shared = sum(max(pair.weights.get(name, (0, 0.0))[0], 0) for name in ("words", "actors"))
    return one.told.type == other.told.type or shared >= ALIKE


def _statuses(one: Status, other: Status) -> bool:
    """What was announced, what happened and what was called off may be one event; background is one only with background."""
    if one in APART or other in APART:
        return False
    return (one is Status.HISTORICAL) == (other is Status.HISTORICAL)


def _days(one: Event, other: Event) -> bool:
    mine, theirs = one.date, other.date
    if mine is None or theirs is None or mine.start is None or theirs.start is None:
        return True
    apart = (max(mine.start, theirs.start) - min(mine.end or mine.start, theirs.end or theirs.start)).days
    if mine.inherited or theirs.inherited:
        return apart <= INHERITED_SLACK
    return apart <= (DAY_SLACK if mine.precision == theirs.precision == "day" else 0)


def _places(one: Event, other: Event) -> bool:
    mine, theirs = one.place, other.place
    if mine is None or theirs is None or (mine.name, mine.country) == (theirs.name, theirs.country):
        return True
    if mine.country and theirs.country and mine.country != theirs.country:
        return False
    # A place or a day of an earlier sentence is a guess at the event's own: it does not part what all else joins.
    if mine.inherited or theirs.inherited or "country" in (mine.precision, theirs.precision):
        return True
    if "admin1" in (mine.precision, theirs.precision):
        return mine.admin1 is None or theirs.admin1 is None or mine.admin1 == theirs.admin1
    return kilometres(mine, theirs) <= TOWN_KM

"""Numbered releases: what the public was given, kept for ever as it was, and what two of them differ in.

A release is a folder, releases/0001 and so on, of which no file names the moment or the number: the same events, log, software and profile
give the same bytes. `release.json` names the others with their checksums.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from almenara.publish.gathered import Gathered
from almenara.publish.ledger import LEDGER, ledger_lines
from almenara.publish.lines import EVENTS, read_events
from almenara.publish.public_event import PublicEvent, plain_event
from almenara.publish.table import CsvRows
from almenara.publish.told import PublicTotal
from almenara.publish.written import Written, lines_of, written
from almenara.store.decision import FIGURES

ABOUT, TABLE = "release.json", "events.csv"
#: Digits of a release's folder, so that folders sort as their numbers do.
_DIGITS = 4
_DAYS = ("date_from", "date_to")


class ReleaseError(Exception):
    """Something about a release, in a sentence that says how to mend it."""


@dataclass(frozen=True)
class Release:
    """A release that is there, whole: its number, what `release.json` says of it, and its events by their ids."""

    number: int
    about: Mapping[str, Any]
    events: Mapping[str, PublicEvent]


@dataclass(frozen=True)
class Made:
    """The release's number, folder and count of events; `new` is false where the last release holds the same already, and none was made."""

    number: int
    folder: Path
    new: bool
    events: int


def make_release(
    releases: Path,
    events: Iterable[PublicEvent],
    about: Mapping[str, object],
    ledger: Sequence[PublicTotal] = (),
) -> Made:
    """Write the next release below a folder: all of its files, or nothing at all. `about` is plain values that JSON can hold; events are
    written as they come, so that they need not be in memory together. The ledger of quoted figures goes beside them where there are some.

    Raises OSError where it cannot be written, and ReleaseError where the last release is damaged.
    """
    return release_of_written(releases, written(events), about, ledger)


def release_of_written(
    releases: Path, parts: Iterable[Written], about: Mapping[str, object], ledger: Sequence[PublicTotal] = ()
) -> Made:
    """The same of events whose bytes are there."""
    releases.mkdir(parents=True, exist_ok=True)
    last = max(release_numbers(releases), default=0)
    kept = _checked(releases, last) if last else None
    part = releases / f".{os.getpid()}.part"
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        count, files = _put_together(part, parts)
        if ledger:
            with Gathered(part / LEDGER) as file:
                file.put(lines_of(ledger_lines(ledger)))
                files[LEDGER] = file.seal(None)
        told = {**about, "events": count, "files": files}
        with Gathered(part / ABOUT) as file:
            file.put(lines_of([json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"]))
            file.seal(None)
        if kept == (part / ABOUT).read_bytes():
            shutil.rmtree(part)
            return Made(last, _folder(releases, last), False, count)
        target = _folder(releases, last + 1)
        # A folder that another process has put there meanwhile is not empty, so that this raises and overwrites nothing.
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Made(last + 1, target, True, count)


def release_numbers(releases: Path) -> list[int]:
    """The numbers of the releases that are there, in their order."""
    if not releases.is_dir():
        return []
    return sorted(int(p.name) for p in releases.iterdir() if p.is_dir() and p.name.isascii() and p.name.isdigit())


def read_release(releases: Path, number: int) -> Release:
    """A release as it was made. Raises ReleaseError where there is none of that number, or a file of it is not as it was written."""
    about = json.loads(_checked(releases, number))
    events = read_events(_folder(releases, number) / EVENTS)
    return Release(number, about, {event.id: event for event in events})


def about_beside(events: Path) -> Mapping[str, Any]:
    """What the `release.json` beside a release's file of events says of it; nothing where there is none, as beside other files.

    Raises ReleaseError where the file, or the ledger beside it, is not as it was released.
    """
    about = events.with_name(ABOUT)
    if events.name != EVENTS or not about.is_file():
        return {}
    try:
        told: Mapping[str, Any] = json.loads(about.read_bytes())
        seals = {name: told["files"][name]["sha256"] for name in (EVENTS, LEDGER) if name in told["files"]}
        seals[EVENTS]
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{about} is damaged; bring it back from where it was published.") from error
    for name, expected in seals.items():
        file = events.with_name(name)
        if not file.is_file() or _seal(file) != expected:
            raise ReleaseError(f"{file} is not as it was released; bring it back from where it was published.")
    if LEDGER not in seals and events.with_name(LEDGER).exists():
        raise ReleaseError(f"{events.with_name(LEDGER)} is no part of the release; take it away.")
    return told


@dataclass(frozen=True)
class Change:
    """One event that is not in both releases as it was.

    `kind` is added, changed, merged, split or withdrawn; a change has its `field` with the value before and after, a merge and a split the
    `other` event. What, when and where the event is are told as in the later release, of one that is gone as in the earlier; `decisions` are the numbers of the log's entries behind it (none: new reports, another program or another profile are).
    """

    kind: str
    event: str
    field: str | None = None
    before: object = None
    after: object = None
    other: str | None = None
    decisions: tuple[int, ...] = ()
    type: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    country: str | None = None

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "decisions": list(self.decisions)}


@dataclass(frozen=True)
class Decided:
    """What a release's difference needs of a decision: its number, kind and event, the field it corrects, the event it merges or parts."""

    number: int
    kind: str
    event: str
    field: str | None = None
    other: str | None = None


def differences(before: Release, after: Release, decided: Sequence[Decided]) -> Iterator[Change]:
    """What became of each event from one release to another, in the order of ids; `decided` are the standing decisions made between them."""
    merged = {d.other: d for d in decided if d.kind == "merge" and d.other}
    split = {d.other: d for d in decided if d.kind == "split" and d.other}
    about: dict[str, list[Decided]] = {}
    for entry in decided:
        for event in {entry.event, entry.other} - {None}:
            about.setdefault(str(event), []).append(entry)
    for event in sorted(before.events.keys() | after.events.keys()):
        old, new = before.events.get(event), after.events.get(event)
        entries = about.get(event, [])
        told = _told(new or old)
        if old is None:
            parted = split.get(event)
            if parted is not None:
                yield Change("split", event, other=parted.event, decisions=(parted.number,), **told)
            else:
                yield Change("added", event, decisions=_numbers(entries, "accept"), **told)
        elif new is None:
            joined = merged.get(event)
            if joined is not None:
                yield Change("merged", event, other=joined.event, decisions=(joined.number,), **told)
            else:
                yield Change("withdrawn", event, decisions=_numbers(entries, "reject"), **told)
        else:
            yield from _changed(old, new, entries)


def _told(event: PublicEvent | None) -> dict[str, str | None]:
    """What, when and where an event is, so that readers of a difference know it by more than its id."""
    if event is None:
        return {}
    days = {day: value.isoformat() if (value := getattr(event, day)) else None for day in _DAYS}
    return {"type": event.type, **days, "place": event.place or event.admin1, "country": event.country}


def _changed(old: PublicEvent, new: PublicEvent, entries: Sequence[Decided]) -> Iterator[Change]:
    one, other = plain_event(old), plain_event(new)
    for field in one:
        if one[field] != other[field]:
            told = {"review": ("accept", "reject")}.get(field, ())
            behind = tuple(d.number for d in entries if _moves(d, field) or d.kind in (*told, "merge", "split"))
            yield Change("changed", old.id, field, one[field], other[field], decisions=behind, **_told(new))


def _moves(decision: Decided, field: str) -> bool:
    """Whether a correction is one of this field, or names were joined that it tells."""
    if decision.kind == "join":
        return field in _OF_NAMES.get(str(decision.field), ())
    return decision.field in _corrections(field)


#: What of an event may change where names of actors or places are joined or parted.
_OF_NAMES = {
    "actor": ("agents", "targets", "reports"),
    "place": ("place", "admin1", "country", "lat", "lon", "place_precision", "reports"),
}


def _corrections(field: str) -> tuple[str, ...]:
    """The corrections that move a field: a type brings its family and codes along, days their precision, a point its own."""
    return {
        "family": ("type",),
        "codes": ("type",),
        "date_precision": _DAYS,
        "place_precision": ("place", "lat", "lon", "place_precision"),
        "numbers": FIGURES,
    }.get(field, (field,))


def _numbers(entries: Sequence[Decided], kind: str) -> tuple[int, ...]:
    return tuple(entry.number for entry in entries if entry.kind == kind)


def _put_together(folder: Path, parts: Iterable[Written]) -> tuple[int, dict[str, object]]:
    """Write both files of events; returns how many events they hold, and what `release.json` says of the files."""
    ids: list[str] = []
    with Gathered(folder / EVENTS) as full, Gathered(folder / TABLE, CsvRows.head) as table:
        for part in parts:
            ids += part.ids
            full.put(part.full)
            table.put(part.rows)
        ordered = all(one <= other for one, other in pairwise(ids))
        order = None if ordered else sorted(range(len(ids)), key=ids.__getitem__)
        return len(ids), {EVENTS: full.seal(order), TABLE: table.seal(order)}


def _folder(releases: Path, number: int) -> Path:
    return releases / f"{number:0{_DIGITS}d}"


def _checked(releases: Path, number: int) -> bytes:
    """The bytes of `release.json`, after every file that it names was found to be as it was written."""
    folder = _folder(releases, number)
    try:
        data = (folder / ABOUT).read_bytes()
        named = json.loads(data)["files"]
        wrong = [name for name, file in named.items() if _seal(folder / name) != file["sha256"]]
    except FileNotFoundError as error:
        there = ", ".join(map(str, release_numbers(releases))) or "none"
        raise ReleaseError(f"Release {number} is not in {releases}, or not whole; these are there: {there}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{folder / ABOUT} is damaged; bring it back from a copy that you published.") from error
    if wrong:
        raise ReleaseError(
            f"Release {number} is not as it was made: {', '.join(sorted(wrong))} was changed in {folder}. "
            "Bring it back from a copy that you published."
        )
    return data


def _seal(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""An observatory: its folder, its settings and its store; reports go in, events come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from almenara.codebook import Codebook, load_codebook
from almenara.codebook.counted import types_counted
from almenara.coder.arithmetic import check_totals
from almenara.language import SUPPORTED
from almenara.language.heads.own import read_own_heads
from almenara.link import CONTEXT_WORDS, rarest
from almenara.model import Coding, Event, Mention, OriginalFile, Report, Total, was_read
from almenara.observatory.decided import as_decided, figure_as_stored
from almenara.observatory.double import check_free
from almenara.observatory.joining import accounts_told, join, mentions_in, refresh
from almenara.observatory.near import NearEvents
from almenara.observatory.outlets import read_outlets
from almenara.observatory.settings import FILE, Settings, SettingsError, find_folder, first_settings, read_settings
from almenara.pipeline import NotCoded, Pipeline, load_transformer
from almenara.publish import Protection
from almenara.read import bands_of, is_near_copy
from almenara.resolve.actors import ActorNames, read_actors
from almenara.resolve.location import imported_actors_path, with_imported
from almenara.resolve.places import Gazetteer, open_gazetteer
from almenara.store import (
    ARCHIVE,
    Archive,
    Belonging,
    Decision,
    EventFilter,
    Kind,
    Refusal,
    Sort,
    Store,
    corrections_of,
    decide,
    decided_columns,
    events_touched,
    find_event_ids,
    kept_of,
    known,
    like_texts,
    mentions_of,
    open_store,
    problems_of,
    put_coding,
    put_events,
    put_links,
    put_report,
    stored_totals,
    text_sha256,
    versions_of,
    voices_among,
)
from almenara.store.blind import set_state, state_of
from almenara.store.decision import FIGURES
from almenara.store.following import heads_of
from almenara.store.joins import Register, events_concerned, join_names, part_names
from almenara.store.own_counts import own_checks
from almenara.store.parts import EVENTS_AT_ONCE, parts_of
from almenara.store.priority import set_priorities

if TYPE_CHECKING:
    from almenara.transformer.coder import TransformerCoder

#: Reports that are coded together and stored in one transaction: what an interrupted `add` has to do again at most.
BATCH = 256
#: Decisions after which an event's columns are worked out anew from its mentions; the others say something of it and move none of them.
MOVING: tuple[Kind, ...] = ("correct", "merge", "split", "undo")


@dataclass
class Added:
    """What became of the reports given: stored, with new events and accounts joined to known ones, there before, copies of stored ones, kept but
    not coded as they are in another language, refused; of the last two the reasons."""

    reports: int = 0
    events: int = 0
    joined: int = 0
    mentions: int = 0
    there_before: int = 0
    copies: int = 0
    not_coded: tuple[Refusal, ...] = ()
    refused: tuple[Refusal, ...] = ()


class _Keeper:
    """Archives what reports were read from. The rows of one table come one after the other and from the same bytes, which are hashed once,
    however many batches they fill."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._last: tuple[bytes | OriginalFile | None, str] = (None, "")

    def kept(self, reports: Iterable[Report]) -> dict[str, str]:
        """The hash of each report's archived bytes. Raises StoreError."""
        kept: dict[str, str] = {}
        for report in reports:
            given = report.original
            if given is not None:
                if given is not self._last[0]:
                    put = self._archive.put_file(given) if isinstance(given, OriginalFile) else self._archive.put(given)
                    self._last = (given, put)
                kept[report.id] = self._last[1]
        return kept


@dataclass
class Observatory:
    """Open one with `open_observatory`, make one with `create_observatory`; `close` it at the end."""

    folder: Path
    settings: Settings
    store: Store

    @cached_property
    def codebook(self) -> Codebook:
        """The settings' codebook or the default one."""
        return load_codebook(self.folder / self.settings.codebook if self.settings.codebook else None)

    @cached_property
    def coded_by(self) -> str:
        """What codes its reports: the program and the codebook, each with its version."""
        about = self.codebook.about
        model = self.settings.transformer.model
        beside = "" if model is None else f", transformer {model.name}"
        return f"almenara {version('almenara')}, codebook {about.name} {about.version}{beside}"

    @property
    def protection(self) -> Protection:
        """What may be public, by the settings."""
        return Protection(**self.settings.protection.model_dump())

    @cached_property
    def archive(self) -> Archive:
        """The bytes that its reports were read from."""
        return Archive(self.folder / ARCHIVE)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Where places are looked up: the observatory's own first."""
        return open_gazetteer(user_files=[self.folder / path for path in self.settings.places])

    @cached_property
    def actor_names(self) -> ActorNames:
        """What actors are called in either language, the observatory's own and imported ones first.

        Raises ValueError, with a sentence, for a file of them that cannot be read.
        """
        files = with_imported([self.folder / path for path in self.settings.actors], imported_actors_path())
        return ActorNames(actor for path in files for actor in read_actors(path)[0])

    @cached_property
    def near(self) -> NearEvents:
        """Its unread events that are near another."""
        return NearEvents()

    @cached_property
    def pipeline(self) -> Pipeline:
        """Coder and resolver by the settings, with the heads that its decisions taught.

        Raises ValueError, with a sentence, where a model that they name cannot be used.
        """
        return Pipeline(
            self.codebook,
            places=[self.folder / path for path in self.settings.places],
            actors=[self.folder / path for path in self.settings.actors],
            own_heads=read_own_heads(self.folder),
            transformer=self._transformer(),
        )

    def _transformer(self) -> TransformerCoder | None:
        settings = self.settings.transformer
        if settings.model is None:
            return None
        return load_transformer(settings, self.codebook, folder=self.folder, language=self.settings.language or "en")

    def add(
        self,
        reports: Iterable[Report],
        on_progress: Callable[[int], None] | None = None,
        *,
        done: Added | None = None,
    ) -> Added:
        """Code and store reports, each once: a report that is there already is left alone, so that a broken-off run is repeated.

        A report that says what a stored one says, word for word or with small changes that touch no figure, is kept as its copy and not
        coded again. One whose id was given to another text is refused. What becomes of them is counted on in `done`, where one is given;
        `on_progress` is told of reports as they are coded.
        Raises StoreError; what was stored before it stays.
        """
        done = done if done is not None else Added()
        outlets = read_outlets(self.folder)
        stream = (outlets.completed(report) for report in reports)
        keeper = _Keeper(self.archive)
        while batch := list(islice(stream, BATCH)):
            told = self._add_batch(batch, done, keeper, on_progress)
            if on_progress is not None:
                on_progress(len(batch) - told)
        return done

    def _add_batch(
        self, batch: list[Report], done: Added, keeper: _Keeper, on_progress: Callable[[int], None] | None
    ) -> int:
        """Code and store some reports; of how many `on_progress` was told."""
        with self.store.reading() as connection:
            fresh, doubles = _sorted_out(connection, batch, Added())
        coded = self.coded(fresh, done, on_progress)
        with self.store.reading() as connection:
            kept = kept_of(connection, mentions_in(coded))
        words = {report.id: rarest([report.title or "", report.text], CONTEXT_WORDS) for report in fresh}
        told = accounts_told(coded, words, kept)
        # Before their reports: what breaks off between leaves bytes that nothing needs, and never a report without its bytes.
        originals = keeper.kept([*fresh, *(report for report, _ in doubles)])
        with self.store.writing() as connection:
            # Another process may have stored some of them since.
            new, copies = _sorted_out(connection, batch, done)
            new = [report for report in new if report.id in coded]
            bands = {report.id: bands_of(report.text) for report in new}
            new, near = _without_near_copies(connection, new, bands)
            copies += near
            versions = versions_of(connection, [r.url for r in batch if r.url])
            if (joined_since := kept_of(connection, mentions_in(coded))) != kept:
                told = accounts_told(coded, words, joined_since)
            for report in new:
                coding = coded[report.id]
                put_report(
                    connection,
                    report,
                    coded_by=self.coded_by if coding else None,
                    rare_words=words[report.id],
                    bands=bands[report.id],
                    version_of=_earlier(report, versions),
                    original=originals.get(report.id),
                )
                done.reports += 1
                if coding is not None:
                    done.mentions += len(coding.mentions)
            accounts = {report.id: told[report.id] for report in new if report.id in told}
            joined = join(connection, [a for found in accounts.values() for a in found])
            put_events(connection, joined.new)
            for report in new:
                coding = coded[report.id]
                if coding is not None:
                    put_coding(
                        connection,
                        coding,
                        {
                            mention.id: Belonging(joined.event_of[account.id], account.id, account.meaning)
                            for account in accounts[report.id]
                            for mention in account.mentions
                        },
                    )
            put_links(connection, ((p.left, p.right, event, p.probability, p.weights) for p, event in joined.links))
            # New events of several reports too: only the store knows which of these are of one outlet.
            several = [event.id for event in joined.new if len(event.reports) > 1]
            refresh(connection, [*joined.grown, *several], self.codebook)
            set_priorities(connection, [event.id for event in joined.new])
            done.events += len(joined.new)
            done.joined += sum(len(a) for a in accounts.values()) - len(joined.new)
            for report, first in copies:
                put_report(
                    connection,
                    report,
                    coded_by=None,
                    copy_of=first,
                    version_of=_earlier(report, versions),
                    original=originals.get(report.id),
                )
                done.copies += 1
        return len(coded)

    def coded(
        self, reports: Iterable[Report], done: Added, on_progress: Callable[[int], None] | None = None
    ) -> dict[str, Coding | None]:
        """What each report holds; None for one that cannot be coded, which is kept all the same: another version may.

        `on_progress` is told of each."""
        language = self.settings.language
        given = [replace(r, language=r.language or language, original=None) for r in reports]
        found: dict[str, Coding | None] = {}
        for coding in self.pipeline.code(given):
            if on_progress is not None:
                on_progress(1)
            if isinstance(coding, NotCoded):
                found[coding.report] = None
                done.not_coded = (*done.not_coded, _not_coded(coding))
                continue
            kept = tuple(
                m
                for m in coding.mentions
                if self.settings.low_intensity or not self.codebook.types[m.type].low_intensity
            )
            found[coding.report] = replace(coding, mentions=kept)
        return found

    def events(
        self, wanted: EventFilter | None = None, *, sort: Sort = "date", limit: int | None = None, offset: int = 0
    ) -> Iterator[tuple[Event, str]]:
        """Stored events that fit, each with its review state; people's corrections stand in the place of what was coded."""
        with self.store.reading() as connection:
            ids = list(find_event_ids(connection, wanted or EventFilter(), sort=sort, limit=limit, offset=offset))
        yield from self.these_events(ids)

    def these_events(self, ids: Sequence[str]) -> Iterator[tuple[Event, str]]:
        """Events by their ids, in the order given, each with its review state; those that are not there, or were merged, are left out."""
        with self.store.reading() as connection:
            for event, review, _ in self.told(connection, ids):
                yield event, review

    def told(
        self,
        connection: Connection,
        ids: Sequence[str],
        *,
        reports: dict[str, Report] | None = None,
        candidates: bool = True,
        claims: bool = True,
    ) -> Iterator[tuple[Event, str, list[Mention]]]:
        """The events of `these_events`, each with its review state and the mentions that tell it; `reports` and `candidates` are those of
        `store.mentions_of`, `claims` is that of `link.consolidate`."""
        for part in parts_of(ids, EVENTS_AT_ONCE):
            rows = decided_columns(connection, part)
            corrected = corrections_of(connection, part)
            found = list(mentions_of(connection, part, reports=reports, candidates=candidates))
            # Whose voice a report has is of no matter where it is the only one.
            several = [
                event
                for event, mentions in found
                if len(mentions) > 1 and any(m.report != mentions[0].report for m in mentions)
            ]
            voices = voices_among(connection, several)
            for event_id, mentions in found:
                row = rows.get(event_id)
                if row is None or not mentions:
                    continue
                event = as_decided(mentions, row, voices, corrected.get(event_id, {}), claims=claims)
                yield event, row.review, mentions

    def totals(self) -> Iterator[Total]:
        """The ledger of quoted figures, each checked against those of its own report first, then of all others, then against the
        observatory's own events."""
        with self.store.reading() as connection:
            everything = list(stored_totals(connection))
            counted = {of: types_counted(self.codebook, of) for of in {total.of for total in everything}}
            own = own_checks(connection, everything, counted.__getitem__)
        by_report: dict[str, list[Total]] = {}
        others: dict[str, list[Total]] = {}
        for total in everything:
            by_report.setdefault(total.report, []).append(total)
            others.setdefault(total.of, []).append(total)
        for report, found in by_report.items():
            # Only figures of the same thing can bear on one another.
            kinds = dict.fromkeys(total.of for total in found)
            known = [total for kind in kinds for total in others[kind] if total.report != report]
            for before, total in zip(found, check_totals(found, known), strict=True):
                check = own.get(before)
                yield replace(total, checks=(*total.checks, check)) if check is not None else total

    def decide(self, person: str, event: str, kind: Kind, **more: Any) -> Decision:
        """Record a decision; `more` is what `store.decide` takes, which raises ValueError for what cannot be. Raises StoreError."""
        with self.store.writing() as connection:
            self._check_free(connection, person, event, kind, more)
            return self.record(connection, person, event, kind, more)

    def decide_if_unchanged(
        self, person: str, event: str, kind: Kind, head: int, *, other_head: int = 0, **more: Any
    ) -> Decision | None:
        """Like `decide`, but only if the last decision on the event is still number `head` (0: none), and that on an event to be merged
        into it `other_head`; None if either is not."""
        with self.store.writing() as connection:
            seen = {event: head}
            if (other := _merged_by(kind, more)) is not None:
                seen[other] = other_head
            heads = heads_of(connection, list(seen))
            if any(heads.get(one, 0) != number for one, number in seen.items()):
                return None
            self._check_free(connection, person, event, kind, more)
            return self.record(connection, person, event, kind, more)

    def _check_free(self, connection: Connection, person: str, event: str, kind: Kind, more: Mapping[str, Any]) -> None:
        """Whether a person may decide on an event, and on one that would be merged into it. Raises CodedTwice."""
        for one in (event, _merged_by(kind, more)):
            if one is not None:
                check_free(connection, self.settings.review.double, person, one, kind)

    def decide_together(
        self, person: str, event: str, head: int, wishes: Sequence[tuple[Kind, Mapping[str, Any]]]
    ) -> list[Decision] | None:
        """Several decisions on one event, all of them or none, under the condition of `decide_if_unchanged`; None if it is not met."""
        with self.store.writing() as connection:
            if heads_of(connection, [event]).get(event, 0) != head:
                return None
            for kind, _ in wishes:
                check_free(connection, self.settings.review.double, person, event, kind)
            return [self.record(connection, person, event, kind, dict(more)) for kind, more in wishes]

    def record(self, connection: Connection, person: str, event: str, kind: Kind, more: dict[str, Any]) -> Decision:
        """Put a decision into the log within a writing transaction, whoever else has to agree; `decide` asks for that."""
        if kind == "correct" and more.get("field") in FIGURES:
            more["old"] = self._figure(connection, event, more["field"])
        entry = decide(connection, person=person, event=event, kind=kind, **more)
        if kind in ("accept", "reject") and state_of(connection, event, 0) == "differ":
            set_state(connection, event, "adjudicated")
        if kind in MOVING:
            touched = {event, *(v["event"] for v in (entry.old, entry.new) if isinstance(v, dict) and "event" in v)}
            if entry.undoes is not None:
                touched |= events_touched(connection, entry.undoes)
            refresh(connection, sorted(touched), self.codebook)
        return entry

    def join_names(
        self, person: str, register: Register, kept: str, others: Sequence[str], why: str | None = None
    ) -> list[Decision]:
        """Record that other actors or places (by their ids) are the one of the id `kept`, for all reports that there are and that come.

        Raises ValueError, with a sentence, for what cannot be. Raises StoreError.
        """
        with self.store.writing() as connection:
            made = join_names(connection, person=person, register=register, kept=kept, others=others, why=why)
            self._refresh_named(connection, made[-1])
            return made

    def part_names(self, person: str, number: int, why: str | None = None) -> Decision:
        """Record that a join is taken back. Raises ValueError, with a sentence, for what is none. Raises StoreError."""
        with self.store.writing() as connection:
            made = part_names(connection, person=person, number=number, why=why)
            self._refresh_named(connection, made)
            return made

    def _refresh_named(self, connection: Connection, entry: Decision) -> None:
        """Bring events up to date whose columns hold a name that was joined or parted: of actors they hold none."""
        register, events = events_concerned(connection, entry.number)
        if register == "place":
            refresh(connection, events, self.codebook)

    def _figure(self, connection: Connection, event: str, of: str) -> dict[str, int | None] | None:
        """How many, before a correction."""
        found = next(self.told(connection, [event]), None)
        return figure_as_stored(next((q for q in found[0].quantities if q.of == of), None)) if found else None

    def event(self, event_id: str) -> tuple[Event, str] | None:
        """One stored event with its review state; None if there is none, or it was merged into another."""
        found = list(self.these_events([event_id]))
        return found[0] if found else None

    def problems(self, *, mapped: bool = False) -> Iterator[str]:
        """A sentence for everything in the store and the archive that is not as it was added and decided; `mapped` is that of
        `store.problems_of`."""
        yield from problems_of(self.store, self.archive, mapped=mapped)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def _not_coded(report: NotCoded) -> Refusal:
    """Why a report was kept and not coded."""
    if report.language is None:
        return Refusal("said", words=report.why)
    return Refusal("other_language", report=report.report, language=report.language, known=", ".join(SUPPORTED))


def _merged_by(kind: Kind, more: Mapping[str, Any]) -> str | None:
    """The event that a decision would merge into another."""
    new = more.get("new")
    return str(new["event"]) if kind == "merge" and isinstance(new, Mapping) and new.get("event") else None


def _earlier(report: Report, versions: dict[str, str]) -> str | None:
    """The first report at the same address; None if that is this one, which later ones of the batch will then find."""
    if report.url is None:
        return None
    first = versions.setdefault(report.url, report.id)
    return first if first != report.id else None


def _sorted_out(
    connection: Connection, batch: list[Report], done: Added
) -> tuple[list[Report], list[tuple[Report, str]]]:
    """Reports to be coded, and copies each with the report that it repeats; the rest is counted."""
    by_id, by_text = known(connection, batch)
    new: list[Report] = []
    copies: list[tuple[Report, str]] = []
    for report in batch:
        digest = text_sha256(report.text)
        if not was_read(report.id):
            done.refused = (
                *done.refused,
                Refusal("published_id", report=report.id),
            )
        elif report.id in by_id:
            if by_id[report.id] == digest:
                done.there_before += 1
            else:
                done.refused = (
                    *done.refused,
                    Refusal("other_text", report=report.id),
                )
        elif digest in by_text:
            copies.append((report, by_text[digest]))
            by_id[report.id] = digest
        else:
            new.append(report)
            by_id[report.id] = digest
            by_text[digest] = report.id
    return new, copies


def _without_near_copies(
    connection: Connection, reports: list[Report], bands: Mapping[str, Sequence[int]]
) -> tuple[list[Report], list[tuple[Report, str]]]:
    """Reports of their own, and those that repeat a stored one or an earlier one of the batch but for small changes."""
    own: list[Report] = []
    copies: list[tuple[Report, str]] = []
    holding: dict[int, list[Report]] = {}
    for report in reports:
        keys = bands[report.id]
        like = {r.id: r.text for key in keys for r in holding.get(key, ())} | (
            like_texts(connection, keys) if keys else {}
        )
        first = next((other for other, text in like.items() if is_near_copy(report.text, text)), None)
        if first is not None:
            copies.append((report, first))
            continue
        own.append(report)
        for key in keys:
            holding.setdefault(key, []).append(report)
    return own, copies


def create_observatory(folder: Path, name: str | None = None) -> Observatory:
    """Make an observatory in a folder, which may be there already. Raises SettingsError if it holds one, or cannot be written."""
    if (folder / FILE).exists():
        raise SettingsError(f"{folder} is an observatory already.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(first_settings(name or folder.absolute().name), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{folder} could not be made an observatory ({error.strerror}).") from error
    return open_observatory(folder)


def open_observatory(inside: Path) -> Observatory:
    """The observatory that a folder is in. Raises SettingsError or StoreError."""
    folder = find_folder(inside)
    settings = read_settings(folder)
    return Observatory(folder, settings, open_store(database_url(folder, settings)))


def database_url(folder: Path, settings: Settings) -> str:
    """The database's address, a relative SQLite file taken from the observatory's folder."""
    try:
        url = make_url(settings.database)
    except Exception as error:
        raise SettingsError(
            f"{folder / FILE}: the key 'database' is no address of a database; write sqlite:///FILE or postgresql://HOST/NAME."
        ) from error
    if url.drivername == "sqlite" and url.database:
        url = url.set(database=str(folder.absolute() / url.database))
    return url.render_as_string(hide_password=False)

"""Reports that somebody hands in by a form: read, coded and stored one lot after the other, while the store knows how far each is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from almenara.model import Report
from almenara.observatory import Added, Observatory
from almenara.observatory.jobs import Progress, announced, carried_out, counts_of
from almenara.read import ReadFailure, read
from almenara.read.source import ENDINGS
from almenara.store import StoreError

#: Lots that wait or run at once.
MOST_WAITING = 8
#: Reports of one lot; larger ones are for `almenara add`.
MOST_REPORTS = 2000
#: Of what a lot's page shows: reports whose events it lists, and failures.
MOST_LISTED, MOST_PROBLEMS = 100, 100


@dataclass
class _Lot:
    """What somebody handed in, as it is worked off."""

    name: str
    given: bytes | Report
    progress: Progress
    added: Added = field(default_factory=Added)
    reports: list[str] = field(default_factory=list)
    failures: list[ReadFailure] = field(default_factory=list)
    more_failures: int = 0
    cut: bool = False

    def details(self) -> dict[str, Any]:
        """What its page shows beside numbers, as the store keeps it: failures by what their sentences are made of, so that each reader has
        them in their language."""
        reasons = [*self.added.not_coded, *self.added.refused][: max(0, MOST_PROBLEMS - len(self.failures))]
        return {
            "reports": self.reports[:MOST_LISTED],
            "failures": [astuple(failure) for failure in self.failures],
            "reasons": [why.plain() for why in reasons],
            "cut": self.cut,
        }


class Jobs:
    """The lots of one server, worked off one after the other: coding keeps a processor busy, and the store takes one writer."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._worker = ThreadPoolExecutor(1, "lots")
        self._waiting = 0
        self._lock = Lock()

    def begin(self, person: str, name: str, given: bytes | Report) -> int | None:
        """Take in a file's bytes, or one report; the job's number, None if too many lots wait already. Raises StoreError."""
        with self._lock:
            if self._waiting >= MOST_WAITING:
                return None
            self._waiting += 1
        try:
            progress = announced(self._observatory.store, "lot", name, person, waiting=True)
        except StoreError:
            self._one_less()
            raise
        self._worker.submit(self._work, _Lot(name, given, progress))
        return progress.number

    def end(self) -> None:
        """Take no more in, and wait until what was taken in is done."""
        self._worker.shutdown()

    def _one_less(self) -> None:
        with self._lock:
            self._waiting -= 1

    def _work(self, lot: _Lot) -> None:
        try:
            # What the store has to say is said on the lot's page; what a reader met that it was not made for goes to the server's log, too.
            with suppress(StoreError), carried_out(lot.progress):
                try:
                    self._add(lot)
                finally:
                    lot.progress.counts = counts_of(lot.added, len(lot.failures) + lot.more_failures)
                    lot.progress.details = lot.details()
        finally:
            self._one_less()

    def _add(self, lot: _Lot) -> None:
        progress = lot.progress
        if isinstance(lot.given, Report):
            progress.total = 1
            lot.reports.append(lot.given.id)
            self._observatory.add([lot.given], progress.advance, done=lot.added)
            return
        # The file must be there until its last reports are stored: the archive reads it again.
        with tempfile.TemporaryDirectory() as folder:
            self._observatory.add(self._reports(lot, lot.given, Path(folder)), progress.advance, done=lot.added)

    def _reports(self, lot: _Lot, data: bytes, folder: Path) -> Iterator[Report]:
        """The reports of a file by the same readers as on the command line; of its name only a known ending is used."""
        ending = next((e for e in ENDINGS if lot.name.lower().endswith(e)), "")
        path = folder / f"handed-in{ending}"
        path.write_bytes(data)
        for found in read(path, limits=self._observatory.settings.reading):
            if isinstance(found, ReadFailure):
                if len(lot.failures) < MOST_PROBLEMS:
                    # Nobody needs to see where the server keeps what it reads.
                    lot.failures.append(replace(found, where=found.where.replace(str(path), lot.name)))
                else:
                    lot.more_failures += 1
                continue
            if len(lot.reports) == MOST_REPORTS:
                lot.cut = True
                return
            lot.reports.append(found.id)
            yield found

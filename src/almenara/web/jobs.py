"""Reports that somebody hands in by a form: read, coded and stored one lot after the other, while its page says how far it is."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from almenara.model import Report
from almenara.observatory import Added, Observatory
from almenara.read import ReadFailure, read
from almenara.read.source import ENDINGS
from almenara.store import StoreError

#: Lots that wait or run at once, and lots that are remembered.
MOST_WAITING, MOST_KEPT = 8, 50
#: Reports of one lot; larger ones are for `almenara add`.
MOST_REPORTS = 2000
#: Failures that are kept of one lot.
MOST_PROBLEMS = 100


@dataclass
class Lot:
    """What somebody handed in, and what became of it. `state` is waiting, running, done or failed; it is set last, when all
    else is."""

    id: str
    person: str
    name: str
    state: str = "waiting"
    added: Added = field(default_factory=Added)
    read: int = 0
    reports: list[str] = field(default_factory=list)
    failures: list[ReadFailure] = field(default_factory=list)
    more_failures: int = 0
    cut: bool = False
    error: Exception | None = None


class Jobs:
    """The lots of one server, worked off one after the other: coding keeps a processor busy, and the store takes one writer."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._worker = ThreadPoolExecutor(1, "lots")
        self._lots: dict[str, Lot] = {}
        self._lock = Lock()

    def get(self, lot: str) -> Lot | None:
        """A lot by its id."""
        return self._lots.get(lot)

    def begin(self, person: str, name: str, given: bytes | Report) -> Lot | None:
        """Take in a file's bytes, or one report; None if too many lots wait already."""
        with self._lock:
            if sum(lot.state in ("waiting", "running") for lot in self._lots.values()) >= MOST_WAITING:
                return None
            lot = Lot(secrets.token_urlsafe(12), person, name)
            self._lots[lot.id] = lot
            ended = [key for key, one in self._lots.items() if one.state in ("done", "failed")]
            for key in ended[: max(0, len(self._lots) - MOST_KEPT)]:
                del self._lots[key]
        self._worker.submit(self._work, lot, given)
        return lot

    def end(self) -> None:
        """Take no more in, and wait until what was taken in is done."""
        self._worker.shutdown()

    def _work(self, lot: Lot, given: bytes | Report) -> None:
        lot.state = "running"
        try:
            if isinstance(given, Report):
                lot.reports.append(given.id)
                lot.read = 1
                self._observatory.add([given], done=lot.added)
            else:
                # The file must be there until its last reports are stored: the archive reads it again.
                with tempfile.TemporaryDirectory() as folder:
                    self._observatory.add(self._reports(lot, given, Path(folder)), done=lot.added)
            lot.state = "done"
        except StoreError as error:
            lot.error, lot.state = error, "failed"
        except Exception as error:
            # Whatever a file did to a reader: the lot says so, the worker goes on, and the server's log has the rest.
            lot.error, lot.state = error, "failed"
            raise

    def _reports(self, lot: Lot, data: bytes, folder: Path) -> Iterator[Report]:
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
            if lot.read == MOST_REPORTS:
                lot.cut = True
                return
            lot.read += 1
            lot.reports.append(found.id)
            yield found

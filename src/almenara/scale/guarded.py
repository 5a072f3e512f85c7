"""Coding in a process that may die: which report kills it is found by halving, set apart, and all others are coded."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from almenara.model import Report
from almenara.model.json_line import json_line
from almenara.scale.coded_row import CodedRow
from almenara.scale.coding_process import receive, send

#: Reports that a process is given at once: enough to parse in common batches.
BATCH = 256
#: Seconds in which a process must have loaded its models; a busy machine takes some of them.
LOADING = 600
#: Seconds that the reports of a batch may take each, on average, before the process counts as stuck.
PATIENCE = 20.0
#: Characters of a quarantined text that are shown.
SHOWN = 200


class NoCoder(Exception):
    """No process could be started that codes; the message says why."""


class _Lost(Exception):
    """A batch was not coded: the process died, hung or raised an error."""


class GuardedCoder:
    """One coding process, started when first needed and anew when it died.

    `opener` names a function as `module:function` that makes of `argument` what codes a list of reports.
    """

    def __init__(self, opener: str, argument: object, patience: float = PATIENCE) -> None:
        self._start = (opener, argument)
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def code(self, reports: Iterable[Report]) -> Iterator[CodedRow]:
        """The rows of all reports in their order; a report that cannot be coded yields one of kind `quarantined`."""
        stream = iter(reports)
        while batch := list(islice(stream, BATCH)):
            for rows in self._isolated(batch):
                yield from rows

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()

    def _isolated(self, batch: Sequence[Report]) -> list[list[CodedRow]]:
        try:
            return self._tried(batch)
        except _Lost as lost:
            if len(batch) > 1:
                middle = len(batch) // 2
                return self._isolated(batch[:middle]) + self._isolated(batch[middle:])
            why = str(lost)
        try:
            # Once more, alone in a fresh process: what died by its neighbours' doing deserves it.
            self.close()
            return self._tried(batch)
        except _Lost:
            return [[_quarantined(batch[0], why)]]

    def _tried(self, batch: Sequence[Report]) -> list[list[CodedRow]]:
        process = self._process or self._started()
        try:
            send(_open(process.stdin), list(batch))
        except OSError as error:
            raise _Lost(self._died()) from error
        kind, answer = self._answer(process, self._patience * len(batch))
        if kind != "coded":
            raise _Lost(str(answer))
        found: list[list[CodedRow]] = answer
        return found

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> tuple[str, Any]:
        stream = _open(process.stdout)
        if not select.select([stream], [], [], seconds)[0]:
            self.close()
            raise _Lost(f"it took more than {seconds:g} seconds")
        try:
            kind, answer = receive(stream)
        except (EOFError, OSError) as error:
            raise _Lost(self._died()) from error
        return kind, answer

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "almenara.scale.coding_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Spark's workers put folders of the driver's on their path; the process must find the same code.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        self._process = process
        try:
            send(_open(process.stdin), self._start)
            kind, answer = self._answer(process, LOADING)
        except (_Lost, OSError) as error:
            self.close()
            raise NoCoder(f"The process that codes could not be started: {error}.") from error
        if kind != "ready":
            self.close()
            raise NoCoder(f"The process that codes could not be started: {answer}")
        return process

    def _died(self) -> str:
        """How the process ended, in words; it is gone then."""
        process = self._process
        if process is None:
            return "the process that coded it died"
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        status = process.returncode
        self.close()
        if status is not None and status < 0:
            return f"the process that coded it died of signal {-status} ({signal.strsignal(-status)})"
        return f"the process that coded it ended with status {status}"


def _open(stream: Any) -> Any:
    assert stream is not None
    return stream


def _quarantined(report: Report, why: str) -> CodedRow:
    row = {"report": report.id, "why": why, "length": len(report.text), "text": report.text[:SHOWN]}
    return CodedRow("quarantined", report.id, row=json_line(row))

"""Coders that die, hang, fail or kill the worker beside them when a report says so; otherwise they count its words."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from almenara.model import Report
from almenara.scale.coded_row import CodedRow


def open_counting(argument: object) -> Callable[[Sequence[Report]], list[list[CodedRow]]]:
    """`argument` may be a folder: a report with KILL THE WORKER kills the asking process once, as the folder then remembers."""

    def code(reports: Sequence[Report]) -> list[list[CodedRow]]:
        return [
            [CodedRow("report", report.id, row=json.dumps({"words": _words(report, argument)}))] for report in reports
        ]

    return code


def _words(report: Report, argument: object) -> int:
    if "KILL THE PROCESS" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in report.text:
        time.sleep(3600)
    if "FAIL" in report.text:
        raise ArithmeticError("no such words")
    if "KILL THE WORKER" in report.text:
        mark = Path(report.title or "") / "killed"
        if not mark.exists():
            mark.write_text(str(os.getppid()), encoding="utf-8")
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(3600)
    return len(report.text.split())


def open_nothing(argument: object) -> Callable[[Sequence[Report]], list[list[CodedRow]]]:
    raise FileNotFoundError("the model is not installed here")

"""Speed: the main job against plain parsing of the same texts, each in a process of its own.

Two sets: repeated sample reports, whose every sentence is about events, and a stream in which one report in ten is one of them
and nine are ordinary news (`ordinary/`, written for this project). Seconds are of the processor (one process, one thread at work), so that a busy machine does not change the ratio.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from itertools import cycle, groupby
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.coder import Coder, code_mentions, code_totals, make_coder
from almenara.language import annotate, make_reader
from almenara.model import Report
from almenara.pipeline import Pipeline
from almenara.read import read
from almenara.samples import PLACES, REPORTS

#: Rounds over the samples that give about a thousand reports; ask for more with --repeat.
ROUNDS = 30
#: Ordinary reports for each that tells of an event.
ORDINARY_FOR_EACH = 9
#: Parts in which the main job and its coding alone take turns.
SHARE_TURNS = 4
#: Main job and plain parsing take turns, so many each.
TURNS = 3


def speed_figures(rounds: int = ROUNDS) -> Iterator[Figure]:
    """Start-up seconds, reports a second, peak memory, and the ratio to plain parsing, all of this run."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "almenara.bench.speed", "start"], check=True, capture_output=True)
    yield Figure("samples", "start-up to the first row", time.perf_counter() - started, 1, unit="s", wanted=2.0)
    # In turns, so that whatever else the machine does meets both alike.
    turns = [(_measure("job", part), _measure("plain", part)) for part in _parts(rounds)]
    job, plain = _together(j for j, _ in turns), _together(p for _, p in turns)
    size = int(job["reports"])
    yield Figure("samples", "main job", job["reports"] / job["seconds"], size, unit="reports/s")
    yield Figure(
        "samples", "plain parsing of the same texts", plain["reports"] / plain["seconds"], size, unit="reports/s"
    )
    yield Figure(
        "samples", "main job against plain parsing", plain["seconds"] / job["seconds"], size, unit="times", wanted=1.0
    )
    stream = [(_measure("stream", part), _measure("plain_stream", part)) for part in _parts(rounds // 5)]
    job_on_stream, plain_on_stream = _together(j for j, _ in stream), _together(p for _, p in stream)
    size = int(job_on_stream["reports"])
    yield Figure("stream", "main job", size / job_on_stream["seconds"], size, unit="reports/s")
    ratio = plain_on_stream["seconds"] / job_on_stream["seconds"]
    yield Figure("stream", "main job against plain parsing", ratio, size, unit="times", wanted=8.0)
    for data, measured in (("samples", job), ("stream", job_on_stream)):
        share = 1 - measured["coding"] / measured["seconds"]
        yield Figure(data, "share of the time that places and dates take", share, int(measured["reports"]), wanted=0.15)
    yield Figure("stream", "peak memory of the main job", job_on_stream["megabytes"], size, unit="MB", wanted=1024.0)
    yield Figure("samples", "peak memory of the main job", job["megabytes"], size, unit="MB", wanted=1024.0)
    yield Figure("samples", "peak memory of plain parsing", plain["megabytes"], size, unit="MB")


def _parts(rounds: int) -> list[int]:
    """The rounds in TURNS nearly equal parts."""
    return [n for n in (rounds // TURNS + (turn < rounds % TURNS) for turn in range(TURNS)) if n]


def _together(turns: Iterable[dict[str, float]]) -> dict[str, float]:
    """Reports and seconds of all turns added up, and the largest memory of any."""
    measured = list(turns)
    return {
        "reports": sum(one["reports"] for one in measured),
        "seconds": sum(one["seconds"] for one in measured),
        "coding": sum(one["coding"] for one in measured),
        "megabytes": max(one["megabytes"] for one in measured),
    }


def _measure(what: str, rounds: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "almenara.bench.speed", what, str(rounds)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _samples(rounds: int) -> list[Report]:
    return sorted((r for r in read(REPORTS) if isinstance(r, Report)), key=lambda r: r.language or "") * rounds


def _stream(rounds: int) -> list[Report]:
    """Each sample report followed by nine ordinary ones of its language, which take turns."""
    ordinary = {language: cycle(ordinary_reports(language)) for language in ("en", "es")}
    return [
        report
        for sample in _samples(rounds)
        for report in (sample, *(next(ordinary[sample.language or "en"]) for _ in range(ORDINARY_FOR_EACH)))
    ]


def ordinary_reports(language: str) -> list[Report]:
    """News of everyday life in which nothing is to be coded."""
    text = (files("almenara.bench") / "ordinary" / f"{language}.txt").read_text(encoding="utf-8")
    return [
        Report(f"ordinary-{language}-{number}", part, language=language, published=date(2025, 3, 5))
        for number, part in enumerate(text.split("\n%\n"), 1)
    ]


def _job(reports: Sequence[Report]) -> int:
    pipeline = Pipeline(load_codebook(), places=(PLACES,))
    reports = sorted(reports, key=lambda r: r.language or "")
    for _ in pipeline.code({r.id: r for r in reports}.values()):
        pass
    coders = {x: make_coder(pipeline.codebook, make_reader(pipeline.codebook, x)) for x in ("en", "es")}
    _without_resolving(reports[:: len(reports) // ROUNDS + 1], coders)
    seconds = coding = 0.0
    count = 0
    # In turns, now one first and now the other, so that whatever else the machine does meets both alike.
    for turn in range(SHARE_TURNS):
        part = reports[turn::SHARE_TURNS]
        if turn % 2:
            coding += _without_resolving(part, coders)
        started = time.process_time()
        count += sum(1 for _ in pipeline.code(part))
        seconds += time.process_time() - started
        if not turn % 2:
            coding += _without_resolving(part, coders)
    return _say(count, seconds, coding)


def _without_resolving(reports: Sequence[Report], coders: Mapping[str, Coder]) -> float:
    """Seconds that finding the events and totals alone takes: the main job less its places, dates and actors."""
    started = time.process_time()
    for language, group in groupby(reports, key=lambda r: r.language or "en"):
        batch = list(group)
        for report, annotated in zip(batch, annotate(batch, coders[language].reader), strict=True):
            code_mentions(report, annotated, coders[language])
            code_totals(report, annotated, lambda start, end: (), coders[language])
    return time.process_time() - started


def _plain(reports: Sequence[Report]) -> int:
    from almenara.language.parse import BATCH, load_model

    # The model as it comes, all of its parts: what whoever calls the parser on whole texts gets.
    models = {language: load_model(language) for language in ("en", "es")}
    reports = sorted(reports, key=lambda r: r.language or "")
    for language, group in groupby(reports, key=lambda r: r.language or "en"):
        models[language](next(group).text)
    started = time.process_time()
    count = 0
    for language, group in groupby(reports, key=lambda r: r.language or "en"):
        count += sum(1 for _ in models[language].pipe((r.text for r in group), batch_size=BATCH))
    return _say(count, time.process_time() - started)


def _say(count: int, seconds: float, coding: float = 0.0) -> int:
    measured = {"reports": count, "seconds": seconds, "coding": coding, "megabytes": _peak_megabytes()}
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


def _peak_megabytes() -> float:
    """The process's largest resident memory; on Linux its own, not what it was forked from."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def _start() -> int:
    report = next(r for r in _samples(1) if r.language == "en")
    next(iter(Pipeline(load_codebook()).code([report])))
    return 0


if __name__ == "__main__":
    what, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    jobs = {
        "job": lambda: _job(_samples(rounds)),
        "plain": lambda: _plain(_samples(rounds)),
        "stream": lambda: _job(_stream(rounds)),
        "plain_stream": lambda: _plain(_stream(rounds)),
        "start": _start,
    }
    sys.exit(jobs[what]())

"""Speed: the main job on repeated sample reports against plain parsing of the same texts, each in a process of its own.

Seconds are of the processor (one process, one thread at work), so that a busy machine does not change the ratio.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.model import Report
from almenara.read import read
from almenara.samples import PLACES, REPORTS

#: Rounds over the samples that give about a thousand reports; ask for more with --repeat.
ROUNDS = 30
#: Main job and plain parsing take turns, so many each.
TURNS = 3


def speed_figures(rounds: int = ROUNDS) -> Iterator[Figure]:
    """Start-up seconds, reports a second, peak memory, and the ratio to plain parsing, all of this run."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "almenara.bench.speed", "start"], check=True, capture_output=True)
    yield Figure("samples", "start-up to the first row", time.perf_counter() - started, 1, unit="s", wanted=3.0)
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
        "megabytes": max(one["megabytes"] for one in measured),
    }


def _measure(what: str, rounds: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "almenara.bench.speed", what, str(rounds)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _reports(rounds: int) -> list[Report]:
    samples = sorted((r for r in read(REPORTS) if isinstance(r, Report)), key=lambda r: r.language or "")
    return samples * rounds


def _job(rounds: int) -> int:
    from almenara.codebook import load_codebook
    from almenara.pipeline import Pipeline

    pipeline = Pipeline(load_codebook(), places=(PLACES,))
    for _ in pipeline.code(_reports(1)):
        pass
    started = time.process_time()
    count = sum(1 for _ in pipeline.code(sorted(_reports(rounds), key=lambda r: r.language or "")))
    return _say(count, started)


def _plain(rounds: int) -> int:
    from almenara.language.parse import BATCH, load_model

    # The model as it comes, all of its parts: what whoever calls the parser on whole texts gets.
    models = {language: load_model(language) for language in ("en", "es")}
    reports = sorted(_reports(rounds), key=lambda r: r.language or "")
    for language, group in groupby(_reports(1), key=lambda r: r.language or "en"):
        models[language](next(group).text)
    started = time.process_time()
    count = 0
    for language, group in groupby(reports, key=lambda r: r.language or "en"):
        count += sum(1 for _ in models[language].pipe((r.text for r in group), batch_size=BATCH))
    return _say(count, started)


def _say(count: int, started: float) -> int:
    seconds = time.process_time() - started
    megabytes = _peak_megabytes()
    sys.stdout.write(json.dumps({"reports": count, "seconds": seconds, "megabytes": megabytes}) + "\n")
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
    from almenara.codebook import load_codebook
    from almenara.pipeline import Pipeline

    report = next(r for r in _reports(1) if r.language == "en")
    next(iter(Pipeline(load_codebook()).code([report])))
    return 0


if __name__ == "__main__":
    what, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.exit({"job": lambda: _job(rounds), "plain": lambda: _plain(rounds), "start": _start}[what]())

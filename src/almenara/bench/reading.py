"""Reading: reports per second by format against the underlying library alone, and the search for near-copies among many.

The library alone does what everybody has to do with it to hold the same fields: id, text, title, language, day, outlet and address of each
report as Python values, the day as a date, in a tuple. It looks for nothing that is wrong, keeps no original, tells no repeated report.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from almenara.bench.figure import Figure
from almenara.model import Report
from almenara.read import bands_of, is_near_copy, read

#: Reports in each format's file; of formats that take microseconds a report so many that opening the file counts for little.
REPORTS, ROWS = 300, 5_000
#: PDFs, which take longer to make.
_PDFS = 60
#: Rounds; the fastest counts, for ours and for the library alone, one after the other.
ROUNDS = 5
#: Share of runs of words that a reprint keeps.
SHARED = 0.9
#: Syllables of made-up words, some of them with an accent, as in Spanish.
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "os", "ó")]


def reading_figures(reprints: int) -> Iterator[Figure]:
    """Each format's ratio, then near-copies among `reprints` generated reports, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name, alone in _FORMATS.items():
            path = Path(folder) / name
            made = _write(path)
            theirs = ours = float("inf")
            for _ in range(ROUNDS):
                theirs = min(theirs, _seconds(lambda a=alone, p=path: a(p)))  # type: ignore[misc]
                ours = min(ours, _seconds(lambda p=path: _ours(p)))  # type: ignore[misc]
            yield Figure(
                f"reading {name.rpartition('.')[2]}",
                "share of the library's own speed",
                theirs / ours,
                made,
                rival="the library alone 1",
                wanted=0.8,
            )
            yield Figure(f"reading {name.rpartition('.')[2]}", "reports a second", made / ours, made, unit="/s")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield from pool.submit(_near_copies, reprints).result()


def _seconds(action: Callable[[], object]) -> float:
    """The processor's, so that other work on the machine counts for less."""
    began = process_time()
    action()
    return process_time() - began


def _ours(path: Path) -> None:
    assert all(isinstance(found, Report) for found in read(path))


def _text(random: Random, words: int = 300) -> str:
    made = ["".join(random.choices(_SYLLABLES, k=random.randint(1, 4))) for _ in range(words)]
    sentences = [" ".join(made[n : n + 15]).capitalize() + "." for n in range(0, words, 15)]
    return "\n\n".join(" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))


def _page(title: str, text: str) -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return (
        f'<!doctype html><html lang="es"><head><title>{title}</title><meta property="article:published_time" content="2024-06-04T08:00:00Z">'
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article><footer>{menu}</footer></body></html>"
    ).encode()


def _write(path: Path) -> int:
    """A file (or folder, for formats of one report a file) of generated reports; how many."""
    random = Random(7)  # noqa: S311
    kind = path.name.rpartition(".")[2]
    number = ROWS if kind in ("jsonl", "csv", "parquet") else REPORTS
    day = date(2024, 1, 1)
    rows = [
        {
            "id": str(n),
            "title": f"Título {n}",
            "text": _text(random),
            "language": "es",
            "published": (day + timedelta(days=n % 300)).isoformat(),
            "source": f"Diario {n % 40}",
            "url": f"https://diario{n % 40}.example/{n}",
        }
        for n in range(number)
    ]
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    elif kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    elif kind == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as parquet

        table = pa.Table.from_pylist([{**row, "published": date.fromisoformat(row["published"])} for row in rows])
        parquet.write_table(table, path)
    elif kind == "rss":
        items = "".join(f"<item><title>{r['title']}</title><description>{r['text']}</description></item>" for r in rows)
        path.write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>',
            encoding="utf-8",
        )
    elif kind == "pdfs":
        import typst

        path.mkdir()
        for n, row in enumerate(rows[:_PDFS]):
            (path / f"{n}.pdf").write_bytes(typst.compile(row["text"].encode()))
        return _PDFS
    elif kind == "warc":
        path.write_bytes(b"".join(_record(n, _page(r["title"], r["text"])) for n, r in enumerate(rows)))
    else:
        path.mkdir()
        for n, row in enumerate(rows):
            (path / f"{n}.html").write_bytes(_page(row["title"], row["text"]))
    return number


def _record(number: int, page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-06-04T10:00:00Z\r\n"
        f"WARC-Target-URI: https://a.example/{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _extract(data: bytes, url: str | None = None) -> None:
    import trafilatura

    trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False, favor_precision=True)


def _pages_alone(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        _extract(path.read_bytes())


def _fields(row: dict[str, Any], day: date) -> tuple[object, ...]:
    return row["id"], row["text"], row["title"], row["language"], day, row["source"], row["url"]


def _lines_alone(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            row = json.loads(line)
            _fields(row, date.fromisoformat(row["published"]))


def _csv_alone(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _fields(row, date.fromisoformat(row["published"]))


def _parquet_alone(path: Path) -> None:
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(path).iter_batches(batch_size=1000):
        for row in batch.to_pylist():
            _fields(row, row["published"])


def _feed_alone(path: Path) -> None:
    import feedparser

    feedparser.parse(path.read_bytes())


def _archive_alone(path: Path) -> None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as file:
        for record in ArchiveIterator(io.BytesIO(file.read()), record_types=WarcRecordType.response):
            _extract(record.reader.read(), record.headers.get("WARC-Target-URI"))


def _pdfs_alone(folder: Path) -> None:
    import pypdfium2

    for path in sorted(folder.iterdir()):
        document = pypdfium2.PdfDocument(path.read_bytes())
        for page in document:
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
        document.close()


#: What is read by format, and how fast the library alone does it.
_FORMATS: dict[str, Callable[[Path], None]] = {
    "pages.html": _pages_alone,
    "archive.warc": _archive_alone,
    "folder.pdfs": _pdfs_alone,
    "feed.rss": _feed_alone,
    "lines.jsonl": _lines_alone,
    "table.csv": _csv_alone,
    "table.parquet": _parquet_alone,
}


def _near_copies(size: int) -> list[Figure]:
    """One report in ten is a reprint of an earlier one that keeps nine in ten of its runs of words, in a banded index of all."""
    random = Random(11)  # noqa: S311
    index: dict[int, list[int]] = {}
    texts: list[str] = []
    wanted = found = wrong = 0
    spent = 0.0
    for number in range(size):
        of = random.randrange(number) if number > 9 and number % 10 == 0 else None
        text = _text(random, 120) if of is None else _reprinted(texts[of], random)
        began = perf_counter()
        keys = bands_of(text)
        like = {other for key in keys for other in index.get(key, ())}
        copies = {other for other in like if is_near_copy(text, texts[other])}
        for key in keys:
            index.setdefault(key, []).append(number)
        spent += perf_counter() - began
        texts.append(text)
        if of is not None:
            wanted += 1
            found += of in copies
        wrong += of is None and bool(copies)
    memory = _peak_mebibytes()
    name = f"{size:,} generated reports"
    return [
        Figure(name, "near-copies found that share nine runs in ten", found / max(wanted, 1), wanted, wanted=0.98),
        Figure(name, "reports wrongly taken for copies", wrong / size, size),
        Figure(name, "time of the search (at most)", spent, size, wanted=60, unit="s"),
        Figure(name, "memory of the process, texts and index (at most)", memory, size, wanted=1024, unit="MiB"),
    ]


def _peak_mebibytes() -> float:
    """The most memory that this process has held; `ru_maxrss` would count its parent's on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _reprinted(text: str, random: Random) -> str:
    """Words at the end replaced, so that nine runs in ten are shared."""
    words = text.split(" ")
    kept = round(len(words) * SHARED)
    return " ".join(words[:kept] + _text(random, len(words) - kept).split(" "))

"""Which reader a source needs: a file by its ending, a folder or pattern file by file, `-` by its first character."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from glob import glob, has_magic
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from almenara.model import OriginalFile, Report
from almenara.read.encoding import printable
from almenara.read.failure import ReadFailure
from almenara.read.feed import is_json_feed, read_feed, read_json_feed
from almenara.read.json_lines import Line, lines_of, read_json_lines
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.mail import read_mail
from almenara.read.original import with_original
from almenara.read.pdf import read_pdf
from almenara.read.plain_text import Dateline, read_plain_text, too_large
from almenara.read.spreadsheet import read_csv, read_excel, read_parquet
from almenara.read.web_archive import read_web_archive
from almenara.read.web_page import is_web_page, read_web_page
from almenara.read.zipped import read_zip

TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
JSON_LINES_ENDINGS = (".jsonl", ".ndjson")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
FEED_ENDINGS = (".rss", ".atom", ".xml")
WEB_ARCHIVE_ENDINGS = (".warc", ".warc.gz")
OTHER_ENDINGS = (".json", ".pdf", ".eml", ".csv", ".tsv", ".xlsx", ".parquet", ".zip")
ENDINGS = TEXT_ENDINGS + JSON_LINES_ENDINGS + PAGE_ENDINGS + FEED_ENDINGS + WEB_ARCHIVE_ENDINGS + OTHER_ENDINGS
STANDARD_INPUT = "-"
#: Characters of a name that cannot be a file's which a sentence quotes.
_LONGEST_QUOTE = 60
#: Bytes that common file systems allow for one name.
_LONGEST_NAME = 255
#: Bytes that are read of a file at once: lines of a few kilobytes would ask for each few of themselves.
_BUFFER = 256 * 1024
#: A mark of UTF-8, and white space.
_BEFORE_JSON = b"\xef\xbb\xbf \t"


@dataclass(frozen=True, slots=True)
class _How:
    """What the caller says about the sources."""

    dateline: Dateline | None
    columns: Mapping[str, str]
    limits: ReadingLimits


def read(
    source: str | Path,
    *,
    dateline: Dateline | None = None,
    columns: Mapping[str, str] | None = None,
    limits: ReadingLimits = USUAL_LIMITS,
) -> Iterator[Report | ReadFailure]:
    """Reports of a file, folder, pattern or `-` (standard input), in order, and what could not be read, in its place.

    A file's ending tells its format (docs/reading.md); one without a known ending is told by its first bytes, else it is one report of
    plain text. Of a folder the files with a known ending are read, in sub-folders too, but none whose name begins with a dot. A failure that only
    qualifies a report (`is_warning`) comes right before the report itself. Nothing is raised for bad input.

    `dateline` may find the day of publication in a text file's first lines; without it such a report has none. `columns` names columns
    of tables, as `{"text": "Cuerpo de la nota"}`; those that it does not name are known by their usual names. What goes beyond the `limits` is a failure that names the setting.
    """
    how = _How(dateline, columns or {}, limits)
    name = str(source)
    if name == STANDARD_INPUT:
        yield from _read_standard_input(how)
        return
    if _is_no_name(name):
        yield ReadFailure("no_name", printable(name[:_LONGEST_QUOTE] + "…"))
        return
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        yield _unreadable(name, error)
        return
    if is_folder and name.strip():
        yield from _read_folder(path, how)
    elif is_there and name.strip():
        yield from _read_file(path, how)
    elif has_magic(name):
        yield from _read_pattern(name, how)
    else:
        yield ReadFailure("missing", printable(name))


def _is_no_name(name: str) -> bool:
    """Whether no file can be called so; most likely it is a text that was given in place of a file's name."""
    return "\x00" in name or any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in Path(name).parts)


def _read_pattern(pattern: str, how: _How) -> Iterator[Report | ReadFailure]:
    matches = sorted(glob(pattern, recursive=True))
    if not matches:
        yield ReadFailure("missing", printable(pattern))
    files = [Path(match) for match in matches if not Path(match).is_dir()]
    if matches and not files:
        yield ReadFailure("empty_folder", printable(pattern))
    for file in files:
        yield from _read_file(file, how)


def _read_folder(folder: Path, how: _How) -> Iterator[Report | ReadFailure]:
    closed: list[OSError] = []
    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            path
            for path in (Path(parent) / name for name in names if not name.startswith("."))
            if path.name.lower().endswith(ENDINGS) and path.is_file()
        ]
    for error in closed:
        yield _unreadable(str(error.filename), error)
    if not files and not closed:
        yield ReadFailure("empty_folder", printable(str(folder)))
    for file in sorted(files):
        yield from _read_file(file, how)


def _read_file(path: Path, how: _How) -> Iterator[Report | ReadFailure]:
    try:
        with path.open("rb", buffering=_BUFFER) as stream:
            yield from _read_stream(stream, path.name, printable(str(path)), 0, how)
    except OSError as error:
        yield _unreadable(str(path), error)


def _read_stream(stream: BinaryIO, name: str, where: str, depth: int, how: _How) -> Iterator[Report | ReadFailure]:
    """One file's reports by the ending of its name, or by its first bytes where these say otherwise. `depth`: archives it lies in."""
    kind = _kind(name, stream)
    limits = how.limits
    if kind == "lines":
        return read_json_lines(lines_of(stream, limits), where, limits=limits)
    if kind in _TABLES:
        return _TABLES[kind](stream, where, how.columns, _original(stream), limits)
    if kind == "archive":
        return read_web_archive(stream, where, limits)
    if kind == "zip":
        return read_zip(stream, where, partial(_read_stream, how=how), depth, limits)
    if kind == "text":
        data = _up_to(stream, limits.report_bytes + 1)
        return with_original(read_plain_text(data, where, how.dateline, limits), data)
    if kind == "json":
        head = stream.read(2000)
        stream.seek(0)
        return (
            _whole(read_json_feed, stream, where, limits) if is_json_feed(head) else _read_json(stream, where, limits)
        )
    if kind == "pdf":
        data = _up_to(stream, limits.pdf_bytes + 1)
        return with_original(read_pdf(data, where, how.dateline, limits), data)
    readers: dict[str, Callable[[bytes, str], Iterator[Report | ReadFailure]]] = {
        "page": partial(read_web_page, limits=limits),
        "feed": read_feed,
        "mail": read_mail,
    }
    return _whole(readers[kind], stream, where, limits)


def _up_to(stream: BinaryIO, most: int) -> bytes:
    """What a stream holds, of which no more is read than so many bytes. To ask for all at once would set as much memory aside for each file."""
    pieces = [stream.read(min(_BUFFER, most))]
    while len(pieces[-1]) == _BUFFER and (left := most - _BUFFER * len(pieces)) > 0:
        pieces.append(stream.read(min(_BUFFER, left)))
    return b"".join(pieces)


def _original(stream: BinaryIO) -> bytes | OriginalFile:
    """What a table's rows are read from: a file on the disk may be larger than what can be held, so it is named and not held."""
    if isinstance(stream, io.BytesIO):
        return stream.getvalue()
    found = os.fstat(stream.fileno())
    return OriginalFile(str(Path(stream.name).absolute()), found.st_size, found.st_mtime_ns)


def _whole(
    reader: Callable[[bytes, str], Iterator[Report | ReadFailure]], stream: BinaryIO, where: str, limits: ReadingLimits
) -> Iterator[Report | ReadFailure]:
    data = _up_to(stream, limits.report_bytes + 1)
    if len(data) > limits.report_bytes:
        yield too_large(where, limits)
    elif not data.strip():
        yield ReadFailure("empty", where)
    else:
        yield from with_original(reader(data, where), data)


#: Readers of tables by format.
_TABLES = {"csv": read_csv, "excel": read_excel, "parquet": read_parquet}
#: Formats by endings.
_KINDS = {
    **dict.fromkeys(JSON_LINES_ENDINGS, "lines"),
    **dict.fromkeys(PAGE_ENDINGS, "page"),
    **dict.fromkeys(FEED_ENDINGS, "feed"),
    **dict.fromkeys(WEB_ARCHIVE_ENDINGS, "archive"),
    ".json": "json",
    ".pdf": "pdf",
    ".eml": "mail",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "excel",
    ".parquet": "parquet",
    ".zip": "zip",
}


def _kind(name: str, stream: BinaryIO) -> str:
    """The format of a file; the stream is left where it was."""
    lower = name.lower()
    by_name = next((kind for ending, kind in _KINDS.items() if lower.endswith(ending)), None)
    if by_name not in (None, "page"):
        return str(by_name)
    head = stream.read(512)
    stream.seek(0)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"%pdf-"):
        return "pdf"
    if is_web_page(head):
        return "page"
    return by_name or "text"


def _read_json(stream: BinaryIO, where: str, limits: ReadingLimits) -> Iterator[Report | ReadFailure]:
    """Many exports call JSON Lines .json; a document that spans lines or is a list is told from them by its first line."""
    lines = lines_of(stream, limits)
    blank, first = _first_with_words(lines, limits)
    try:
        is_report = isinstance(json.loads(first or b""), dict)
    except (ValueError, RecursionError):
        is_report = False
    if first == b"":
        yield ReadFailure("empty", where)
    elif is_report:
        yield from read_json_lines(chain([first], lines), where, 1 + blank.count(b"\n"), limits)
    else:
        yield ReadFailure("json_document", where)


def _read_standard_input(how: _How) -> Iterator[Report | ReadFailure]:
    """JSON Lines, each read as it comes, if the first character is '{'; else one report of plain text, or a page or PDF."""
    limits = how.limits
    lines = lines_of(sys.stdin.buffer, limits)
    blank, first = _first_with_words(lines, limits)
    if first is not None and first.lstrip(_BEFORE_JSON).startswith(b"{"):
        yield from read_json_lines(chain([first], lines), STANDARD_INPUT, 1 + blank.count(b"\n"), limits)
        return
    data = bytearray(blank)
    for line in chain([first], lines):
        data += line if line is not None else bytes(limits.report_bytes + 1)
        if len(data) > limits.report_bytes:
            break
    yield from _read_stream(io.BytesIO(bytes(data)), "", STANDARD_INPUT, 0, how)


def _first_with_words(lines: Iterator[Line], limits: ReadingLimits) -> tuple[bytes, Line]:
    """The blank lines at the top, and the first line that is not blank (empty if there is none, None if it is too long)."""
    blank = bytearray()
    for line in lines:
        if line is None or line.strip():
            return bytes(blank), line
        blank += line
        if len(blank) > limits.report_bytes:
            return b"", None
    return bytes(blank), b""


def _unreadable(name: str, error: OSError) -> ReadFailure:
    return ReadFailure("unreadable", printable(name), error.strerror or str(error))

"""Tables of reports, a row a report: CSV, Excel and Parquet. Columns are known by their names in either language."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import repeat
from operator import itemgetter
from typing import Any, BinaryIO

from almenara.model import OriginalFile, Report
from almenara.read.csv_rows import blocks_of_bytes, blocks_of_text, csv_rows
from almenara.read.encoding import decode, is_utf16
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.row import FIELDS, RowReader
from almenara.read.zipped import bomb_in

#: What a column may be called, besides its own name.
COLUMNS = {
    "id": ("id", "report_id", "código", "codigo"),
    "text": ("text", "texto", "body", "content", "contenido", "cuerpo", "article", "artículo", "articulo", "noticia"),
    "title": ("title", "título", "titulo", "headline", "titular"),
    "url": ("url", "link", "enlace", "address", "dirección", "direccion"),
    "source": ("source", "medio", "fuente", "outlet", "newspaper", "periódico", "periodico", "diario"),
    "published": ("published", "date", "fecha", "published_at", "publication_date", "publicado", "fecha_publicacion"),
    "language": ("language", "lang", "idioma", "lengua"),
}
#: Names of columns by what they hold, as a user gives them.
Columns = Mapping[str, str]
NO_COLUMNS: Columns = {}
#: The bytes of a table, or the file that holds them.
Original = bytes | OriginalFile | None
_DELIMITERS = ",;\t|"
#: Bytes by which a table's delimiter and encoding are found.
_SAMPLE = 64 * 1024
#: Rows of a Parquet that are held at once.
_BATCH = 1000


def read_csv(
    stream: BinaryIO,
    where: str,
    columns: Columns = NO_COLUMNS,
    original: Original = None,
    limits: ReadingLimits = USUAL_LIMITS,
) -> Iterator[Report | ReadFailure]:
    """A report a row. A row with a broken quote is a failure, and reading goes on behind it."""
    head = stream.read(_SAMPLE)
    stream.seek(0)
    utf16 = is_utf16(head)
    # The last line may be cut within a character.
    begins = head[: len(head) // 2 * 2] if utf16 else head[: head.rfind(b"\n") + 1 or len(head)]
    decoded = decode(begins)
    if decoded is None:
        yield ReadFailure("not_text", where)
        return
    first = next((line for line in decoded.text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    if not utf16 and (b"\n" in head or b"\r" not in head):
        stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
        yield from _rows(
            csv_rows(blocks_of_bytes(stream, limits), delimiter, where, limits), where, columns, original, limits
        )
        return
    # UTF-16, whose lines cannot be told in bytes, and the lines of old Macintoshes, which end by a carriage return.
    text = io.TextIOWrapper(stream, encoding="utf-16" if utf16 else "utf-8", errors="replace", newline="")
    try:
        yield from _rows(
            csv_rows(blocks_of_text(text, limits), delimiter, where, limits), where, columns, original, limits
        )
    finally:
        # Else the stream would be closed with its wrapper.
        with suppress(ValueError):
            text.detach()


def read_excel(
    stream: BinaryIO,
    where: str,
    columns: Columns = NO_COLUMNS,
    original: Original = None,
    limits: ReadingLimits = USUAL_LIMITS,
) -> Iterator[Report | ReadFailure]:
    """A report a row of the first sheet."""
    from openpyxl import load_workbook

    if bomb_in(stream, limits):
        yield ReadFailure("bomb", where, limit=f"{limits.unpacked_ratio:,}")
        return
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        yield from _rows(enumerate(sheet.iter_rows(values_only=True), 1), where, columns, original, limits)
    except Exception as error:
        # A damaged workbook fails in its archive, its XML or its styles, each with errors of their own.
        yield ReadFailure("broken_table", where, type(error).__name__)


def read_parquet(
    stream: BinaryIO,
    where: str,
    columns: Columns = NO_COLUMNS,
    original: Original = None,
    limits: ReadingLimits = USUAL_LIMITS,
) -> Iterator[Report | ReadFailure]:
    """A report a row, batch by batch; only the columns that are known are read."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(stream)
        names = [str(name) for name in file.schema_arrow.names]
        fields = fields_of(names, columns)
        if "text" not in fields:
            yield _no_text_column(where, names)
            return
        rows = RowReader(where, original, limits, halves=False)
        number = 0
        chosen = {field: [n for n, f in zip(names, fields, strict=True) if f == field] for field in FIELDS}
        known = [name for field in FIELDS for name in chosen[field]]
        for batch in file.iter_batches(batch_size=_BATCH, columns=known):
            told = [[batch.column(name).to_pylist() for name in chosen[field]] for field in FIELDS]
            lists = [_first_said(values) if values else repeat(None) for values in told]
            for at, values in enumerate(zip(*lists, strict=False), number + 1):
                result = rows.report(at, values)
                if rows.odd or isinstance(result, ReadFailure):
                    yield from rows.told(result, values)
                else:
                    yield result
            number += len(batch)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield ReadFailure("broken_table", where, type(error).__name__)


def _first_said(columns: list[list[Any]]) -> list[Any]:
    """Of several columns for one thing, row by row the first that says anything."""
    if len(columns) == 1:
        return columns[0]
    return [next((v for v in values if v not in (None, "")), None) for values in zip(*columns, strict=True)]


def _rows(
    rows: Iterable[tuple[int, Sequence[Any] | ReadFailure]],
    where: str,
    named: Columns,
    original: Original,
    limits: ReadingLimits,
) -> Iterator[Report | ReadFailure]:
    choose: Callable[[Sequence[Any]], Sequence[Any]] | None = None
    reader = RowReader(where, original, limits, halves=False)
    for number, row in rows:
        if isinstance(row, ReadFailure):
            yield row
        elif choose is not None:
            values = choose(row)
            result = reader.report(number, values)
            if reader.odd or isinstance(result, ReadFailure):
                yield from reader.told(result, values)
            else:
                yield result
        elif any(value not in (None, "") for value in row):
            fields = fields_of(row, named)
            if "text" not in fields:
                yield _no_text_column(where, row)
                return
            choose = _chooser(fields)
    if choose is None:
        yield ReadFailure("empty", where)


def _no_text_column(where: str, names: Sequence[Any]) -> ReadFailure:
    return ReadFailure("no_text_column", where, ", ".join(str(n) for n in names if n)[:200])


def _chooser(fields: Sequence[str | None]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Picks from a row what `FIELDS` name, in their order; of several columns for one thing the first that says anything."""
    places = [[n for n, field in enumerate(fields) if field == wanted] for wanted in FIELDS]
    single = [at[0] if at else len(fields) for at in places]
    several = any(len(at) > 1 for at in places)
    width = len(fields)
    pick = itemgetter(*single)

    def choose(row: Sequence[Any]) -> Sequence[Any]:
        whole = [*row, None] if len(row) == width else [*row[:width], *repeat(None, width - len(row)), None]
        if several:
            return [next((whole[n] for n in at if whole[n] not in (None, "")), None) for at in places]
        picked: tuple[Any, ...] = pick(whole)
        return picked

    return choose


def fields_of(row: Sequence[Any], named: Columns) -> list[str | None]:
    """What each column of a table with these headings holds, by the names that the user gave, else by the usual ones; None for others.

    A usual name counts for nothing where the user named another column of the table for the same thing.
    """
    given = {_plainly(column): field for field, column in named.items()}
    # Of many tables some may have the column that was named, and the others usual ones.
    taken = {given[name] for name in map(_plainly, row) if name in given}
    found: list[str | None] = []
    for name in row:
        field = given.get(_plainly(name))
        usual = _column(name)
        found.append(field or (usual if usual not in taken else None))
    return found


def _plainly(name: object) -> str:
    return " ".join(str(name or "").lstrip("\ufeff").split()).casefold()


def _column(name: object) -> str | None:
    words = str(name or "").strip().lower().replace(" ", "_").lstrip("\ufeff")
    return next((known for known, others in COLUMNS.items() if words in others), None)


def plain(value: object) -> object:
    """A cell as JSON Lines would have it: days as ISO 8601."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value

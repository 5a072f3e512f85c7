"""Tables of reports: CSV, Excel and Parquet, a row a report, streamed; the columns are known by their names in either language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from almenara.model import Report
from almenara.read.encoding import decode
from almenara.read.failure import ReadFailure
from almenara.read.json_lines import report_of_row

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
_DELIMITERS = ",;\t|"
#: Bytes of the beginning by which a table's delimiter and encoding are found.
_SAMPLE = 64 * 1024
#: Characters of a field; a longer one is a sign that a quote was never closed.
LONGEST_FIELD = 2_000_000


def read_csv(stream: BinaryIO, where: str, columns: Columns = NO_COLUMNS) -> Iterator[Report | ReadFailure]:
    """A report a row. A row with a broken quote is a failure, and reading goes on behind it where that can be found."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    cut = sample.rfind(b"\n") + 1 or len(sample)
    decoded = decode(sample[:cut])
    if decoded is None:
        yield ReadFailure("not_text", where)
        return
    first = decoded.text.splitlines()[0] if decoded.text.strip() else ""
    delimiter = max(_DELIMITERS, key=first.count)
    encoding = _encoding(sample[:cut])
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(text, delimiter=delimiter)
    yield from _rows(_lines(reader), where, columns)


def _encoding(sample: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else encoding
    return "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"


def _lines(reader: Any) -> Iterator[tuple[int, list[Any] | str]]:
    """Rows with the line that they end on; a sentence where one is broken."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, str(error)
            continue
        yield reader.line_num, row


def read_excel(path_or_stream: Any, where: str, columns: Columns = NO_COLUMNS) -> Iterator[Report | ReadFailure]:
    """A report a row of the first sheet."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path_or_stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = ((n, list(row)) for n, row in enumerate(sheet.iter_rows(values_only=True), 1))
        yield from _rows(rows, where, columns)
    except Exception as error:
        # A damaged workbook fails in its archive, its XML or its styles, each with errors of their own.
        yield ReadFailure("broken_table", where, type(error).__name__)


def read_parquet(path: Path | BinaryIO, where: str, columns: Columns = NO_COLUMNS) -> Iterator[Report | ReadFailure]:
    """A report a row, batch by batch."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(path)
        names = [str(name) for name in file.schema_arrow.names]

        def rows() -> Iterator[tuple[int, list[Any]]]:
            yield 0, list(names)
            number = 0
            for batch in file.iter_batches(batch_size=1000):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield number, list(values)

        yield from _rows(rows(), where, columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield ReadFailure("broken_table", where, type(error).__name__)


def _rows(rows: Iterable[tuple[int, list[Any] | str]], where: str, named: Columns) -> Iterator[Report | ReadFailure]:
    columns: list[str | None] | None = None
    for number, row in rows:
        at = f"{where}:{number}"
        if isinstance(row, str):
            yield ReadFailure("broken_row", at, row)
            continue
        if columns is None:
            columns = fields_of(row, named)
            if "text" not in columns:
                yield ReadFailure("no_text_column", where, ", ".join(str(n) for n in row if n)[:200])
                return
            continue
        if not any(value not in (None, "") for value in row):
            continue
        found = {name: plain(value) for name, value in zip(columns, row, strict=False) if name and value is not None}
        yield from report_of_row(found, at)
    if columns is None:
        yield ReadFailure("empty", where)


def fields_of(row: Sequence[Any], named: Columns) -> list[str | None]:
    """What each column of a table with these headings holds, by the names that the user gave, else by the usual ones; None for others."""
    given = {" ".join(column.split()).casefold(): field for field, column in named.items()}
    taken = set(named)
    found: list[str | None] = []
    for name in row:
        field = given.get(" ".join(str(name or "").lstrip("\ufeff").split()).casefold())
        usual = _column(name)
        found.append(field or (usual if usual not in taken else None))
    return found


def _column(name: object) -> str | None:
    words = str(name or "").strip().lower().replace(" ", "_").lstrip("\ufeff")
    return next((known for known, others in COLUMNS.items() if words in others), None)


def plain(value: object) -> object:
    """A cell as JSON Lines would have it: days as ISO 8601."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value

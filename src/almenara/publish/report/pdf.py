"""A report as a tagged PDF, set by typst from the same document. Texts are handed over as data, so that none is read as markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from almenara.publish.report.document import Block, Chart, Document, Paragraph, Piece, Sentence, Table
from almenara.publish.report.writer import Labels, Writer

#: Rows of one table: typst takes time by the square of a table's rows, so that long ones are set as several.
_ROWS = 100
#: What stands between the values of an entry; a line may end behind it and not before.
_BETWEEN = "\N{NO-BREAK SPACE}· "


def as_pdf(document: Document) -> bytes:
    """The PDF's bytes; the same document gives the same bytes with the same fonts."""
    data = json.dumps(_plain(document), ensure_ascii=True)
    with TemporaryDirectory() as folder:
        where = Path(folder)
        with as_file(files("almenara.publish.report") / "templates" / "report.typ") as template:
            (where / "report.typ").write_bytes(template.read_bytes())
        (where / "report.json").write_text(data, encoding="ascii")
        made = typst.compile(str(where / "report.typ"), root=folder, format="pdf", timestamp=0)
    return bytes(made)


def _plain(document: Document) -> dict[str, Any]:
    writer = Writer("es" if document.language == "es" else "en", Labels({}, {}, {}, {}))
    anchors = document.anchors()
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "made": document.made,
        "contents": writer.text("contents"),
        "behind_heading": writer.text("behind"),
        "sections": [
            {"id": s.id, "heading": s.heading, "blocks": [p for b in s.blocks for p in _blocks(b, anchors)]}
            for s in document.sections
        ],
        "behind": [
            {"anchor": b.anchor, "heading": b.heading, "text": b.text, "runs": [list(r) for r in b.runs]}
            for b in document.behind()
        ],
    }


def _blocks(block: Block, anchors: Mapping[tuple[str, ...], str]) -> Iterator[dict[str, Any]]:
    match block:
        case Paragraph():
            yield {"kind": "paragraph", "note": block.note, "pieces": _pieces(block.sentence, anchors)}
        case Chart():
            yield {"kind": "chart", "title": block.title, "svg": block.svg, "description": block.description}
        case Table() if block.anchors:
            yield {"kind": "entries", "head": _BETWEEN.join(block.head), "entries": list(_entries(block, anchors))}
        case Table():
            for first in range(0, len(block.rows), _ROWS):
                rows = block.rows[first : first + _ROWS]
                yield {
                    "kind": "table",
                    "caption": "" if first else block.caption,
                    "head": list(block.head),
                    "rows": [[_pieces(cell, anchors) for cell in row] for row in rows],
                    "numeric": sorted(block.numeric),
                }


def _entries(table: Table, anchors: Mapping[tuple[str, ...], str]) -> Iterator[dict[str, Any]]:
    """Rows of an annex, each as one paragraph: a table of 12,000 rows takes typst five times as long, and more pages."""
    for anchor, (number, *cells) in zip(table.anchors, table.rows, strict=True):
        told = [cell for cell in cells if any(piece.text for piece in cell)]
        between = [Piece(_BETWEEN)]
        pieces = [piece for n, cell in enumerate(told) for piece in (*(between if n else ()), *cell)]
        yield {
            "anchor": anchor,
            "number": "".join(piece.text for piece in number),
            "pieces": _pieces(tuple(_joined(pieces)), anchors),
        }


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same words in as few pieces as may be."""
    plain = ""
    for piece in pieces:
        if piece.rows or piece.link:
            if plain:
                yield Piece(plain)
            plain = ""
            yield piece
        else:
            plain += piece.text
    if plain:
        yield Piece(plain)


def _pieces(sentence: Sentence, anchors: Mapping[tuple[str, ...], str]) -> list[dict[str, str]]:
    return [_piece(piece, anchors) for piece in sentence]


def _piece(piece: Piece, anchors: Mapping[tuple[str, ...], str]) -> dict[str, str]:
    plain = {"text": piece.text}
    if piece.rows in anchors:
        return plain | {"row": anchors[piece.rows]}
    return plain | {"address": piece.link} if piece.link else plain

"""Pages of several columns are read column by column, and all others as PDFium gives them."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from almenara.model import Report
from almenara.read import read
from almenara.read.columns import Box, columns_in_order
from almenara.read.pdf import _lines

#: The lines of three short pieces of news, as a narrow column would break them.
NURSES = """Las enfermeras de la maternidad
marcharon el lunes por el centro
de Valera para pedir guantes y un
salario que alcance. La policía
cerró dos calles durante la mañana
y no hubo detenidos, según contó
una vocera del gremio a la salida
de la gobernación del estado."""
DRIVERS = """Los choferes de la ruta del norte
pararon el martes por la falta de
repuestos. Unas sesenta unidades
quedaron en el terminal, y miles
de personas caminaron hasta sus
trabajos por la avenida. El paro
seguirá hasta que la alcaldía dé
una respuesta por escrito."""
TEACHERS = """En la sierra los maestros dieron
clases en la plaza porque llueve
dentro de la escuela. Las madres
acompañaron la jornada con café y
carteles. La zona educativa dijo
que enviará láminas para el techo
antes de que termine el mes, pero
ya lo había dicho en enero."""
HEADING = "Una semana de protestas en todo el estado, de la capital a la sierra"


def mixed(*columns: str, gutter: str = "14pt") -> str:
    """Columns whose lines a page gives from left to right, one after the other: what PDFium cannot tell from one wide column."""
    rows = zip_longest(*(column.split("\n") for column in columns), fillvalue="")
    cells = ",".join(f"[{cell}]" for row in rows for cell in row)
    widths = "auto," * len(columns)
    return f"#grid(columns: ({widths}), column-gutter: {gutter}, row-gutter: 5pt, {cells})\n"


def pdf_of(tmp_path: Path, source: str) -> Path:
    (tmp_path / "a.pdf").write_bytes(typst.compile(source.encode()))
    return tmp_path / "a.pdf"


def text_of(tmp_path: Path, source: str) -> str:
    """The text with the white space between words made single."""
    (report,) = read(pdf_of(tmp_path, source))
    assert isinstance(report, Report)
    return " ".join(report.text.split())


def as_pdfium_has_it(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n\n".join(_lines(page.get_textpage().get_text_bounded()).strip() for page in document).strip() + "\n"


def one_line(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("columns", [(NURSES, DRIVERS), (NURSES, DRIVERS, TEACHERS)])
def test_lines_that_a_page_mixes_up_are_put_in_order(tmp_path: Path, columns: tuple[str, ...]) -> None:
    source = "#set page(margin: 1cm)\n" + mixed(*columns, gutter="10pt")
    assert one_line(columns[0]) not in " ".join(as_pdfium_has_it(pdf_of(tmp_path, source)).split())
    assert text_of(tmp_path, source) == one_line(" ".join(columns))


def test_a_heading_across_the_columns_ends_those_above_it(tmp_path: Path) -> None:
    lead = (
        "Esta es la entrada de la página, que va de un margen al otro y no deja hueco alguno en medio de sus palabras."
    )
    source = f"= {HEADING}\n{mixed(NURSES, DRIVERS)}\n{lead}\n\n{mixed(TEACHERS, DRIVERS)}"
    wanted = [HEADING, NURSES, DRIVERS, lead, TEACHERS, DRIVERS]
    assert text_of(tmp_path, source) == one_line(" ".join(wanted))


def test_a_heading_across_two_of_three_columns(tmp_path: Path) -> None:
    left = f"#box[#text(size: 14pt)[La salud y el transporte, en la calle] \\ {mixed(NURSES, DRIVERS, gutter='10pt')}]"
    source = f"#set page(margin: 1cm)\n#grid(columns: (auto, auto), column-gutter: 12pt, [{left}], [{TEACHERS.replace(chr(10), ' #linebreak() ')}])"
    wanted = ["La salud y el transporte, en la calle", NURSES, DRIVERS, TEACHERS]
    assert text_of(tmp_path, source) == one_line(" ".join(wanted))


def test_a_column_that_begins_above_the_other_is_read_first_to_its_end(tmp_path: Path) -> None:
    source = mixed("Primera línea de la columna de\n" + NURSES, "\n" + DRIVERS)
    assert text_of(tmp_path, source) == one_line(f"Primera línea de la columna de {NURSES} {DRIVERS}")


@pytest.mark.parametrize(
    "cells",
    [
        "columns: 3, [Ciudad], [Protestas], [Detenidos], "
        + ",".join(f"[Pueblo {n}], [{n * 7}], [{n}]" for n in range(12)),
        "columns: (1fr, 1fr), "
        + ",".join(f"[Los vecinos cerraron la calle {n}], [Municipio San Rafael {n}]" for n in range(12)),
        "columns: (1fr, 1fr), " + ",".join(f"[{one_line(NURSES)}], [{one_line(DRIVERS)}]" for _ in range(4)),
    ],
    ids=["figures", "phrases", "paragraphs"],
)
def test_a_table_is_read_row_by_row(tmp_path: Path, cells: str) -> None:
    (report,) = read(pdf_of(tmp_path, f"#table({cells})"))
    assert isinstance(report, Report)
    assert report.text == as_pdfium_has_it(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    "source",
    [
        f"#set par(justify: true)\n= {HEADING}\n" + one_line(f"{NURSES} {DRIVERS} {TEACHERS} ") * 4,
        "Una cita:\n#quote(block: true)["
        + one_line(NURSES) * 3
        + "]\n- uno\n- dos\n  - tres\n"
        + one_line(DRIVERS) * 3,
        "#align(center)[" + " \\ ".join((NURSES + "\n" + DRIVERS).split("\n")) + "]",
        f"#set page(columns: 2)\n#set par(justify: true)\n= {HEADING}\n"
        + one_line(f"{NURSES} {DRIVERS} {TEACHERS} ") * 8,
    ],
    ids=["prose", "lists", "centred", "columns in their order"],
)
def test_a_page_that_needs_no_change_gets_none(tmp_path: Path, source: str) -> None:
    (report,) = read(pdf_of(tmp_path, source))
    assert isinstance(report, Report)
    assert report.text == as_pdfium_has_it(tmp_path / "a.pdf")


def test_a_word_that_is_broken_at_a_lines_end_keeps_its_hyphen_and_its_lines_end(tmp_path: Path) -> None:
    source = (
        '#set page(columns: 2)\n#set text(lang: "es", hyphenate: true)\n#set par(justify: true)\n'
        + one_line(NURSES) * 6
    )
    (report,) = read(pdf_of(tmp_path, source))
    assert isinstance(report, Report)
    assert "\x02" not in report.text
    assert "-\n" in report.text
    assert " ".join(report.text.replace("-\n", "").split()) == one_line(one_line(NURSES) * 6)


def test_headers_and_numbers_in_the_outer_corners_belong_to_no_column(tmp_path: Path) -> None:
    """On left pages the number stands left, on right pages right, as papers print it."""
    page = """#set page(
      header: [El Faro de Valera #h(1fr) Edición del lunes],
      footer: context align(if calc.even(here().page()) { left } else { right }, counter(page).display()))
"""
    bodies = [(NURSES, DRIVERS), (DRIVERS, TEACHERS), (TEACHERS, NURSES), (NURSES, TEACHERS)]
    source = page + "#pagebreak()\n".join(mixed(*body) for body in bodies)
    assert text_of(tmp_path, source) == one_line(" ".join(column for body in bodies for column in body))


numbers = st.integers(0, 600).map(float)
boxes = st.builds(
    lambda left, bottom, width, height: Box(left, bottom, left + width, bottom + height),
    numbers,
    numbers,
    numbers,
    numbers,
)


@given(st.lists(boxes, max_size=60), st.sampled_from(["a", "A", ""]))
@settings(derandomize=True, deadline=None)
def test_every_piece_of_any_page_is_in_a_part(pieces: list[Box], first: str) -> None:
    parts = columns_in_order(pieces, lambda _: first)
    for piece in pieces if parts is not None else ():
        if piece.height and piece.right > piece.left:
            assert any(
                p.left <= piece.left and piece.right <= p.right and p.bottom <= piece.bottom for p in parts or ()
            )


def test_a_full_page_of_mixed_columns_is_cut_along_its_gutter() -> None:
    """Forty lines on each side, given from left to right: two parts, the left one first."""
    pieces = [Box(left, 800 - 12 * n, left + 200, 809 - 12 * n) for n in range(40) for left in (50, 270)]
    assert columns_in_order(pieces, lambda _: "words") == [Box(50, 332, 250, 809), Box(270, 332, 470, 809)]
    assert columns_in_order(pieces, lambda _: "Cell") is None
    assert columns_in_order(sorted(pieces, key=lambda p: p.left), lambda _: "words") is None

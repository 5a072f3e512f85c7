"""A report as one HTML page that needs no other file and no network; every text is escaped by the template engine."""

from __future__ import annotations

import base64
from importlib.resources import files
from unicodedata import bidirectional

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from almenara.publish.clean import clean
from almenara.publish.report.document import Chart, Document, Paragraph, Piece, Table
from almenara.publish.report.writer import Labels, Writer

#: Unicode's classes of letters and marks that turn the order of words around.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "FSI", "PDF", "PDI"})


def as_html(document: Document, *, stylesheet: str | None = None, home: str | None = None) -> str:
    """The page. Links inside it lead from a number to the annex's rows; those to news reports leave it.

    With the address of a `stylesheet` (report_css() is its text) the page holds none and forbids itself all others; `home` is what its
    top leads back to.
    """
    folder = files("almenara.publish.report") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    writer = Writer("es" if document.language == "es" else "en", Labels({}, {}, {}, {}))
    anchors = document.anchors()

    def leads_to(piece: Piece) -> str | None:
        if piece.rows in anchors:
            return "#" + anchors[piece.rows]
        return piece.link

    return environment.get_template("report.html").render(
        document=document,
        behind=document.behind(),
        leads_to=leads_to,
        isolated=isolated,
        stylesheet=stylesheet,
        home=home,
        picture=_picture,
        kind={Paragraph: "paragraph", Table: "table", Chart: "chart"},
        word=writer.text,
    )


def report_css() -> str:
    """The style of a report's page."""
    return (files("almenara.publish.report") / "templates" / "report.css").read_text(encoding="utf-8")


def isolated(text: str) -> Markup:
    """Words escaped; those that hold letters written from right to left keep to themselves, so that they turn no neighbour around."""
    text = clean(text)
    turned = not text.isascii() and any(bidirectional(c) in _RIGHT_TO_LEFT for c in text)
    return Markup("<bdi>{}</bdi>").format(text) if turned else escape(text)


def _picture(svg: str) -> str:
    """An SVG as an address that holds it: as an image it can run nothing, and its ids meet no others."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

"""The report on a month or a year: figures, sentences and charts, as one self-contained HTML page or as a PDF."""

from almenara.publish.report.annex import Maker
from almenara.publish.report.compose import compose
from almenara.publish.report.figures import Figures, Material, Outlet, figures_of
from almenara.publish.report.html import as_html
from almenara.publish.report.pdf import as_pdf
from almenara.publish.report.period import Span, read_span
from almenara.publish.report.writer import labels_of

__all__ = [
    "Figures",
    "Maker",
    "Material",
    "Outlet",
    "Span",
    "as_html",
    "as_pdf",
    "compose",
    "figures_of",
    "labels_of",
    "read_span",
]

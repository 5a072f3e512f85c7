"""Puts a report together: figures in, a document in one language out."""

from __future__ import annotations

from datetime import date

from almenara.publish.report.annex import Maker, annexes, method, numbers_of
from almenara.publish.report.consequences import consequences
from almenara.publish.report.document import Document
from almenara.publish.report.figures import Figures
from almenara.publish.report.findings import findings
from almenara.publish.report.grammar import Language, day_name
from almenara.publish.report.writer import Labels, Writer


def compose(figures: Figures, maker: Maker, labels: Labels, language: Language, made: date) -> Document:
    """The whole report; `made` is the day that it names as its own."""
    w = Writer(language, labels)
    numbers = numbers_of(figures)
    sections = (
        *findings(figures, w),
        *consequences(figures, w),
        *method(figures, maker, w),
        *annexes(figures, numbers, w),
    )
    title = w.text("title", span=figures.span)
    return Document(title, maker.observatory, language, day_name(language, made), sections, numbers)

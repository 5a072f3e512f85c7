"""A PDF with text in it, one report (pypdfium2). Running headers and footers are left out; hyphenation is undone later, under its spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from almenara.model import Report, report_id
from almenara.read.columns import Box, columns_in_order
from almenara.read.encoding import without_no_characters
from almenara.read.failure import ReadFailure
from almenara.read.limits import USUAL_LIMITS, ReadingLimits
from almenara.read.plain_text import Dateline, title_of

#: Lines at the top and foot of a page in which running headers stand, and the share of pages from which a line is one.
EDGE_LINES, RUNNING_SHARE = 2, 0.6
#: Characters of the longest running header; a longer line is text.
LONGEST_RUNNING = 80
#: Pages from which running headers can be told from text.
RUNNING_FROM = 3
#: A hyphen at a line's end, as PDFium gives it, and the line's end, if it does.
_BROKEN_WORD = re.compile("[\x02\ufffe]\n?")
#: Characters a page below which it is taken for a picture of a page.
SCANNED_BELOW = 20


def read_pdf(
    data: bytes, where: str, dateline: Dateline | None = None, limits: ReadingLimits = USUAL_LIMITS
) -> Iterator[Report | ReadFailure]:
    """The words of all pages in their order; or why there are none: locked, damaged, too long, or only pictures of pages."""
    import pypdfium2

    if len(data) > limits.pdf_bytes:
        yield ReadFailure("large_pdf", where, limit=f"{limits.pdf_megabytes:,} MB")
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) or "security" in str(error).lower()
        yield ReadFailure("locked_pdf" if locked else "broken_pdf", where, str(error))
        return
    try:
        if len(document) > limits.pdf_pages:
            yield ReadFailure("too_many_pages", where, f"{len(document):,}", limit=f"{limits.pdf_pages:,}")
            return
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(_words_of(text_page))
            text_page.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        yield ReadFailure("broken_pdf", where, str(error))
        return
    finally:
        document.close()
    if sum(len(p.strip()) for p in pages) < SCANNED_BELOW * max(len(pages), 1):
        yield ReadFailure("scanned_pdf", where)
        return
    text = "\n\n".join(_without_running(pages)).strip() + "\n"
    text = without_no_characters(text)[0]
    published = dateline("\n".join(text.splitlines()[:5])) if dateline else None
    yield Report(report_id(text), text, title=title_of(text), published=published)


def _words_of(page: Any) -> str:
    """A page's words, column by column where it has columns that PDFium would mix up."""
    whole = str(page.get_text_bounded())
    pieces = [Box(*page.get_rect(n)) for n in range(page.count_rects())]
    parts = columns_in_order(pieces, lambda box: str(page.get_text_bounded(*box)))
    if parts is None:
        return _lines(whole)
    cut = "\n".join(_lines(str(page.get_text_bounded(*part))).strip("\n") for part in parts)
    # Should a letter lie between two parts or in both, the page is better read mixed up than with a word too few.
    return cut if _letters(cut) == _letters(whole) else _lines(whole)


def _lines(words: str) -> str:
    """PDFium's words with the ends of lines as everywhere else. Of a word that is broken at a line's end it gives the hyphen as U+0002 or
    U+FFFE, with no line's end."""
    return _BROKEN_WORD.sub("-\n", words.replace("\r\n", "\n").replace("\r", "\n"))


def _letters(words: str) -> Counter[str]:
    return Counter(c for c in words if c.isalnum())


def _without_running(pages: list[str]) -> Iterator[str]:
    """Pages without the lines at their edges that stand, but for numbers, on most of them."""
    lines = [page.strip().split("\n") for page in pages]
    if len(pages) < RUNNING_FROM:
        yield from ("\n".join(page) for page in lines)
        return
    counted = Counter(key for page in lines for key in {_key(line) for line in _edges(page)})
    running = {key for key, n in counted.items() if n >= RUNNING_SHARE * len(pages)}
    for page in lines:
        inside = range(EDGE_LINES, len(page) - EDGE_LINES)
        yield "\n".join(line for n, line in enumerate(page) if n in inside or _key(line) not in running)


def _edges(page: list[str]) -> list[str]:
    return [line for line in (*page[:EDGE_LINES], *page[-EDGE_LINES:]) if len(line) <= LONGEST_RUNNING]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().casefold())

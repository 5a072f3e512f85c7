"""What stands on a page and belongs to no article: page numbers, addresses, the outlet speaking of itself."""

from __future__ import annotations

import re

#: Characters. A longer paragraph is prose, however it begins.
_LONGEST = 200
#: Words beside an address in a paragraph that is nothing but a pointer to it ('Write to: desk@...').
_WORDS_BESIDE_ADDRESS = 3

_PAGE_WORD = r"(?:page|pag\.?|pág\.?|página|p\.)"
#: 'Page 3 of 9', 'Pág. 3', '- 3 -', '3 / 9': page numbers wherever they stand.
_PAGE = re.compile(
    rf"{_PAGE_WORD}\s*\d{{1,4}}(?:\s*(?:of|de|/)\s*\d{{1,4}})?|[-–—]\s*\d{{1,4}}\s*[-–—]|\d{{1,4}}\s*/\s*\d{{1,4}}",
    re.IGNORECASE,
)
#: A number alone is a page's if it stands alone between blank lines, and is no year; within a paragraph it may be a figure.
_BARE_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{1,4}(?:\s*(?:of|de)\s*\d{1,4})?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|gov|edu|[a-z]{2})/(?:\S*[\w/])?|[\w.+-]+@[\w-]+(?:\.\w+)+",
    re.IGNORECASE,
)
#: Labels, each a paragraph of its own.
_LABEL = re.compile(
    r"(?:advertisement|share(?: this(?: article| story)?)?|subscribe(?: now)?|read more|click here|sign up|follow us|contact us|related articles"
    r"|related stories|publicidad|compartir|comparte esta nota|suscríb(?:ase|ete)|síg(?:a|ue)nos|lea (?:también|más)|haga clic(?: aquí)?|contáctenos"
    r"|notas relacionadas)[\s.:!…»>]*",
    re.IGNORECASE,
)
#: Claims of rights, and pointers to other articles, whose headlines must not be taken for this article's events.
_NOTICE = re.compile(
    r"(?:©|\(c\)\s*\d{4}|copyright\s+(?:©|\(c\)|\d{4})|all rights reserved|todos los derechos reservados|derechos reservados"
    r"|(?:read more|see also|lea (?:también|más)|vea también|le puede interesar|contacto|contact)\s*:)",
    re.IGNORECASE,
)
#: Beginnings that prose may have too ('To contact the ministry, the strikers walked ...'): boilerplate unless a sentence follows.
_INVITATION = re.compile(
    r"(?:to contact|for more information|follow us on|subscribe to|sign up for|share this|click here"
    r"|para (?:más|mayor) información|para contactar|síg(?:a|ue)nos en|suscríb(?:ase|ete) a|compartir en|haga clic (?:aquí|en))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


def is_boilerplate(lines: list[str]) -> bool:
    """Whether a paragraph, given as its lines without outer white space, is no part of the article."""
    words = " ".join(lines)
    if len(words) > _LONGEST:
        return False
    if all(_PAGE.fullmatch(line) or _BARE_NUMBER.fullmatch(line) for line in lines):
        return True
    if _LABEL.fullmatch(words) or _NOTICE.match(words) or _points_to_address(words):
        return True
    return _INVITATION.match(words) is not None and (
        _ADDRESS.search(words) is not None or not _SENTENCE_END.search(words)
    )


def is_page_line(line: str) -> bool:
    """Whether a line within a paragraph is a page's number or running foot."""
    return _PAGE.fullmatch(line) is not None


def is_edge_line(line: str) -> bool:
    """Whether a paragraph's first or last line belongs to the page rather than to the paragraph."""
    return is_page_line(line) or (_NOTICE.match(line) is not None and len(line) <= _LONGEST) or _is_address(line)


def _is_address(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None


def _points_to_address(words: str) -> bool:
    rest = _ADDRESS.sub("", words).strip()
    return rest != words and len(rest.split()) <= _WORDS_BESIDE_ADDRESS and not _SENTENCE_END.search(rest)

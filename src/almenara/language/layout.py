"""Clean-up of text that came through a PDF, a terminal or a web page, with a way back to the text as given.

Hard line breaks inside sentences become spaces, words hyphenated at a line's end are joined, blank lines in mid-sentence
no longer end a paragraph, and footers (addresses, page numbers) are set apart. Every character of the clean text knows
where it stood, so spans always point into the report as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from almenara.model import Span

#: A paragraph that ends without one of these was cut by the page, if the next begins in lower case.
_SENTENCE_ENDS = ".!?…:;\"'”’»)]"
_BULLET = re.compile(r"\s*(?:[-*•·‣▪–—]|\(?\d{1,2}[.)])\s+")
_PAGE_NUMBER = re.compile(
    r"\s*(?:(?:page|pag\.?|página|p\.)\s*)?\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?\s*", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|net|info|gov|edu|[a-z]{2})/\S*|\S+@\S+\.\w+", re.IGNORECASE
)
#: Short paragraphs that begin so are the outlet speaking of itself.
_FOOTER = re.compile(
    r"\s*(?:to contact|contact us|for more information|subscribe|follow us|sign up|read more|click here|share this|all rights reserved|"
    r"copyright|©|\(c\)|advertisement|related (?:articles|stories)|contáctenos|contacto:|para más información|suscríbase|suscríbete|síguenos|"
    r"síganos|lea también|lea más|haga clic|todos los derechos|derechos reservados|compartir|publicidad)",
    re.IGNORECASE,
)
#: A footer paragraph is short; a long one that happens to begin with such words is prose.
_LONGEST_FOOTER = 200
_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True)
class CleanText:
    """Clean text with its paragraphs (spans of the clean text) and boilerplate (spans of the text as given)."""

    text: str
    paragraphs: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def to_original(self, start: int, end: int) -> Span:
        """Where a stretch of the clean text stands in the text as given; an empty stretch stays empty."""
        first = start + self.shifts[bisect_right(self.starts, start) - 1] if self.starts else start
        if end <= start:
            return Span(first, first)
        last = end - 1 + self.shifts[bisect_right(self.starts, end - 1) - 1]
        return Span(first, last + 1)


def clean(text: str) -> CleanText:
    """Clean a report's text for parsing; the text itself is not changed."""
    blocks = _join_cut_sentences(text, _blocks(text))
    boilerplate = [block for block in blocks if _is_boilerplate(block, text)]
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    paragraphs: list[Span] = []
    length = 0

    def put(words: str, original: int) -> None:
        nonlocal length
        if not words:
            return
        starts.append(length)
        shifts.append(original - length)
        pieces.append(words)
        length += len(words)

    for block in blocks:
        if block in boilerplate:
            continue
        for paragraph in _paragraphs(block, text):
            begin = length
            for line, glue, at in paragraph:
                put(line, at)
                put(glue, at + len(line))
            if length > begin:
                paragraphs.append(Span(begin, length))
                put("\n", at + len(line))
    return CleanText(
        "".join(pieces),
        tuple(paragraphs),
        tuple(Span(block[0][0], block[-1][1]) for block in boilerplate),
        tuple(starts),
        tuple(shifts),
    )


#: Lines of a block as (start, end) in the text as given, without line breaks and outer white space.
_Block = list[tuple[int, int]]


def _blocks(text: str) -> list[_Block]:
    """Lines grouped between blank ones."""
    blocks: list[_Block] = []
    current: _Block = []
    position = 0
    breaks = [(m.start(), m.end()) for m in _LINE_BREAK.finditer(text)] + [(len(text), len(text))]
    for end, following in breaks:
        start, stop = position, end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            current.append((start, stop))
        elif current:
            blocks.append(current)
            current = []
        position = following
    if current:
        blocks.append(current)
    return blocks


def _join_cut_sentences(text: str, blocks: list[_Block]) -> list[_Block]:
    """Blocks between which only a page's end stands are one: 'calling for the army' / 'to intervene'."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and not _is_boilerplate(joined[-1], text) and not _is_boilerplate(block, text):
            if _runs_on(text, joined[-1][-1][1], block[0][0]):
                joined[-1] = joined[-1] + block
                continue
        joined.append(block)
    return joined


def _runs_on(text: str, end: int, start: int) -> bool:
    """Whether a sentence goes on from before a blank line (ending at `end`) to behind it (beginning at `start`)."""
    before, first = text[end - 1], text[start]
    if _BULLET.match(text, start):
        return False
    if before in ",—–-":
        return first.isalnum()
    if before in _SENTENCE_ENDS:
        return False
    # 'calling for the army' / 'to "restore order"', 'called on them' / '"to rise up"'
    return first.islower() or (first in "\"“«'" and text[start + 1 : start + 2].islower())


def _is_boilerplate(block: _Block, text: str) -> bool:
    words = text[block[0][0] : block[-1][1]]
    if len(words) > _LONGEST_FOOTER:
        return False
    if all(_PAGE_NUMBER.fullmatch(text, start, end) for start, end in block):
        return True
    if _FOOTER.match(words):
        return True
    rest = _ADDRESS.sub("", words)
    return rest != words and len(rest.split()) <= 3


def _paragraphs(block: _Block, text: str) -> list[list[tuple[str, str, int]]]:
    """A block's lines as paragraphs of (words, glue to the next line, where the words stand).

    Bullets and table rows are paragraphs of their own; other lines run on.
    """
    paragraphs: list[list[tuple[str, str, int]]] = []
    current: list[tuple[str, str, int]] = []
    for (start, end), follower in [*pairwise(block), (block[-1], None)]:
        line = text[start:end].replace("\t", " ").replace("\xa0", " ").replace("\xad", "-")
        is_row = "|" in line or "\t" in text[start:end]
        if (is_row or _BULLET.match(line)) and current:
            paragraphs.append(current)
            current = []
        glue = " "
        if follower is not None and line.endswith("-") and line[-2:-1].isalpha() and text[follower[0]].islower():
            line, glue = line[:-1], ""
        ends = (
            follower is None
            or is_row
            or (
                # A short line that ends a sentence ends its paragraph too; a title has no end at all.
                len(line) < 60 and line[-1:] in ".!?" and text[follower[0]].isupper() and len(block) > 1
            )
        )
        current.append((line, "" if ends else glue, start))
        if ends:
            paragraphs.append(current)
            current = []
    if current:
        paragraphs.append(current)
    return paragraphs

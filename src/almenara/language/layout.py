"""Clean-up of text that came through a PDF, a terminal or a web page, with a way back to the text as given.

Hard line breaks inside sentences become spaces, words hyphenated at a line's end are joined, blank lines in mid-sentence
no longer end a paragraph, and what belongs to the page rather than to the article is set apart. Bullets and rows of tables
become paragraphs of their own. Every character of the clean text knows where it stood, so spans always point into the
report as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from almenara.language.boilerplate import is_boilerplate, is_edge_line, is_page_line
from almenara.language.clean_text import INVISIBLE, CleanText, Writer
from almenara.model import Span

__all__ = ["CleanText", "clean"]

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: White space and invisible characters at a line's ends; a line of nothing else is blank.
_OUTER = " \t\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))) + INVISIBLE
#: A paragraph that ends without one of these was cut by the page, if the next begins in lower case.
_ENDS = ".!?…:;\"'”’»)]"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
#: 'Sgt.', 'J.', 'Gral.': the end of a line that may be the middle of a sentence.
_MAY_ABBREVIATE = re.compile(r"\b(?:[^\W\d_a-z]\w{0,3}|[a-z]{1,3})\.$")
_BULLET = re.compile(r"[*•·‣▪●◦]\s+")
#: What begins an item only where an item can begin: a wrapped sentence may have '12. ' or a dash at the beginning of a line.
_MAYBE_BULLET = re.compile(r"(?:[-–—]|\(?\d{1,2}[.)])\s+")
#: Characters. No column of print is this wide: lines this long are whole paragraphs.
_WIDEST_COLUMN = 150
#: Characters. In narrower text a line's length tells nothing of why it ends.
_NARROWEST_COLUMN = 40
#: A line after which the next word would have filled the column to at most this share ended on purpose. A typewriter's lines
#: would allow 1; letters of print differ in width.
_ROOM_LEFT = 0.8
#: The same for a title right above its text, which no full stop marks.
_ROOM_LEFT_BY_TITLE = 0.6
_HYPHENS = "-\u2010"
#: Before these a hyphen at a line's end is the word's own: 'anti-' / 'government'.
_HYPHENATED_PREFIXES = frozenset(
    "all anti cross ex full half high ill long low mid multi non north post pre pro self semi short south vice well".split()
)
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

#: A line's start and end in the text as given, without line break and outer white space.
_Line = tuple[int, int]
_Block = list[_Line]


def clean(text: str) -> CleanText:
    """Clean a report's text for parsing; the text itself is not changed."""
    return _Page(text).clean()


class _Page:
    """One text while it is cleaned."""

    def __init__(self, text: str) -> None:
        self.given = text

    def clean(self) -> CleanText:
        blocks, boilerplate = self._without_boilerplate()
        writer = Writer(self.given)
        for block in self._joined(blocks):
            for paragraph in self._paragraphs(block):
                begin = writer.length
                for line, following in pairwise(paragraph):
                    self._write_before(following, line, writer)
                writer.copy(*paragraph[-1])
                writer.end_paragraph(begin, paragraph[-1][1])
        return writer.text(tuple(boilerplate))

    def _blocks(self) -> Iterator[_Block]:
        """Lines grouped between blank ones."""
        current: _Block = []
        position = 0
        breaks = [found.span() for found in _LINE_BREAK.finditer(self.given)]
        for end, following in [*breaks, (len(self.given), len(self.given))]:
            raw = self.given[position:end]
            inner = raw.strip(_OUTER)
            if inner:
                start = position + len(raw) - len(raw.lstrip(_OUTER))
                current.append((start, start + len(inner)))
            elif current:
                yield current
                current = []
            position = following
        if current:
            yield current

    def _without_boilerplate(self) -> tuple[list[_Block], list[Span]]:
        kept: list[_Block] = []
        apart: list[Span] = []
        for block in self._blocks():
            if is_boilerplate([self.given[start:end] for start, end in block]):
                apart.append(Span(block[0][0], block[-1][1]))
                continue
            inner = [line for line in block if not is_page_line(self._words(line))]
            while inner and is_edge_line(self._words(inner[-1])):
                inner.pop()
            while inner and is_edge_line(self._words(inner[0])):
                del inner[0]
            if len(inner) < len(block):
                apart += [Span(*line) for line in sorted(set(block) - set(inner))]
            if inner:
                kept.append(inner)
        return kept, apart

    def _joined(self, blocks: list[_Block]) -> list[_Block]:
        """Blocks with those made one between which only a page's end stands: 'calling for the army' / 'to intervene'."""
        joined: list[_Block] = []
        for block in blocks:
            if joined and self._runs_on(joined[-1][-1], block[0]):
                joined[-1] += block
            else:
                joined.append(list(block))
        return joined

    def _runs_on(self, line: _Line, following: _Line) -> bool:
        """Whether a sentence goes on behind a blank line."""
        words, after = self._words(line), self._words(following)
        if _BULLET.match(after) or _MAYBE_BULLET.match(after) or self._is_row(line) or self._is_row(following):
            return False
        if words[-1] in ",—–" + _HYPHENS:
            return after[0].isalnum()
        if words[-1] in _ENDS:
            return False
        # 'called on them' / '"to rise up"'
        return after[0].islower() or (after[0] in "\"“«'" and after[1:2].islower())

    def _paragraphs(self, block: _Block) -> Iterator[_Block]:
        """A block's lines, cut where a paragraph ends without a blank line."""
        width = max(end - start for start, end in block)
        current: _Block = []
        in_list = False
        for line in block:
            words = self._words(line)
            if current:
                is_item = self._is_item(words, self._words(current[-1]), in_list)
                if is_item or self._ends_between(current[-1], line, width, is_first=current[-1] is block[0]):
                    yield current
                    current, in_list = [], is_item
            else:
                in_list = _BULLET.match(words) is not None or _MAYBE_BULLET.match(words) is not None
            current.append(line)
        yield current

    @staticmethod
    def _is_item(words: str, before: str, in_list: bool) -> bool:
        if _BULLET.match(words):
            return True
        return _MAYBE_BULLET.match(words) is not None and (in_list or before[-1] in _ENDS)

    def _ends_between(self, line: _Line, following: _Line, width: int, *, is_first: bool) -> bool:
        """Whether a paragraph ends between two lines of a block whose longest line has `width` characters."""
        if self._is_row(line) or self._is_row(following):
            return True
        words, after = self._words(line), self._words(following)
        if after[0].islower() or words[-1] in "," + _HYPHENS:
            return False
        ends_sentence = _SENTENCE_END.search(words) is not None and not _MAY_ABBREVIATE.search(words)
        if width > _WIDEST_COLUMN:
            return ends_sentence or words[-1] not in _ENDS
        filled = len(words) + 1 + len(after.split(maxsplit=1)[0])
        if ends_sentence:
            return filled <= width * _ROOM_LEFT
        is_title = is_first and words[-1].isalnum() and width >= _NARROWEST_COLUMN
        return is_title and filled <= width * _ROOM_LEFT_BY_TITLE

    def _write_before(self, following: _Line, line: _Line, writer: Writer) -> None:
        """Write a line that runs on into the following one."""
        (start, end), (after, _) = line, following
        glue = " "
        if self.given[end - 1] in _HYPHENS and self.given[end - 2 : end - 1].isalnum() and self.given[after].isalnum():
            glue = ""
            if self._is_cut_word(line, following):
                end -= 1
        elif self.given[end : end + 1] == "\xad":
            # A soft hyphen was stripped with the line's white space: it says that the word goes on.
            glue = ""
        writer.copy(start, end)
        writer.put(glue, end, after)

    def _is_cut_word(self, line: _Line, following: _Line) -> bool:
        """Whether the hyphen at the line's end came with the line break ('demon-' / 'stration')."""
        if not self.given[following[0]].islower():
            return False
        first = self._words(line)[:-1].split()[-1].lower()
        second = re.split(r"[\W\d_]", self._words(following).lower(), maxsplit=1)[0]
        if "-" in first or first.lstrip("\"'“‘«(¿¡") in _HYPHENATED_PREFIXES:
            return False
        return f"{first}-{second}" not in self._compounds

    @cached_property
    def _compounds(self) -> frozenset[str]:
        """Words that the text itself writes with a hyphen."""
        return frozenset(found.group() for found in _COMPOUND.finditer(self.given.lower()))

    def _is_row(self, line: _Line) -> bool:
        """Whether a line is a table's row."""
        return "|" in self._words(line) or "\t" in self._words(line)

    def _words(self, line: _Line) -> str:
        return self.given[line[0] : line[1]]

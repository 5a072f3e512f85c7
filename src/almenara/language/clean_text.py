"""Clean text that knows, letter by letter, where each stood in the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from almenara.model import Span

#: White space within a line, the kinds that typesetters use included (no-break, thin and ideographic spaces, tabs).
SPACES = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: What is not seen and splits words: the soft hyphen, zero-width spaces, the word joiner, and a byte order mark.
INVISIBLE = "\xad\u200b\u2060\ufeff"
#: What is not copied as it stands: spaces that are many or not the plain one, what is invisible, the ligatures that PDFs keep
#: ('ﬁ' in 'conﬁrmed'), and letters whose accents stand behind them as characters of their own.
_TO_SETTLE = re.compile(
    f"(?P<space>[{SPACES}]{{2,}}|[{SPACES.replace(' ', '', 1)}])|(?P<invisible>[{INVISIBLE}]+)|(?P<ligature>[\ufb00-\ufb06])"
    "|(?P<accented>[^\\W\\d_][\u0300-\u036f]+)"
)
#: Most lines have nothing of the kind, and this finds out faster.
_MAY_BE_TO_SETTLE = re.compile(f"  |[{SPACES.replace(' ', '', 1)}{INVISIBLE}\u0300-\u036f\ufb00-\ufb06]")


@dataclass(frozen=True)
class CleanText:
    """Text for the parser, with its paragraphs (spans of this text) and boilerplate (spans of the text as given).

    Paragraphs are in order and do not overlap; between them stands a line break.
    """

    text: str
    paragraphs: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    #: Segments in order: where each begins here, and the stretch of the text as given that it stands for. Where both are as
    #: long, letter stands for letter; otherwise the whole segment stands for the whole stretch.
    starts: tuple[int, ...]
    stretches: tuple[tuple[int, int], ...]

    def to_original(self, start: int, end: int) -> Span:
        """Where a stretch of the clean text stands in the text as given; an empty one stays empty."""
        first, last = self._place(start), self._place(max(start, end - 1))
        return Span(first[0], last[1] if end > start else first[0])

    def shift(self, start: int, end: int) -> int | None:
        """What leads from each offset of a stretch to the text as given, where both have the same letters; else None."""
        number = bisect_right(self.starts, start) - 1
        if number < 0:
            return None
        begin, stop = self.stretches[number]
        first = self.starts[number]
        following = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return begin - first if end <= following and following - first == stop - begin else None

    def _place(self, position: int) -> tuple[int, int]:
        number = bisect_right(self.starts, position) - 1
        if number < 0:
            return 0, 0
        begin, stop = self.stretches[number]
        following = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        if following - self.starts[number] != stop - begin:
            return begin, stop
        inside = min(position - self.starts[number], stop - begin)
        return begin + inside, min(begin + inside + 1, stop)


class Writer:
    """Collects clean text stretch by stretch, in the order of the text as given."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.length = 0
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._stretches: list[tuple[int, int]] = []
        self._paragraphs: list[Span] = []

    def put(self, words: str, start: int, end: int) -> None:
        """Write words that stand for `given[start:end]`."""
        if words:
            self._starts.append(self.length)
            self._stretches.append((start, end))
            self._pieces.append(words)
            self.length += len(words)

    def copy(self, start: int, end: int) -> None:
        """Write `given[start:end]` with its spaces, ligatures and loose accents settled."""
        if not _MAY_BE_TO_SETTLE.search(self.given, start, end):
            self.put(self.given[start:end], start, end)
            return
        done = start
        for found in _TO_SETTLE.finditer(self.given, start, end):
            self.put(self.given[done : found.start()], done, found.start())
            done = found.end()
            if found["space"]:
                self.put(" ", found.start(), done)
            elif found["ligature"]:
                for letter in unicodedata.normalize("NFKC", found.group()):
                    self.put(letter, found.start(), done)
            elif found["accented"]:
                self.put(unicodedata.normalize("NFC", found.group()), found.start(), done)
        self.put(self.given[done:end], done, end)

    def end_paragraph(self, begin: int, at: int) -> None:
        """End the paragraph that began at `begin` of the clean text; `at` is where it ends in the text as given."""
        if self.length > begin:
            self._paragraphs.append(Span(begin, self.length))
            self.put("\n", at, at)

    def text(self, boilerplate: tuple[Span, ...]) -> CleanText:
        return CleanText(
            "".join(self._pieces), tuple(self._paragraphs), boilerplate, tuple(self._starts), tuple(self._stretches)
        )

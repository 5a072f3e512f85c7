"""The words of a piece of HTML, paragraph by paragraph, by the standard library's tolerant parser."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article header footer".split())
_UNREAD = frozenset("script style noscript template iframe".split())


def words_of(markup: str) -> str:
    """Text without tags; plain text comes back as it is, but for white space."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    paragraphs = (" ".join("".join(p).split()) for p in parser.paragraphs)
    return "\n\n".join(p for p in paragraphs if p)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[str]] = [[]]
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.paragraphs[-1].append(data)

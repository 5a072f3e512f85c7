"""Sentence boundaries over clean paragraphs, by Wikimedia's sentencex (it knows both languages' abbreviations)."""

from __future__ import annotations

from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from almenara.model import Span

#: Longer stretches are cut at white space: the parser's memory grows with length, and no sentence of prose is this long.
LONGEST_SENTENCE = 4000


def sentence_spans(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """Spans of the paragraph's sentences, without surrounding white space, in order."""
    words = paragraph.of(text)
    for boundary in get_sentence_boundaries(language, words):
        start, end = boundary["start_index"], boundary["end_index"]
        while start < end and words[start].isspace():
            start += 1
        while end > start and words[end - 1].isspace():
            end -= 1
        while end - start > LONGEST_SENTENCE:
            cut = words.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield Span(paragraph.start + start, paragraph.start + cut)
            start = cut
            while start < end and words[start].isspace():
                start += 1
        if end > start:
            yield Span(paragraph.start + start, paragraph.start + end)

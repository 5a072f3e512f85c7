"""What two releases differ in, as one HTML page that needs no other file."""

from __future__ import annotations

from collections.abc import Sequence

from almenara.codebook import Codebook
from almenara.publish.release import Change
from almenara.publish.report.document import Block, Document, Paragraph, Piece, Section, Sentence, Table
from almenara.publish.report.html import as_html
from almenara.publish.report.writer import Writer
from almenara.publish.site.change_words import ChangeWords
from almenara.publish.site.words import say

_HEAD = ("change", "event", "field", "before", "after", "behind")


def difference_page(
    name: str, before: int, after: int, changes: Sequence[Change], codebook: Codebook, writer: Writer
) -> str:
    """The page on all changes from one release of an observatory to another."""
    language = writer.language
    heading = say(language, "diff", n=before)
    block: Block = Paragraph((Piece(say(language, "diff_none", n=before)),))
    if changes:
        head = tuple(say(language, key) for key in _HEAD)
        words = ChangeWords(codebook, writer)
        rows = [_row(change, words) for change in changes]
        for n in range(len(changes) - 1, 0, -1):
            if changes[n].event == changes[n - 1].event:
                # What changed of one event stands below its name, which is said once.
                rows[n] = ((), (), *rows[n][2:])
        block = Table(heading, head, tuple(rows))
    title = say(language, "release_n", n=after)
    return as_html(Document(title, name, language, "", (Section("changes", heading, (block,)),), {}))


def _row(change: Change, words: ChangeWords) -> tuple[Sentence, ...]:
    cells = (
        words.kind(change),
        # The id first, where no line breaks at its hyphen.
        f"{change.event} {words.event(change)}",
        words.field(change.field),
        words.value(change.field, change.before),
        change.other or words.value(change.field, change.after),
        ", ".join(map(str, change.decisions)),
    )
    return tuple((Piece(cell),) for cell in cells)

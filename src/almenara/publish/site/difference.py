"""What two releases differ in, as one HTML page that needs no other file."""

from __future__ import annotations

from collections.abc import Sequence

from almenara.publish.change_words import field_words, value_words
from almenara.publish.release import Change
from almenara.publish.report.document import Block, Document, Paragraph, Piece, Section, Sentence, Table
from almenara.publish.report.grammar import Language
from almenara.publish.report.html import as_html
from almenara.publish.site.words import say

_HEAD = ("change", "event", "field", "before", "after", "behind")


def difference_page(name: str, before: int, after: int, changes: Sequence[Change], language: Language) -> str:
    """The page on all changes from one release of an observatory to another."""
    heading = say(language, "diff", n=before)
    block: Block = Paragraph((Piece(say(language, "diff_none", n=before)),))
    if changes:
        head = tuple(say(language, key) for key in _HEAD)
        block = Table(heading, head, tuple(_row(change, language) for change in changes))
    title = say(language, "release_n", n=after)
    return as_html(Document(title, name, language, "", (Section("changes", heading, (block,)),), {}))


def _row(change: Change, language: Language) -> tuple[Sentence, ...]:
    cells = (
        say(language, f"change_{change.kind}"),
        change.event,
        field_words(change.field, language),
        value_words(change.field, change.before),
        change.other or value_words(change.field, change.after),
        ", ".join(map(str, change.decisions)),
    )
    return tuple((Piece(cell),) for cell in cells)

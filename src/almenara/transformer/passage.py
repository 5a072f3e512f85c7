"""One sentence of a report under a model: what both kinds of labels need to know, and the mention where the rules saw no event."""

from __future__ import annotations

from dataclasses import dataclass

from almenara.codebook import Codebook
from almenara.language import AnnotatedText, Sentence
from almenara.model import Mention, Quote, Report, Status


@dataclass(frozen=True)
class Passage:
    """A sentence with its report; `method` is how mention rows name the model."""

    sentence: Sentence
    report: Report
    annotated: AnnotatedText
    codebook: Codebook
    method: str

    def family(self, kind: str) -> str:
        """The family of a type."""
        return self.codebook.types[kind].family

    def unseen(self, ident: str, kind: str, score: float, trigger: Quote, method: str) -> Mention:
        """An event of which the rules saw nothing: the model's type at its trigger, with no roles and no numbers."""
        return Mention(
            id=ident,
            report=self.report.id,
            published=self.report.published,
            source=self.report.source,
            family=self.family(kind),
            type=kind,
            status=Status.HAPPENED,
            score=score,
            trigger=trigger,
            sentence=self.annotated.quote(self.sentence.start, self.sentence.end),
            title=self.report.title,
            method=method,
        )

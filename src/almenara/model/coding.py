"""All that was coded from one report."""

from __future__ import annotations

from dataclasses import dataclass

from almenara.model.mention import DateValue, Mention, PlaceValue
from almenara.model.total import Total


@dataclass(frozen=True, slots=True)
class Coding:
    """Mentions and totals in the order of the text, with every date and place that was found on the way."""

    report: str
    mentions: tuple[Mention, ...] = ()
    totals: tuple[Total, ...] = ()
    dates: tuple[DateValue, ...] = ()
    places: tuple[PlaceValue, ...] = ()

    def to_dict(self) -> dict[str, object]:
        return {
            "report": self.report,
            "mentions": [mention.to_dict() for mention in self.mentions],
            "totals": [total.to_dict() for total in self.totals],
        }

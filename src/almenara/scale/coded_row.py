"""A row of what was coded as Spark keeps it: the JSON line that `almenara code` prints, and beside it columns to ask by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date

from almenara.model import Coding, Mention
from almenara.model.json_line import json_line

#: What rows are of. `report` has one row for each coded report, with how much was found in it; `quarantined` are reports that
#: killed or broke the process that coded them.
KINDS = ("mention", "total", "report", "not_coded", "quarantined")

#: Spark's names and types of the columns of `CodedRow`.
SCHEMA = (
    "kind string, report string, number int, id string, published date, family string, type string, status string, "
    "score double, date_from date, date_to date, date_precision string, place string, country string, admin1 string, "
    "lat double, lon double, place_precision string, row string"
)


@dataclass(frozen=True, slots=True)
class CodedRow:
    """`number` counts a report's rows; `row` is the whole as JSON. The columns between are a mention's."""

    kind: str
    report: str
    number: int = 0
    id: str | None = None
    published: date | None = None
    family: str | None = None
    type: str | None = None
    status: str | None = None
    score: float | None = None
    date_from: date | None = None
    date_to: date | None = None
    date_precision: str | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_precision: str | None = None
    row: str = ""

    def as_tuple(self) -> tuple[object, ...]:
        """The values in the order of `SCHEMA`."""
        return astuple(self)


def rows_of_coding(coding: Coding) -> Iterator[CodedRow]:
    """A report's mentions and totals in their order, and the row of the report itself."""
    for mention in coding.mentions:
        yield _of_mention(mention)
    for total in coding.totals:
        yield CodedRow("total", coding.report, row=json_line(total.to_dict()))
    counts = {"report": coding.report, "mentions": len(coding.mentions), "totals": len(coding.totals)}
    yield CodedRow("report", coding.report, row=json_line(counts))


def _of_mention(mention: Mention) -> CodedRow:
    when, where = mention.date, mention.place
    return CodedRow(
        kind="mention",
        report=mention.report,
        id=mention.id,
        published=mention.published,
        family=mention.family,
        type=mention.type,
        status=mention.status.value,
        score=mention.score,
        date_from=when.start if when else None,
        date_to=when.end if when else None,
        date_precision=when.precision if when else None,
        place=where.name if where else None,
        country=where.country if where else None,
        admin1=where.admin1 if where else None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        place_precision=where.precision if where else None,
        row=json_line(mention.to_dict()),
    )

"""Places: toponyms found and resolved, end to end and with the gold span given.

Which toponyms count: all that the gold gives coordinates, whatever their kind. That takes in adjectives of nationality
('Turkish'), names inside institutions ('Toronto Police') and names that stand for a government, since all three name a
place that a coder must know; it leaves out common nouns, homonyms, languages, names of peoples without coordinates and
streets, which the gold marks but does not place. A finding on words that the gold does not place counts as wrong.

A finding is right end to end if its span is the gold's and it lies within 161 km (100 miles: Gritta, Pilehvar and Collier
2018). The spans of some texts of TR-News are displaced by a few letters in the source; they are counted as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.language import NamedSpan, Reader, annotate, make_reader
from almenara.model import Report
from almenara.resolve import Resolver, Unresolved, make_resolver, resolve
from almenara.resolve.places import PlaceFinding, find_places, open_gazetteer
from almenara.resolve.places.place import distance_km

WITHIN_KM = 161.0
DATA = ("geowebnews", "lgl", "trnews")
#: The figures to reach, end to end and with the span given.
WANTED = {"geowebnews": (0.60, 0.80), "lgl": (0.55, 0.80), "trnews": (0.62, 0.80)}


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A placed name of the gold: offsets into its report's text, end exclusive; degrees."""

    start: int
    end: int
    text: str
    kind: str
    geonames_id: int | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its placed names in the order of the text."""

    id: str
    text: str
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one data set; `errors` are sentences, those of a missed, a wrong and a needless finding."""

    right: int
    found: int
    expected: int
    errors: tuple[str, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / max(1, self.found + self.expected)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.expected)


def load_gold(path: Path) -> list[GoldReport]:
    """Reports of a geoparsing file, each with the toponyms that the gold gives coordinates."""
    reports = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        placed = [t for t in row["toponyms"] if t["lat"] is not None]
        toponyms = [
            GoldToponym(t["start"], t["end"], t["text"], t["kind"], t["geonames_id"], t["lat"], t["lon"])
            for t in sorted(placed, key=lambda t: (t["start"], t["end"]))
        ]
        reports.append(GoldReport(str(row["id"]), row["text"], tuple(toponyms)))
    return reports


def score_end_to_end(reports: Sequence[GoldReport], findings: Sequence[Sequence[PlaceFinding]]) -> Score:
    """Findings of each report against its gold: exact span and within 161 km."""
    right = found = expected = 0
    errors: list[str] = []
    for report, given in zip(reports, findings, strict=True):
        gold = {(t.start, t.end): t for t in report.toponyms}
        at = {(f.quote.start, f.quote.end): f for f in given if f.lat is not None}
        found += len(at)
        expected += len(gold)
        for span, finding in at.items():
            if span not in gold:
                errors.append(f"{report.id}: {finding.quote.text!r} was found, but the gold places no such words.")
            elif _within(finding, gold[span]):
                right += 1
            else:
                errors.append(_misplaced(report, finding, gold[span]))
        errors += [f"{report.id}: {t.text!r} ({t.kind}) was not found." for span, t in gold.items() if span not in at]
    return Score(right, found, expected, tuple(errors))


def score_given(reports: Sequence[GoldReport], findings: Sequence[Sequence[PlaceFinding]]) -> tuple[Score, Score]:
    """Findings on the gold's own spans: how many lie within 161 km, and how many have the gold's GeoNames id."""
    right = same = found = expected = with_id = 0
    errors: list[str] = []
    for report, given in zip(reports, findings, strict=True):
        at = {(f.quote.start, f.quote.end): f for f in given}
        for toponym in report.toponyms:
            expected += 1
            with_id += toponym.geonames_id is not None
            finding = at.get((toponym.start, toponym.end))
            if finding is None:
                errors.append(f"{report.id}: {toponym.text!r} was not resolved.")
                continue
            found += 1
            same += toponym.geonames_id is not None and finding.geonames_id == toponym.geonames_id
            if _within(finding, toponym):
                right += 1
            else:
                errors.append(_misplaced(report, finding, toponym))
    return Score(right, found, expected, tuple(errors)), Score(same, found, with_id, ())


def place_figures(gold: Path, only: tuple[str, ...] = DATA) -> Iterator[Figure]:
    """End-to-end F1 and accuracy with the span given, for each data set that is there."""
    codebook = load_codebook()
    reader = make_reader(codebook, "en")
    resolver = make_resolver(codebook, open_gazetteer(), "en")
    for name in only:
        path = gold / f"geoparsing_{name}.jsonl"
        if path.is_file():
            yield from _figures(name, load_gold(path), reader, resolver)


def _figures(name: str, reports: Sequence[GoldReport], reader: Reader, resolver: Resolver) -> Iterator[Figure]:
    end_to_end = score_end_to_end(reports, list(_found(reports, reader, resolver)))
    within, same = score_given(
        reports,
        [
            find_places(
                report.text,
                "en",
                [NamedSpan(t.start, t.end, "place") for t in report.toponyms],
                gazetteer=resolver.gazetteer,
                spans_given=True,
            )
            for report in reports
        ],
    )
    data = f"geoparsing_{name}"
    f1, accuracy = WANTED[name]
    size = end_to_end.expected
    yield Figure(data, "end-to-end F1 within 161 km", end_to_end.f1, size, end_to_end.errors, wanted=f1)
    yield Figure(data, "within 161 km, span given", within.recall, size, within.errors, wanted=accuracy)
    yield Figure(data, "same GeoNames id, span given", same.recall, same.expected)


def _found(reports: Sequence[GoldReport], reader: Reader, resolver: Resolver) -> Iterator[Sequence[PlaceFinding]]:
    """The places of each report as the product finds them, mentions or no mentions."""
    given = [Report(report.id, report.text, language=reader.language) for report in reports]
    batch = [Unresolved(report, text, ()) for report, text in zip(given, annotate(given, reader), strict=True)]
    return (found.findings for found in resolve(batch, resolver, thorough=True))


def _within(finding: PlaceFinding, toponym: GoldToponym) -> bool:
    if finding.lat is None or finding.lon is None:
        return False
    return distance_km(finding.lat, finding.lon, toponym.lat, toponym.lon) <= WITHIN_KM


def _misplaced(report: GoldReport, finding: PlaceFinding, toponym: GoldToponym) -> str:
    placed = ", ".join(part for part in (finding.name, finding.admin1, finding.country) if part)
    return (
        f"{report.id}: {finding.quote.text!r} was taken for {placed} ({finding.method}), "
        f"but the gold places it at {toponym.lat}, {toponym.lon}."
    )

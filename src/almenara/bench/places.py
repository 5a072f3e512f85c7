"""Places: toponyms found and resolved, end to end and with the gold span given.

Every gold toponym with coordinates counts, adjectives of nationality and names inside institutions too, as the gold has them.
A finding is right end to end if its span is the gold's and it lies within 161 km (100 miles; Gritta and others 2018).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from almenara.bench.figure import Figure
from almenara.language.parse import docs
from almenara.resolve.places import Gazetteer, NamedSpan, find_places, open_gazetteer

WITHIN_KM = 161.0
DATA = ("geowebnews", "lgl", "trnews")
_LABELS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "nationality"}


def place_figures(gold: Path, only: tuple[str, ...] = DATA) -> Iterator[Figure]:
    """End-to-end F1 and accuracy with the span given, for each data set that is there."""
    gazetteer = open_gazetteer()
    for name in only:
        path = gold / f"geoparsing_{name}.jsonl"
        if path.is_file():
            yield from _figures(path, gazetteer)


def _figures(path: Path, gazetteer: Gazetteer) -> Iterator[Figure]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    right = found = expected = known_right = 0
    errors: list[str] = []
    known_errors: list[str] = []
    for row, doc in zip(rows, docs((r["text"] for r in rows), "en"), strict=True):
        entities = [
            NamedSpan(e.start_char, e.end_char, _LABELS.get(e.label_, "other")) for e in doc.ents if e.label_ in _LABELS
        ]
        gold = {(t["start"], t["end"]): t for t in row["toponyms"] if t["lat"] is not None}
        findings = {
            (f.quote.start, f.quote.end): f
            for f in find_places(row["text"], "en", entities, gazetteer=gazetteer)
            if f.lat is not None
        }
        found += len(findings)
        expected += len(gold)
        for span, finding in findings.items():
            if span not in gold:
                errors.append(f"+ {row['id']}: {finding.quote.text!r} is no toponym of the gold")
            elif _km(finding.lat, finding.lon, gold[span]) <= WITHIN_KM:
                right += 1
            else:
                errors.append(
                    f"~ {row['id']}: {finding.quote.text!r} resolved to {finding.name}, {finding.admin1}, {finding.country}; gold {gold[span]['lat']}, {gold[span]['lon']}"
                )
        errors += [
            f"- {row['id']}: {t['text']!r} ({t['kind']}) was not found"
            for span, t in gold.items()
            if span not in findings
        ]
        given = [NamedSpan(t["start"], t["end"], "place") for t in gold.values()]
        resolved = {f.quote.start: f for f in find_places(row["text"], "en", given, gazetteer=gazetteer)}
        for t in gold.values():
            finding_there = resolved.get(t["start"])
            if (
                finding_there is not None
                and finding_there.lat is not None
                and _km(finding_there.lat, finding_there.lon, t) <= WITHIN_KM
            ):
                known_right += 1
            else:
                known_errors.append(
                    f"{row['id']}: {t['text']!r} resolved to {finding_there and (finding_there.name, finding_there.admin1, finding_there.country)}; gold {t['lat']}, {t['lon']}"
                )
    precision, recall = right / max(found, 1), right / max(expected, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    yield Figure(path.stem, "end-to-end F1 within 161 km", f1, expected, tuple(errors))
    yield Figure(path.stem, "within 161 km, span given", known_right / max(expected, 1), expected, tuple(known_errors))


def _km(lat: float | None, lon: float | None, gold: dict[str, Any]) -> float:
    if lat is None or lon is None:
        return math.inf
    a, b, c, d = map(math.radians, (lat, lon, gold["lat"], gold["lon"]))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))

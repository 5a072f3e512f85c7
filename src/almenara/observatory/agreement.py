"""How far people, and people and machine, say the same of the same events: percent agreement, Cohen's kappa, Krippendorff's alpha.

Kappa (Cohen 1960) is of two coders over the events that both judged; where several pairs of coders shared the work, theirs are averaged,
each counted by its events. Alpha (Krippendorff 2011, nominal) takes any number of coders and leaves out what only one judged. Both are
undefined where everybody always said the same one thing: chance alone would agree as well. Intervals are percentiles of a bootstrap over events.

Own arithmetic, because every figure is needed a thousand times for its interval, over as many labels as there are days and places; tests hold
it to published examples and to two libraries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from almenara.store.blind import Judgement

#: What is compared; the day is both days of an event. All but the verdict are compared where the event is accepted.
FIELDS = ("verdict", "type", "status", "day", "place")
#: Resamples, the share that an interval holds, and what makes the same judgements give the same interval.
RESAMPLES, LEVEL, SEED = 1000, 0.95, 1
#: Under what name the coder that is no person stands.
MACHINE = "machine"

Group = Literal["all", "type", "month", "people", "machine"]
#: Why a figure is missing, or all are.
Note = Literal["nothing_shared", "one_event", "all_alike"]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with the interval that holds it; both None where it is undefined, the interval alone where there is too little to resample."""

    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `events` that at least two coders judged: shares and coefficients from -1 to 1."""

    events: int
    percent: Figure
    kappa: Figure
    alpha: Figure
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The agreement on one field within one group: all, a type, a month ('2024-06'), two people, or people ('' for all of them) and the machine."""

    group: Group
    name: str
    field: str
    agreement: Agreement

    def to_dict(self) -> dict[str, object]:
        found = self.agreement
        row: dict[str, object] = {"group": self.group, "name": self.name, "field": self.field, "events": found.events}
        for name in ("percent", "kappa", "alpha"):
            figure: Figure = getattr(found, name)
            low, high = figure.interval or (None, None)
            row |= {name: figure.value, f"{name}_low": low, f"{name}_high": high}
        return {**row, "note": found.note}


def agreement_of(units: Sequence[Mapping[str, str]]) -> Agreement:
    """The agreement over events, each with the label that every coder who judged it gave."""
    units = [unit for unit in units if len(unit) > 1]
    none = Figure(None)
    if not units:
        return Agreement(0, none, none, none, "nothing_shared")
    labels = {label: n for n, label in enumerate(sorted({label for unit in units for label in unit.values()}))}
    counts = np.zeros((len(units), len(labels)))
    for n, unit in enumerate(units):
        for label in unit.values():
            counts[n, labels[label]] += 1
    draws = np.random.default_rng(SEED).multinomial(len(units), [1 / len(units)] * len(units), RESAMPLES)
    # The first row is what was found, each event counted once; the others are its resamples.
    weights = np.vstack([np.ones(len(units)), draws]).astype(float)
    note: Note | None = "all_alike" if len(labels) == 1 else "one_event" if len(units) == 1 else None
    return Agreement(
        len(units),
        _figure(_percent(counts, weights), resampled=len(units) > 1),
        _figure(_kappa(units, labels, weights), resampled=len(units) > 1),
        _figure(_alpha(counts, weights), resampled=len(units) > 1),
        note,
    )


def _percent(counts: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    told = counts.sum(1)
    alike = (counts * (counts - 1)).sum(1) / (told * (told - 1))
    found: NDArray[np.float64] = weights @ alike / weights.sum(1)
    return found


def _alpha(counts: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 - observed / expected disagreement, by coincidences."""
    told = counts.sum(1)
    unlike = told - (counts * (counts - 1)).sum(1) / (told - 1)
    every = weights @ told
    by_label = weights @ counts
    expected = every - (by_label * (by_label - 1)).sum(1) / (every - 1)
    return 1 - _over(weights @ unlike, expected)


def _kappa(
    units: Sequence[Mapping[str, str]], labels: Mapping[str, int], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for pair in combinations(sorted(unit), 2):
            shared[pair].append(n)
    total, judged = np.zeros(len(weights)), np.zeros(len(weights))
    for (one, other), rows in shared.items():
        left, right = np.zeros((len(rows), len(labels))), np.zeros((len(rows), len(labels)))
        for n, row in enumerate(rows):
            left[n, labels[units[row][one]]] = right[n, labels[units[row][other]]] = 1
        weight = weights[:, rows]
        events = weight.sum(1)
        observed = _over(weight @ (left * right).sum(1), events)
        expected = _over(((weight @ left) * (weight @ right)).sum(1), events**2)
        kappa = _over(observed - expected, 1 - expected)
        known = ~np.isnan(kappa)
        total[known] += (kappa * events)[known]
        judged[known] += events[known]
    return _over(total, judged)


def _over(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """A quotient, unknown where nothing is divided by."""
    nothing = np.abs(below) < 1e-12
    return np.where(nothing, np.nan, above / np.where(nothing, 1, below))


def _figure(found: NDArray[np.float64], *, resampled: bool) -> Figure:
    if np.isnan(found[0]):
        return Figure(None)
    drawn = found[1:][~np.isnan(found[1:])]
    if not resampled or len(drawn) == 0:
        return Figure(float(found[0]))
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Figure(float(found[0]), (float(low), float(high)))


def lines_of(judgements: Iterable[Judgement]) -> list[Line]:
    """The agreement on each field: over all, by the type and the month in which it was judged, between each two people, and with the machine."""
    by_event: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_event[judgement.event].append(judgement)
    groups: dict[tuple[Group, str], list[list[Judgement]]] = defaultdict(list)
    for found in by_event.values():
        groups["all", ""].append(found)
        groups["type", str(found[0].shown["type"])].append(found)
        groups["month", f"{max(j.at for j in found):%Y-%m}"].append(found)
        for one, other in combinations(sorted(found, key=lambda j: j.person), 2):
            groups["people", f"{one.person}, {other.person}"].append([one, other])
    lines = [
        Line(group, name, field, agreement_of([_people(found, field) for found in groups[group, name]]))
        for group, name in sorted(groups, key=_order)
        for field in FIELDS
    ]
    people = sorted({j.person for found in by_event.values() for j in found})
    for person in ["", *people] if people else []:
        judged = [j for found in by_event.values() for j in found if person in ("", j.person)]
        lines += [Line("machine", person, f, agreement_of([_with_machine(j, f) for j in judged])) for f in FIELDS]
    return lines or [Line("all", "", field, agreement_of([])) for field in FIELDS]


def _order(key: tuple[Group, str]) -> tuple[int, str]:
    return ("all", "type", "month", "people", "machine").index(key[0]), key[1]


def _people(found: Sequence[Judgement], field: str) -> dict[str, str]:
    return {j.person: label for j in found if (label := _label(j.verdict, j.values, field)) is not None}


def _with_machine(judgement: Judgement, field: str) -> dict[str, str]:
    """One person's label beside the machine's, whoever the person is; empty where the person rejects the event and says nothing of the field."""
    label = _label(judgement.verdict, judgement.values, field)
    # The machine holds every event that it shows to be one.
    said = _label("accept", judgement.shown, field)
    return {"person": label, MACHINE: said} if label is not None and said is not None else {}


def _label(verdict: str, values: Mapping[str, Any], field: str) -> str | None:
    if field == "verdict":
        return verdict
    if verdict == "reject":
        return None
    if field == "day":
        return f"{values['date_from']}/{values['date_to']}"
    return str(values[field])

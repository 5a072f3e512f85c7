"""Why two accounts were joined, in words and as a bar for each comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import log2
from typing import Literal

from almenara.link.compare import model

Language = Literal["en", "es"]

#: What is compared.
COMPARISONS = {
    "day": {"en": "day", "es": "día"},
    "place": {"en": "place", "es": "lugar"},
    "type": {"en": "what happened", "es": "qué ocurrió"},
    "actors": {"en": "names of those involved", "es": "nombres de los implicados"},
    "numbers": {"en": "figures", "es": "cifras"},
    "words": {"en": "rare words of the sentences", "es": "palabras raras de las oraciones"},
    "context": {"en": "rare words of the reports", "es": "palabras raras de las noticias"},
}
_LEVELS_ES = {
    "not told": "no se dice",
    "the same day": "el mismo día",
    "days that overlap": "días que coinciden en parte",
    "one day apart": "un día de diferencia",
    "the day within a long stretch": "el día dentro de un período largo",
    "other days": "otros días",
    "the same town or place in it": "la misma localidad o un sitio en ella",
    "one within the other's state": "uno en el estado del otro",
    "one within the other's country": "uno en el país del otro",
    "other places": "otros lugares",
    "the same type": "el mismo tipo",
    "types of one family": "tipos de una familia",
    "other types": "otros tipos",
    "fewer in common": "menos en común",
    "a figure is the same": "una cifra es la misma",
    "a figure is alike": "una cifra es parecida",
    "figures differ": "las cifras difieren",
}
#: Bits of evidence that one sign of the bar stands for, and its longest length.
_BITS, _LONGEST = 2, 8


def level_name(comparison: str, level: int, language: Language) -> str:
    """The name of a comparison's level (-1: not told; 0: the weakest)."""
    name = _levels()[comparison][level]
    if language == "en":
        return name
    if name.endswith(" or more in common"):
        return name.replace(" or more in common", " o más en común")
    if name.startswith("within ") and name.endswith(" km"):
        return f"a menos de {name.split()[1]} km"
    return _LEVELS_ES[name]


@cache
def _levels() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for comparison in model()["comparisons"]:
        levels = comparison["comparison_levels"]
        known = [level for level in levels if not level.get("is_null_level")]
        names = {len(known) - 1 - n: str(level["label_for_charts"]) for n, level in enumerate(known)}
        found[comparison["output_column_name"]] = {-1: "not told", **names}
    return found


def explained(weights: Mapping[str, tuple[int, float]], language: Language) -> Iterator[tuple[str, str, float, str]]:
    """For each comparison its name, its level in words, the weight in bits, and a bar: '+' speaks for one event, '-' against it."""
    for name, (level, weight) in weights.items():
        signs = min(_LONGEST, round(abs(weight) / _BITS))
        yield (
            COMPARISONS[name][language],
            level_name(name, level, language),
            weight,
            ("+" if weight > 0 else "-") * signs,
        )


def chart(weights: Mapping[str, tuple[int, float]], probability: float) -> object:
    """Splink's waterfall as a Vega-Lite chart specification: from the prior, comparison by comparison, to the final weight."""
    final = log2(max(probability, 1e-12) / max(1 - probability, 1e-12))
    at = final - sum(weight for _, weight in weights.values())
    rows: list[dict[str, object]] = [{"comparison": "before comparing", "level": "prior", "from": 0.0, "to": at}]
    for name, (level, weight) in weights.items():
        label = level_name(name, level, "en")
        rows.append({"comparison": COMPARISONS[name]["en"], "level": label, "from": at, "to": at + weight})
        at += weight
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "y": {"field": "comparison", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "from", "type": "quantitative", "title": "evidence (bits)"},
            "x2": {"field": "to"},
            "color": {"condition": {"test": "datum.to >= datum.from", "value": "#2b6cb0"}, "value": "#c05621"},
            "tooltip": [{"field": "level"}],
        },
    }

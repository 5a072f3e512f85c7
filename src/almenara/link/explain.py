"""Why two accounts were joined, in words and as a bar for each comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    "meaning": {"en": "what the sentences mean", "es": "lo que dicen las oraciones"},
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
    "nearly the same": "casi lo mismo",
    "much alike": "muy parecido",
    "alike": "parecido",
    "somewhat alike": "algo parecido",
    "not alike": "no se parece",
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


#: Words of the chart: where it begins, its axis, and the two directions.
_CHART = {
    "before": {"en": "before comparing", "es": "antes de comparar"},
    "axis": {"en": "evidence that it is one event, in bits", "es": "indicios de que es un mismo suceso, en bits"},
}
#: Dark and light, so that what speaks for and against are told apart in grey too.
_FOR, _AGAINST = "#2b4c6f", "#dda15e"


def chart(weights: Mapping[str, tuple[int, float]], probability: float, language: Language) -> dict[str, object]:
    """Splink's waterfall as a Vega-Lite chart specification: from the prior, comparison by comparison, to the final weight."""
    final = log2(max(probability, 1e-12) / max(1 - probability, 1e-12))
    at = final - sum(weight for _, weight in weights.values())
    rows: list[dict[str, object]] = [{"comparison": _CHART["before"][language], "level": "", "from": 0.0, "to": at}]
    for name, (level, weight) in weights.items():
        label = level_name(name, level, language)
        rows.append({"comparison": COMPARISONS[name][language], "level": label, "from": at, "to": at + weight})
        at += weight
    y = {"field": "comparison", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 300}}
    bar = {
        "mark": "bar",
        "encoding": {
            "y": y,
            "x": {"field": "from", "type": "quantitative", "title": _CHART["axis"][language]},
            "x2": {"field": "to"},
            "color": {"condition": {"test": "datum.to >= datum.from", "value": _FOR}, "value": _AGAINST},
        },
    }
    words = {
        "transform": [{"calculate": "max(datum.from, datum.to)", "as": "end"}],
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {"y": y, "x": {"field": "end", "type": "quantitative"}, "text": {"field": "level"}},
    }
    return {"data": {"values": rows}, "layer": [bar, words], "width": 420}


def chart_of_links(links: Iterable[tuple[str, str, float, Mapping[str, tuple[int, float]]]], language: Language) -> str:
    """The charts of some links (left report, right report, probability, weights) below one another, as SVG with a description."""
    import vl_convert

    parts = [
        {
            **chart(weights, probability, language),
            "title": {"text": f"{left} – {right}  ({probability:.3f})", "anchor": "start"},
        }
        for left, right, probability, weights in links
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": _CHART["axis"][language],
        "vconcat": parts,
        "config": {"view": {"stroke": None}},
    }
    return str(vl_convert.vegalite_to_svg(spec))

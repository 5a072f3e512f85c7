"""Bars as SVG, drawn without a network or a browser; one dark grey that prints as it looks, every bar with its number."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import vl_convert

from almenara.publish.report.grammar import Language

#: Points: a page of A4 less its margins, and one bar of a ranking.
_WIDTH, _HEIGHT, _BAR = 640, 190, 20
#: Above so many columns numbers would run into each other.
_MOST_NUMBERED = 16
_INK, _FILL = "#222222", "#4a5a68"
#: Up to so many, every whole number has a tick.
_TICKS = 5
#: Labels of fewer letters stand side by side without turning.
_UPRIGHT = 3
#: Longest label in points before it is cut with '…'.
_LABEL = 180
#: Vega-Lite's own.
_PADDING = 5


@dataclass(frozen=True)
class Bars:
    """Labels with their numbers, in the order in which they are drawn (None: nothing is known, no bar); `axis` names what is counted."""

    values: tuple[tuple[str, int | None], ...]
    axis: str
    language: Language


def columns(chart: Bars) -> str:
    """Upright bars along time."""
    base = alt.Chart(_data(chart)).encode(
        x=alt.X(
            "label:N",
            sort=None,
            title=None,
            # Where nothing is known no bar stands, but its place is kept: without it, what is a year apart would stand side by side.
            scale=alt.Scale(domain=[label for label, _ in chart.values]),
            axis=alt.Axis(labelAngle=0 if len(chart.values[0][0]) < _UPRIGHT else -45),
        ),
        y=alt.Y("n:Q", title=chart.axis, axis=_whole_ticks(chart)),
    )
    layers = [base.mark_bar(color=_FILL)]
    if len(chart.values) <= _MOST_NUMBERED:
        layers.append(base.mark_text(dy=-6, color=_INK).encode(text=alt.Text("n:Q", format="d")))
    return _drawn(alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))


def bars(chart: Bars) -> str:
    """Lying bars, in the order given."""
    base = alt.Chart(_data(chart)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LABEL, ticks=False, domain=False)),
        x=alt.X("n:Q", title=None, axis=None),
    )
    layers = [
        base.mark_bar(color=_FILL),
        base.mark_text(align="left", dx=4, color=_INK).encode(text=alt.Text("n:Q", format="d")),
    ]
    # A reader's letters may be wider than those by which room was made: without more of it the longest label loses its first.
    spare = max((len(label) for label, _ in chart.values), default=0)
    padding = {"left": _PADDING + spare, "right": _PADDING, "top": _PADDING, "bottom": _PADDING}
    return _drawn(alt.layer(*layers).properties(width=_WIDTH - _LABEL, height=alt.Step(_BAR), padding=padding))


def _whole_ticks(chart: Bars) -> alt.Axis:
    """An axis of counts: no tick stands between two whole numbers."""
    most = max((n or 0 for _, n in chart.values), default=0)
    few = most <= _TICKS
    return alt.Axis(values=list(range(most + 1)), format="d") if few else alt.Axis(tickCount=_TICKS, format=",d")


def _data(chart: Bars) -> alt.InlineData:
    return alt.InlineData(values=[{"label": label, "n": n} for label, n in chart.values])


def _drawn(chart: alt.LayerChart | alt.FacetChart) -> str:
    plain = chart.configure_view(stroke=None).configure_axis(
        labelColor=_INK,
        titleColor=_INK,
        gridColor="#dddddd",
        labelFontSize=11,
        titleFontSize=11,
        titleFontWeight="normal",
    )
    return str(vl_convert.vegalite_to_svg(plain.to_dict()))

"""What a release's difference says of one value, in words that a table for readers may hold: the field's name, and lists without brackets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

#: Fields of an event in English and Spanish.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "type": ("type", "tipo"),
    "family": ("family", "familia"),
    "status": ("status", "estado de lo dicho"),
    "review": ("review", "revisión"),
    "date_from": ("first day", "primer día"),
    "date_to": ("last day", "último día"),
    "date_precision": ("precision of the date", "precisión de la fecha"),
    "place": ("place", "lugar"),
    "admin1": ("state", "estado o provincia"),
    "country": ("country", "país"),
    "lat": ("latitude", "latitud"),
    "lon": ("longitude", "longitud"),
    "place_precision": ("precision of the place", "precisión del lugar"),
    "agents": ("who", "quién"),
    "targets": ("against whom", "contra quién"),
    "agent_sectors": ("sectors: who", "sectores: quién"),
    "target_sectors": ("sectors: against whom", "sectores: contra quién"),
    "demands": ("demands", "exigencias"),
    "numbers": ("figures", "cifras"),
    "codes": ("codes", "códigos"),
    "sources": ("outlets", "medios"),
    "scales": ("reach of outlets", "alcance de los medios"),
    "urls": ("addresses", "direcciones"),
    "independent_sources": ("independent sources", "fuentes independientes"),
    "reports": ("reports", "noticias"),
}


def field_words(field: str | None, language: Literal["en", "es"]) -> str:
    """A field's name; nothing where an event changed as a whole."""
    if field is None:
        return ""
    return _FIELDS.get(field, (field, field))[language == "es"]


def value_words(field: str | None, value: object) -> str:
    """A field's value as `plain_event` gives it, as words."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(_report(item) if isinstance(item, Mapping) else str(item) for item in value)
    if field == "numbers" and isinstance(value, Mapping):
        return "; ".join(f"{of}: {_bounds(*bounds)}" for of, bounds in value.items())
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_code(code)}" for key, code in value.items() if code is not None)
    return str(value)


def _report(report: Mapping[str, Any]) -> str:
    """Outlet, day and quote."""
    named = report.get("source") or report.get("id") or ""
    when = f" ({report['published']})" if report.get("published") else ""
    quote = f": “{report['quote']}”" if report.get("quote") else ""
    return f"{named}{when}{quote}"


def _bounds(low: int | None, best: int | None, high: int | None) -> str:
    ends = "–".join("…" if end is None else str(end) for end in (low, high))
    known = str(low) if low is not None and low == high else ends
    return known if best is None or best in (low, high) else f"{known} ({best})"


def _code(code: object) -> str:
    if isinstance(code, Mapping):
        return ", ".join(str(part) for part in code.values() if part is not None)
    return code if isinstance(code, str) else json.dumps(code, ensure_ascii=False)

"""What a release's difference says, in words that a table for readers may hold: events by what, where and when, fields by their names, and values
as the codebook and the language call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from almenara.codebook import Codebook
from almenara.publish.release import Change
from almenara.publish.report.consequences import bounds
from almenara.publish.report.grammar import Language, day_name
from almenara.publish.report.writer import Writer
from almenara.publish.site.data import title_at, when_between
from almenara.publish.site.words import WORDS, say

#: Fields of an event in English and Spanish.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "type": ("type", "tipo"),
    "family": ("family", "familia"),
    "status": ("status", "estado del hecho"),
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
_SCALES: Mapping[str, tuple[str, str]] = {
    "local": ("local", "local"),
    "subnational": ("subnational", "subnacional"),
    "national": ("national", "nacional"),
    "international": ("international", "internacional"),
    "other": ("other", "otro"),
}


class ChangeWords:
    """Says changes in one language; what the codebook no longer knows keeps its id."""

    def __init__(self, codebook: Codebook, writer: Writer) -> None:
        self._language: Language = (language := writer.language)
        self._writer = writer
        families = {family.id: str(getattr(family.label, language)) for family in codebook.about.families}
        #: How the values of a field, or each value of its list, are called.
        self._names: Mapping[str, Callable[[Any], str]] = {
            "type": writer.type,
            "family": lambda key: families.get(key, key),
            "status": lambda key: writer.labels.statuses.get(key, key),
            "review": lambda key: self._known(f"review_{key}", key),
            "date_from": self._day,
            "date_to": self._day,
            "date_precision": lambda key: self._known(key, key),
            "place_precision": lambda key: self._known(key, key),
            "country": writer.country,
            "agents": writer.actor,
            "targets": writer.actor,
            "agent_sectors": writer.sector,
            "target_sectors": writer.sector,
            "demands": writer.demand,
            "scales": lambda key: _SCALES.get(key, (key, key))[language == "es"],
        }

    def kind(self, change: Change) -> str:
        return say(self._language, f"change_{change.kind}")

    def event(self, change: Change) -> str:
        """What, where and when an event is: 'March in Accra, 3 June 2024'."""
        where = change.place or (self._writer.country(change.country) if change.country else "")
        what = self._writer.type(change.type) if change.type else ""
        days = [date.fromisoformat(day) if day else None for day in (change.date_from, change.date_to)]
        named = title_at(self._language, what, where)
        return f"{named}, {when_between(days[0], days[1], self._language)}"

    def field(self, field: str | None) -> str:
        """A field's name; nothing where an event changed as a whole."""
        if field is None:
            return ""
        return _FIELDS.get(field, (field, field))[self._language == "es"]

    def value(self, field: str | None, value: object) -> str:
        """A field's value as `plain_event` gives it, as words."""
        if value is None:
            return ""
        name = self._names.get(field or "", str)
        if isinstance(value, (list, tuple)):
            return "; ".join(self._report(item) if isinstance(item, Mapping) else name(item) for item in value)
        if field == "numbers" and isinstance(value, Mapping):
            return "; ".join(
                f"{self._known(of, of)}: {bounds(low, best, high, self._writer)}"
                for of, (low, best, high) in value.items()
            )
        if isinstance(value, Mapping):
            told = {key: _code(code) for key, code in value.items()}
            return "; ".join(f"{key.upper()}: {code}" for key, code in told.items() if code)
        return name(value)

    def _day(self, value: str) -> str:
        return day_name(self._language, date.fromisoformat(value))

    def _report(self, report: Mapping[str, Any]) -> str:
        """Outlet, day and quote."""
        named = report.get("source") or report.get("id") or ""
        when = f" ({self._day(report['published'])})" if report.get("published") else ""
        quote = f": “{report['quote']}”" if report.get("quote") else ""
        return f"{named}{when}{quote}"

    def _known(self, key: str, otherwise: str) -> str:
        """The site's words of a key, where it has some."""
        return say(self._language, key) if key in WORDS else otherwise


def _code(code: object) -> str:
    """A code, or the parts of one; nothing where there is none."""
    parts = code.values() if isinstance(code, Mapping) else code if isinstance(code, (list, tuple)) else (code,)
    return ", ".join(str(part) for part in parts if part is not None and part != [])

"""The registry of outlets: a plain table in the observatory's folder that people fill in, and by which reports are completed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from almenara.model import Report, Source
from almenara.observatory.settings import SettingsError

FILE = "outlets.csv"
COLUMNS = ("name", "domain", "country", "scale", "language")
SCALES = ("local", "subnational", "national", "international", "other")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row; `language` is that of its reports where they do not tell."""

    source: Source
    language: str | None = None


@dataclass(frozen=True)
class Outlets:
    """Outlets by name and by domain, both without regard to case."""

    by_name: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]

    def completed(self, report: Report) -> Report:
        """The report with what the registry knows of its outlet; what the report tells itself stands. A domain finds the outlet's name,
        so that 'El Faro' and 'El Faro | Portada' of one site are one outlet."""
        told = report.source
        if told is None:
            return report
        outlet = self.by_domain.get((told.domain or "").casefold()) or self.by_name.get(told.name.casefold())
        if outlet is None:
            return report
        known = outlet.source
        source = Source(
            known.name, told.domain or known.domain, told.country or known.country, told.scale or known.scale
        )
        return replace(report, source=source, language=report.language or outlet.language)


def read_outlets(folder: Path) -> Outlets:
    """The registry of an observatory; an empty one if there is no file. Raises SettingsError, naming the row that is wrong."""
    path = folder / FILE
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for number, row in enumerate(_rows(path), 2):
        name = (row.get("name") or "").strip()
        values = {column: (row.get(column) or "").strip() or None for column in COLUMNS[1:]}
        if not name:
            raise SettingsError(f"{path}, row {number}: an outlet needs a name.")
        if values["scale"] is not None and values["scale"] not in SCALES:
            raise SettingsError(f"{path}, row {number}: the scale {values['scale']!r} is none of {', '.join(SCALES)}.")
        country = values["country"]
        if country is not None and not (len(country) == 2 and country.isalpha()):
            raise SettingsError(f"{path}, row {number}: the country {country!r} is no code of two letters (ISO 3166).")
        outlet = Outlet(
            Source(name, values["domain"], country.upper() if country else None, values["scale"]), values["language"]
        )
        by_name[name.casefold()] = outlet
        if values["domain"]:
            by_domain[values["domain"].casefold().removeprefix("www.")] = outlet
    return Outlets(by_name, by_domain)


def fill_outlets(folder: Path, seen: Iterable[Source]) -> int:
    """Append outlets that the registry does not know; rows that are there stay as they are. How many were added."""
    path = folder / FILE
    known = read_outlets(folder)
    new = [
        source
        for source in seen
        if source.name.casefold() not in known.by_name and (source.domain or "").casefold() not in known.by_domain
    ]
    starts = not path.exists()
    ends_well = starts or path.read_bytes()[-1:] in (b"\n", b"")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not ends_well:
            file.write("\n")
        writer = csv.writer(file, lineterminator="\n")
        if starts:
            writer.writerow(COLUMNS)
        writer.writerows((s.name, s.domain or "", s.country or "", s.scale or "", "") for s in new)
    return len(new)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "name" not in (reader.fieldnames or ()):
                raise SettingsError(f"{path} has no column 'name'; its columns are {', '.join(COLUMNS)}.")
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} could not be read ({error}); save it as CSV in UTF-8.") from error

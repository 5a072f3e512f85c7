"""Writes a site: all of its files beside its place, moved there when they are whole."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from almenara.publish.clean import utf8
from almenara.publish.formats import export
from almenara.publish.ledger import LEDGER, ledger_lines
from almenara.publish.release import ABOUT
from almenara.publish.report.html import report_css
from almenara.publish.site.data import events_script, index_scripts, labels_script, land_script
from almenara.publish.site.material import LANGUAGES, Shown, SiteMaterial, file_name
from almenara.publish.site.pages import File, Pages, templates
from almenara.publish.table import safe_cell

#: Tells a folder that this program wrote from one with somebody's files.
MARK = ".almenara-site"
#: Files for download: the export's format, its file, and files that come with it, each with the key of what it is.
_EXPORTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("jsonl", "events.jsonl", {"events.jsonl": "file_jsonl"}),
    ("csv", "events.csv", {"events.csv": "file_csv"}),
    ("excel", "events.xlsx", {"events.xlsx": "file_excel"}),
    ("datapackage", "datapackage", {"datapackage/datapackage.json": "file_datapackage", "datapackage/events.parquet": "file_parquet"}),
    ("geojson", "events.geojson", {"events.geojson": "file_geojson"}),
    ("geopackage", "events.gpkg", {"events.gpkg": "file_geopackage"}),
    ("acled", "acled.csv", {"acled.csv": "file_acled", "acled-sidecar.csv": "file_acled_sidecar"}),
    ("plover", "plover.jsonl", {"plover.jsonl": "file_plover"}),
    ("cameo", "cameo.csv", {"cameo.csv": "file_cameo"}),
    ("hxl", "events-hxl.csv", {"events-hxl.csv": "file_hxl"}),
    ("crosswalk", "crosswalk.csv", {"crosswalk.csv": "file_crosswalk"}),
)  # fmt: skip
#: What a file of changes tells of each event, behind what changed.
_TOLD = ("type", "date_from", "date_to", "place", "country")
#: Parts of MapLibre that come with the wheel of `maplibre`.
_MAPLIBRE = ("maplibre-gl.js", "maplibre-gl.css")


class SiteError(Exception):
    """Why a site cannot be written there, in a sentence that says how to mend it."""


@dataclass(frozen=True)
class Written:
    """Where the site stands, how many files and bytes it has, and how many events."""

    folder: Path
    files: int
    size: int
    events: int


def write_site(material: SiteMaterial, folder: Path) -> Written:
    """Write the site to a folder, in the place of an earlier one. Raises SiteError where the folder holds other files, and OSError; what stood
    there is then still there."""
    target = folder.absolute()
    if target.exists() and not target.is_dir():
        raise SiteError(f"{folder} is a file; name a folder for the site.")
    if target.exists() and any(target.iterdir()) and not (target / MARK).is_file():
        raise SiteError(f"{folder} holds files that are no site of almenara's; name an empty or a new folder.")
    part, old = (target.with_name(f".{target.name}.{os.getpid()}.{end}") for end in ("part", "old"))
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        _write(material, part)
        if target.exists():
            target.rename(old)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
    sizes = [path.stat().st_size for path in target.rglob("*") if path.is_file()]
    return Written(target, len(sizes), sum(sizes), len(material.events))


def _write(material: SiteMaterial, root: Path) -> None:
    downloads = list(_downloads(material, root))
    by_language = {language: Pages(material, language) for language in LANGUAGES}
    first = by_language[material.language]
    _text(root / MARK, "")
    # Some hosts of pages leave out what begins with an underscore or a point, unless this file is there.
    _text(root / ".nojekyll", "")
    _text(
        root / "index.html",
        templates(material.language).get_template("choose.html").render(name=material.name, language=material.language),
    )
    _text(root / "data" / "events.js", events_script(first.events))
    _text(root / "data" / "land.js", land_script())
    for name, script in index_scripts(first.events, [p.writer for p in by_language.values()]):
        _text(root / "data" / "search" / name, script)
    for shown in material.releases:
        _release(shown, root / "data" / "releases")
    _assets(root / "assets")
    for language, pages in by_language.items():
        here = root / language
        _text(here / "data" / "labels.js", labels_script(pages.writer, material.events))
        for name, svg in pages.drawings().items():
            _text(root / "assets" / language / name, svg)
        for name, page in pages.all(downloads):
            _text(here / name, page)
        for feed in pages.feeds:
            _text(here / "feeds" / feed.file, feed.text)
        folder = here / "events"
        folder.mkdir(exist_ok=True)
        for event in pages.events:
            (folder / f"{file_name(event.id)}.html").write_bytes(utf8(pages.event(event)))


def _downloads(material: SiteMaterial, root: Path) -> Iterator[File]:
    folder = root / "data" / "files"
    folder.mkdir(parents=True)
    for format, name, abouts in _EXPORTS:
        export(material.events, format, folder / name, ledger=material.totals)
        for path, about in abouts.items():
            yield _file(root, f"data/files/{path}", about)
    if material.totals:
        (folder / LEDGER).write_bytes(utf8("".join(ledger_lines(material.totals))))
        yield _file(root, f"data/files/{LEDGER}", "file_ledger")
    every = sorted(p for p in folder.rglob("*") if p.is_file())
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in every)
    _text(folder / "SHA256SUMS", sums)


def _file(root: Path, path: str, about: str) -> File:
    data = (root / path).read_bytes()
    return File(path, about, len(data), hashlib.sha256(data).hexdigest())


def _release(shown: Shown, folder: Path) -> None:
    """A release's files as they are, and all that changed since the one before."""
    target = folder / shown.folder.name
    target.mkdir(parents=True)
    for name in (ABOUT, *shown.release.about["files"]):
        shutil.copyfile(shown.folder / name, target / name)
    if shown.before is None:
        return
    with (folder / f"{shown.folder.name}-changes.csv").open(
        "w", encoding="utf-8", errors="backslashreplace", newline=""
    ) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("kind", "event", "field", "before", "after", "other", "decisions", *_TOLD))
        for change in shown.changes:
            row = (change.kind, change.event, change.field, _cell(change.before), _cell(change.after), change.other)
            told = (getattr(change, name) for name in _TOLD)
            table.writerow([safe_cell(value) for value in (*row, " ".join(map(str, change.decisions)), *told)])


def _cell(value: Any) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _assets(folder: Path) -> None:
    static = files("almenara.publish.site") / "static"
    for name in ("site.css", "events.js", "map.js", "search.js"):
        _text(folder / name, (static / name).read_text(encoding="utf-8"))
    _text(folder / "report.css", report_css())
    # Found without importing it, which would load a web framework's bindings.
    wheel = find_spec("maplibre")
    for name in _MAPLIBRE:
        shutil.copyfile(Path(str(wheel.origin if wheel else "")).parent / "srcjs" / name, folder / name)


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(utf8(text))

"""`almenara demo`: an observatory on the project's own sample reports: its events, report, site and exports, and the review application."""

from __future__ import annotations

import secrets
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from almenara.cli.code import show_coded
from almenara.cli.export import published
from almenara.cli.report import maker, material
from almenara.cli.serve import run_application
from almenara.cli.site import site_material
from almenara.cli.wording import language as spoken
from almenara.cli.wording import say
from almenara.codebook import load_codebook
from almenara.model import Coding, Report
from almenara.observatory import Observatory, SettingsError, create_observatory
from almenara.pipeline import Pipeline
from almenara.publish import FORMATS, export
from almenara.publish.formats import write_whole
from almenara.publish.report import as_html, as_pdf, compose, figures_of, labels_of
from almenara.publish.site import SiteError, write_site
from almenara.read import read
from almenara.samples import PLACES, REPORTS
from almenara.store.people import set_password

#: Who signs in to the demonstration, with a password that is made each time.
PERSON = "demo"
#: What each format's file is called; others take their own name as ending.
_ENDINGS = {
    "acled": "acled.csv", "cameo": "cameo.csv", "crosswalk": "crosswalk.csv", "datapackage": "datapackage", "excel": "events.xlsx",
    "geojson": "events.geojson", "geopackage": "events.gpkg", "hxl": "hxl.csv", "plover": "plover.jsonl",
}  # fmt: skip


def demo(
    *,
    folder: Annotated[
        Path | None,
        Parameter(name="--in", help="A new folder for the observatory; default: one among temporary files."),
    ] = None,
    serve: Annotated[
        bool | None, Parameter(help="Serve the review application at the end; default: on a terminal, until Ctrl+C.")
    ] = None,
    port: Annotated[int, Parameter(help="Port of the review application.")] = 8422,
) -> int:
    """Make an observatory of the sample reports: code, link and store them, write report, site and exports, and serve the review application.

    Exit status: 0 done, 2 the folder holds an observatory already, or could not be written.
    """
    console = Console()
    console.print(say("demo"))
    reports = [report for report in read(REPORTS) if isinstance(report, Report)]
    pipeline = Pipeline(load_codebook(), places=(PLACES,))
    codings = [result for result in pipeline.code(reports) if isinstance(result, Coding)]
    show_coded(codings, "events", pipeline, console)
    mentions = sum(len(coding.mentions) for coding in codings)
    console.print(say("demo_end", reports=len(reports), mentions=mentions))
    target = folder or Path(tempfile.mkdtemp(prefix="almenara-demo-"))
    try:
        observatory = create_observatory(target, say("demo_name"))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        observatory.__dict__["pipeline"] = pipeline
        observatory.add(reports)
        for place in _published(observatory):
            print(place)
        password = secrets.token_urlsafe(9)
        with observatory.store.writing() as connection:
            set_password(connection, PERSON, password, "admin")
        print(say("demo_folder", folder=observatory.folder.absolute()))
        if serve if serve is not None else sys.stdin.isatty() and sys.stdout.isatty():
            print(say("demo_sign_in", name=PERSON, password=password))
            run_application(observatory, port=port)
        else:
            print(say("demo_serve", folder=observatory.folder.absolute(), name=PERSON, password=password))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(say("not_written", file=error.filename or target, why=error.strerror or error), file=sys.stderr)
        return 2
    finally:
        observatory.close()
    return 0


def _published(observatory: Observatory) -> list[str]:
    """Write report, site and exports of the samples, none of which anybody has reviewed; returns a sentence on each with where it is."""
    today, language = date.today(), spoken()
    out = observatory.folder.absolute() / "public"
    out.mkdir()
    made = site_material(observatory, None, language, unreviewed=True, today=today)
    figures = figures_of(made.figures.span, material(observatory, made.figures.span, unreviewed=True, today=today))
    labels = labels_of(observatory.codebook, language, observatory.actor_names)
    document = compose(figures, maker(observatory), labels, language, today)
    write_whole({out / "report.html": as_html(document).encode(), out / "report.pdf": as_pdf(document)})
    site = write_site(made, out / "site")
    events = published(observatory, since=None, until=None, unreviewed=True)
    exports = out / "exports"
    exports.mkdir()
    for format in FORMATS:
        export(events, format, exports / _ENDINGS.get(format, f"events.{format}"), ledger=made.totals)
    return [
        say("demo_report", html=out / "report.html", pdf=out / "report.pdf"),
        say("demo_site", address=(site.folder / "index.html").as_uri()),
        say("demo_exports", folder=exports, n=len(FORMATS)),
    ]

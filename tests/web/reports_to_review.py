"""Reports of two events, one told twice, one told once; and an observatory filled with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hostile import HOSTILE, PASSWORD

from almenara.model import Report, Source
from almenara.observatory import create_observatory, open_observatory
from almenara.pipeline import Pipeline
from almenara.store.people import set_password

REPORTS = [
    Report(
        "quay",
        f"Some 400 dockers of the Harbour Guild marched in Valparaíso on Tuesday to demand unpaid wages. {HOSTILE}\n",
        f"March {HOSTILE}",
        "en",
        date(2024, 6, 5),
        Source(f"The Quay {HOSTILE}"),
        "javascript:alert(1)",
    ),
    Report(
        "wire",
        "Around 450 dockers from the Harbour Guild marched through Valparaíso on Tuesday over unpaid wages.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("Wire"),
        "https://wire.example/1",
    ),
    Report(
        "ward",
        "About 90 nurses marched in Temuco on Tuesday to demand new wards.\n",
        None,
        "en",
        date(2024, 6, 5),
        Source("Wire"),
    ),
]


def filled(folder: Path, pipeline: Pipeline, url: str | None = None) -> None:
    """Makes an observatory with the reports and the members of these tests."""
    if url is None:
        made = create_observatory(folder, "Test")
    else:
        folder.mkdir(parents=True)
        (folder / "almenara.toml").write_text(f'database = "{url}"\n', encoding="utf-8")
        made = open_observatory(folder)
    made.__dict__["pipeline"] = pipeline
    made.add(REPORTS)
    with made.store.writing() as connection:
        for name, access in (("ana", "coder"), ("luis", "coder"), ("rita", "reader")):
            set_password(connection, name, PASSWORD, access)  # type: ignore[arg-type]
    made.close()

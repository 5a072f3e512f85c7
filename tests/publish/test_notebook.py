"""docs/notebook.ipynb runs from top to bottom on a release as `almenara release` writes it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import nbformat
from msgspec.structs import replace
from nbclient import NotebookClient
from scenes import busy_january, happening

from almenara.publish import make_release
from almenara.publish.public_event import PublicReport

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"
#: Lines from a release to a figure.
MOST_LINES = 10


def test_it_goes_from_a_release_to_a_figure_in_ten_lines(tmp_path: Path) -> None:
    told = replace(
        happening(20),
        reports=(PublicReport("r", "The Quay", "https://quay.example/1", "2019-01-22", "Some 400 … marched."),),
    )
    events = (*busy_january(), told)
    make_release(tmp_path / "releases", events, {"software": "almenara"})
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len([line for line in code[0].source.splitlines() if line.strip()]) <= MOST_LINES
    assert not any(cell.outputs for cell in code)
    NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    (shown,) = [output for output in code[0].outputs if output.output_type == "execute_result"]
    drawing = ElementTree.fromstring(shown.data["image/svg+xml"])
    counted = [e for e in events if e.family == "contention" and e.status == "happened" and e.date_from]
    assert len(counted) > 5
    assert f"{len(counted)} protests by week and country" in "".join(drawing.itertext())
    assert "Some 400 … marched." in code[1].outputs[-1].data["text/plain"]

"""What a coder needs to be built anew on another machine: every file of it as bytes, so that no folder must be shared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from almenara.codebook import load_codebook
from almenara.model import Coding, Report
from almenara.model.json_line import json_line
from almenara.pipeline import NotCoded, Pipeline
from almenara.resolve.location import imported_actors_path, imported_path
from almenara.scale.coded_row import CodedRow, rows_of_coding

#: Files by their path in a folder.
Folder = Mapping[str, bytes]


@dataclass(frozen=True)
class CoderSettings:
    """A codebook's files (none: the default one) and an observatory's own places and actors, in order."""

    codebook: Folder | None = None
    background: bool = False
    places: tuple[tuple[str, bytes], ...] = ()
    actors: tuple[tuple[str, bytes], ...] = ()

    @staticmethod
    def of(
        codebook: Path | None = None,
        *,
        background: bool = False,
        places: Sequence[Path] = (),
        actors: Sequence[Path] = (),
    ) -> CoderSettings:
        """Read the files. What was imported on this machine (`almenara places import`) goes along. Raises OSError."""

        def with_imported(files: Sequence[Path], imported: Path) -> tuple[tuple[str, bytes], ...]:
            return tuple((f.name, f.read_bytes()) for f in (*files, *([imported] if imported.is_file() else [])))

        folder = None
        if codebook is not None:
            folder = {str(f.relative_to(codebook)): f.read_bytes() for f in sorted(codebook.rglob("*")) if f.is_file()}
        return CoderSettings(
            folder,
            background,
            with_imported(places, imported_path()),
            with_imported(actors, imported_actors_path()),
        )

    def fingerprint(self) -> str:
        """A hash of all that decides what is coded, but for almenara's own version."""
        files = {**{f"codebook/{name}": data for name, data in (self.codebook or {}).items()}}
        files |= {f"places/{n}/{name}": data for n, (name, data) in enumerate(self.places)}
        files |= {f"actors/{n}/{name}": data for n, (name, data) in enumerate(self.actors)}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        said = json.dumps([self.codebook is None, self.background, digests], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def open(self) -> Pipeline:
        """The pipeline, its files laid out in a folder of this process."""
        folder = Path(mkdtemp(prefix="almenara-coder-"))

        def laid(kind: str, files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
            paths = []
            for number, (name, data) in enumerate(files):
                path = folder / kind / str(number) / name
                path.parent.mkdir(parents=True)
                path.write_bytes(data)
                paths.append(path)
            return tuple(paths)

        book = None
        if self.codebook is not None:
            book = folder / "codebook"
            for name, data in self.codebook.items():
                (book / name).parent.mkdir(parents=True, exist_ok=True)
                (book / name).write_bytes(data)
        return Pipeline(
            load_codebook(book, background=self.background),
            places=laid("places", self.places),
            actors=laid("actors", self.actors),
        )


#: Codes some reports: for each, its rows.
Code = Callable[[Sequence[Report]], list[list[CodedRow]]]


def open_coder(settings: CoderSettings) -> Code:
    """What a coding process does with its reports."""
    pipeline = settings.open()

    def code(reports: Sequence[Report]) -> list[list[CodedRow]]:
        # Stretches of one language are parsed in common batches; the rows come back in the order of the reports.
        order = sorted(range(len(reports)), key=lambda n: reports[n].language or "")
        found: dict[int, list[CodedRow]] = {}
        for n, result in zip(order, pipeline.code(reports[n] for n in order), strict=True):
            found[n] = list(_rows(reports[n], result))
        return [found[n] for n in range(len(reports))]

    return code


def _rows(report: Report, result: Coding | NotCoded) -> Iterator[CodedRow]:
    if isinstance(result, NotCoded):
        yield CodedRow("not_coded", report.id, row=json_line({"report": report.id, "why": result.why}))
    else:
        yield from (replace(row, number=n) for n, row in enumerate(rows_of_coding(result)))

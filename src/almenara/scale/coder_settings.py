"""What a coder needs to be built anew on another machine: every file of it as bytes, so that no folder must be shared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from almenara.codebook import Codebook, load_codebook
from almenara.language.transformer.problems import ModelProblem, tell
from almenara.model import Coding, Report
from almenara.model.json_line import json_line
from almenara.pipeline import NotCoded, Pipeline, load_transformer
from almenara.resolve.location import imported_actors_path, imported_path
from almenara.scale.coded_row import CodedRow, rows_of_coding
from almenara.transformer.settings import TransformerSettings

if TYPE_CHECKING:
    from almenara.transformer.coder import TransformerCoder

#: Files by their path in a folder.
Folder = Mapping[str, bytes]


@dataclass(frozen=True)
class OwnModel:
    """A transformer of one's own. It goes by its path, since models are too large to travel with every task, and its
    fingerprint tells whether it is the same one there; `language` is that of its sentences."""

    settings: TransformerSettings
    fingerprint: str
    language: str

    def open(self, codebook: Codebook) -> TransformerCoder:
        """Load it on this machine. Raises ModelProblem where it is not there, or another one is."""
        from almenara.transformer.fingerprint import fingerprint

        coder = load_transformer(self.settings, codebook, language=self.language)
        if fingerprint(coder) != self.fingerprint:
            raise ModelProblem(tell("other_model", self.language, path=self.settings.model))
        return coder


@dataclass(frozen=True)
class CoderSettings:
    """A codebook's files (none: the default one), an observatory's own places and actors, in order, and its model."""

    codebook: Folder | None = None
    background: bool = False
    places: tuple[tuple[str, bytes], ...] = ()
    actors: tuple[tuple[str, bytes], ...] = ()
    own_model: OwnModel | None = None

    @staticmethod
    def of(
        codebook: Path | None = None,
        *,
        background: bool = False,
        places: Sequence[Path] = (),
        actors: Sequence[Path] = (),
        transformer: TransformerCoder | None = None,
    ) -> CoderSettings:
        """Read the files. What was imported on this machine (`almenara places import`) goes along. Raises OSError."""

        def with_imported(files: Sequence[Path], imported: Path) -> tuple[tuple[str, bytes], ...]:
            return tuple((f.name, f.read_bytes()) for f in (*files, *([imported] if imported.is_file() else [])))

        folder = None
        if codebook is not None:
            folder = {str(f.relative_to(codebook)): f.read_bytes() for f in sorted(codebook.rglob("*")) if f.is_file()}
        own_model = None
        if transformer is not None:
            from almenara.transformer.fingerprint import fingerprint

            own_model = OwnModel(transformer.settings, fingerprint(transformer), transformer.language)
        return CoderSettings(
            folder,
            background,
            with_imported(places, imported_path()),
            with_imported(actors, imported_actors_path()),
            own_model,
        )

    def fingerprint(self) -> str:
        """A hash of all that decides what is coded, but for almenara's own version."""
        files = {**{f"codebook/{name}": data for name, data in (self.codebook or {}).items()}}
        files |= {f"places/{n}/{name}": data for n, (name, data) in enumerate(self.places)}
        files |= {f"actors/{n}/{name}": data for n, (name, data) in enumerate(self.actors)}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        model = self.own_model.fingerprint if self.own_model is not None else None
        said = json.dumps([self.codebook is None, self.background, digests, model], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def open(self) -> Pipeline:
        """The pipeline, its files laid out in a folder of this process. Raises ModelProblem where its model cannot be used."""
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
        codebook = load_codebook(book, background=self.background)
        return Pipeline(
            codebook,
            places=laid("places", self.places),
            actors=laid("actors", self.actors),
            transformer=self.own_model.open(codebook) if self.own_model is not None else None,
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
            if isinstance(result, NotCoded) and result.final:
                # A model that fails on a report is as good as dead for it: the asker finds out which one, and goes on.
                raise ModelProblem(result.why)
            found[n] = list(_rows(reports[n], result))
        return [found[n] for n in range(len(reports))]

    return code


def _rows(report: Report, result: Coding | NotCoded) -> Iterator[CodedRow]:
    if isinstance(result, NotCoded):
        yield CodedRow("not_coded", report.id, row=json_line({"report": report.id, "why": result.why}))
    else:
        yield from (replace(row, number=n) for n, row in enumerate(rows_of_coding(result)))

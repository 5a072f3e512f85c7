"""The house holds: each room has its floor, and only the rooms that may know the parser know it.

The order of floors itself is import-linter's contract in pyproject.toml, which `lint-imports` checks; these tests see to it
that no room and no way of importing slips through that contract.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "almenara"
#: What only the language room may import: the parser, its parts, and the runtime of embeddings.
PARSERS = {"spacy", "thinc", "onnxruntime", "tokenizers"}


def rooms() -> list[str]:
    folders = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    files = [path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"]
    return sorted(folders + files)


def contract(kind: str, name: str) -> dict[str, object]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = [c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == kind and c["name"] == name]
    assert len(found) == 1
    return dict(found[0])


def imports(room: str) -> Iterator[tuple[Path, str]]:
    """Every module that a room's files import, wherever in the file the import stands."""
    files = [PACKAGE / f"{room}.py"] if (PACKAGE / f"{room}.py").is_file() else sorted((PACKAGE / room).rglob("*.py"))
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: relative imports hide which room is meant; write almenara.ROOM"
                yield file, node.module or ""


@pytest.mark.parametrize("room", [room for room in rooms() if room != "language"])
def test_only_the_language_room_imports_the_parser(room: str) -> None:
    assert [(f.name, module) for f, module in imports(room) if module.split(".")[0] in PARSERS] == []


def test_the_language_room_is_where_the_parser_is() -> None:
    assert "spacy" in {module.split(".")[0] for _, module in imports("language")}


def test_the_contract_on_the_parser_names_every_other_room() -> None:
    named = contract("forbidden", "Only the language room knows the parser")["source_modules"]
    assert isinstance(named, list)
    assert sorted(named) == [f"almenara.{room}" for room in rooms() if room != "language"]


def test_a_room_without_a_floor_breaks_the_contract() -> None:
    assert contract("layers", "A room imports only from floors below its own")["exhaustive"] is True


@pytest.mark.parametrize("room", [room for room in rooms() if room != "cli"])
def test_no_room_reaches_round_the_floors_through_the_top_of_the_package(room: str) -> None:
    assert [f.name for f, module in imports(room) if module == "almenara"] == []

"""Read a codebook's folder and check all of it, reporting every problem with file, line and mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from almenara.codebook.codebook import Codebook
from almenara.codebook.schema import (
    CodebookFile,
    CorpusFile,
    CorpusNegatives,
    Demand,
    EventType,
    Sector,
    StatusCues,
    WordList,
)
from almenara.codebook.yaml_files import Loader, YamlFiles
from almenara.model.fold import fold

DEFAULT_CODEBOOK = Path(__file__).parent / "observatory"
LANGUAGES = ("en", "es")
Shape = TypeVar("Shape", bound=BaseModel)


class CodebookError(ValueError):
    """All that is wrong with a codebook, one sentence a problem: 'FILE:LINE: what; mend'."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_codebook(folder: Path | None = None, *, corpus: bool = False, background: bool = False) -> Codebook:
    """Load the codebook in `folder` (default: the observatory codebook). Raises CodebookError with every problem.

    The corpus of further examples is large and read only where asked for. Types marked `background` are checked with the
    rest and then left out, unless `background` asks for them.
    """
    folder = folder or DEFAULT_CODEBOOK
    problems: list[str] = []
    if not (folder / "codebook.yaml").is_file():
        raise CodebookError([f"{folder}: there is no codebook.yaml here; name a codebook's folder."])
    files = YamlFiles(folder)
    about = _read(files, folder / "codebook.yaml", CodebookFile.model_validate, problems)
    types: dict[str, EventType] = {}
    for path in sorted((folder / "types").glob("*.yaml")):
        entry = _read(files, path, EventType.model_validate, problems)
        if entry is None:
            continue
        if entry.id != path.stem:
            problems.append(f"{path}:1: the id is {entry.id!r}; name the file {entry.id}.yaml or change the id.")
        types[entry.id] = entry
    words = _read_words(files, folder, problems)
    statuses = _read_parts(files, folder / "statuses.yaml", "statuses", StatusCues, problems)
    demands = _read_parts(files, folder / "demands.yaml", "demands", Demand, problems)
    sectors = _read_parts(files, folder / "sectors.yaml", "sectors", Sector, problems)
    corpora: dict[str, CorpusFile] = {}
    negatives: CorpusNegatives | None = None
    if corpus:
        sentences = YamlFiles(folder / "corpus")
        for path in sorted((folder / "corpus").glob("*.yaml")):
            if path.stem in types:
                loaded = _read(sentences, path, CorpusFile.model_validate, problems)
                if loaded is not None:
                    corpora[path.stem] = loaded
            elif path.stem == "hard_negatives":
                negatives = _read(sentences, path, CorpusNegatives.model_validate, problems)
        sentences.keep()
    if about is None or problems:
        raise CodebookError(problems)
    files.keep()
    codebook = Codebook(
        folder=folder,
        about=about,
        types=types,
        words=words,
        statuses=statuses if isinstance(statuses, dict) else {},
        demands=tuple(demands) if isinstance(demands, list) else (),
        sectors=tuple(sectors) if isinstance(sectors, list) else (),
        corpus=corpora,
        negatives=negatives,
    )
    _cross_check(codebook, problems)
    if problems:
        raise CodebookError(problems)
    return codebook if background else codebook.without_background()


def _read(files: YamlFiles, path: Path, shape: Callable[[Any], Shape], problems: list[str]) -> Shape | None:
    try:
        text = path.read_text(encoding="utf-8")
        return shape(files.value(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(f"{path}:{line}: this is no valid YAML ({error.problem}); mend the line, or quote its value.")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path}: the file could not be read ({error}); check that it is UTF-8 text.")
    except ValidationError as error:
        root = yaml.compose(text, Loader=Loader)
        for one in error.errors():
            where = ".".join(str(p) for p in one["loc"])
            problems.append(
                f"{path}:{_line(root, one['loc'])}: {where}: {one['msg']}; see docs/codebook.md for its shape."
            )
    return None


def _line(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `path` that the document has."""
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    line, node = key.start_mark.line + 1, value
                    break
            else:
                break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _read_parts(
    files: YamlFiles, path: Path, key: str, shape: type[Shape], problems: list[str]
) -> dict[str, Shape] | list[Shape]:
    """The list or mapping under `key` of a file, each part checked."""

    def check(value: Any) -> Any:
        from pydantic import RootModel, create_model

        parts = value.get(key) if isinstance(value, dict) else None
        wrapped: Any = dict[str, shape] if isinstance(parts, dict) else list[shape]  # type: ignore[valid-type]
        fields: dict[str, Any] = {key: (RootModel[wrapped], ...)}
        return create_model(key, __base__=BaseModel, **fields).model_validate(value)

    loaded = _read(files, path, check, problems)
    if loaded is None:
        return []
    found: dict[str, Shape] | list[Shape] = getattr(loaded, key).root
    return found


def _read_words(files: YamlFiles, folder: Path, problems: list[str]) -> dict[str, Mapping[str, frozenset[str]]]:
    lists: dict[str, tuple[Path, WordList]] = {}
    for path in sorted([*folder.glob("words.yaml"), *(folder / "words").glob("*.yaml")]):
        try:
            raw = files.value(path.read_text(encoding="utf-8")) or {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            problems.append(f"{path}:{line}: this is no valid YAML ({error.problem}); mend the line.")
            continue
        for name, value in raw.items():
            try:
                entry = WordList.model_validate(value)
            except ValidationError as error:
                problems.append(
                    f"{path}: list {name!r}: {error.errors()[0]['msg']}; give lists of words under en and es."
                )
                continue
            if name in lists:
                problems.append(f"{path}: the list {name!r} is also in {lists[name][0].name}; keep one of the two.")
            lists[name] = (path, entry)

    def expand(name: str, language: str, seen: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for word in getattr(lists[name][1], language):
            if not word.startswith("@"):
                found.add(fold(word))
            elif word[1:] not in lists:
                problems.append(
                    f"{lists[name][0]}: list {name!r} names @{word[1:]}, which does not exist; add or remove it."
                )
            elif word[1:] not in seen:
                found |= expand(word[1:], language, (*seen, word[1:]))
        return found

    return {name: {language: frozenset(expand(name, language, (name,))) for language in LANGUAGES} for name in lists}


def _cross_check(codebook: Codebook, problems: list[str]) -> None:
    """What no single file can show: names that must exist elsewhere."""
    families = {family.id for family in codebook.about.families}
    for file, part in (
        ("codebook.yaml", codebook.about),
        ("statuses.yaml", codebook.statuses),
        ("demands.yaml", codebook.demands),
        ("sectors.yaml", codebook.sectors),
    ):
        for name in sorted(_lists_named(part) - codebook.words.keys()):
            problems.append(
                f"{codebook.folder / file}: @{name} is in no file of words/; add the list or mend the name."
            )
    demand_ids = {demand.id for demand in codebook.demands}
    for kind, entry in codebook.types.items():
        path = codebook.folder / "types" / f"{kind}.yaml"
        if entry.family not in families:
            problems.append(
                f"{path}:1: family {entry.family!r} is not in codebook.yaml; add it there or mend the name."
            )
        for rule in entry.crosswalk.acled:
            for other in rule.with_:
                if other not in codebook.types:
                    problems.append(
                        f"{path}:1: the ACLED rule names the type {other!r}, which does not exist; mend the name."
                    )
        for language in LANGUAGES:
            for trigger in getattr(entry.triggers, language):
                for entries in _all_entries(trigger):
                    for word in entries:
                        if word.startswith("@") and word[1:] not in codebook.words:
                            problems.append(
                                f"{path}:1: the trigger {trigger.phrase!r} ({language}) names {word}, which is in no file "
                                "of words/; add the list or mend the name."
                            )
            for group in (entry.examples, entry.counter_examples):
                for example in getattr(group, language):
                    for row in example.expect or ():
                        if row.type not in codebook.types:
                            problems.append(
                                f"{path}:1: the example {example.text[:40]!r} expects the type {row.type!r}, which does not "
                                "exist; mend the name."
                            )
                        problems.extend(
                            f"{path}:1: the example {example.text[:40]!r} expects the demand {demand!r}, which is not in "
                            "demands.yaml; mend the name."
                            for demand in row.demands
                            if demand not in demand_ids
                        )


def _lists_named(part: object) -> set[str]:
    """The names of the word lists (`@crowd`) that a part of a codebook asks for, wherever in it."""
    match part:
        case str():
            return {part[1:]} if part.startswith("@") else set()
        case BaseModel():
            return _lists_named(dict(part))
        case Mapping():
            return set().union(*map(_lists_named, part.values()))
        case list() | tuple():
            return set().union(*map(_lists_named, part))
        case _:
            return set()


def _all_entries(trigger: Any) -> list[tuple[str, ...]]:
    phrase_lists = tuple(
        part.split("/")[0]
        for word in trigger.phrase.split()
        for part in word.split("/")[0].split("|")
        if part.startswith("@")
    )
    groups = [phrase_lists]
    for conditions in (trigger, trigger.unless):
        groups += [conditions.agent, conditions.target, conditions.modifier, conditions.context]
    return groups

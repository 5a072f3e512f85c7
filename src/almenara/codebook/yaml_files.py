"""YAML as codebooks are written in it, and the values of a folder's files kept from one run to the next.

Reading YAML takes most of the time that a codebook takes to load; a file whose text is the same as last time is not read
again.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

from almenara.codebook.kept import keep, read_kept

#: libyaml's loader is ten times as fast; the pure one says the same.
_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Changed whenever the same text is read as another value than before.
_FORMAT = 1


class Loader(_FastLoader):  # type: ignore[misc]
    """Safe YAML in which only true and false are truth values: 'no', 'on' and 'si' are words of the languages coded."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _FastLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load_yaml(text: str) -> Any:
    """The value of a text in YAML. Raises yaml.YAMLError if it is none."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 - the loader is a safe one


class YamlFiles:
    """The YAML files of one folder; `keep` remembers for the next run what was read in this one."""

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self._name = f"codebook-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}.json"
        self._cache = cache
        kept = read_kept(self._name, cache)
        known = kept.get("values") if isinstance(kept, dict) and kept.get("format") == _FORMAT else None
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}
        self._used: dict[str, Any] = {}
        self._fresh = False

    def value(self, text: str) -> Any:
        """The value of a file's text. Raises yaml.MarkedYAMLError if it is no YAML."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if key in self._known:
            self._used[key] = self._known[key]
            return self._known[key]
        value = load_yaml(text)
        if _is_json(value):
            self._used[key], self._fresh = value, True
        return value

    def keep(self) -> None:
        """Remember what was read, and forget files that are no longer there."""
        if self._fresh:
            keep(self._name, {"format": _FORMAT, "values": self._used}, self._cache)


def _is_json(value: object) -> bool:
    """Whether JSON gives a value back as it was; YAML also knows days and numbers as keys."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(_is_json(inner) for inner in value)
    return value is None or isinstance(value, str | int | float | bool)

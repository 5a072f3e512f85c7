"""Answers by content: the same question to the same model is asked, and paid, once."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


def key_of(request: Mapping[str, object], endpoint: str) -> str:
    """A hash of all that shapes the answer: endpoint, model, instructions, report and form of the answer."""
    whole = json.dumps([endpoint, request], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True)
class AnswerCache:
    """One file an answer, in a folder. The answers quote reports: the folder is readable by its owner alone."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The answer kept under a key; None if there is none or its file is spoilt."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        content = kept.get("content") if isinstance(kept, dict) else None
        return content if isinstance(content, str) else None

    def put(self, key: str, content: str) -> None:
        """Keep an answer; written beside and renamed, so that a run cut off leaves no half of one. Raises OSError."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        put_whole(self._path(key), {"content": content})

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def put_whole(path: Path, told: Mapping[str, object]) -> None:
    """Write JSON beside its place and rename it, in a folder that its owner alone can read; the folder above is there. Raises OSError."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    os.replace(part, path)

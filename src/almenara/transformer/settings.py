"""Which transformer codes: `[transformer]` in `almenara.toml`, or flags."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

#: A label is heard where it is likelier than not.
LEAST_SCORE = 0.5


class TransformerSettings(BaseModel):
    """None is used unless `model` names it. Paths are taken from the observatory's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())

    #: Folder of the model, or its .onnx file.
    model: Path | None = None
    #: File that says what its labels mean, where their names do not.
    labels: Path | None = None
    #: Probability from which on a label is heard.
    least_score: float = Field(default=LEAST_SCORE, ge=0, le=1)

"""What `--coder transformer` needs: flags over settings, the model loaded, what its labels fail to say told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from almenara.cli.followed import settings_folder
from almenara.cli.wording import language, say
from almenara.codebook import Codebook

if TYPE_CHECKING:
    from almenara.transformer.coder import TransformerCoder


def open_own_model(
    model: str | None, labels: Path | None, settings: Path | None, codebook: Codebook
) -> TransformerCoder:
    """The coder of a model given by flags, else by almenara.toml. Raises ValueError, with a sentence, where there is none to use."""
    from almenara.observatory.settings import SettingsError, read_settings
    from almenara.pipeline import load_transformer
    from almenara.transformer.settings import TransformerSettings

    folder = settings_folder(settings)
    try:
        told = read_settings(folder).transformer if folder is not None else TransformerSettings()
    except SettingsError as error:
        raise ValueError(str(error)) from error
    # A flag's path is taken from where the command is given; that of the settings from their folder.
    given = {"model": Path(model).absolute() if model else None, "labels": labels.absolute() if labels else None}
    chosen = told.model_copy(update={key: path for key, path in given.items() if path is not None})
    if chosen.model is None:
        raise ValueError(say("which_own_model"))
    if model and labels is None:
        # The settings' file speaks of the settings' model.
        chosen = chosen.model_copy(update={"labels": None})
    coder = load_transformer(chosen, codebook, folder=folder or Path(), language=language())
    for warning in coder.warnings():
        print(warning, file=sys.stderr)
    return coder

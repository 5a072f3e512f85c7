"""Which almenara.toml a command follows that needs no observatory, and the readers' limits in it."""

from __future__ import annotations

from pathlib import Path

from almenara.read import USUAL_LIMITS, ReadingLimits


def settings_folder(given: Path | None) -> Path | None:
    """The folder whose almenara.toml is followed: the one given, else the one that the current folder is in, if any."""
    if given is not None:
        return given
    # `find_folder` does the same and more, but its room takes half a second to load, for nothing where there is no such file.
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "almenara.toml").is_file()), None)


def reading_limits(given: Path | None) -> ReadingLimits:
    """How much the readers take in. Raises ValueError, with a sentence, where the settings cannot be read."""
    folder = settings_folder(given)
    if folder is None:
        return USUAL_LIMITS
    from almenara.observatory.settings import SettingsError, read_settings

    try:
        return read_settings(folder).reading
    except SettingsError as error:
        raise ValueError(str(error)) from error

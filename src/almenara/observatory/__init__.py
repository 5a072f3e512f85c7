"""An observatory on disk: settings, store, and the way of reports into it."""

from almenara.observatory.observatory import Added, Observatory, create_observatory, database_url, open_observatory
from almenara.observatory.settings import Settings, SettingsError, find_folder, read_settings

__all__ = [
    "Added",
    "Observatory",
    "Settings",
    "SettingsError",
    "create_observatory",
    "database_url",
    "find_folder",
    "open_observatory",
    "read_settings",
]

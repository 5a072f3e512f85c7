"""What an actor is called on a page: kinds of people and institutions in the reader's language, all others as they are stored."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from almenara.resolve.actors import label_of_actor
from almenara.web.wording import Language


@lru_cache(maxsize=4096)
def actor_said(actor_id: str | None, name: str, language: Language) -> str:
    """The name of a stored actor for a reader."""
    label = label_of_actor(actor_id, name) if actor_id else None
    if label is None:
        return name
    said = label.names[language]
    if label.country is None:
        return said
    country = Locale(language).territories.get(label.country, label.country)
    return f"{said} ({', '.join([*([label.area] if label.area else []), country])})"

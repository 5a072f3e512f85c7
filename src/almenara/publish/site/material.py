"""What a site is made from: protected events with what belongs to them, and where each event's page stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from almenara.codebook import Codebook
from almenara.publish.protection import Protection
from almenara.publish.public_event import PublicEvent
from almenara.publish.release import Change, Release
from almenara.publish.report.annex import Maker
from almenara.publish.report.figures import Figures
from almenara.publish.report.grammar import Language
from almenara.publish.told import PublicTotal, ToldNumber
from almenara.resolve.actors import ActorNames

LANGUAGES: tuple[Language, ...] = ("es", "en")
#: Ids that are file names everywhere; others are replaced by their hash.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")


@dataclass(frozen=True)
class Shown:
    """A release that the site shows with its files, which lie in `folder`, and how it differs from the one before that is shown too."""

    release: Release
    folder: Path
    before: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class SiteMaterial:
    """`figures` are those of the front page's period, `numbers` what each outlet says, by event. `release` is the release that the events
    are of (None: the store as it is now), `actors` says the names of actors in either language, `held_back` the numbers of releases that today's profile no longer lets out.
    `address` is where the site will stand, without a slash at its end; empty if nobody knows yet. `language` is the first that visitors meet."""

    name: str
    language: Language
    made: date
    events: Sequence[PublicEvent]
    figures: Figures
    maker: Maker
    codebook: Codebook
    protection: Protection
    numbers: Mapping[str, Sequence[ToldNumber]]
    totals: Sequence[PublicTotal]
    actors: ActorNames
    releases: Sequence[Shown]
    release: int | None = None
    held_back: tuple[int, ...] = ()
    address: str = ""


def file_name(id: str) -> str:
    """A name for an event's page, without its ending: the id itself where every disk and address takes it."""
    return id if _PLAIN.fullmatch(id) else "x" + hashlib.sha256(id.encode("utf-8", "backslashreplace")).hexdigest()[:24]

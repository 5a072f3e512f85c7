"""What an observatory gives the public: protected events, written in the formats that others read."""

from almenara.publish.formats import FORMATS, Exported, export
from almenara.publish.lines import NoEventsError, read_events
from almenara.publish.protection import Protection, public_events
from almenara.publish.public_event import PublicEvent
from almenara.publish.release import (
    Change,
    Decided,
    Made,
    Release,
    ReleaseError,
    about_beside,
    differences,
    make_release,
    read_release,
    release_numbers,
    release_of_written,
)
from almenara.publish.written import Writer, Written

__all__ = [
    "FORMATS",
    "Change",
    "Decided",
    "Exported",
    "Made",
    "NoEventsError",
    "Protection",
    "PublicEvent",
    "Release",
    "ReleaseError",
    "Writer",
    "Written",
    "about_beside",
    "differences",
    "export",
    "make_release",
    "public_events",
    "read_events",
    "read_release",
    "release_numbers",
    "release_of_written",
]

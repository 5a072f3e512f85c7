"""What an observatory gives the public: protected events, written in the formats that others read."""

from almenara.publish.formats import FORMATS, Exported, export
from almenara.publish.protection import Protection, PublicEvent, public_events

__all__ = ["FORMATS", "Exported", "Protection", "PublicEvent", "export", "public_events"]

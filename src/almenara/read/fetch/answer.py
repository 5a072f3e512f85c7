"""What comes of asking for an address: an answer, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from almenara.read.failure import ReadFailure


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `url` is where it was found after redirects; `data` is empty if `status` is 304 (as it was before)."""

    url: str
    status: int
    data: bytes
    media_type: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, whether asking later may help, and the seconds that the server wants us to wait."""

    failure: ReadFailure
    passing: bool
    wait: float | None = None

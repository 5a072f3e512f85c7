"""A request that is refused: a status and a sentence in the asker's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.requests import Request

from almenara.web.api.wording import say


class Refused(Exception):
    """Raise it anywhere in an answer; `key` names the sentence, `words` stands in its place where the sentence is there already."""

    def __init__(
        self,
        status: int,
        key: str,
        *,
        headers: Mapping[str, str] | None = None,
        words: str | None = None,
        **values: object,
    ) -> None:
        self.status, self.key, self.values = status, key, values
        self.headers, self.words = dict(headers or {}), words

    def sentence(self, request: Request) -> str:
        return self.words if self.words is not None else say(self.key, asked_in(request), **self.values)


def asked_in(request: Request) -> Literal["en", "es"]:
    """Spanish for those who ask for it first; programs mostly say nothing and get English."""
    return "es" if request.headers.get("accept-language", "").lower().startswith("es") else "en"

"""A request that is refused: a status and a sentence in the asker's language."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from almenara.web.wording import Language, explained, say


class Refused(Exception):
    """Raise it anywhere in an answer. `key` names the sentence of the catalogues, without its 'api_'."""

    def __init__(
        self,
        status: int,
        key: str,
        *,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        self.status, self.key, self.values = status, key, values
        self.headers = dict(headers or {})

    def sentence(self, request: Request) -> str:
        """Why, in the asker's language."""
        return sentence(self.key, asked_in(request), **self.values)


class RefusedFor(Refused):
    """The same for what the store refuses: the sentence is that of its error."""

    def __init__(self, status: int, error: Exception) -> None:
        super().__init__(status, "missing")
        self.error = error

    def sentence(self, request: Request) -> str:
        return explained(self.error, asked_in(request))


def sentence(key: str, language: Language, **values: object) -> str:
    """A sentence of the API."""
    return say(f"api_{key}", language, **values)


def asked_in(request: Request) -> Language:
    """Spanish for those who ask for it first; programs mostly say nothing and get English."""
    return "es" if request.headers.get("accept-language", "").lower().startswith("es") else "en"

"""One question, or a file of them, to an OpenAI-compatible endpoint, over HTTP, and everything that endpoints do instead of answering."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx

from almenara.ask.settings import LanguageModelSettings
from almenara.read.fetch.retry_after import seconds_to_wait

#: Statuses after which asking again can help: too slow, too many, or broken for the moment.
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
#: Statuses that can be about one report alone: a shape that is not understood, too large, not processable.
ABOUT_THIS_ONE = frozenset({400, 413, 422})
#: Bytes of an answer that are read: 4,000 tokens are some 20,000; a server that sends more is not answering.
LONGEST_ANSWER = 4_000_000
#: Seconds to make a connection: a server that is up takes it at once.
CONNECT_SECONDS = 10.0


#: Seconds to send a file of questions: 90 MB over a slow line.
_FILE_SECONDS = 900.0
_JSON = {"Content-Type": "application/json"}
_NOT_SUCH = "not the answer of such an endpoint"


@dataclass(frozen=True)
class Reply:
    """What the model said; `whole` is false where it ran out of tokens. Token counts are None where the endpoint tells none."""

    content: str
    whole: bool
    sent: int | None
    answered: int | None


class AskAgain(Exception):
    """No answer this time. `after` is how many seconds the endpoint asks to wait, `charged` whether it may have worked for it."""

    def __init__(self, detail: str, after: float | None = None, *, charged: bool = False) -> None:
        super().__init__(detail)
        self.after = after
        self.charged = charged


class Unreachable(Exception):
    """Nobody listens at the endpoint's address."""


class Refused(Exception):
    """The endpoint will not take this question, however often it is asked; `final` where it will take no other either."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.final = status not in ABOUT_THIS_ONE


@dataclass
class Client:
    """Keeps one connection pool. No redirects are followed: reports go to the host that was named, or nowhere."""

    settings: LanguageModelSettings
    _http: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        key = os.environ.get(self.settings.key_variable, "").strip()
        self._http = httpx.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(self.settings.timeout, connect=min(CONNECT_SECONDS, self.settings.timeout)),
            follow_redirects=False,
            # Proxies of the environment are for the outside; a server on this machine is reached straight.
            trust_env=not self.settings.stays_here,
        )

    def ask(self, request: Mapping[str, object]) -> Reply:
        """The reply to one request. Raises AskAgain, Unreachable or Refused."""
        return read_reply(
            self._json("POST", "/chat/completions", content=json.dumps(request).encode("ascii"), headers=_JSON)
        )

    def exchange(
        self, method: Literal["GET", "POST", "DELETE"], path: str, body: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """The object that the endpoint answers with. Raises AskAgain, Unreachable or Refused."""
        content = None if body is None else json.dumps(body).encode("ascii")
        return _object(self._json(method, path, content=content, headers=_JSON if content else {}))

    def send_file(self, path: Path) -> dict[str, Any]:
        """The endpoint's name (`id`) for a file of questions that it is given. Raises AskAgain, Unreachable or Refused."""
        with path.open("rb") as file:
            files = {"file": ("questions.jsonl", file, "application/jsonl")}
            return _object(self._json("POST", "/files", data={"purpose": "batch"}, files=files, seconds=_FILE_SECONDS))

    def lines(self, path: str) -> Iterator[str]:
        """The lines of a file of the endpoint's, however long it is. Raises AskAgain, Unreachable or Refused, also between lines."""
        with self._answering("GET", path) as response:
            _check(response)
            for line in response.iter_lines():
                if len(line) > LONGEST_ANSWER:
                    raise AskAgain("an answer without end")
                if line.strip():
                    yield line

    def _json(self, method: str, path: str, *, seconds: float | None = None, **what: Any) -> object:
        until = time.monotonic() + (seconds or self.settings.timeout)
        with self._answering(method, path, **what) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LONGEST_ANSWER:
                    raise AskAgain("an answer without end", charged=True)
                # The pool's timeout is for each read; one that trickles for ever is caught here.
                if time.monotonic() > until:
                    raise AskAgain("timeout", charged=True)
            _check(response)
            try:
                return json.loads(bytes(body))
            except (ValueError, RecursionError) as error:
                raise AskAgain(_NOT_SUCH, charged=True) from error

    @contextmanager
    def _answering(self, method: str, path: str, **what: Any) -> Iterator[httpx.Response]:
        """The response, its body not yet read; what goes wrong on the way is AskAgain or Unreachable."""
        try:
            with self._http.stream(method, self.settings.endpoint.rstrip("/") + path, **what) as response:
                yield response
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise Unreachable(str(error) or type(error).__name__) from error
        except httpx.TimeoutException as error:
            raise AskAgain("timeout", charged=True) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise AskAgain(type(error).__name__, charged=True) from error

    def close(self) -> None:
        self._http.close()


def _check(response: httpx.Response) -> None:
    status = response.status_code
    if status in AGAIN:
        raise AskAgain(f"HTTP {status}", seconds_to_wait(response.headers.get("Retry-After")))
    if status not in (200, 201):
        raise Refused(status)


def _object(data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise AskAgain(_NOT_SUCH)
    return data


def read_reply(data: Any) -> Reply:
    """What the model said, from the endpoint's answer. Raises AskAgain where that is none."""
    try:
        choice = data["choices"][0]
        content = choice["message"]["content"]
        if not isinstance(content, str):
            raise TypeError
        usage = data.get("usage")
        finish = choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise AskAgain(_NOT_SUCH, charged=True) from error
    usage = usage if isinstance(usage, dict) else {}
    sent, answered = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    return Reply(content, finish != "length", sent, answered)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

"""One question to an OpenAI-compatible endpoint, over HTTP, and everything that endpoints do instead of answering."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

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


_JSON = {"Content-Type": "application/json"}


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
        address = self.settings.endpoint.rstrip("/") + "/chat/completions"
        body_sent = json.dumps(request).encode("ascii")
        until = time.monotonic() + self.settings.timeout
        try:
            with self._http.stream("POST", address, content=body_sent, headers=_JSON) as response:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > LONGEST_ANSWER:
                        raise AskAgain("an answer without end", charged=True)
                    # The pool's timeout is for each read; one that trickles for ever is caught here.
                    if time.monotonic() > until:
                        raise AskAgain("timeout", charged=True)
                return _reply(response, bytes(body))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise Unreachable(str(error) or type(error).__name__) from error
        except httpx.TimeoutException as error:
            raise AskAgain("timeout", charged=True) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise AskAgain(type(error).__name__, charged=True) from error

    def close(self) -> None:
        self._http.close()


def _reply(response: httpx.Response, body: bytes) -> Reply:
    status = response.status_code
    if status in AGAIN:
        raise AskAgain(f"HTTP {status}", seconds_to_wait(response.headers.get("Retry-After")))
    if status != 200:
        raise Refused(status)
    try:
        data = json.loads(body)
        choice = data["choices"][0]
        content = choice["message"]["content"]
        if not isinstance(content, str):
            raise TypeError
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise AskAgain("not the answer of such an endpoint", charged=True) from error
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    sent, answered = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    return Reply(content, choice.get("finish_reason") != "length", sent, answered)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

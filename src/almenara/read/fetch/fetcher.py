"""Get one address: checked, paced, within limits of size, time and redirects; what goes wrong is a ReadFailure."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from almenara.read.encoding import printable
from almenara.read.failure import ReadFailure
from almenara.read.fetch.addresses import PrivateAddress, Resolve, resolve
from almenara.read.fetch.answer import Answer, Refusal
from almenara.read.fetch.network import CheckedNetwork, CheckedTransport
from almenara.read.fetch.retry_after import seconds_to_wait
from almenara.read.fetch.robots import Robots
from almenara.read.fetch.unpack import TooLarge, Unreadable, unpacked
from almenara.read.limits import USUAL_LIMITS

_REDIRECTS = (301, 302, 303, 307, 308)
#: Statuses that say 'not now' and not 'never'.
PASSING_STATUSES = frozenset((408, 425, 429, 500, 502, 503, 504))
#: Bytes of an address; longer ones are refused by servers and meant to do harm.
_LONGEST_URL = 4000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take; an observatory's settings can change each ([feeds] in almenara.toml)."""

    #: Bytes of an answer, packed and unpacked.
    answer_bytes: int = USUAL_LIMITS.report_bytes
    #: Seconds for all of one answer, its redirects included: a server that sends a byte now and then must not hold a run.
    seconds: float = 30
    #: Redirects that are followed; browsers follow 20, news sites need two or three.
    redirects: int = 5
    #: Seconds between two requests to one host; robots.txt may ask for more.
    pace_seconds: float = 2


@dataclass
class Fetcher:
    """Use it as a context manager. `allowed` hosts may have addresses that are not public; `agent` says who asks."""

    agent: str
    limits: Limits = field(default_factory=Limits)
    allowed: Collection[str] = ()
    look_up: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._network = CheckedNetwork(frozenset(h.lower().rstrip(".") for h in self.allowed), self.look_up)
        self._client = httpx.Client(transport=CheckedTransport(self._network), trust_env=False, timeout=None)  # noqa: S113
        self._robots = Robots(self._rules_of, self.clock)
        self._free: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, robots: bool = True
    ) -> Answer | Refusal:
        """The answer at an address. With the `etag` or `last_modified` of before, the server may say that nothing changed."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return self._followed(url, {name: value for name, value in headers.items() if value}, robots, self.limits)

    def _followed(self, url: str, headers: dict[str, str], robots: bool, limits: Limits) -> Answer | Refusal:
        start, seen = url, {url}
        spent = 0.0
        for _ in range(limits.redirects + 1):
            refused = _no_web_address(url, start)
            if refused is not None:
                return refused
            if robots:
                # Its own deadline: rules are asked for once a host and day.
                rules = self._robots.of(url)
                if not rules.may_fetch(url, self.agent):
                    what = "robots_silent" if rules.unreachable else "robots"
                    return Refusal(ReadFailure(what, printable(start)), passing=rules.unreachable)
                self._wait_for(url, max(limits.pace_seconds, rules.delay(self.agent)))
            else:
                self._wait_for(url, limits.pace_seconds)
            began = time.monotonic()
            self._network.deadline = began + limits.seconds - spent
            found = self._asked(url, start, headers, limits)
            spent += time.monotonic() - began
            if not isinstance(found, str):
                return found
            if found in seen:
                return Refusal(ReadFailure("redirect_loop", printable(start)), passing=False)
            seen.add(found)
            url = found
        return Refusal(ReadFailure("many_redirects", printable(start), limit=str(limits.redirects)), passing=False)

    def _asked(self, url: str, start: str, headers: dict[str, str], limits: Limits) -> Answer | Refusal | str:
        """One request; an address if the answer is a redirect."""
        where = printable(start)
        try:
            request = self._client.build_request(
                "GET", url, headers={"User-Agent": self.agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
            )
            answer = self._client.send(request, stream=True, follow_redirects=False)
            try:
                if answer.status_code in _REDIRECTS and "location" in answer.headers:
                    return urljoin(url, answer.headers["location"]).partition("#")[0]
                if answer.status_code not in (200, 203, 304):
                    return Refusal(
                        ReadFailure("http_status", where, str(answer.status_code)),
                        passing=answer.status_code in PASSING_STATUSES,
                        wait=seconds_to_wait(answer.headers.get("retry-after")),
                    )
                body = answer.iter_raw()
                data = unpacked(body, answer.headers.get("content-encoding", ""), limits.answer_bytes)
            finally:
                answer.close()
                self._client.cookies.clear()
        except PrivateAddress:
            host = printable(urlsplit(url).hostname or "")
            return Refusal(ReadFailure("private_address", where, host), passing=False)
        except TooLarge:
            size = f"{limits.answer_bytes / 1024 / 1024:.3g} MB"
            return Refusal(ReadFailure("large_answer", where, limit=size), passing=False)
        except Unreadable as error:
            return Refusal(ReadFailure("broken_answer", where, str(error)), passing=True)
        except (httpcore.TimeoutException, TimeoutError):
            return Refusal(ReadFailure("slow_answer", where, limit=f"{limits.seconds:g}"), passing=True)
        except (httpcore.ProtocolError, httpx.ProtocolError, httpx.DecodingError) as error:
            return Refusal(ReadFailure("broken_answer", where, printable(str(error)[:100])), passing=True)
        except (httpcore.NetworkError, httpx.HTTPError, OSError) as error:
            return Refusal(ReadFailure("no_answer", where, printable(str(error)[:100])), passing=True)
        except (httpx.InvalidURL, UnicodeError, ValueError):
            return Refusal(ReadFailure("no_web_address", where), passing=False)
        return Answer(
            url,
            answer.status_code,
            data,
            answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            answer.headers.get("etag"),
            answer.headers.get("last-modified"),
        )

    def _rules_of(self, url: str) -> Answer | Refusal:
        return self._followed(url, {}, False, self.limits)

    def _wait_for(self, url: str, pause: float) -> None:
        """Wait until the host may be asked again, and note when that is after this request."""
        host = (urlsplit(url).hostname or "").lower()
        now = self.clock()
        free = self._free.get(host, now)
        if free > now:
            self.sleep(free - now)
            now = free
        self._free[host] = now + pause


def _no_web_address(url: str, start: str) -> Refusal | None:
    """Only http and https, with a host, and no password that a stranger wrote in."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and not parts.username and not parts.password
        fine = fine and (parts.port is None or parts.port > 0) and len(url) <= _LONGEST_URL
    except ValueError:
        fine = False
    return None if fine else Refusal(ReadFailure("no_web_address", printable(start)), passing=False)

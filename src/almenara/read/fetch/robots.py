"""What a site's robots.txt lets us fetch and how often (RFC 9309, parsed by Protego)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from almenara.read.fetch.answer import Answer, Refusal

#: Bytes of rules that are read (RFC 9309, 2.5).
LARGEST = 500 * 1024
#: Seconds for which rules hold (RFC 9309, 2.4), and after which a site that did not answer is asked again.
HOLD, HOLD_SILENCE = 24 * 3600, 600
#: Seconds between two requests that a site may ask for at most; one that wants more would stop all others behind it.
LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules; `parsed` is None if there are none. Where they could not be reached nothing may be fetched (RFC 9309, 2.3.1.4)."""

    parsed: Any = None
    unreachable: bool = False

    def may_fetch(self, url: str, agent: str) -> bool:
        """Whether the rules let `agent` have the address."""
        return not self.unreachable and (self.parsed is None or bool(self.parsed.can_fetch(url, agent)))

    def delay(self, agent: str) -> float:
        """Seconds that the site wants between two requests."""
        wanted = self.parsed.crawl_delay(agent) if self.parsed is not None else None
        return min(float(wanted or 0), LONGEST_DELAY)


class Robots:
    """Rules of every site that was asked for, each got once a day. `get` fetches an address without asking any rules."""

    def __init__(self, get: Callable[[str], Answer | Refusal], clock: Callable[[], float]) -> None:
        self._get = get
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}

    def of(self, url: str) -> Rules:
        """The rules of an address's site."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(site, (0.0, Rules()))
        if self._clock() >= until:
            rules = self._asked(f"{site}/robots.txt")
            self._known[site] = (self._clock() + (HOLD_SILENCE if rules.unreachable else HOLD), rules)
        return rules

    def _asked(self, url: str) -> Rules:
        from protego import Protego

        found = self._get(url)
        if isinstance(found, Answer):
            return Rules(Protego.parse(found.data[:LARGEST].decode("utf-8-sig", "replace")))
        failure = found.failure
        # 'Not there' and 'not for you' mean that there are no rules (RFC 9309, 2.3.1.3); the address itself is checked on its own.
        none = failure.what in ("private_address", "many_redirects", "redirect_loop", "large_answer", "no_web_address")
        none = none or (failure.what == "http_status" and failure.detail.startswith("4") and failure.detail != "429")
        return Rules() if none else Rules(unreachable=True)

"""Who is signed in: a signed cookie, a token against forged forms, and a brake on guessing.

The cookie holds a name, that person's number of sessions (which a change of password moves on, so that all earlier ones end) and when it was made, signed with a key that is made anew whenever the server starts; it is out of scripts' reach and is
never sent along from another site. Each form carries a token that is bound to the session.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import defaultdict, deque
from contextlib import suppress
from hashlib import sha256
from threading import Lock

from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "almenara_session"
#: Seconds after which somebody signs in again.
LASTS = 12 * 3600
#: The cookie between the password and the code, and for how many seconds it is good.
HALF_COOKIE, HALF_LASTS = "almenara_half", 300
#: Names and addresses whose attempts are remembered at once; older ones than `WITHIN` are forgotten first.
REMEMBERED = 10_000
#: Attempts to sign in under one name, or from one address, within so many seconds.
ATTEMPTS, WITHIN = 10, 300


class Sessions:
    """State of one server. Requests are answered in several threads, so that what is read and then changed is locked."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._signer = URLSafeTimedSerializer(self._key, salt="session")
        self._half = URLSafeTimedSerializer(self._key, salt="half a session")
        self._attempts: dict[str, deque[float]] = defaultdict(deque)
        self._ended: dict[str, float] = {}
        self._lock = Lock()

    def begin(self, name: str, number: int) -> str:
        """The cookie of a new session under somebody's number of sessions; its nonce makes each one differ, so that none can be fixed beforehand."""
        return str(self._signer.dumps({"name": name, "number": number, "nonce": secrets.token_hex(8)}))

    def begin_half(self, name: str, number: int) -> str:
        """The cookie of somebody whose password was right and who still has to show a code."""
        return str(self._half.dumps({"name": name, "number": number}))

    def half_of(self, cookie: str | None) -> tuple[str, int] | None:
        """Whose password was right a short while ago, and their number of sessions."""
        try:
            found = self._half.loads(cookie or "", max_age=HALF_LASTS)
        except BadSignature:
            return None
        return str(found["name"]), int(found["number"])

    def who_of(self, cookie: str | None) -> tuple[str, int] | None:
        """Who a cookie belongs to and the number of sessions it was begun under, if it is ours and not too old."""
        try:
            found = self._signer.loads(cookie or "", max_age=LASTS)
        except BadSignature:
            return None
        return None if found["nonce"] in self._ended else (str(found["name"]), int(found["number"]))

    def end(self, cookie: str) -> None:
        """End a session: a copy of its cookie opens nothing any more."""
        with self._lock:
            now = time.monotonic()
            self._ended = {nonce: at for nonce, at in self._ended.items() if at > now - LASTS}
            with suppress(BadSignature):
                self._ended[self._signer.loads(cookie)["nonce"]] = now

    def token(self, cookie: str) -> str:
        """What forms of this session carry."""
        return hmac.new(self._key, cookie.encode(), sha256).hexdigest()

    def token_is_right(self, cookie: str | None, token: str) -> bool:
        return cookie is not None and hmac.compare_digest(self.token(cookie), token)

    def may_try(self, *keys: str) -> bool:
        """Whether another attempt to sign in is allowed under these keys (a name, an address); it is counted."""
        with self._lock:
            now = time.monotonic()
            if len(self._attempts) > REMEMBERED:
                # Somebody tries ever new names: those whose last attempt is long ago make room.
                for key in [key for key, tries in self._attempts.items() if not tries or tries[-1] < now - WITHIN]:
                    del self._attempts[key]
            allowed = True
            for key in keys:
                tries = self._attempts[key]
                while tries and tries[0] < now - WITHIN:
                    tries.popleft()
                allowed &= len(tries) < ATTEMPTS
                tries.append(now)
                if len(tries) > ATTEMPTS * 2:
                    tries.popleft()
            return allowed

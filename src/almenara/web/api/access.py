"""Who asks: the token of a request, what it opens, and a brake on those who try tokens."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from almenara.observatory import Observatory
from almenara.store.people import Member
from almenara.store.tokens import Bearer, Scope, bearer_of
from almenara.web.api.refusal import Refused
from almenara.web.sessions import ATTEMPTS, REMEMBERED, WITHIN

#: Makes the OpenAPI name the scheme; that a token is missing is said by ourselves, in a sentence.
_scheme = HTTPBearer(auto_error=False, description="A token made by `almenara people token`.")


class Brake:
    """Counts the wrong attempts of each address. Requests are answered in several threads, so that it is locked."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def holds(self, address: str) -> bool:
        """Whether an address erred so often of late that it is not heard at all."""
        with self._lock:
            now = time.monotonic()
            tries = self._wrong.get(address, deque())
            return sum(at > now - WITHIN for at in tries) >= ATTEMPTS

    def erred(self, address: str) -> None:
        with self._lock:
            self._wrong.setdefault(address, deque(maxlen=ATTEMPTS)).append(time.monotonic())
            self._wrong.move_to_end(address)
            if len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def bearer(observatory: Observatory, brake: Brake, scope: Scope) -> Callable[..., Member]:
    """What FastAPI asks before an answer: in whose name a token that has this scope speaks. Raises Refused."""

    def check(
        request: Request, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)] = None
    ) -> Member:
        known = bearer_shown(observatory, brake, request, shown.credentials if shown else None)
        # What is published may be seen by whoever sees everything.
        if scope not in known.scopes and not (scope == "public" and "read" in known.scopes):
            raise Refused(403, "no_scope", scope=scope)
        if scope == "decide" and known.member.access == "reader":
            raise Refused(403, "may_not_decide", name=known.member.name)
        return known.member

    return check


def bearer_shown(observatory: Observatory, brake: Brake, request: Request, token: str | None) -> Bearer:
    """Whose token it is. Raises Refused."""
    if token is None:
        raise Refused(401, "no_token", headers={"WWW-Authenticate": "Bearer"})
    address = address_of(request)
    if brake.holds(address):
        raise Refused(429, "too_often", headers={"Retry-After": str(WITHIN)})
    with observatory.store.reading() as connection:
        known = bearer_of(connection, token)
    if known is None:
        brake.erred(address)
        raise Refused(401, "wrong_token", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return known

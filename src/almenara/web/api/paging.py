"""Pages with a cursor, and answers that are not sent again to those who have them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from hashlib import sha256

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from almenara.web.api.refusal import Refused

#: Rows of a page: what comes unasked, and at most.
USUAL, MOST = 100, 1000
#: Answers differ by token and may be kept by the asker alone, who asks whether they still hold.
KEPT = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept-Language"}


class Page(BaseModel):
    """Rows of a list; `next` is the cursor of the page after it, null on the last one."""

    items: list[dict[str, object]]
    next: str | None


class Problem(BaseModel):
    """Why a request was refused, and how to mend it."""

    error: str


def cursor_after(key: str | int) -> str:
    """The cursor of what follows a key."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def key_of(cursor: str | None) -> str:
    """The key after which to go on; '' at the beginning. Raises Refused for what is no cursor."""
    if not cursor:
        return ""
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Refused(400, "bad_cursor") from error
    if not key or "\0" in key:
        raise Refused(400, "bad_cursor")
    return key


def number_of(cursor: str | None) -> int:
    """Like `key_of` where keys are numbers."""
    key = key_of(cursor)
    # Longer ones are no number of a row, and no integer of a database.
    if key and not (key.isascii() and key.isdigit() and len(key) <= 9):
        raise Refused(400, "bad_cursor")
    return int(key or 0)


def page(request: Request, rows: Sequence[dict[str, object]], last: str | int | None) -> Response:
    """The answer with a page of rows; `last` is the key of its last row, None where nothing follows."""
    return answer(request, {"items": rows, "next": None if last is None else cursor_after(last)})


def answer(request: Request, value: object, *, head: int | None = None, type: str = "application/json") -> Response:
    """A value as JSON (text as it is) with its ETag, or 304 to those who have it. `head` begins the ETag of an event."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    body = text.encode("utf-8", "backslashreplace")
    tag = sha256(body).hexdigest()[:32]
    etag = f'"{tag}"' if head is None else f'"{head}.{tag}"'
    headers = {**KEPT, "ETag": etag}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=type)


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

"""A second factor: codes of an authenticator (TOTP, RFC 6238), each good once, and recovery codes for when the telephone is gone.

The secret has to be kept as it is, since codes are computed from it; recovery codes hold 80 random bits and are kept as plain hashes.
"""

from __future__ import annotations

import hmac
import secrets
import time
from hashlib import sha256

import pyotp
from sqlalchemy import Connection, delete, insert, select, update

from almenara.store import tables as t

#: Seconds that a code stands for, and how many steps a telephone's clock may be off.
STEP, DRIFT = 30, 1
#: Recovery codes that somebody is given.
CODES = 10


def propose(connection: Connection, name: str) -> None:
    """Make a secret for somebody who has no second factor; it counts once a code confirms it (`confirm`)."""
    p = t.person.c
    change = update(t.person).where(p.name == name, p.totp_on.is_(False))
    connection.execute(change.values(totp_secret=pyotp.random_base32(), totp_step=None))


def proposed(connection: Connection, name: str) -> str | None:
    """The secret that waits for its first code; one that is in use is shown to nobody."""
    p = t.person.c
    query = select(p.totp_secret).where(p.name == name, p.totp_on.is_(False))
    found: str | None = connection.execute(query).scalar()
    return found


def address_of(secret: str, name: str, observatory: str) -> str:
    """What an authenticator reads off the square."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=observatory)


def confirm(connection: Connection, name: str, code: str) -> list[str]:
    """Turn the second factor on; its recovery codes, shown this once, or none if the code is wrong."""
    if proposed(connection, name) is None or not _is_next(connection, name, code):
        return []
    connection.execute(update(t.person).where(t.person.c.name == name).values(totp_on=True))
    connection.execute(delete(t.recovery_code).where(t.recovery_code.c.person_id == _id(connection, name)))
    codes = [_grouped(secrets.token_hex(10)) for _ in range(CODES)]
    connection.execute(
        insert(t.recovery_code), [{"person_id": _id(connection, name), "sha256": _hash(c)} for c in codes]
    )
    return codes


def opens(connection: Connection, name: str, code: str) -> bool:
    """Whether a code lets somebody in: it is used up by that. Call it in a writing transaction, in which no code opens twice."""
    if _is_next(connection, name, code):
        return True
    used = delete(t.recovery_code).where(
        t.recovery_code.c.person_id == _id(connection, name), t.recovery_code.c.sha256 == _hash(code)
    )
    return bool(connection.execute(used).rowcount)


def remove(connection: Connection, name: str) -> None:
    """Take the second factor and its recovery codes away."""
    connection.execute(delete(t.recovery_code).where(t.recovery_code.c.person_id == _id(connection, name)))
    change = update(t.person).where(t.person.c.name == name)
    connection.execute(change.values(totp_secret=None, totp_on=False, totp_step=None))


def _is_next(connection: Connection, name: str, code: str) -> bool:
    row = connection.execute(select(t.person).where(t.person.c.name == name)).first()
    if row is None or row.totp_secret is None:
        return False
    shown = "".join(code.split())
    now = int(time.time()) // STEP
    totp = pyotp.TOTP(row.totp_secret, interval=STEP)
    for step in range(now - DRIFT, now + DRIFT + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), shown.encode("utf-8", "surrogatepass"))
        # A code that was seen over a shoulder, or any before it, opens nothing.
        if right and step > (row.totp_step or 0):
            connection.execute(update(t.person).where(t.person.c.name == name).values(totp_step=step))
            return True
    return False


def _id(connection: Connection, name: str) -> int | None:
    found: int | None = connection.execute(select(t.person.c.id).where(t.person.c.name == name)).scalar()
    return found


def _grouped(code: str) -> str:
    return "-".join(code[n : n + 5] for n in range(0, len(code), 5))


def _hash(code: str) -> str:
    plain = "".join(code.lower().replace("-", "").split())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()

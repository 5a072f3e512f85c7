"""Links by which somebody comes in: each opens once, until it expires, with the access that whoever made it chose.

A link for somebody who is known already gives them a new password. It holds 256 random bits, so that a plain hash keeps it safe; it is shown once.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from almenara.store import tables as t
from almenara.store.people import Access, Member, member_named, set_password
from almenara.store.refusal import Refusal

#: How long a link lasts.
LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link opens: an access, and for whom it is if they are known already."""

    access: Access
    name: str | None
    expires: datetime


def invite(connection: Connection, by: str, access: Access, name: str | None = None) -> str:
    """A new link's secret part; links that have expired go, and so do earlier ones for the same person. Raises ValueError if nobody has that name."""
    ids = {row.name: row.id for row in connection.execute(select(t.person.c.name, t.person.c.id))}
    if name is not None and name not in ids:
        raise Refusal("nobody", name=name)
    connection.execute(delete(t.invitation).where(t.invitation.c.expires <= _now()))
    if name is not None:
        connection.execute(delete(t.invitation).where(t.invitation.c.person_id == ids[name]))
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(t.invitation).values(
            sha256=_hash(secret), access=access, person_id=ids.get(name or ""), by_id=ids[by], expires=_now() + LASTS
        )
    )
    return secret


def invitation_of(connection: Connection, secret: str) -> Invitation | None:
    """What a link opens; None if it was never made, was used or has expired, or whoever made it is no admin any more."""
    i, maker, whose = t.invitation.c, t.person.alias("maker"), t.person.alias("whose")
    query = (
        select(i.access, i.expires, whose.c.name, maker.c.access.label("by"), maker.c.password_hash)
        .select_from(t.invitation.join(maker, maker.c.id == i.by_id).outerjoin(whose, whose.c.id == i.person_id))
        .where(i.sha256 == _hash(secret), i.expires > _now())
    )
    row = connection.execute(query).first()
    if row is None or row.by != "admin" or row.password_hash is None:
        return None
    return Invitation(row.access, row.name, row.expires)


def come_in(connection: Connection, secret: str, name: str, password: str) -> Member:
    """Use a link up: whoever has it may sign in under this name from now on. Call it in a writing transaction, in which links open once.

    Raises ValueError, with a sentence, for a link that opens nothing, a name that is taken and a password that cannot be one.
    """
    found = invitation_of(connection, secret)
    if found is None:
        raise Refusal("link_over")
    name = found.name or " ".join(name.split())
    taken = connection.execute(select(t.person.c.id).where(t.person.c.name == name)).first() is not None
    # A name under which somebody decided on the command line is taken too: decisions are known by it.
    if found.name is None and taken:
        raise Refusal("name_taken")
    set_password(connection, name, password, found.access)
    connection.execute(delete(t.invitation).where(t.invitation.c.sha256 == _hash(secret)))
    member = member_named(connection, name)
    assert member is not None
    return member


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)

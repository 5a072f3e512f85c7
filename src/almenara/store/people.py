"""People who sign in: passwords as argon2 hashes, and what each may do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from almenara.store import tables as t
from almenara.store.refusal import Refusal

#: A reader looks, a coder decides, an adjudicator also settles what others decided, an admin also lets people in.
Access = Literal["reader", "coder", "adjudicator", "admin"]
ACCESSES: tuple[Access, ...] = get_args(Access)
#: Characters of a name.
LONGEST_NAME = 100
#: Length is what makes a password hard to guess (NIST SP 800-63B).
SHORTEST_PASSWORD = 10
#: Longer ones would let a stranger keep the machine busy with hashing.
LONGEST_PASSWORD = 1000
_hasher = PasswordHasher()
#: What a name that nobody has is checked against, so that an answer takes as long either way.
_NOBODY = _hasher.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may sign in; a session that was begun under another number of `sessions` has ended. `second_factor`: a code is asked for beside
    the password."""

    name: str
    access: Access
    sessions: int = 0
    second_factor: bool = False


def set_password(connection: Connection, name: str, password: str, access: Access) -> None:
    """Let somebody in, or give them another password, which ends their sessions. Raises ValueError for what cannot be one."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refusal("name_length", n=LONGEST_NAME)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refusal("password_length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
    values = {"password_hash": _hasher.hash(password), "access": access}
    changed = update(t.person).where(t.person.c.name == name).values(**values, sessions=t.person.c.sessions + 1)
    if connection.execute(changed).rowcount == 0:
        connection.execute(insert(t.person).values(name=name, **values))


def member_with(connection: Connection, name: str, password: str) -> Member | None:
    """Who signs in with this name and password; None if nobody does."""
    row = connection.execute(select(t.person).where(t.person.c.name == name)).first()
    known = row is not None and row.password_hash is not None
    try:
        _hasher.verify(row.password_hash if row is not None and known else _NOBODY, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    return _member(row) if row is not None and known else None


def member_named(connection: Connection, name: str) -> Member | None:
    """Somebody who may sign in, by name."""
    row = connection.execute(select(t.person).where(t.person.c.name == name)).first()
    return _member(row) if row is not None and row.password_hash is not None else None


def _member(row: Row[Any]) -> Member:
    return Member(row.name, row.access, row.sessions, row.totp_on)


def everybody(connection: Connection) -> list[tuple[Member, bool]]:
    """Everybody who was ever given an access, by name, and whether they may sign in."""
    query = select(t.person).where(t.person.c.access.is_not(None)).order_by(t.person.c.name)
    return [(_member(row), row.password_hash is not None) for row in connection.execute(query)]


def end_sessions(connection: Connection, name: str) -> None:
    """End every session of somebody, on every server."""
    connection.execute(update(t.person).where(t.person.c.name == name).values(sessions=t.person.c.sessions + 1))


def set_access(connection: Connection, name: str, access: Access) -> None:
    """Say what somebody may do from now on. Raises ValueError for the last admin, without whom nobody lets people in."""
    if access != "admin":
        _keep_an_admin(connection, name)
    connection.execute(update(t.person).where(t.person.c.name == name).values(access=access))


def shut_out(connection: Connection, name: str) -> None:
    """Let somebody sign in no more and end their sessions and tokens; what they decided stays. Raises ValueError for the last admin."""
    _keep_an_admin(connection, name)
    person = select(t.person.c.id).where(t.person.c.name == name).scalar_subquery()
    connection.execute(delete(t.api_token).where(t.api_token.c.person_id == person))
    connection.execute(delete(t.invitation).where(t.invitation.c.person_id == person))
    connection.execute(update(t.person).where(t.person.c.name == name).values(password_hash=None))
    end_sessions(connection, name)


def _keep_an_admin(connection: Connection, name: str) -> None:
    p = t.person.c
    admins = connection.execute(select(p.name).where(p.access == "admin", p.password_hash.is_not(None))).scalars().all()
    if list(admins) == [name]:
        raise Refusal("last_admin", name=name)


def people_who_decide(connection: Connection) -> list[str]:
    """Names of those who may sign in and decide, in alphabetical order."""
    p = t.person.c
    query = select(p.name).where(p.password_hash.is_not(None), p.access != "reader").order_by(p.name)
    return list(connection.execute(query).scalars())

"""Tokens of programs: each stands for a person who may sign in, for a time, and opens what its scopes say.

A token holds 256 random bits, so that a plain hash keeps it as safe as a slow one would; the token itself is shown once and kept nowhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal, get_args

from sqlalchemy import Connection, delete, insert, select

from almenara.store import tables as t
from almenara.store.people import Member, member_named
from almenara.store.refusal import Refusal

#: public: what is published; read: all that a signed-in reader sees, and what is published; decide: to decide as the person.
Scope = Literal["public", "read", "decide"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
#: By which a token that got into a file or a log is recognised.
BEGINS = "alm_"
#: Days that a token lasts at most: nobody remembers for longer who has one.
LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever shows a token: in whose name, and what it opens."""

    member: Member
    scopes: frozenset[str]


def make_token(connection: Connection, name: str, scopes: Collection[Scope], lasts: timedelta) -> str:
    """A new token of a person who may sign in; tokens that have expired go. Raises ValueError, with a sentence."""
    member = member_named(connection, name)
    if member is None:
        raise Refusal("may_not_sign_in", name=name)
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Refusal("token_scopes", known=", ".join(SCOPES))
    if "decide" in scopes and member.access == "reader":
        raise Refusal("token_of_reader", name=name)
    if not timedelta(0) < lasts <= timedelta(days=LONGEST_DAYS):
        raise Refusal("token_days", n=LONGEST_DAYS)
    now = _now()
    connection.execute(delete(t.api_token).where(t.api_token.c.expires <= now))
    token = BEGINS + secrets.token_urlsafe(32)
    person = connection.execute(select(t.person.c.id).where(t.person.c.name == name)).scalar_one()
    connection.execute(
        insert(t.api_token).values(
            person_id=person, sha256=_hash(token), scopes=" ".join(sorted(scopes)), made=now, expires=now + lasts
        )
    )
    return token


def bearer_of(connection: Connection, token: str) -> Bearer | None:
    """Who shows this token; None if it was never made, was taken back or has expired, or its person may not sign in any more."""
    row = connection.execute(
        select(t.api_token.c.scopes, t.person.c.name)
        .join(t.person)
        .where(t.api_token.c.sha256 == _hash(token), t.api_token.c.expires > _now())
    ).first()
    member = member_named(connection, row.name) if row is not None else None
    return Bearer(member, frozenset(row.scopes.split())) if row is not None and member is not None else None


def take_tokens_back(connection: Connection, name: str) -> int:
    """End every token of a person; returns how many there were."""
    person = select(t.person.c.id).where(t.person.c.name == name).scalar_subquery()
    return int(connection.execute(delete(t.api_token).where(t.api_token.c.person_id == person)).rowcount)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)

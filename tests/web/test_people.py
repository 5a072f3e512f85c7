"""Who comes in: invitations, passwords, second factors, and what admins alone may do; each with those who try to get round it."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hostile import HOSTILE, PASSWORD
from sqlalchemy import select, update
from starlette.testclient import TestClient

from almenara.cli.tokens import reset_second_factor
from almenara.observatory import Observatory
from almenara.store import second_factor
from almenara.store import tables as t
from almenara.store.people import Member, member_named, member_with, set_password
from almenara.web import create_app
from almenara.web.sessions import COOKIE, HALF_COOKIE

OTHER = "eleven quiet herons"


@pytest.fixture
def app(observatory: Observatory) -> object:
    with observatory.store.writing() as connection:
        set_password(connection, "root", PASSWORD, "admin")
    return create_app(observatory)


def stranger(app: object) -> TestClient:
    return TestClient(app, follow_redirects=False)  # type: ignore[arg-type]


def signed_in(app: object, name: str) -> TestClient:
    client = stranger(app)
    assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).headers["location"] == "/"
    return client


def sent(client: TestClient, path: str, **values: str) -> int:
    token = re.findall('name="token" value="([^"]*)"', client.get("/account").text)[0]
    return client.post(path, data={"token": token, **values}).status_code


def answer(client: TestClient, path: str, **values: str) -> str:
    token = re.findall('name="token" value="([^"]*)"', client.get("/account").text)[0]
    return client.post(path, data={"token": token, **values}).text


def link_in(page: str) -> str:
    return re.findall(r"/join/[\w-]+", page)[0]


def named(observatory: Observatory, name: str) -> Member | None:
    with observatory.store.reading() as connection:
        return member_named(connection, name)


def test_an_invitation_opens_once_with_the_access_of_whoever_made_it(app: object, observatory: Observatory) -> None:
    root = signed_in(app, "root")
    link = link_in(answer(root, "/people", act="invite", access="adjudicator"))
    guest = stranger(app)
    assert "settle disagreements" in guest.get(link).text
    taken = guest.post(link, data={"name": "ana", "password": OTHER}, headers={"accept-language": "es"})
    assert (taken.status_code, "Alguien ya tiene ese nombre" in taken.text) == (400, True)
    for bad in ({"name": " "}, {"name": "a, b"}, {"name": "a\0b"}):
        assert guest.post(link, data={**bad, "password": OTHER}).status_code == 400
    assert guest.post(link, data={"name": "eva", "password": "short"}).status_code == 400
    response = guest.post(link, data={"name": "eva", "password": OTHER, "access": "admin"})
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert guest.get("/").status_code == 200
    assert (named(observatory, "eva") or root).access == "adjudicator"  # type: ignore[union-attr]
    again = stranger(app)
    assert again.get(link).status_code == 404
    assert again.post(link, data={"name": "mallory", "password": OTHER}).status_code == 404
    assert named(observatory, "mallory") is None
    with observatory.store.reading() as connection:
        assert connection.execute(select(t.invitation)).all() == []


def test_an_expired_made_up_or_orphaned_invitation_opens_nothing(app: object, observatory: Observatory) -> None:
    root = signed_in(app, "root")
    link = link_in(answer(root, "/people", act="invite", access="coder"))
    assert stranger(app).get("/join/nothing").status_code == 404
    assert (
        stranger(app)
        .post(link, data={"name": "eva", "password": OTHER}, headers={"origin": "https://evil.example"})
        .status_code
        == 403
    )
    with observatory.store.writing() as connection:
        # The secret itself is nowhere.
        assert link.removeprefix("/join/") not in str(connection.execute(select(t.invitation)).all())
        connection.execute(update(t.person).where(t.person.c.name == "root").values(access="coder"))
    assert stranger(app).get(link).status_code == 404
    past = datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=1)
    with observatory.store.writing() as connection:
        connection.execute(update(t.person).where(t.person.c.name == "root").values(access="admin"))
        connection.execute(update(t.invitation).values(expires=past))
    assert stranger(app).post(link, data={"name": "eva", "password": OTHER}).status_code == 404
    assert named(observatory, "eva") is None


def test_a_link_to_a_new_password_is_for_that_person(app: object, observatory: Observatory) -> None:
    root, ana = signed_in(app, "root"), signed_in(app, "ana")
    first = link_in(answer(root, "/people", act="link", person="ana"))
    link = link_in(answer(root, "/people", act="link", person="ana"))
    assert stranger(app).get(first).status_code == 404
    guest = stranger(app)
    assert guest.post(link, data={"name": "root", "password": OTHER}).status_code == 303
    with observatory.store.reading() as connection:
        assert member_with(connection, "ana", OTHER) is not None
        assert member_with(connection, "root", OTHER) is None
    assert ana.get("/").status_code == 303


def test_another_password_ends_all_other_sessions(app: object, observatory: Observatory) -> None:
    here, there = signed_in(app, "ana"), signed_in(app, "ana")
    before = here.cookies.get(COOKIE, domain="testserver.local")
    assert sent(here, "/account/password", password="wrong", new=OTHER) == 403
    assert sent(here, "/account/password", password=PASSWORD, new="short") == 400
    assert there.get("/").status_code == 200
    assert sent(here, "/account/password", password=PASSWORD, new=OTHER) == 303
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 303)
    stolen = stranger(app)
    stolen.cookies.set(COOKIE, before or "")
    assert stolen.get("/").status_code == 303
    # On another server, too: the command line.
    with observatory.store.writing() as connection:
        set_password(connection, "ana", PASSWORD, "coder")
    assert here.get("/").status_code == 303


def with_factor(app: object, name: str) -> tuple[TestClient, pyotp.TOTP, list[str]]:
    client = signed_in(app, name)
    assert sent(client, "/account/second-factor", act="propose", password="wrong") == 403
    assert sent(client, "/account/second-factor", act="propose", password=PASSWORD) == 303
    square = client.get("/account/square.svg")
    assert square.headers["content-type"] == "image/svg+xml"
    assert b"<script" not in square.content
    secret = re.findall(r'class="secret">(\w+)<', client.get("/account").text)[0]
    assert sent(client, "/account/second-factor", act="confirm", code="000000") == 400
    totp = pyotp.TOTP(secret)
    page = answer(client, "/account/second-factor", act="confirm", code=totp.now())
    codes = re.findall(r"<li><code>([0-9a-f-]+)</code>", page)
    assert len(set(codes)) == second_factor.CODES
    assert secret not in client.get("/account").text
    assert client.get("/account/square.svg").status_code == 404
    return client, totp, codes


def half_way(app: object, name: str) -> TestClient:
    client = stranger(app)
    response = client.post("/sign-in", data={"name": name, "password": PASSWORD})
    assert response.headers["location"] == "/sign-in/code"
    return client


def test_signing_in_takes_two_steps_and_no_code_opens_twice(
    app: object, observatory: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, totp, codes = with_factor(app, "ana")
    half = half_way(app, "ana")
    assert half.get("/").status_code == 303
    # Neither half is the whole: the cookie of the first step is no session.
    forged = stranger(app)
    forged.cookies.set(COOKIE, half.cookies.get(HALF_COOKIE, domain="testserver.local") or "")
    assert forged.get("/").status_code == 303
    now = time.time()
    # The code that turned it on was used by that.
    assert half.post("/sign-in/code", data={"code": totp.at(now)}).status_code == 403
    monkeypatch.setattr("almenara.store.second_factor.time.time", lambda: now + 60)
    later = totp.at(now + 60)
    assert half.post("/sign-in/code", data={"code": f"{later[:3]} {later[3:]}"}).headers["location"] == "/"
    assert half.get("/").status_code == 200
    seen = half_way(app, "ana")
    assert seen.post("/sign-in/code", data={"code": later}).status_code == 403
    assert seen.post("/sign-in/code", data={"code": totp.at(now + 30)}).status_code == 403
    assert seen.post("/sign-in/code", data={"code": codes[0].upper()}).headers["location"] == "/"
    assert half_way(app, "ana").post("/sign-in/code", data={"code": codes[0]}).status_code == 403
    # A new one does.
    assert half_way(app, "ana").post("/sign-in/code", data={"code": codes[1]}).headers["location"] == "/"
    with observatory.store.reading() as connection:
        assert codes[2] not in str(connection.execute(select(t.recovery_code)).all())
    # A password alone opens no other door.
    assert (
        stranger(app)
        .post("/oauth/token", data={"username": "ana", "password": PASSWORD, "grant_type": "password"})
        .status_code
        == 401
    )
    assert sent(client, "/account/second-factor", act="remove", password=PASSWORD) == 303
    assert signed_in(app, "ana").get("/").status_code == 200


def test_codes_are_not_guessed_and_half_a_session_ends_with_the_others(app: object, observatory: Observatory) -> None:
    with_factor(app, "ana")
    half = half_way(app, "ana")
    answers = [half.post("/sign-in/code", data={"code": f"{n:06}"}).status_code for n in range(12)]
    assert answers[-1] == 429
    assert stranger(app).get("/sign-in/code").headers["location"] == "/sign-in"
    with observatory.store.writing() as connection:
        set_password(connection, "ana", OTHER, "coder")
    assert half.get("/sign-in/code").headers["location"] == "/sign-in"


def test_an_admin_or_the_command_line_takes_a_second_factor_away(app: object, observatory: Observatory) -> None:
    with_factor(app, "ana")
    assert sent(signed_in(app, "root"), "/people", act="factor", person="ana") == 303
    assert signed_in(app, "ana").get("/").status_code == 200
    with_factor(app, "ana")
    assert reset_second_factor("ana", folder=observatory.folder) == 0
    assert reset_second_factor("nobody", folder=observatory.folder) == 2
    assert (named(observatory, "ana") or Member("", "reader", 0, True)).second_factor is False


@pytest.mark.parametrize("act", ["invite", "access", "end", "factor", "link", "out"])
def test_only_admins_see_to_people(app: object, observatory: Observatory, act: str) -> None:
    ana = signed_in(app, "ana")
    assert ana.get("/people").status_code == 403
    assert sent(ana, "/people", act=act, person="luis", access="admin") == 403
    assert stranger(app).get("/people").status_code == 303
    root = signed_in(app, "root")
    assert root.post("/people", data={"token": "0" * 64, "act": act, "person": "luis"}).status_code == 403
    assert named(observatory, "luis") == Member("luis", "coder")
    assert sent(root, "/people", act=act, person="nemo", access="none") == 404
    assert sent(root, "/people", act="perhaps", person="luis") == 400


def test_admins_change_access_end_sessions_and_shut_out_but_not_the_last_of_them(
    app: object, observatory: Observatory
) -> None:
    root, luis = signed_in(app, "root"), signed_in(app, "luis")
    assert sent(root, "/people", act="access", person="luis", access="reader") == 303
    assert 'id="accept"' not in luis.get("/").text
    assert (named(observatory, "luis") or root).access == "reader"  # type: ignore[union-attr]
    assert sent(root, "/people", act="end", person="luis") == 303
    assert luis.get("/").status_code == 303
    luis = signed_in(app, "luis")
    assert sent(root, "/people", act="out", person="luis") == 303
    assert luis.get("/").status_code == 303
    assert stranger(app).post("/sign-in", data={"name": "luis", "password": PASSWORD}).status_code == 403
    assert "may not sign in" in root.get("/people").text
    for act, access in (("out", ""), ("access", "coder")):
        assert "root is the last admin" in answer(root, "/people", act=act, person="root", access=access)
    assert named(observatory, "root") is not None


def test_a_name_is_shown_and_never_run(app: object) -> None:
    root = signed_in(app, "root")
    link = link_in(answer(root, "/people", act="invite", access="coder"))
    assert stranger(app).post(link, data={"name": HOSTILE, "password": OTHER}).status_code == 303
    for path in ("/people", "/"):
        assert "<script>alert" not in root.get(path).text

"""Invitations: made, handed over or mailed, accepted once, by the person they are for."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts import repository as people
from leadgen.platform.auth import passwords
from leadgen.platform.auth.roles import Role
from tests.factories.mail import arrived, mail_server, sending, with_mail
from tests.factories.tenancy import Person, Workspace, add_member, make_person
from tests.factories.web import Browsers, app, browser, client, web

__all__ = ["app", "web"]

BASE = "/api/v1/workspaces/alice"
PASSWORD = "correct horse battery"


async def invite(inviter: httpx.AsyncClient, email: str, role: str = "editor") -> str:
    """The token of the link."""
    made = await inviter.post(f"{BASE}/invitations", json={"email": email, "role": role})
    assert made.status_code == 201, made.text
    return str(made.json()["url"].partition("#")[2])


async def accept(holder: httpx.AsyncClient, token: str, **given: str) -> httpx.Response:
    return await holder.post("/api/v1/invitation/accept", json={"token": token, **given})


async def give_password(database: Database, person: Person) -> None:
    hashed = await passwords.hash_password(PASSWORD)
    async with database.identity() as session:
        await people.set_password(session, person.id, hashed)


async def test_a_new_person_reads_the_offer_joins_and_is_signed_in(app: FastAPI, web: Browsers) -> None:
    token = await invite(web.alice, "New.Person@example.com")
    offer = (await web.nobody.post("/api/v1/invitation", json={"token": token})).json()
    assert offer == {
        "workspace_name": "alice", "email": "New.Person@example.com", "role": "editor",
        "invited_by_name": "Alice", "has_account": False,
    }  # fmt: skip
    fresh = client(app, {"sec-fetch-site": "same-origin"})
    joined = await accept(fresh, token, name="Nora New", password=PASSWORD)
    assert joined.status_code == 200
    assert [one["role"] for one in joined.json()["workspaces"]] == ["editor"]
    assert (await fresh.get(BASE)).json()["role"] == "editor"
    again = await client(app).post(
        "/api/v1/session", json={"email": "new.person@example.com", "password": PASSWORD}
    )
    assert again.status_code == 200
    states = [item["state"] for item in (await web.alice.get(f"{BASE}/invitations")).json()["items"]]
    assert states == ["accepted"]


async def test_a_link_works_once(app: FastAPI, web: Browsers) -> None:
    token = await invite(web.alice, "new@example.com")
    assert (await accept(client(app), token, password=PASSWORD)).status_code == 200
    for replay in (
        await accept(client(app), token, password=PASSWORD),
        await web.nobody.post("/api/v1/invitation", json={"token": token}),
        await accept(web.charlie, token),
    ):
        assert (replay.status_code, replay.json()["code"]) == (410, "link_spent")


async def test_of_two_who_accept_at_once_one_joins(app: FastAPI, web: Browsers) -> None:
    token = await invite(web.alice, "new@example.com")
    answers = await asyncio.gather(*[accept(client(app), token, password=PASSWORD) for _ in range(4)])
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 200
    assert set(statuses[1:]) <= {409, 410}
    assert len((await web.alice.get(f"{BASE}/members")).json()["items"]) == 3


async def test_a_known_person_joins_signed_in_or_with_their_password_only(
    app: FastAPI, database: Database, web: Browsers, workspace: Workspace
) -> None:
    charlie = workspace.charlie
    await give_password(database, charlie)
    token = await invite(web.alice, charlie.email.upper())
    assert (await web.nobody.post("/api/v1/invitation", json={"token": token})).json()["has_account"] is True
    missing = await accept(web.nobody, token)
    assert (missing.status_code, missing.json()["code"]) == (409, "proof_missing")
    for wrong in (
        await accept(web.nobody, token, password="not the password"),
        await accept(web.nobody, token, name="Me", password="another long password"),
    ):
        assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
    other = await accept(web.bob, token)
    assert (other.status_code, other.json()["code"]) == (409, "signed_in_as_another")
    joined = await accept(web.charlie, token)
    assert sorted(one["slug"] for one in joined.json()["workspaces"]) == ["alice"]
    assert (await web.charlie.get(BASE)).status_code == 401, "the session of before has ended"


async def test_a_known_person_joins_with_their_password_from_anywhere(
    app: FastAPI, database: Database, web: Browsers, workspace: Workspace
) -> None:
    await give_password(database, workspace.charlie)
    token = await invite(web.alice, workspace.charlie.email)
    fresh = client(app, {"sec-fetch-site": "same-origin"})
    assert (await accept(fresh, token, password=PASSWORD)).status_code == 200
    assert (await fresh.get("/api/v1/session")).json()["user"]["id"] == str(workspace.charlie.id)


async def test_a_short_password_leaves_the_link_good(app: FastAPI, web: Browsers) -> None:
    token = await invite(web.alice, "new@example.com")
    weak = await accept(client(app), token, password="short")
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    assert (await accept(client(app), token, password=PASSWORD)).status_code == 200


async def test_a_member_and_an_address_with_an_open_invitation_are_not_invited_again(
    web: Browsers, workspace: Workspace
) -> None:
    known = await web.alice.post(f"{BASE}/invitations", json={"email": workspace.bob.email, "role": "admin"})
    assert (known.status_code, known.json()["code"]) == (409, "already_member")
    await invite(web.alice, "new@example.com")
    twice = await web.alice.post(f"{BASE}/invitations", json={"email": "NEW@example.com", "role": "admin"})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_invited")


async def test_a_week_later_the_link_is_over_and_a_new_one_can_be_made(web: Browsers) -> None:
    token = await invite(web.alice, "new@example.com")
    invitation = (await web.alice.get(f"{BASE}/invitations")).json()["items"][0]
    # A session left alone for a week has ended as well: somebody else looks.
    with clock.fix(clock.now() + timedelta(days=7)):
        assert (await web.nobody.post("/api/v1/invitation", json={"token": token})).status_code == 410
    renewed = await web.alice.post(f"{BASE}/invitations/{invitation['id']}/link")
    fresh = renewed.json()["url"].partition("#")[2]
    assert (await web.nobody.post("/api/v1/invitation", json={"token": token})).status_code == 410
    assert (await web.nobody.post("/api/v1/invitation", json={"token": fresh})).status_code == 200


async def test_a_revoked_invitation_opens_nothing(app: FastAPI, web: Browsers) -> None:
    token = await invite(web.alice, "new@example.com")
    invitation = (await web.alice.get(f"{BASE}/invitations")).json()["items"][0]
    assert (await web.alice.delete(f"{BASE}/invitations/{invitation['id']}")).status_code == 204
    assert (await accept(client(app), token, password=PASSWORD)).status_code == 410
    again = await web.alice.delete(f"{BASE}/invitations/{invitation['id']}")
    assert (again.status_code, again.json()["code"]) == (404, "invitation_not_found")
    await invite(web.alice, "new@example.com")


async def test_an_admin_gets_no_link_of_an_invitation_to_be_owner(
    app: FastAPI, database: Database, web: Browsers, workspace: Workspace
) -> None:
    anna = await make_person(database, "Anna")
    await add_member(database, workspace.id, anna, Role.ADMIN)
    admin = await browser(app, database, anna)
    await invite(web.alice, "second@example.com", role="owner")
    invitation = (await admin.get(f"{BASE}/invitations")).json()["items"][0]
    for answer in (
        await admin.post(f"{BASE}/invitations/{invitation['id']}/link"),
        await admin.delete(f"{BASE}/invitations/{invitation['id']}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "role_too_high")


async def test_invitations_of_another_workspace_are_not_found(
    web: Browsers, other_workspace: Workspace
) -> None:
    await invite(web.alice, "new@example.com")
    harvested = (await web.alice.get(f"{BASE}/invitations")).json()["items"][0]["id"]
    theirs = f"/api/v1/workspaces/charlie/invitations/{harvested}"
    assert (await web.charlie.delete(theirs)).status_code == 404
    assert (await web.charlie.post(f"{theirs}/link")).status_code == 404
    assert (await web.charlie.get("/api/v1/workspaces/charlie/invitations")).json()["items"] == []


async def test_viewers_and_outsiders_neither_invite_nor_read_invitations(web: Browsers) -> None:
    body = {"email": "new@example.com", "role": "viewer"}
    for one, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        assert (await one.get(f"{BASE}/invitations")).status_code == status
        assert (await one.post(f"{BASE}/invitations", json=body)).status_code == status


async def test_asked_twice_with_one_key_the_invitation_is_one(web: Browsers) -> None:
    body, headers = {"email": "new@example.com", "role": "viewer"}, {"idempotency-key": "invite-1"}
    first = await web.alice.post(f"{BASE}/invitations", json=body, headers=headers)
    again = await web.alice.post(f"{BASE}/invitations", json=body, headers=headers)
    assert first.json() == again.json()
    assert len((await web.alice.get(f"{BASE}/invitations")).json()["items"]) == 1


async def test_the_key_of_a_request_gives_its_answer_to_nobody_else(
    app: FastAPI, database: Database, web: Browsers, workspace: Workspace
) -> None:
    erin = await make_person(database, "Erin")
    await add_member(database, workspace.id, erin, Role.ADMIN)
    asked = {"name": "Sync", "scopes": ["records:read"]}
    headers = {"idempotency-key": "key-1"}
    first = await web.alice.post(f"{BASE}/api-keys", json=asked, headers=headers)
    admin = await browser(app, database, erin)
    replayed = await admin.post(f"{BASE}/api-keys", json=asked, headers=headers)
    assert (replayed.status_code, replayed.json()["code"]) == (409, "idempotency_key_reused")
    assert first.json()["secret"] not in replayed.text


async def test_whoever_joins_by_a_letter_has_proven_the_address_and_by_a_shown_link_has_not(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    async with mail_server() as mailbox:
        mailing = with_mail(settings, mailbox)
        door = create_app(build(), database, mailing)
        alice = await browser(door, database, workspace.alice)
        async with sending(database, mailing):
            for number in (1, 2):
                body = {"email": f"new{number}@example.com", "role": "viewer"}
                assert (await alice.post(f"{BASE}/invitations", json=body)).json()["url"] is None
                await arrived(mailbox, number)
    newest = (await alice.get(f"{BASE}/invitations")).json()["items"][0]
    shown = (await alice.post(f"{BASE}/invitations/{newest['id']}/link")).json()["url"].partition("#")[2]
    for token in (mailbox.token("new1@example.com"), shown):
        assert (await accept(client(door), token, password=PASSWORD)).status_code == 200
    async with database.identity() as session:
        users = [await people.user_by_email(session, f"new{number}@example.com") for number in (1, 2)]
    assert [user is not None and user.email_proven_at is not None for user in users] == [True, False]


class TestResetLink:
    """A new password by the hand of an admin, who must gain nothing by it."""

    async def test_the_owner_makes_one_for_a_member_of_nothing_else(
        self, app: FastAPI, web: Browsers, workspace: Workspace
    ) -> None:
        made = await web.alice.post(f"{BASE}/members/{workspace.bob.id}/reset-link")
        assert made.status_code == 201
        token = made.json()["url"].partition("#")[2]
        reset = await client(app).put("/api/v1/password-reset", json={"token": token, "password": PASSWORD})
        assert reset.status_code == 200
        assert reset.json()["user"]["id"] == str(workspace.bob.id)

    async def test_nobody_takes_an_agency_over_through_one_client(
        self,
        app: FastAPI,
        database: Database,
        web: Browsers,
        workspace: Workspace,
        other_workspace: Workspace,
    ) -> None:
        # Charlie, the agency, owns a workspace and helps in Alice's, where she is the owner.
        await add_member(database, workspace.id, workspace.charlie, Role.EDITOR)
        refused = await web.alice.post(f"{BASE}/members/{workspace.charlie.id}/reset-link")
        assert (refused.status_code, refused.json()["code"]) == (403, "reset_forbidden")

    async def test_not_even_where_the_asker_is_a_mere_viewer_of_the_other_workspace(
        self, database: Database, web: Browsers, workspace: Workspace, other_workspace: Workspace
    ) -> None:
        await add_member(database, workspace.id, workspace.charlie, Role.EDITOR)
        await add_member(database, other_workspace.id, workspace.alice, Role.VIEWER)
        refused = await web.alice.post(f"{BASE}/members/{workspace.charlie.id}/reset-link")
        assert refused.status_code == 403

    async def test_a_link_ends_when_its_person_gains_another_workspace(
        self,
        app: FastAPI,
        database: Database,
        web: Browsers,
        workspace: Workspace,
        other_workspace: Workspace,
    ) -> None:
        await give_password(database, workspace.bob)
        made = await web.alice.post(f"{BASE}/members/{workspace.bob.id}/reset-link")
        theirs = "/api/v1/workspaces/charlie/invitations"
        invited = await web.charlie.post(theirs, json={"email": workspace.bob.email, "role": "admin"})
        assert (await accept(web.bob, invited.json()["url"].partition("#")[2])).status_code == 200
        token = made.json()["url"].partition("#")[2]
        spent = await client(app).put("/api/v1/password-reset", json={"token": token, "password": PASSWORD})
        assert (spent.status_code, spent.json()["code"]) == (410, "link_spent")

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
    async def test_only_admins_make_one(
        self, app: FastAPI, database: Database, workspace: Workspace, role: Role
    ) -> None:
        person = await make_person(database, "Emil")
        await add_member(database, workspace.id, person, role)
        emil = await browser(app, database, person)
        refused = await emil.post(f"{BASE}/members/{workspace.bob.id}/reset-link")
        assert (refused.status_code, refused.json()["code"]) == (403, "role_forbids")


async def test_a_reset_link_opens_no_workspace_that_was_made_after_it(
    database: Database, web: Browsers, workspace: Workspace
) -> None:
    promoted = {"role": "owner"}
    assert (await web.alice.patch(f"{BASE}/members/{workspace.bob.id}", json=promoted)).status_code == 200
    made = await web.alice.post(f"{BASE}/members/{workspace.bob.id}/reset-link")
    assert made.status_code == 201, made.text
    assert (await web.bob.post("/api/v1/workspaces", json={"name": "Bob alone"})).status_code == 201
    taken = {"token": made.json()["url"].partition("#")[2], "password": PASSWORD}
    assert (await web.nobody.put("/api/v1/password-reset", json=taken)).status_code == 410


async def test_ownership_is_handed_over_with_the_password(
    database: Database, web: Browsers, workspace: Workspace
) -> None:
    await give_password(database, workspace.alice)
    body = {"user_id": str(workspace.bob.id), "password": "not the password"}
    wrong = await web.alice.post(f"{BASE}/ownership", json=body)
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    done = await web.alice.post(f"{BASE}/ownership", json={**body, "password": PASSWORD})
    assert {item["name"]: item["role"] for item in done.json()["items"]} == {"Alice": "admin", "Bob": "owner"}
    again = await web.alice.post(f"{BASE}/ownership", json={**body, "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (403, "role_forbids")
    foreign = {"user_id": str(workspace.charlie.id), "password": PASSWORD}
    assert (await web.bob.post(f"{BASE}/ownership", json=foreign)).status_code in (403, 404)


async def test_no_token_stands_in_any_table(database: Database, web: Browsers, workspace: Workspace) -> None:
    token = await invite(web.alice, "new@example.com")
    async with database.workspace(workspace.id) as session:
        for table in ("invitation", "sign_in_link", "access_event", "event"):
            rows = (await session.execute(text(f"SELECT t::text FROM {table} t"))).scalars().all()
            assert not any(token in row for row in rows), table

"""Signing in with an account held elsewhere, against a real provider on loopback."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts.service import init_workspace
from leadgen.platform.providers.asking import REST
from leadgen.platform.providers.routes import ATTEMPT_COOKIE
from leadgen.platform.web.cookies import SESSION_COOKIE
from tests.factories.access import signed_in
from tests.factories.oidc import Claims, OidcProvider
from tests.factories.outside import says
from tests.factories.people import OWN, PASSWORD
from tests.factories.tenancy import Workspace
from tests.factories.web import client
from tests.platform.providers.conftest import START, come_back, is_somebody, problem


async def test_nothing_is_offered_until_it_is_configured(app: FastAPI) -> None:
    nobody = client(app)

    assert (await nobody.get("/api/v1/sign-in-options")).json()["providers"] == []
    for path in (START, f"{START}/callback", "/api/v1/sign-in/google", "/api/v1/sign-in/nonsense"):
        assert (await nobody.get(path)).json()["code"] == "provider_not_found"


async def test_the_sign_in_page_is_told_of_it(browser: httpx.AsyncClient) -> None:
    offered = (await browser.get("/api/v1/sign-in-options")).json()["providers"]

    assert offered == [{"key": "oidc", "label": "Example ID"}]


async def test_a_confirmed_email_of_a_person_lets_them_in_and_is_remembered(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, database: Database
) -> None:
    is_somebody(provider, workspace.bob.email.upper())

    assert problem(await come_back(browser, provider)) is None
    session = (await browser.get("/api/v1/session")).json()
    assert session["user"]["email"] == workspace.bob.email
    assert [one["role"] for one in session["workspaces"]] == ["viewer"]

    # From now on the identity counts, whatever the e-mail says there.
    browser.cookies.clear()
    is_somebody(provider, "renamed@example.com", email_verified=False)
    assert problem(await come_back(browser, provider)) is None
    assert (await browser.get("/api/v1/session")).json()["user"]["email"] == workspace.bob.email
    async with database.workspace(workspace.id) as session_:
        told = (await session_.execute(text("SELECT kind, subject, actor_id FROM access_event"))).all()
    assert ("identity_linked", "Example ID", workspace.bob.id) in [tuple(row) for row in told]


async def test_nobody_signs_up_by_themselves(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, database: Database
) -> None:
    is_somebody(provider, "stranger@example.com")

    assert problem(await come_back(browser, provider)) == "unknown_person"
    async with database.identity() as session:
        assert await session.scalar(text("SELECT count(*) FROM \"user\" WHERE email LIKE 'stranger%'")) == 0
        assert await session.scalar(text("SELECT count(*) FROM provider_identity")) == 0


async def test_an_open_invitation_to_the_confirmed_email_makes_a_member_once(
    browser: httpx.AsyncClient,
    door: FastAPI,
    provider: OidcProvider,
    workspace: Workspace,
    database: Database,
) -> None:
    async with client(door, await signed_in(database, workspace.alice)) as alice:
        for email in ("Eve@Example.com", "mallory@example.com"):
            made = await alice.post(
                "/api/v1/workspaces/alice/invitations", json={"email": email, "role": "reviewer"}
            )
            assert made.status_code == 201, made.text
        revoked = made.json()["invitation"]["id"]
        await alice.delete(f"/api/v1/workspaces/alice/invitations/{revoked}")
    is_somebody(provider, "eve@example.com", name="Eve Example", email_verified=False)
    assert problem(await come_back(browser, provider)) == "email_not_verified"
    is_somebody(provider, "mallory@example.com", sub="subject-2")
    assert problem(await come_back(browser, provider)) == "unknown_person"

    is_somebody(provider, "eve@example.com", name="Eve Example")
    with clock.fix(clock.now() + timedelta(days=8)):
        assert problem(await come_back(browser, provider)) == "unknown_person"
    for _ in range(2):
        assert problem(await come_back(browser, provider)) is None
    session = (await browser.get("/api/v1/session")).json()
    assert session["user"]["name"] == "Eve Example"
    assert [(one["slug"], one["role"]) for one in session["workspaces"]] == [("alice", "reviewer")]
    async with database.workspace(workspace.id) as rows:
        states = (await rows.execute(text("SELECT email, accepted_at IS NOT NULL FROM invitation"))).all()
    assert dict(tuple(row) for row in states) == {"Eve@Example.com": True, "mallory@example.com": False}


@pytest.mark.parametrize("said", [False, None, "true", 1])
async def test_an_email_that_the_provider_has_not_confirmed_proves_nothing(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, said: JSON
) -> None:
    is_somebody(provider, workspace.bob.email, email_verified=said)

    assert problem(await come_back(browser, provider)) == "email_not_verified"


async def test_a_person_with_the_second_factor_signs_in_with_password_and_code(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, database: Database
) -> None:
    async with database.identity() as session:
        statement = text("UPDATE \"user\" SET totp_secret = 'x', totp_confirmed_at = :at WHERE id = :id")
        await session.execute(statement, {"at": clock.now(), "id": workspace.bob.id})
    is_somebody(provider, workspace.bob.email)

    assert problem(await come_back(browser, provider)) == "second_factor_required"
    async with database.identity() as session:
        assert await session.scalar(text("SELECT count(*) FROM provider_identity")) == 0


async def test_a_mailbox_that_was_given_to_somebody_else_does_not_bring_them_in(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    assert problem(await come_back(browser, provider)) is None
    browser.cookies.clear()
    is_somebody(provider, workspace.bob.email, sub="subject-2")

    assert problem(await come_back(browser, provider)) == "unknown_person"


async def test_whoever_took_an_address_by_a_link_that_was_shown_is_out_once_its_owner_comes(
    browser: httpx.AsyncClient,
    door: FastAPI,
    provider: OidcProvider,
    workspace: Workspace,
    database: Database,
) -> None:
    async with client(door, await signed_in(database, workspace.alice)) as alice:
        invited = {"email": "eve@example.com", "role": "viewer"}
        made = await alice.post("/api/v1/workspaces/alice/invitations", json=invited)
    taken = {"token": made.json()["url"].partition("#")[2], "password": PASSWORD}
    squatter, passed = client(door, OWN), {"email": "eve@example.com", "password": PASSWORD}
    assert (await squatter.post("/api/v1/invitation/accept", json=taken)).status_code == 200

    is_somebody(provider, "eve@example.com")
    assert problem(await come_back(browser, provider)) is None
    assert (await squatter.get("/api/v1/session")).status_code == 401
    assert (await squatter.post("/api/v1/session", json=passed)).status_code == 401
    me = (await browser.get("/api/v1/me")).json()
    assert (me["email"], me["has_password"]) == ("eve@example.com", False)


async def test_a_person_whose_address_is_proven_keeps_password_and_sessions(
    browser: httpx.AsyncClient, door: FastAPI, provider: OidcProvider, database: Database
) -> None:
    await init_workspace(database, "ada@example.com", "ada", PASSWORD)
    elsewhere, passed = client(door, OWN), {"email": "ada@example.com", "password": PASSWORD}
    assert (await elsewhere.post("/api/v1/session", json=passed)).status_code == 200

    is_somebody(provider, "ada@example.com")
    assert problem(await come_back(browser, provider)) is None
    assert (await elsewhere.get("/api/v1/session")).status_code == 200
    assert (await browser.get("/api/v1/me")).json()["has_password"] is True


async def test_an_attempt_belongs_to_one_browser_and_comes_back_once(
    browser: httpx.AsyncClient, door: FastAPI, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    sent = await browser.get(START)
    cookie = sent.cookies[ATTEMPT_COOKIE]
    back = provider.authorize(sent.headers["location"])

    async with client(door) as other:  # a page that sends somebody else's return to a victim
        assert problem(await other.get(back)) == "link_expired"
        await other.get(START)
        assert problem(await other.get(back)) == "link_expired"
    assert problem(await browser.get(back)) is None
    assert problem(await browser.get(back)) == "link_expired"
    thief = {"cookie": f"{ATTEMPT_COOKIE}={cookie}"}
    provider.grants[dict(parse_qsl(urlsplit(back).query))["code"]].is_spent = False  # a careless provider
    async with client(door, thief) as replaying:
        assert problem(await replaying.get(back)) == "link_expired"


async def test_an_attempt_ends_after_ten_minutes_and_its_cookie_cannot_be_written_by_others(
    browser: httpx.AsyncClient, door: FastAPI, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    sent = await browser.get(START)
    header = sent.headers["set-cookie"]
    assert "HttpOnly" in header
    assert "SameSite=lax" in header
    assert "Path=/api/v1/sign-in" in header
    back = provider.authorize(sent.headers["location"])

    with clock.fix(clock.now() + timedelta(minutes=10)):
        assert problem(await browser.get(back)) == "link_expired"
    for cookie in ("", "nonsense", "e30=", sent.cookies[ATTEMPT_COOKIE][:-4] + "AAAA"):
        async with client(door, {"cookie": f"{ATTEMPT_COOKIE}={cookie}"}) as forging:
            assert problem(await forging.get(back)) == "link_expired"


async def test_an_answer_of_another_provider_is_refused(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)

    assert problem(await come_back(browser, provider, iss="https://evil.example.com")) == "provider_failed"
    assert problem(await come_back(browser, provider, iss=provider.issuer)) is None


async def test_a_provider_that_always_names_itself_must(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    provider.metadata = {"authorization_response_iss_parameter_supported": True}

    assert problem(await come_back(browser, provider)) == "provider_failed"
    assert problem(await come_back(browser, provider, iss=provider.issuer)) is None


async def test_a_person_who_declines_is_told_so(browser: httpx.AsyncClient, provider: OidcProvider) -> None:
    sent = await browser.get(START)
    state = dict(parse_qsl(urlsplit(sent.headers["location"]).query))["state"]

    declined = await browser.get(f"{START}/callback", params={"state": state, "error": "access_denied"})
    assert problem(declined) == "cancelled"
    sent = await browser.get(START)
    state = dict(parse_qsl(urlsplit(sent.headers["location"]).query))["state"]
    failed = await browser.get(f"{START}/callback", params={"state": state, "error": "server_error"})
    assert problem(failed) == "provider_failed"
    assert problem(await browser.get(f"{START}/callback")) == "link_expired"


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://accounts.example.com"}, {"issuer": None}, {"token_endpoint": None},
        {"token_endpoint": 7}, {"token_endpoint": "http://127.0.0.1:1/token"},
        {"token_endpoint": "http://169.254.169.254/token"}, {"jwks_uri": "http://localhost/jwks"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)  # fmt: skip
async def test_a_discovery_document_that_leads_astray_is_not_followed(
    browser: httpx.AsyncClient, provider: OidcProvider, said: Claims
) -> None:
    provider.metadata = said
    sent = await browser.get(START)

    if sent.headers["location"].startswith("/"):
        assert problem(sent) == "provider_failed"
    else:
        assert problem(await browser.get(provider.authorize(sent.headers["location"]))) == "provider_failed"


async def test_a_provider_without_tls_under_an_issuer_with_it_is_refused(
    database: Database, configured: Settings, provider: OidcProvider
) -> None:
    """The document is served, but its addresses leave https behind."""
    app = create_app(
        build(), database, configured.model_copy(update={"oidc_issuer": "https://id.example.com"})
    )
    provider.metadata = {"issuer": "https://id.example.com"}
    app.state.web.providers._net = _Elsewhere(app.state.web.net, provider.issuer)
    async with client(app) as browser:
        assert problem(await browser.get(START)) == "provider_failed"


class _Elsewhere:
    """Asks the test provider whatever the address."""

    def __init__(self, net: object, issuer: str) -> None:
        self._issuer = issuer

    def client(self, **_: object) -> httpx.AsyncClient:
        async def send(request: httpx.Request) -> httpx.Response:
            async with httpx.AsyncClient() as plain:
                return await plain.get(self._issuer + request.url.path)

        return httpx.AsyncClient(transport=httpx.MockTransport(send))


async def test_the_secret_goes_the_way_the_provider_takes_it(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    assert problem(await come_back(browser, provider)) is None
    assert "authorization" in next(one for one in provider.there.asked if one.target == "/token").headers
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    provider.there.asked.clear()

    with clock.fix(clock.now() + timedelta(hours=2)):
        assert problem(await come_back(browser, provider)) is None
    assert "authorization" not in next(one for one in provider.there.asked if one.target == "/token").headers


async def test_an_email_may_stand_in_the_userinfo_of_the_same_person_only(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    provider.person = {"sub": "subject-1"}
    provider.userinfo = {"sub": "subject-2", "email": workspace.bob.email, "email_verified": True}
    assert problem(await come_back(browser, provider)) == "provider_failed"
    provider.userinfo["sub"] = "subject-1"

    assert problem(await come_back(browser, provider)) is None


async def test_a_provider_that_is_away_or_talks_nonsense_is_said_so(
    browser: httpx.AsyncClient, provider: OidcProvider, door: FastAPI
) -> None:
    good, at = provider.there.answer, clock.now()
    for number, answer in enumerate((b"", b"[]", b"{", b"x" * 600_000)):
        provider.there.answer = says(answer)
        with clock.fix(at + number * REST):
            assert problem(await browser.get(START)) == "provider_failed"
    provider.there.answer = good
    with clock.fix(at + 4 * REST):
        assert (await browser.get(START)).headers["location"].startswith(provider.issuer)


async def test_a_session_the_browser_had_before_ends(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, door: FastAPI
) -> None:
    is_somebody(provider, workspace.bob.email)
    await come_back(browser, provider)
    first = browser.cookies[SESSION_COOKIE]
    await come_back(browser, provider)

    async with client(door, {"cookie": f"{SESSION_COOKIE}={first}"}) as old:
        assert (await old.get("/api/v1/session")).status_code == 401

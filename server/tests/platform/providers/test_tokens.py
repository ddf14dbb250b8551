"""What a provider signs is believed only where it is signed by it, for us and now."""

import asyncio
import base64
import json
from datetime import timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from leadgen.kernel import clock
from leadgen.platform.providers.asking import REST
from tests.factories.oidc import CLIENT_ID, Claims, OidcProvider, new_key
from tests.factories.tenancy import Workspace
from tests.platform.providers.conftest import START, come_back, is_somebody, problem


def _hs256(provider: OidcProvider, claims: Claims) -> str:
    """Signed with the public key as password, which a careless reader takes for a signature."""
    secret = OctKey.import_key(provider.key.as_pem(private=False))
    return jwt.encode({"alg": "HS256", "kid": "first"}, claims, secret, algorithms=["HS256"])


def _none(claims: Claims, alg: str = "none") -> str:
    def part(value: Claims) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': alg, 'typ': 'JWT'})}.{part(claims)}."


def _damaged(provider: OidcProvider, claims: Claims) -> str:
    head, body, signature = provider.signed(claims, provider.key).split(".")
    return f"{head}.{body}.{signature[:-8]}{'A' * 8}"


def _other_claims(provider: OidcProvider, claims: Claims) -> str:
    head, _, signature = provider.signed(claims, provider.key).split(".")
    return f"{head}.{_none(claims | {'sub': 'other'}).split('.')[1]}.{signature}"


async def test_a_token_that_is_not_signed_by_the_provider_is_refused(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    foreign = new_key("first")
    forgeries = {
        "none": _none,
        "None": lambda claims: _none(claims, "None"),
        "password": lambda claims: _hs256(provider, claims),
        "damaged": lambda claims: _damaged(provider, claims),
        "other claims": lambda claims: _other_claims(provider, claims),
        "a foreign key": lambda claims: provider.signed(claims, foreign),
        "a key nobody shows": lambda claims: provider.signed(claims, new_key("unknown")),
        "a key in the token": lambda claims: jwt.encode(
            {"alg": "RS256", "jwk": foreign.as_dict(private=False)}, claims, foreign
        ),
        "not a token": lambda claims: "nonsense",
        "empty": lambda claims: "",
        "long": lambda claims: "a." * 20_000,
    }
    for name, provider.sign in forgeries.items():
        assert problem(await come_back(browser, provider)) == "provider_failed", name
    provider.sign = None
    assert problem(await come_back(browser, provider)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://accounts.example.com"}, {"iss": None}, {"aud": "somebody-else"}, {"aud": []},
        {"aud": [CLIENT_ID, "somebody-else"]}, {"aud": None}, {"azp": "somebody-else"},
        {"aud": [CLIENT_ID, "other"], "azp": "other"}, {"nonce": "of another attempt"}, {"nonce": None},
        {"nonce": ""}, {"exp": 1}, {"exp": None}, {"exp": "soon"}, {"iat": 99_999_999_999}, {"iat": None},
        {"nbf": 99_999_999_999}, {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 256}, {"at_hash": "x"},
    ],
)  # fmt: skip
async def test_a_token_that_is_not_for_us_now_is_refused(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace, wrong: Claims
) -> None:
    is_somebody(provider, workspace.bob.email)
    provider.bend = lambda claims: {
        name: value for name, value in (claims | wrong).items() if value is not None
    }

    assert problem(await come_back(browser, provider)) == "provider_failed"


async def test_a_provider_that_changes_its_keys_is_asked_again_but_not_for_every_token(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    is_somebody(provider, workspace.bob.email)
    assert problem(await come_back(browser, provider)) is None
    provider.key = new_key("second")

    assert problem(await come_back(browser, provider)) == "provider_failed"  # looked a moment ago
    with clock.fix(clock.now() + timedelta(seconds=31)):
        assert problem(await come_back(browser, provider)) is None
        assert provider.counts["/jwks"] == 2
        provider.sign = lambda claims: provider.signed(claims, new_key("unknown"))
        for _ in range(3):
            assert problem(await come_back(browser, provider)) == "provider_failed"
        assert provider.counts["/jwks"] == 2


async def test_a_provider_that_does_not_answer_is_asked_once_in_a_while_and_not_by_everybody(
    browser: httpx.AsyncClient, provider: OidcProvider, workspace: Workspace
) -> None:
    discovery = "/.well-known/openid-configuration"
    provider.metadata = {"issuer": None}
    for answer in await asyncio.gather(*(browser.get(START) for _ in range(5)), browser.get(START)):
        assert problem(answer) == "provider_failed"
    assert provider.counts[discovery] == 1

    provider.metadata = {}
    assert problem(await browser.get(START)) == "provider_failed"  # asked a moment ago
    is_somebody(provider, workspace.bob.email)
    with clock.fix(clock.now() + REST):
        assert problem(await come_back(browser, provider)) is None
    assert provider.counts[discovery] == 2

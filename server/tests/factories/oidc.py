"""An OpenID Connect provider on loopback: real HTTP, real RS256 keys, codes that count once, PKCE checked."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from tests.factories.outside import Asked, Outside, outside, says

CLIENT_ID, CLIENT_SECRET = "leadgen-test", "a secret / with + odd : characters"

Claims = dict[str, JSON]


@dataclass
class Grant:
    """What one code stands for."""

    asked: dict[str, str]
    is_spent: bool = False


@dataclass
class OidcProvider:
    """`person` is who signs in there; the rest is what a test bends."""

    there: Outside
    key: RSAKey
    person: Claims = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    metadata: Claims = field(default_factory=dict)
    bend: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    userinfo: Claims | None = None
    shown_keys: list[RSAKey] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.there.port}"

    def authorize(self, url: str, **more: str) -> str:
        """The person agrees: where the provider sends the browser back to."""
        asked = dict(parse_qsl(urlsplit(url).query, strict_parsing=True))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT_ID
        code = uuid7().hex
        self.grants[code] = Grant(asked)
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'code': code, **more})}"

    async def __call__(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        path = urlsplit(asked.target).path
        self.counts[path] = self.counts.get(path, 0) + 1
        answers: dict[str, Callable[[], Claims | None]] = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": self._keys,
            "/token": lambda: self._token(asked),
            "/userinfo": lambda: self.userinfo,
        }
        answer = answers.get(path, lambda: None)()
        status = 400 if answer is None or "error" in answer else 200
        await says(json.dumps(answer).encode(), status, Content_Type="application/json")(writer, asked)

    def _metadata(self) -> Claims:
        found: Claims = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        return found | self.metadata

    def _keys(self) -> Claims:
        shown = self.shown_keys or [self.key]
        return {"keys": [cast(JSON, key.as_dict(private=False)) for key in shown]}

    def _token(self, asked: Asked) -> Claims:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        grant = self.grants.get(form["code"])
        if grant is None or grant.is_spent or not self._is_client(asked, form):
            return {"error": "invalid_grant"}
        challenge = (
            base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        )
        if challenge != grant.asked["code_challenge"] or form["redirect_uri"] != grant.asked["redirect_uri"]:
            return {"error": "invalid_grant"}
        grant.is_spent = True
        return {"id_token": self._id_token(grant), "access_token": "access", "token_type": "Bearer"}

    def _is_client(self, asked: Asked, form: dict[str, str]) -> bool:
        header = asked.headers.get("authorization")
        if header is None:
            return form.get("client_secret") == CLIENT_SECRET and form.get("client_id") == CLIENT_ID
        pair = base64.b64decode(header.removeprefix("Basic ")).decode()
        name, _, word = pair.partition(":")
        return [*parse_qs(f"a={name}&b={word}").values()] == [[CLIENT_ID], [CLIENT_SECRET]]

    def _id_token(self, grant: Grant) -> str:
        at = int(now().timestamp())
        claims: Claims = {
            "iss": self.issuer, "aud": CLIENT_ID, "iat": at, "exp": at + 300, "nonce": grant.asked["nonce"],
        }  # fmt: skip
        claims = self.bend(claims | self.person)
        return self.sign(claims) if self.sign is not None else self.signed(claims, self.key)

    def signed(self, claims: Claims, key: RSAKey, **header: str) -> str:
        """By this key, named as providers do."""
        return jwt.encode({"alg": "RS256", "kid": key.kid or "", **header}, claims, key)


def new_key(name: str) -> RSAKey:
    """A fresh pair of 2048 bits."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@asynccontextmanager
async def oidc_provider() -> AsyncIterator[OidcProvider]:
    """At a free port of loopback."""
    async with outside() as there:
        provider = OidcProvider(there, new_key("first"))
        there.answer = provider
        yield provider

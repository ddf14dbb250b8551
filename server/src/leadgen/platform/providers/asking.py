"""What is asked of a provider, server to server: its addresses, its keys, and tokens for a code."""

import asyncio
import base64
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.net import Client, Net, NetError
from leadgen.platform.providers.contracts import Attempt, Provider
from leadgen.platform.providers.errors import SignInRefused, failed
from leadgen.platform.providers.id_tokens import Key

FRESH_FOR = timedelta(hours=1)
# A token with a key nobody knows makes us look again, but not as often as somebody likes to send one.
LOOK_AGAIN_AFTER = timedelta(seconds=30)
# A provider that does not answer is left alone so long: else each who asks to go there waits for it anew.
REST = timedelta(seconds=15)
MOST_BYTES = 500_000
MOST_KEYS = 100


@dataclass(frozen=True)
class Addresses:
    """Where a provider takes what, by its own discovery document."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    takes_secret_in_header: bool
    names_itself: bool


@dataclass(frozen=True)
class Tokens:
    id_token: str
    access_token: str


@dataclass(frozen=True)
class _Known:
    addresses: Addresses
    keys: Sequence[Key]
    at: datetime


@dataclass(frozen=True)
class _Silent:
    reason: str
    at: datetime


class Asking:
    """One per web process; remembers addresses and keys for an hour. Raises SignInRefused."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._known: dict[str, _Known] = {}
        self._silent: dict[str, _Silent] = {}
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def addresses(self, provider: Provider) -> Addresses:
        return (await self._look(provider)).addresses

    async def keys(self, provider: Provider) -> Sequence[Key]:
        return (await self._look(provider)).keys

    async def newer_keys(self, provider: Provider) -> Sequence[Key]:
        """Fetched now, unless they just were."""
        known = self._known.get(provider.issuer)
        if known is not None and now() - known.at >= LOOK_AGAIN_AFTER:
            del self._known[provider.issuer]
        return await self.keys(provider)

    async def tokens(self, provider: Provider, attempt: Attempt, code: str) -> Tokens:
        """For the code that the browser brought back; a provider gives them once."""
        addresses = await self.addresses(provider)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        headers = {"Accept": "application/json"}
        if addresses.takes_secret_in_header:
            headers["Authorization"] = _basic(provider)
        else:
            form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
        async with self._client() as client:
            answer = await _asked(client, "POST", addresses.token, headers=headers, data=form)
        return Tokens(_text(answer, "id_token"), _text(answer, "access_token"))

    async def userinfo(self, provider: Provider, access_token: str) -> Mapping[str, JSON]:
        """What the provider tells beside the ID token; nothing where it has no such address."""
        address = (await self.addresses(provider)).userinfo
        if address is None:
            return {}
        async with self._client() as client:
            return await _asked(client, "GET", address, headers={"Authorization": f"Bearer {access_token}"})

    async def _look(self, provider: Provider) -> _Known:
        """One look at a time; whoever waited for it takes what it found."""
        async with self._looking[provider.issuer]:
            known = self._known.get(provider.issuer)
            if known is None or now() - known.at >= FRESH_FOR:
                known = await self._found(provider)
                self._known[provider.issuer] = known
            return known

    async def _found(self, provider: Provider) -> _Known:
        silent = self._silent.get(provider.issuer)
        if silent is not None and now() - silent.at < REST:
            raise failed(silent.reason)
        try:
            async with self._client() as client:
                addresses = _addresses(provider, await _asked(client, "GET", _discovery(provider.issuer)))
                return _Known(addresses, _keys(await _asked(client, "GET", addresses.keys)), now())
        except SignInRefused as refused:
            self._silent[provider.issuer] = _Silent(refused.detail, now())
            raise

    def _client(self) -> Client:
        return self._net.client(timeout_s=10, most_bytes=MOST_BYTES)


def _discovery(issuer: str) -> str:
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


async def _asked(
    client: Client,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    data: Mapping[str, str] | None = None,
) -> Mapping[str, JSON]:
    try:
        answer = await client.request(method, url, headers=headers, data=data)
        found = json.loads(answer.content)
    except (NetError, ValueError, RecursionError) as error:
        raise failed(f"{method} {url}: {error}") from error
    if answer.status_code != 200 or not isinstance(found, dict):
        raise failed(f"{method} {url}: {answer.status_code}")
    return found


def _addresses(provider: Provider, found: Mapping[str, JSON]) -> Addresses:
    """Raises SignInRefused where the document is another issuer's, or leaves https behind."""
    if found.get("issuer") != provider.issuer:
        raise failed("the discovery document is of another issuer")
    userinfo = found.get("userinfo_endpoint")
    ways = found.get("token_endpoint_auth_methods_supported")
    return Addresses(
        authorization=_endpoint(provider, found, "authorization_endpoint"),
        token=_endpoint(provider, found, "token_endpoint"),
        keys=_endpoint(provider, found, "jwks_uri"),
        userinfo=None if userinfo is None else _endpoint(provider, found, "userinfo_endpoint"),
        takes_secret_in_header=not isinstance(ways, list) or "client_secret_basic" in ways,
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(provider: Provider, found: Mapping[str, JSON], name: str) -> str:
    address = _text(found, name)
    if not address.startswith("https://") and provider.issuer.startswith("https://"):
        raise failed(f"the provider's {name} is not encrypted")
    return address


def _keys(found: Mapping[str, JSON]) -> Sequence[Key]:
    listed = found.get("keys")
    if not isinstance(listed, list):
        raise failed("the provider shows no keys")
    return [key for key in listed[:MOST_KEYS] if isinstance(key, dict)]


def _text(found: Mapping[str, JSON], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise failed(f"the provider's answer has no {name}")
    return value


def _basic(provider: Provider) -> str:
    """Both parts are form-encoded first (RFC 6749, 2.3.1)."""
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()

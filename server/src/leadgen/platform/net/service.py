"""The door itself, made once per process."""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from functools import cached_property

import httpx

from leadgen.config import Settings
from leadgen.platform.net.client import Client
from leadgen.platform.net.connecting import CheckedBackend, connected
from leadgen.platform.net.errors import AddressForbidden, NetTimeout
from leadgen.platform.net.names import Told, Wanted, names_of
from leadgen.platform.net.resolving import Resolver, checked, system_resolver
from leadgen.platform.net.transport import CheckedTransport
from leadgen.platform.net.urls import MAIL_PORTS, Target, check_target, check_url

TIMEOUT_S = 15.0
MOST_BYTES = 5_000_000


class Net:
    """Every way out of the server. `resolver` and `tls` are the system's own unless a test brings others."""

    def __init__(
        self, settings: Settings, *, resolver: Resolver = system_resolver, tls: ssl.SSLContext | None = None
    ) -> None:
        self._allowed = {Target(*one): Target(*there) for one, there in settings.outbound_exceptions.items()}
        self._resolver = resolver
        self._given_tls = tls
        self._name_servers = settings.name_servers

    def client(
        self,
        *,
        timeout_s: float = TIMEOUT_S,
        most_bytes: int = MOST_BYTES,
        follow_redirects: bool = False,
    ) -> Client:
        """A client to be closed by the caller (`async with`); one may serve many requests at a time.

        `timeout_s` is for each request with all its redirects and its whole answer, `most_bytes` for the
        answer, packed and unpacked.
        """
        backend = CheckedBackend(self._resolver, self._allowed)
        transport = CheckedTransport(backend, self._allowed, self._tls, most_bytes)
        return Client(transport, self._allowed, timeout_s=timeout_s, follow_redirects=follow_redirects)

    def check_url(self, text: str) -> str:
        """The URL as it will be asked, for a form that takes one, with no name resolved.

        Raises AddressForbidden.
        """
        return check_url(text, self._allowed)

    async def connect(
        self, host: str, port: int, *, timeout_s: float = TIMEOUT_S, ports: frozenset[int] = MAIL_PORTS
    ) -> socket.socket:
        """A connected, non-blocking socket for another protocol than HTTP: mail's, unless `ports` says else.

        The caller closes it, and does TLS for `host`. Raises AddressForbidden, NetFailed, NetTimeout.
        """
        target = check_target(host, port, self._allowed)
        if target not in self._allowed and port not in ports:
            raise AddressForbidden(f"Port {port} is not one of this protocol.")
        try:
            async with asyncio.timeout(timeout_s):
                return await connected(target, await checked(self._resolver, target, self._allowed))
        except TimeoutError as error:
            raise NetTimeout from error

    async def resolve(self, host: str, port: int, *, timeout_s: float = TIMEOUT_S) -> Sequence[str]:
        """The addresses of a host, at least one, none of them closed to us.

        Raises AddressForbidden, NetFailed, NetTimeout.
        """
        target = check_target(host, port, self._allowed)
        try:
            async with asyncio.timeout(timeout_s):
                return [place.host for place in await checked(self._resolver, target, self._allowed)]
        except TimeoutError as error:
            raise NetTimeout from error

    async def ask_names(self, name: str, wanted: Wanted) -> Told:
        """What the name system says about an ASCII name: mail servers or addresses. No connection follows.

        Never raises for what others answer; asked at a steady pace, the same question only once at a time.
        """
        return await names_of(self._name_servers).ask(name, wanted)

    async def has_names(self) -> bool:
        """Does the resolver answer at all?"""
        return await names_of(self._name_servers).answers()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._given_tls or httpx.create_ssl_context()

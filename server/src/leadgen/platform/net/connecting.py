"""Connections to checked addresses, as HTTP and as mail protocols need them."""

import asyncio
import errno
import socket
from collections.abc import Iterable, Sequence

import httpcore

from leadgen.platform.net.errors import NetFailed
from leadgen.platform.net.resolving import Resolver, checked
from leadgen.platform.net.urls import Exceptions, Target, check_target

# One address that swallows packets leaves time for the next.
_PER_ADDRESS_S = 5.0


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves and checks at the moment of connecting, and connects to the very address it checked.

    TLS still asks for the certificate of the host's name: httpcore passes it to `start_tls` by itself.
    """

    def __init__(self, resolver: Resolver, allowed: Exceptions) -> None:
        self._plain = httpcore.AnyIOBackend()
        self._resolver = resolver
        self._allowed = allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        target = check_target(host, port, self._allowed)
        failure: Exception = httpcore.ConnectError("no address")
        for place in await checked(self._resolver, target, self._allowed):
            try:
                return await self._plain.connect_tcp(
                    place.host, place.port, _PER_ADDRESS_S, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise NetFailed("Sockets of this machine are not asked.")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def connected(target: Target, places: Sequence[Target]) -> socket.socket:
    """A connected, non-blocking socket to the first place that takes it; the caller closes it."""
    failure: OSError = OSError(errno.EHOSTUNREACH, "no address")
    for place in places:
        try:
            async with asyncio.timeout(_PER_ADDRESS_S):
                return await _connect(place)
        except OSError as error:
            failure = error
    raise NetFailed(f"{target.host} does not take a connection at port {target.port}.") from failure


async def _connect(place: Target) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    link = socket.socket(family, socket.SOCK_STREAM)
    link.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(link, (place.host, place.port))
    except BaseException:
        link.close()
        raise
    return link

"""Names to addresses, all of them checked."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from leadgen.platform.net.addresses import parse, why_closed
from leadgen.platform.net.errors import AddressForbidden, NameUnknown, NetFailed
from leadgen.platform.net.urls import Exceptions, Target

# Host and port to addresses as text; the system's own unless a test brings another.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

# Names that nobody answers for hold a thread for half a minute; asyncio's own pool has six on two cores.
_LOOK_UPS = ThreadPoolExecutor(100, "look-up")


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """All addresses, in the system's order. Raises NameUnknown; NetFailed where nobody could say."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(_LOOK_UPS, look_up)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise NetFailed(f"The name system does not answer for {host}.") from error
        raise NameUnknown(host) from error
    except UnicodeError as error:
        raise NameUnknown(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def checked(resolver: Resolver, target: Target, allowed: Exceptions) -> Sequence[Target]:
    """Where a connection may go now: at least one address, with its port.

    One closed address among open ones closes the name: which of them is used would be a matter of chance.
    Of a name that the operator has pinned, nobody is asked. Raises AddressForbidden, NetFailed.
    """
    if (pinned := allowed.get(target, target)) != target:
        return [pinned]
    addresses = await resolver(target.host, target.port)
    if not addresses:
        raise NameUnknown(target.host)
    if target not in allowed:
        for address in addresses:
            _check(target.host, address)
    return [Target(address, target.port) for address in addresses]


def _check(host: str, address: str) -> None:
    try:
        reason = why_closed(parse(address))
    except ValueError:
        reason = "is not public"
    if reason is not None:
        where = address if address == host else f"{host} leads to {address}, which"
        raise AddressForbidden(f"{where} {reason}.")

"""What the name system says about a domain: one question at a time, asked of the resolver and of nobody else.

Only questions go out from here. No mail server is ever connected to, whatever the answers name.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import dns.asyncresolver
import dns.exception
import dns.name
import dns.nameserver
import dns.rdtypes.ANY.MX
import dns.rdtypes.IN.A
import dns.rdtypes.IN.AAAA
import dns.resolver
from dns.rdatatype import RdataType

from leadgen.platform.net.addresses import parse, why_closed

# MX: names of mail servers, the preferred first, "." where the domain refuses mail (RFC 7505).
# A, AAAA: public addresses; what leads into somebody's own network is no answer.
Wanted = Literal["MX", "A", "AAAA"]
Servers = tuple[tuple[str, int], ...]

_TYPES = {"MX": RdataType.MX, "A": RdataType.A, "AAAA": RdataType.AAAA}
_ONE_TRY_S = 2.0
_ALL_TRIES_S = 5.0
_AT_ONCE = 50
_PER_SECOND = 200
_MOST_KEPT = 20


@dataclass(frozen=True)
class Told:
    """`no_name`: there is no such domain. `nothing`: it is there, without such records.

    `failed`: its servers did not answer, or not in a way that can be read. `silent`: nor did the resolver.
    """

    outcome: Literal["found", "nothing", "no_name", "failed", "silent"]
    records: tuple[str, ...] = ()


class Names:
    """One resolver, asked at a steady pace; who asks the same at the same time gets the same answer."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._in_flight: dict[tuple[str, Wanted], asyncio.Task[Told]] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._next_turn = 0.0

    async def ask(self, name: str, wanted: Wanted) -> Told:
        """About an ASCII name. Never raises for what others answer."""
        key = (name, wanted)
        asking = self._in_flight.get(key)
        if asking is None:
            asking = self._in_flight[key] = asyncio.create_task(self._asked(name, wanted))
            asking.add_done_callback(lambda _: self._in_flight.pop(key, None))
        return await asyncio.shield(asking)

    async def answers(self) -> bool:
        """Is there a resolver at all? Asks for the root, which every resolver knows."""
        return (await self._look_up(dns.name.root, RdataType.NS)).outcome != "silent"

    async def _asked(self, name: str, wanted: Wanted) -> Told:
        try:
            absolute = dns.name.from_text(name)
        except dns.exception.DNSException:
            return Told("no_name")  # longer than any name can be
        async with self._places:
            await self._turn()
            return await self._look_up(absolute, _TYPES[wanted])

    async def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next_turn = max(self._next_turn, now)
        wait = self._next_turn - now
        self._next_turn += 1 / _PER_SECOND
        await asyncio.sleep(wait)

    async def _look_up(self, name: dns.name.Name, wanted: RdataType) -> Told:
        try:
            answer = await self._resolver().resolve(name, wanted, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return Told("no_name")
        except (dns.resolver.LifetimeTimeout, dns.resolver.NoResolverConfiguration, OSError):
            return Told("silent")
        except dns.resolver.NoNameservers as error:
            return Told("silent" if _unreachable(error) else "failed")
        except dns.exception.DNSException:
            return Told("failed")
        records = _records(list(answer.rrset or ()))
        return Told("found", records) if records else Told("nothing")

    def _resolver(self) -> dns.asyncresolver.Resolver:
        resolver = dns.asyncresolver.Resolver(configure=not self._servers)
        if self._servers:
            resolver.nameservers = [
                dns.nameserver.Do53Nameserver(address, port) for address, port in self._servers
            ]
        resolver.timeout, resolver.lifetime = _ONE_TRY_S, _ALL_TRIES_S
        return resolver


def names_of(servers: Servers) -> Names:
    """The one asker of this event loop, so that all of its jobs share pace and answers on their way."""
    of_loop = _askers.setdefault(asyncio.get_running_loop(), {})
    return of_loop.setdefault(servers, Names(servers))


_askers: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Servers, Names]] = WeakKeyDictionary()


def _unreachable(error: dns.resolver.NoNameservers) -> bool:
    """Was no server of ours reached, rather than one that had no answer?"""
    tries = error.kwargs.get("errors", ())
    return all(isinstance(one[3], OSError | dns.exception.Timeout) for one in tries)


def _records(found: Sequence[object]) -> tuple[str, ...]:
    servers = [one for one in found if isinstance(one, dns.rdtypes.ANY.MX.MX)]
    if servers:
        servers.sort(key=lambda one: (one.preference, one.exchange.to_text()))
        named = (one.exchange.to_text(omit_final_dot=True).lower() or "." for one in servers)
        return tuple(dict.fromkeys(named))[:_MOST_KEPT]
    addresses = (
        one.address for one in found if isinstance(one, dns.rdtypes.IN.A.A | dns.rdtypes.IN.AAAA.AAAA)
    )
    return tuple(address for address in addresses if why_closed(parse(address)) is None)[:_MOST_KEPT]

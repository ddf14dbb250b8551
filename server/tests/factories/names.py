"""A name server on loopback, over UDP and TCP: it says of each domain what a test tells it to, and counts."""

import asyncio
import struct
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType

# Of a domain: lines such as "MX 10 mx.example.com", "A 192.0.2.1", "CNAME other.example.com"; or one word:
# servfail, refused, silent, garbage. A domain that is not told of does not exist.
Says = Sequence[str] | str
_RCODES = {"servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED}


@dataclass
class NameServer:
    """`asked` counts questions, by name and type."""

    zone: dict[str, Says]
    port: int = 0
    down: bool = False
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        """As `LEADGEN_DNS_SERVERS` takes it."""
        return f"127.0.0.1:{self.port}"

    def answer(self, query: bytes, *, most_bytes: int) -> bytes | None:
        """None: no answer ever comes."""
        message = dns.message.from_wire(query)
        [question] = message.question
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked[name, question.rdtype.name] += 1
        says = self.zone.get(name) if name != "." else ("NS a.root.example.com.",)
        if self.down or says == "silent":
            return None
        reply = dns.message.make_response(message, recursion_available=True)
        if says == "garbage":
            return reply.to_wire()[:2] + b"\xff" * 20
        if says is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif isinstance(says, str):
            reply.set_rcode(_RCODES[says])
        else:
            self._fill(reply, name, says, question.rdtype)
        wire = reply.to_wire(max_size=65_535)
        if len(wire) <= most_bytes:
            return wire
        reply.answer.clear()
        reply.flags |= dns.flags.TC
        return reply.to_wire()

    def _fill(self, reply: dns.message.Message, name: str, says: Sequence[str], wanted: RdataType) -> None:
        """With the chain of other names, as a resolver gives it, however long or in a circle."""
        seen = set[str]()
        while name not in seen:
            seen.add(name)
            other = next((line.split()[1] for line in says if line.startswith("CNAME ")), None)
            kind = "CNAME" if other else wanted.name
            lines = [line.removeprefix(f"{kind} ") for line in says if line.startswith(f"{kind} ")]
            if lines:
                reply.answer.append(
                    dns.rrset.from_text_list(name.rstrip(".") + ".", 60, RdataClass.IN, kind, lines)
                )
            if other is None:
                return
            name = other.rstrip(".")
            found = self.zone.get(name, ())
            says = () if isinstance(found, str) else found


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._server.answer(data, most_bytes=1232)
        if answer is not None:
            self._transport.sendto(answer, addr)


@asynccontextmanager
async def name_server(zone: Mapping[str, Says] | None = None) -> AsyncIterator[NameServer]:
    """At a free port of 127.0.0.1."""
    server = NameServer(dict(zone or {}))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            answer = server.answer(await reader.readexactly(length), most_bytes=65_535)
            if answer is not None:
                writer.write(struct.pack("!H", len(answer)) + answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return  # the other side left
        finally:
            writer.close()

    streams = await asyncio.start_server(serve, "127.0.0.1", 0)
    server.port = streams.sockets[0].getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: _Datagrams(server), ("127.0.0.1", server.port)
    )
    async with streams:
        yield server
    transport.close()

"""Servers outside the product, on loopback: they say what a test tells them to, byte by byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from leadgen.kernel.clock import now


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Says = Callable[[asyncio.StreamWriter, Asked], Awaitable[None]]


@dataclass
class Outside:
    """Counts connections, keeps requests; `answer` is the next thing it does for each request."""

    port: int
    answer: Says
    connections: int = 0
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def says(body: bytes = b"", status: int = 200, **headers: str) -> Says:
    """A whole answer, then the end of the connection."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

    async def say(writer: asyncio.StreamWriter, _: Asked) -> None:
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)

    return say


@asynccontextmanager
async def outside(
    answer: Says | None = None, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Outside]:
    """A server at a free port of `host`."""
    there = Outside(0, answer or says(b"fine"))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there.connections += 1
        try:
            asked = await _request(reader)
            there.asked.append(asked)
            await there.answer(writer, asked)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return  # the other side left, which is what some tests are about
        finally:
            writer.close()

    server = await asyncio.start_server(serve, host, 0, ssl=tls)
    there.port = server.sockets[0].getsockname()[1]
    async with server:
        yield there


async def _request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, target, _ = first.split(" ", 2)
    return Asked(method, target, headers, body)


def resolves_to(*answers: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver that gives each of `answers` once, the last one for ever."""
    left = list(answers)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


@dataclass(frozen=True)
class Certified:
    """A server's side and a client's side of a self-signed certificate, which is in `file`."""

    server: ssl.SSLContext
    client: ssl.SSLContext
    file: Path


def certified(name: str, folder: Path, *others: str) -> Certified:
    """For one host name, or several."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    names = [x509.DNSName(one) for one in (name, *others)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    file.write_bytes(private + public)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Certified(server, ssl.create_default_context(cadata=public.decode()), file)

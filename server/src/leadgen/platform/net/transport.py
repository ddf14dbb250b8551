"""HTTP through checked connections, with a limit on time and on size."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import cast

import httpcore
import httpx

from leadgen.platform.net.connecting import CheckedBackend
from leadgen.platform.net.decoding import Decoder, decoder_of
from leadgen.platform.net.errors import AnswerTooLarge, NetFailed, NetTimeout
from leadgen.platform.net.urls import Exceptions, target_of

# A moment of the event loop's clock that the client writes on a request; all its redirects share it.
DEADLINE = "leadgen_deadline"


class CheckedTransport(httpx.AsyncBaseTransport):
    """One per client. Answers are decoded here, piece by piece, so that no small body grows without bound."""

    def __init__(
        self, backend: CheckedBackend, allowed: Exceptions, tls: ssl.SSLContext, most_bytes: int
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, max_connections=100, keepalive_expiry=5.0, network_backend=backend
        )
        self._allowed = allowed
        self._most_bytes = most_bytes

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target_of(request.url, self._allowed)
        deadline = cast(float, request.extensions[DEADLINE])
        with _our_errors():
            async with asyncio.timeout_at(deadline):
                answer = await self._pool.handle_async_request(_plain(request))
        headers = httpx.Headers(answer.headers)
        decoder = decoder_of(headers, self._most_bytes)
        body = _Body(answer, deadline, self._most_bytes, decoder)
        return httpx.Response(answer.status, headers=headers, stream=body, extensions=dict(answer.extensions))

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The decoded answer, within its limits."""

    def __init__(self, answer: httpcore.Response, deadline: float, most_bytes: int, decoder: Decoder) -> None:
        self._answer = answer
        self._deadline = deadline
        self._most_bytes = most_bytes
        self._decoder = decoder

    async def __aiter__(self) -> AsyncIterator[bytes]:
        raw = aiter(self._answer.aiter_stream())
        sent = seen = 0
        while (chunk := await self._next(raw)) is not None:
            seen += len(chunk)
            for piece in self._decoder(chunk):
                sent += len(piece)
                if max(seen, sent) > self._most_bytes:
                    raise AnswerTooLarge(self._most_bytes)
                yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()

    async def _next(self, raw: AsyncIterator[bytes]) -> bytes | None:
        with _our_errors():
            async with asyncio.timeout_at(self._deadline):
                return await anext(raw, None)


def _plain(request: httpx.Request) -> httpcore.Request:
    """httpcore's own limits stay off: the deadline counts for all of it."""
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        ),
        headers=request.headers.raw,
        content=request.stream,
    )


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise NetTimeout from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise NetFailed(f"The other server was not reached or broke off ({type(error).__name__}).") from error

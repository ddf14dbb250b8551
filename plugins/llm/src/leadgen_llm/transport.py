"""The host's door as the HTTP transport of a library: it connects to nothing by itself."""

import httpx2

from leadgen_sdk.enriching import Net, Page, Request, Trouble

_SECRET = frozenset({"authorization", "x-api-key"})
_TOLD = frozenset({"accept", "content-type", "anthropic-version", "anthropic-beta"})
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_MOST_BYTES = 10_000_000


class DoorClosed(Exception):
    """There was no answer; the trouble is kept by the transport."""


class Transport(httpx2.AsyncBaseTransport):
    """One question of one library. What came of it stays here, since libraries wrap what they are given."""

    def __init__(self, net: Net, *, has_key: bool) -> None:
        self._net = net
        self._has_key = has_key
        self.outcome: Page | Trouble | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Asks through the host's door. Raises DoorClosed, also for a second question."""
        if self.outcome is not None:
            raise DoorClosed
        headers = {name.lower(): value for name, value in request.headers.items()}
        secret = {name: headers[name] for name in _SECRET & headers.keys()} if self._has_key else {}
        told = {name: headers[name] for name in sorted(_TOLD & headers.keys())}
        body = await request.aread()
        self.outcome = await self._net.call(
            Request(str(request.url), "POST", body, told, secret, most_bytes=_MOST_BYTES)
        )
        if isinstance(self.outcome, Trouble):
            raise DoorClosed
        return _response(self.outcome, request)


def _response(page: Page, request: httpx2.Request) -> httpx2.Response:
    headers = {name: value for name, value in page.headers.items() if name not in _UNPACKED}
    return httpx2.Response(page.status, headers=headers, content=page.body, request=request)

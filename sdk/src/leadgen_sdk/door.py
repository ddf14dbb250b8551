"""A host's door over any HTTP client of the httpx kind, with neither cache nor pace: both are the host's."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from leadgen_sdk.enriching import Page, Request, Trouble, TroubleKind

_LATER_S = 60.0
_REDIRECTS = (301, 302, 303, 307, 308)


class HttpAnswer(Protocol):
    """An answer, read to its end."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def content(self) -> bytes: ...


class HttpClient(Protocol):
    """A client that follows no redirects by itself."""

    async def request(
        self, method: str, url: str, *, content: bytes | None, headers: Mapping[str, str] | None
    ) -> HttpAnswer: ...


class HttpDoor:
    """Goes to `hosts` only, redirects included; what the client raises becomes trouble of the kind given."""

    def __init__(
        self,
        client: HttpClient,
        hosts: Collection[str],
        failures: Mapping[type[Exception], TroubleKind],
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._hosts = frozenset(hosts)
        self._failures = failures
        self._now = now

    async def read(self, request: Request) -> Page | Trouble:
        """As `Net.read`."""
        url = request.url
        for _ in range(request.redirects + 1):
            page = await self._one(request, url)
            if isinstance(page, Trouble) or not (target := _target(page)) or not request.redirects:
                return page
            url = target
        return Trouble("invalid", f"{request.url} leads from one address to another without end.")

    async def call(self, request: Request) -> Page | Trouble:
        """As `Net.call`."""
        return await self._one(request, request.url)

    async def _one(self, request: Request, url: str) -> Page | Trouble:
        if (problem := self._closed(url)) is not None:
            return problem
        headers = dict(request.headers)
        if url == request.url:  # where a redirect leads, no key goes
            headers |= request.secret_headers
        try:
            answer = await self._client.request(
                request.method, url, content=request.body or None, headers=headers
            )
        except tuple(self._failures) as error:
            return self._trouble(error)
        if len(answer.content) > request.most_bytes:
            return Trouble("invalid", f"{url} has more than {request.most_bytes:,} bytes.")
        known = {name.lower(): value for name, value in answer.headers.items()}
        return Page(url, answer.status_code, known, answer.content, self._now())

    def _closed(self, url: str) -> Trouble | None:
        try:
            host = urlsplit(url).hostname
        except ValueError:
            host = None
        if not host:
            return Trouble("invalid", "The address cannot be read.")
        if "*" in self._hosts or host in self._hosts:
            return None
        return Trouble("refused", f"{host} is not one of the hosts that were declared.")

    def _trouble(self, error: Exception) -> Trouble:
        kind = next(kind for cause, kind in self._failures.items() if isinstance(error, cause))
        message = str(error) or "The other server was not reached."
        return Trouble(kind, message, _LATER_S if kind in ("down", "limited") else None)


def _target(page: Page) -> str | None:
    """Where a redirect leads; None for any other answer."""
    where = page.headers.get("location")
    if page.status not in _REDIRECTS or not where:
        return None
    try:
        return urljoin(page.url, where)
    except ValueError:
        return None

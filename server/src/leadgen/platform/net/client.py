"""An httpx client that can only go through the door."""

import asyncio
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from leadgen.platform.net.errors import AddressForbidden, NetError, NetFailed
from leadgen.platform.net.transport import DEADLINE, CheckedTransport
from leadgen.platform.net.urls import Exceptions, check_url

MOST_REDIRECTS = 5


class Client(httpx.AsyncClient):
    """As httpx's own, and may be handed to libraries as such; what goes wrong is a `NetError`.

    No proxies of the environment, no cookies kept between answers, redirects only where asked for.
    """

    def __init__(
        self, transport: CheckedTransport, allowed: Exceptions, *, timeout_s: float, follow_redirects: bool
    ) -> None:
        super().__init__(
            transport=transport,
            trust_env=False,
            timeout=None,
            follow_redirects=follow_redirects,
            max_redirects=MOST_REDIRECTS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"Accept-Encoding": "gzip", "User-Agent": "Leadgen-Pipeline"},
        )
        self._allowed = allowed
        self._timeout_s = timeout_s

    def build_request(self, method: str, url: httpx.URL | str, *args: Any, **content: Any) -> httpx.Request:
        """Raises AddressForbidden before httpx tidies up what should be refused."""
        if isinstance(url, str):
            check_url(url, self._allowed)
        try:
            return super().build_request(method, url, *args, **content)
        except httpx.InvalidURL as error:
            raise AddressForbidden("This is not an address that can be read.") from error

    async def send(self, request: httpx.Request, **how: Any) -> httpx.Response:
        """Raises NetError. One time limit for sending, redirects and the whole answer, streamed or not."""
        deadline = asyncio.get_running_loop().time() + self._timeout_s
        request.extensions = {**request.extensions, DEADLINE: deadline}
        try:
            return await super().send(request, **how)
        except NetError:
            raise
        except httpx.InvalidURL as error:
            raise AddressForbidden("The other server points to an address that cannot be read.") from error
        except httpx.HTTPError as error:
            raise NetFailed(f"The other server was not understood: {error}") from error

"""Requests that another site makes with a person's cookie are refused.

Source: browsers send Sec-Fetch-Site (Fetch Metadata) and Origin with every unsafe request (checked 2026-11).
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from leadgen.platform.auth.errors import CrossSiteRequest

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class CrossSiteGuard:
    """Lets an unsafe request through when it comes from the dashboard's own origin, or carries no cookie."""

    def __init__(self, app: ASGIApp, public_url: str | None) -> None:
        self._app = app
        self._public_host = urlsplit(public_url).netloc.lower() if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_own(scope["method"], Headers(scope=scope), self._public_host):
            raise CrossSiteRequest
        await self._app(scope, receive, send)


def is_own(method: str, headers: Mapping[str, str], public_host: str | None) -> bool:
    """Safe methods, API keys, and whatever the browser says is of the same origin.

    A browser's word counts also without a cookie, since signing somebody in from elsewhere is forgery too.
    """
    if method in SAFE_METHODS or "authorization" in headers:
        return True
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    if origin is not None:
        own = {headers.get("host", "").lower(), public_host} - {"", None}
        return origin.lower().partition("://")[2] in own
    return "cookie" not in headers

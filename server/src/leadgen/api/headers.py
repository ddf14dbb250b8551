"""Headers that keep a browser careful, on every answer; and how much an API key may still ask."""

from math import ceil

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadgen.platform.limits import Taken

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
_A_YEAR_OF_HTTPS = "max-age=31536000"


def page_policy(nonce: str) -> str:
    """The dashboard's Content-Security-Policy: its own files, and styles that know this answer's nonce."""
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class RateHeaders:
    """Says on every answer to an API key how much it may still ask.

    Source: the three fields of draft-ietf-httpapi-ratelimit-headers-07, which clients know.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = scope.setdefault("state", {}) if scope["type"] == "http" else {}

        async def with_rate(message: Message) -> None:
            rate = state.get("rate")
            if message["type"] == "http.response.start" and isinstance(rate, Taken):
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Limit"] = str(rate.burst)
                headers["RateLimit-Remaining"] = str(rate.remaining)
                headers["RateLimit-Reset"] = str(ceil(rate.full_after.total_seconds()))
            await send(message)

        await self._app(scope, receive, with_rate)


class SecurityHeaders:
    """Adds what an answer does not say itself; no cache keeps it unless it says so."""

    def __init__(self, app: ASGIApp, is_https: bool) -> None:
        self._app = app
        self._always = {**_ALWAYS, **({"Strict-Transport-Security": _A_YEAR_OF_HTTPS} if is_https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", _NO_PAGE)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)

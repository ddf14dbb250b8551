"""What of a question and its page is kept: pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from leadgen_sdk.enriching import Page, Request

# They let somebody in, and say nothing of a company.
_PRIVATE = frozenset(
    {"set-cookie", "set-cookie2", "www-authenticate", "proxy-authenticate", "authentication-info"}
)
_HIDDEN = "***"
_SHORTEST_SECRET = 8


def question(request: Request) -> bytes:
    """The digest of what is asked; a key that goes with it does not count."""
    headers = sorted((name.lower(), value) for name, value in request.headers.items())
    told = json.dumps([request.method, request.url, headers, request.redirects])
    return sha256(told.encode() + b"\n" + request.body).digest()


def without_secrets(page: Page, request: Request) -> Page:
    """As it may be kept: no cookies, and the key hidden where the server repeats it."""
    headers = {name: value for name, value in page.headers.items() if name not in _PRIVATE}
    url, body = page.url, page.body
    for secret in _secrets(request.secret_headers):
        url = url.replace(secret, _HIDDEN)
        body = body.replace(secret.encode(), _HIDDEN.encode())
        headers = {name: value.replace(secret, _HIDDEN) for name, value in headers.items()}
    return replace(page, url=url, headers=headers, body=body)


def _secrets(headers: Mapping[str, str]) -> Iterator[str]:
    """Whole values and their parts, as `Bearer KEY` has two."""
    for value in headers.values():
        yield from (part for part in (value, *value.split()) if len(part) >= _SHORTEST_SECRET)

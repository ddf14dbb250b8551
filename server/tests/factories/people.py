"""A person with a password, signed in through the front door, here and on other devices."""

from dataclasses import dataclass

import httpx
from fastapi import FastAPI

from leadgen.platform.auth.contracts import SignedIn
from tests.factories.web import client

PASSWORD = "correct horse battery"
SESSION = "/api/v1/session"
OWN = {"sec-fetch-site": "same-origin"}


@dataclass(frozen=True)
class Guest:
    """Keeps cookies, as a browser does."""

    person: SignedIn
    browser: httpx.AsyncClient

    @property
    def email(self) -> str:
        """As one might type it."""
        return self.person.email.lower()

    async def elsewhere(self, app: FastAPI, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
        """Another device of the same person, signed in."""
        device = client(app, OWN | (headers or {}))
        answer = await device.post(SESSION, json={"email": self.email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return device

    async def stranger(self, app: FastAPI) -> httpx.AsyncClient:
        """A browser nobody has signed in with."""
        return client(app, OWN)


async def guest(app: FastAPI, person: SignedIn) -> Guest:
    """Signed in with `PASSWORD`."""
    known = Guest(person, client(app, OWN))
    answer = await known.browser.post(SESSION, json={"email": known.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return known


def at_address(app: FastAPI, address: str) -> httpx.AsyncClient:
    """A browser that comes from this network address."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://leadgen.test", headers=OWN)

"""The owner by a session, and by a key of every scope; both made anew where a request has ended them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from leadgen.config import Settings
from leadgen.db.engine import Database
from tests.factories.access import api_key, signed_in
from tests.factories.tenancy import Workspace, make_person, make_workspace

SLUG = "acme"
NAMES = ("session", "key")
T = TypeVar("T")


class Callers:
    """Alice, who owns the workspace `acme`."""

    def __init__(self, settings: Settings, home: str) -> None:
        self._settings, self._home = settings, home
        self._workspace = self._run(_make)
        self._headers = {name: self._new(name) for name in NAMES}

    def headers(self, name: str) -> dict[str, str]:
        return self._headers[name]

    def renew(self, name: str) -> None:
        """A request may have ended the session or revoked the key: that was its right."""
        self._headers[name] = self._new(name)

    def _new(self, name: str) -> dict[str, str]:
        if name == "key":
            return self._run(lambda database: api_key(database, self._workspace))
        found = self._run(lambda database: signed_in(database, self._workspace.alice))
        return {**found, "origin": self._home}

    def _run(self, act: Callable[[Database], Awaitable[T]]) -> T:
        async def with_database() -> T:
            database = Database.open(self._settings)
            try:
                return await act(database)
            finally:
                await database.close()

        return asyncio.run(with_database())


async def _make(database: Database) -> Workspace:
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    return await make_workspace(database, slug=SLUG, owner=alice, bob=bob, charlie=charlie)

"""The owner by a session, and by a key of every scope; both made anew where a request has ended them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

from leadgen.config import Settings
from leadgen.db.engine import Database
from tests.factories.access import api_key, signed_in
from tests.factories.tenancy import Workspace, make_person, make_workspace

SLUG = "acme"
NAMES = ("session", "key")
T = TypeVar("T")


class Callers:
    """Alice, who owns the workspace `acme`."""

    def __init__(self, runner: asyncio.Runner, database: Database, home: str) -> None:
        self._runner, self._database, self._home = runner, database, home
        self._workspace = self._run(_make)
        self._headers = {name: self._new(name) for name in NAMES}

    @classmethod
    @contextmanager
    def calling(cls, settings: Settings, home: str) -> Iterator[Self]:
        """With a way into the database that stays open during the block."""
        with asyncio.Runner() as runner:
            database = Database.open(settings)
            try:
                yield cls(runner, database, home)
            finally:
                runner.run(database.close())

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
        async def acting() -> T:
            return await act(self._database)

        return self._runner.run(acting())


async def _make(database: Database) -> Workspace:
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    return await make_workspace(database, slug=SLUG, owner=alice, bob=bob, charlie=charlie)

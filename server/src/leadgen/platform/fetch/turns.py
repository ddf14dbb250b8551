"""Waiting for a host's turn, as far as one step has patience."""

import asyncio
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.fetch import repository

PATIENCE_S = 20.0
_USUAL_PORTS = (":80", ":443")


class HostBusy(Exception):
    """It is not this host's turn for longer than the step waits."""

    def __init__(self, host: str, after_s: float) -> None:
        super().__init__(f"{host} is asked as often as it may be.")
        self.after_s = after_s


class Turns:
    """The turns of one step: all its waiting together is `patience_s` at most."""

    def __init__(self, database: Database, patience_s: float) -> None:
        self._database = database
        self._left = timedelta(seconds=patience_s)

    async def take(self, url: str, pace_s: float) -> None:
        """Returns when the host may be asked. Raises HostBusy."""
        host, at = host_of(url), now()
        async with self._database.identity() as session:
            is_ours, turn = await repository.take_turn(
                session, _key(host), pace=timedelta(seconds=pace_s), at=at, most=self._left
            )
        wait = max(turn - at, timedelta(0))
        if not is_ours:
            raise HostBusy(host, max(wait.total_seconds(), 1.0))
        self._left -= wait
        await asyncio.sleep(wait.total_seconds())

    async def rest(self, url: str, seconds: float) -> None:
        """The host asked for it: nobody asks it before."""
        async with self._database.identity() as session:
            until = now() + min(timedelta(seconds=seconds), repository.LONGEST_REST)
            await repository.rest(session, _key(host_of(url)), until)


def host_of(url: str) -> str:
    """Whom a pace is kept for; another port of a host is another server."""
    place = urlsplit(url).netloc.rpartition("@")[2].lower()
    for port in _USUAL_PORTS:
        place = place.removesuffix(port)
    return place


def _key(host: str) -> bytes:
    return sha256(host.encode(errors="backslashreplace")).digest()

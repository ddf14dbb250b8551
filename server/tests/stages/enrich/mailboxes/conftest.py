"""Contacts whose addresses a local Hunter knows, and a name server that knows their domains."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen_hunter import Verifier
from leadgen_sdk import Plugin
from plugins.hunter.tests.fakes import KEY, Hunter, serving
from tests.factories.records import alice, place, the
from tests.factories.tenancy import Workspace
from tests.stages.cleanup.verification.conftest import ZONE, app, names, settings, web

__all__ = ["ZONE", "app", "names", "settings", "web"]

SAYS = {
    "ada@good.example.com": {"status": "valid", "score": 97},
    "gone@good.example.com": {"status": "invalid", "score": 2},
    "info@good.example.com": {"status": "valid", "score": 80},
    "dim@good.example.com": {"status": "unknown", "score": 50},
    "one@other.example.com": {"status": "accept_all", "score": 61},
    "two@other.example.com": {"status": "accept_all", "score": 61},
}


class Here(Verifier):
    """Hunter, at a local port."""

    hosts = ("127.0.0.1",)


@dataclass(frozen=True)
class Asking:
    """A workspace that may ask Hunter; `settings` let its workers reach it."""

    hunter: Hunter
    settings: Settings
    workspace: Workspace
    database: Database

    async def people(self, *addresses: str) -> list[UUID]:
        lines = [{"full_name": f"P{at} Example", "email": one} for at, one in enumerate(addresses)]
        _, placed = await place(self.database, self.workspace, lines)
        return [the(one.record_id) for one in placed]

    async def key(self, key: str) -> None:
        async with self.database.workspace(self.workspace.id) as session:
            draft = plugin_settings.Draft(True, {}, key)
            await plugin_settings.change(session, self.settings, alice(self.workspace), "hunter", draft)


@pytest.fixture(autouse=True)
def assembled() -> None:
    """What is told to webhooks is known there."""
    build()


@pytest.fixture
def hunter() -> Iterator[Hunter]:
    with serving(Hunter(says=SAYS)) as there:
        yield there


@pytest.fixture
async def asking(
    hunter: Hunter, settings: Settings, workspace: Workspace, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> Asking:  # fmt: skip
    """Hunter is the only provider, and its key is known."""
    found = Plugins([Plugin("hunter", "Hunter", enrichers=(Here(hunter.address),))], [])
    monkeypatch.setattr(plugin_settings, "installed", lambda: found)
    outward = settings.model_copy(update={"outbound_allow": f"127.0.0.1:{hunter.port}"})
    made = Asking(hunter, outward, workspace, database)
    await made.key(KEY)
    return made

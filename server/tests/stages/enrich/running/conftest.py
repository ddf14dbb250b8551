"""Companies, and providers of the test's own that know something of them."""

from collections.abc import AsyncIterator, Callable
from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen_sdk import Plugin
from tests.factories.enrichers import Provider, World, world
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import app, web

__all__ = ["app", "web"]

Install = Callable[..., None]


@pytest.fixture(autouse=True)
def assembled() -> None:
    """What is told to webhooks is known there."""
    build()


@pytest.fixture
async def there() -> AsyncIterator[World]:
    """The providers' server."""
    async with world() as made:
        yield made


@pytest.fixture
def outward(settings: Settings, there: World) -> Settings:
    """Settings of an installation that lets its workers reach that server."""
    return settings.model_copy(update={"outbound_allow": f"127.0.0.1:{there.there.port}"})


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Say which providers are installed, instead of those that are."""

    def make(*providers: Provider) -> None:
        found = Plugins([Plugin(one.key, one.label, enrichers=(one,)) for one in providers], [])
        monkeypatch.setattr(plugin_settings, "installed", lambda: found)

    return make


@pytest.fixture
async def companies(database: Database, workspace: Workspace) -> list[UUID]:
    """Firm 0 to Firm 4, of which the name and the domain are known."""
    lines = [
        {"company_name": f"Firm {number}", "company_domain": f"firm{number}.example"} for number in range(5)
    ]
    _, placed = await place(database, workspace, lines, kind="company")
    return [the(one.record_id) for one in placed]

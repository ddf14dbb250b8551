"""What the web process hands to its routes."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.keys import derive
from leadgen.kernel.paging import CursorCodec
from leadgen.platform.auth.roles import RuleTable
from leadgen.platform.events.hub import Hub
from leadgen.platform.events.stream import Pace
from leadgen.platform.net import Net
from leadgen.platform.providers.asking import Asking


@dataclass(frozen=True)
class WebState:
    """One per web process, made when the application is assembled."""

    database: Database
    settings: Settings
    rules: RuleTable
    cursors: CursorCodec
    hub: Hub
    pace: Pace
    net: Net
    providers: Asking

    @classmethod
    def of(cls, request: Request) -> "WebState":
        state = request.app.state.web
        assert isinstance(state, cls)
        return state


def cursor_codec(settings: Settings) -> CursorCodec:
    """Cursors that hold for every web process of the installation."""
    return CursorCodec(derive(settings.secret(), "cursor"))


# Not one of these waits for anything; but what is not `async` the framework hands to a thread.
async def _database(request: Request) -> Database:
    return WebState.of(request).database


async def _cursors(request: Request) -> CursorCodec:
    return WebState.of(request).cursors


async def _settings(request: Request) -> Settings:
    return WebState.of(request).settings


Db = Annotated[Database, Depends(_database)]
InForce = Annotated[Settings, Depends(_settings)]
Cursors = Annotated[CursorCodec, Depends(_cursors)]

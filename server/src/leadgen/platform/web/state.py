"""What the web process hands to its routes."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.keys import derive
from leadgen.kernel.paging import CursorCodec
from leadgen.platform.auth.roles import RoleTable
from leadgen.platform.auth.throttle import Throttle
from leadgen.platform.events.hub import Hub
from leadgen.platform.events.stream import Pace


@dataclass(frozen=True)
class WebState:
    """One per web process, made when the application is assembled."""

    database: Database
    settings: Settings
    roles: RoleTable
    cursors: CursorCodec
    hub: Hub
    sign_ins: Throttle
    pace: Pace

    @classmethod
    def of(cls, request: Request) -> "WebState":
        state = request.app.state.web
        assert isinstance(state, cls)
        return state


def cursor_codec(settings: Settings) -> CursorCodec:
    """Cursors that hold for every web process of the installation."""
    return CursorCodec(derive(settings.secret(), "cursor"))


def _database(request: Request) -> Database:
    return WebState.of(request).database


def _cursors(request: Request) -> CursorCodec:
    return WebState.of(request).cursors


Db = Annotated[Database, Depends(_database)]
Cursors = Annotated[CursorCodec, Depends(_cursors)]

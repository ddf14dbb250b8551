"""The application: routers of the product behind the guards, and the dashboard."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from functools import cache

import structlog
from fastapi import APIRouter, Depends, FastAPI

from leadgen.api import errors, health, openapi
from leadgen.api.body import BodyGuard
from leadgen.api.csrf import CrossSiteGuard
from leadgen.api.finding import Finder
from leadgen.api.headers import RateHeaders, SecurityHeaders
from leadgen.api.reference import routes as reference_routes
from leadgen.api.spa import Dashboard
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import Product
from leadgen.platform.accounts import routes as accounts_routes
from leadgen.platform.auth import person_routes
from leadgen.platform.auth import routes as auth_routes
from leadgen.platform.events.hub import Hub
from leadgen.platform.events.stream import Pace
from leadgen.platform.housekeeping import keep_tidy
from leadgen.platform.members import invitation_routes
from leadgen.platform.net import Net
from leadgen.platform.providers import routes as providers_routes
from leadgen.platform.providers.asking import Asking
from leadgen.platform.web.access import access
from leadgen.platform.web.cookies import is_https
from leadgen.platform.web.state import WebState, cursor_codec
from leadgen.platform.workspaces import overview_routes

PREFIX = "/api/v1"
WORKSPACE_PREFIX = "/workspaces/{slug}"

log = structlog.get_logger()


def create_app(
    product: Product,
    database: Database,
    settings: Settings,
    pace: Pace | None = None,
    net: Net | None = None,
) -> FastAPI:
    """The web application; the caller opens and closes the database. Raises OperationWithoutRule."""
    app = describe(product)
    net = net or Net(settings)
    app.state.web = WebState(
        database=database,
        settings=settings,
        rules=product.rules,
        cursors=cursor_codec(settings),
        hub=Hub(database),
        pace=pace or Pace(),
        net=net,
        providers=Asking(net),
    )
    errors.install(app)
    _guard(app, settings)
    app.router.default = Dashboard.of(settings)
    app.router.middleware_stack = Finder(app.router)
    return app


def describe(product: Product) -> FastAPI:
    """The operations and their document, with nothing behind them. Raises OperationWithoutRule."""
    resolved, app = _resolved(product), _bare()
    app.router.routes.extend(resolved.routes[len(app.routes) :])
    app.dependency_overrides = resolved.dependency_overrides  # where the shared routes look
    app.openapi = resolved.openapi  # type: ignore[method-assign]  # one document, as there is one product
    return app


@cache
def _resolved(product: Product) -> FastAPI:
    """The product's routes with what each depends on: half a second of work, done once a process."""
    app = _bare()
    app.include_router(api_router(product), prefix=PREFIX)
    openapi.check_rules(app, product.rules)
    openapi.install(app, product.rules)
    return app


def _bare() -> FastAPI:
    return FastAPI(
        title="Leadgen Pipeline",
        version=openapi.API_VERSION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )


def api_router(product: Product) -> APIRouter:
    """Everything below /api/v1. Each operation in a workspace passes the access check, asked for or not."""
    router = APIRouter()
    router.include_router(health.router)
    router.include_router(reference_routes.router)
    router.include_router(auth_routes.router)
    router.include_router(invitation_routes.public)
    router.include_router(overview_routes.router)
    router.include_router(person_routes.router)
    router.include_router(accounts_routes.router)
    router.include_router(providers_routes.router)
    for stage in product.routers:
        router.include_router(stage, prefix=WORKSPACE_PREFIX, dependencies=[Depends(access)])
    return router


def _guard(app: FastAPI, settings: Settings) -> None:
    """From the outside in: headers on every answer, errors caught, foreign sites and bad bodies refused."""
    app.add_middleware(BodyGuard, streamed=openapi.streamed_paths(app))
    app.add_middleware(CrossSiteGuard, public_url=settings.public_url)
    app.add_middleware(errors.LastResort)
    app.add_middleware(RateHeaders)
    app.add_middleware(SecurityHeaders, is_https=is_https(settings))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: WebState = app.state.web
    tasks = [
        asyncio.create_task(background("events", state.hub.run())),
        asyncio.create_task(background("housekeeping", keep_tidy(state.database))),
    ]
    try:
        yield
    finally:
        state.hub.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def background(name: str, work: Awaitable[None]) -> None:
    """Work beside the requests: nobody waits for it, so its unforeseen end is said in the log."""
    try:
        await work
    except Exception:
        log.exception("background.ended", work=name)
        raise

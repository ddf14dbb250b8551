"""The door of every operation in a workspace.

401 for nobody, 404 for outsiders, 403 for role or scope, 429 for a key that asks too often.
"""

from datetime import timedelta
from math import ceil
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.routing import APIRoute

from leadgen.config import Settings
from leadgen.platform.auth import service, standing
from leadgen.platform.auth.contracts import Credentials, Identity
from leadgen.platform.auth.errors import RateLimited
from leadgen.platform.limits import Limit
from leadgen.platform.web.cookies import SESSION_COOKIE
from leadgen.platform.web.state import WebState

Slug = Annotated[
    str,
    Path(description="The workspace's name in addresses.", max_length=63, examples=["acme"], alias="slug"),
]


def credentials_of(request: Request) -> Credentials:
    """What came with the request; an Authorization header counts alone, the cookie is then ignored."""
    header = request.headers.get("authorization")
    if header is None:
        return Credentials(session_token=request.cookies.get(SESSION_COOKIE))
    scheme, _, key = header.partition(" ")
    return Credentials(api_key=key.strip() if scheme.lower() == "bearer" else "")


def address_of(request: Request) -> str:
    """The network address a request comes from."""
    return request.client.host if request.client else ""


def operation_of(request: Request) -> str:
    """The operation id of the route that was found."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    assert route.operation_id is not None
    return route.operation_id


async def access(request: Request, slug: Slug) -> Identity:
    """Who asks, in this workspace, allowed to do this operation."""
    state = WebState.of(request)
    limit = api_limit(state.settings)
    identity = await service.identify(
        state.database, credentials_of(request), slug, limit=limit, address=address_of(request)
    )
    if identity.rate is not None:
        request.state.rate = identity.rate
        if not identity.rate.is_allowed:
            raise RateLimited(max(1, ceil(identity.rate.retry_after.total_seconds())))
    standing.check(identity, state.rules[operation_of(request)])
    return identity


async def check_again(request: Request, slug: str) -> None:
    """Of a request under way: whoever asked still may. Counts under no limit. Raises as `access`."""
    state = WebState.of(request)
    identity = await service.identify(state.database, credentials_of(request), slug)
    standing.check(identity, state.rules[operation_of(request)])


def api_limit(settings: Settings) -> Limit:
    """What one API key may ask."""
    return Limit(settings.api_burst, timedelta(minutes=1) / settings.api_rate)


Access = Annotated[Identity, Depends(access)]
Credential = Annotated[Credentials, Depends(credentials_of)]

"""The door of every operation in a workspace: 401 for nobody, 404 for outsiders, 403 for the role."""

from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.routing import APIRoute

from leadgen.platform.auth import service
from leadgen.platform.auth.contracts import Credentials, Identity
from leadgen.platform.auth.errors import RoleForbids
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


def operation_of(request: Request) -> str:
    """The operation id of the route that was found."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    assert route.operation_id is not None
    return route.operation_id


async def access(request: Request, slug: Slug) -> Identity:
    """Who asks, in this workspace, allowed to do this operation."""
    state = WebState.of(request)
    identity = await service.identify(state.database, credentials_of(request), slug)
    if identity.role not in state.roles[operation_of(request)]:
        raise RoleForbids(identity.role)
    return identity


Access = Annotated[Identity, Depends(access)]
Credential = Annotated[Credentials, Depends(credentials_of)]

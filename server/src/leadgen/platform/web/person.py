"""The door of what a person does outside any workspace: a session opens it, an API key does not."""

from typing import Annotated

from fastapi import Depends, Request

from leadgen.platform.auth import service
from leadgen.platform.auth.contracts import Caller, Place
from leadgen.platform.auth.devices import device_name
from leadgen.platform.web.access import address_of, credentials_of
from leadgen.platform.web.state import WebState


async def person(request: Request) -> Caller:
    """Who is signed in. Raises SignInRequired, also for any Authorization header."""
    return await service.caller(WebState.of(request).database, credentials_of(request))


def place_of(request: Request) -> Place:
    """From where a request comes: the browser in words, and the network address."""
    return Place(device_name(request.headers.get("user-agent", "")), address_of(request))


Person = Annotated[Caller, Depends(person)]
Here = Annotated[Place, Depends(place_of)]

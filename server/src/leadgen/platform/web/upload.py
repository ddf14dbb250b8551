"""A file as the body of a request: into a temporary file, so that no transaction waits for a slow sender."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from leadgen.kernel.json import JSON
from leadgen.platform.blobs.spool import Spooled, spool
from leadgen.platform.web.access import Access


async def _spooled_body(request: Request, _: Access) -> AsyncIterator[Spooled]:
    request.state.is_streamed = True  # whatever content type it came with, it is in no memory now
    async with spool(request.stream()) as spooled:
        yield spooled


# Declare it before WorkspaceTx: dependencies are made in the order of the parameters.
Upload = Annotated[Spooled, Depends(_spooled_body, scope="function")]

# `openapi_extra=` of a route with an Upload; the body limit of other routes does not apply to it.
UPLOAD_BODY: dict[str, JSON] = {
    "requestBody": {
        "required": True,
        "description": "The bytes of the file, nothing around them.",
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary"},
                "example": "First Name,Email\nAda,ada@example.com\n",
            }
        },
    }
}

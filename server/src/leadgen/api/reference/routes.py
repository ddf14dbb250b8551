"""The reference, its style and its script, under a policy that lets in nothing else."""

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from leadgen.api.reference.page import page

router = APIRouter(include_in_schema=False)

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_ASK_AGAIN = "public, no-cache"


@router.get("/reference")
async def reference(request: Request) -> Response:
    """The page, made once."""
    state = request.app.state
    if not hasattr(state, "reference"):
        state.reference = page(request.app.openapi(), "reference.css", "reference.js")
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": _ASK_AGAIN}
    return Response(state.reference, media_type="text/html", headers=headers)


@router.get("/reference.css")
async def style() -> Response:
    return Response(_file("style.css"), media_type="text/css", headers={"Cache-Control": _ASK_AGAIN})


@router.get("/reference.js")
async def script() -> Response:
    return Response(_file("search.js"), media_type="text/javascript", headers={"Cache-Control": _ASK_AGAIN})


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")

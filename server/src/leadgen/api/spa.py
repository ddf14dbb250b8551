"""The dashboard's files: read once, sent precompressed, and one page for every address of the dashboard."""

import mimetypes
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

import leadgen
from leadgen.api.headers import page_policy
from leadgen.config import Settings

PAGE = "index.html"
_NONCE = re.compile(r'(<meta name="csp-nonce" content=")[^"]*(")')
_FOR_EVER = "public, max-age=31536000, immutable"  # names under /assets/ carry a hash of their content
_ASK_AGAIN = "public, no-cache"

_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Leadgen Pipeline</title>
<p>The dashboard is not built yet.
Run <code>./dev up</code>, which builds it, or set LEADGEN_WEB_DIST.</p></html>
"""


@dataclass(frozen=True)
class Asset:
    """One file, and its Brotli form where the build made one."""

    content_type: str
    body: bytes
    brotli: bytes | None
    etag: str
    cache: str


@dataclass(frozen=True)
class Dashboard:
    """The built web app; without a page where it was not built."""

    page: str | None
    assets: Mapping[str, Asset]

    @classmethod
    def of(cls, settings: Settings) -> "Dashboard":
        """Read the built files; a new build is seen at the next start."""
        folder = settings.web_dist or default_folder()
        if not (folder / PAGE).is_file():
            return cls(None, {})
        files = [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".br"]
        assets = {"/" + file.relative_to(folder).as_posix(): _asset(file, folder) for file in files}
        del assets[f"/{PAGE}"]
        return cls((folder / PAGE).read_text(encoding="utf-8"), assets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The router's last resort: every address that no operation has."""
        response = self.answer(Request(scope))
        await response(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """A file, or the page; never the page in place of a missing file or operation."""
        path = request.url.path
        if path == "/api" or path.startswith("/api/"):
            raise HTTPException(404)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        asset = self.assets.get(path)
        if asset is not None:
            return _send(asset, request)
        if path.startswith("/assets/"):
            raise HTTPException(404)
        return self._page()

    def _page(self) -> Response:
        if self.page is None:
            return Response(_NOT_BUILT, status_code=503, media_type="text/html")
        nonce = secrets.token_urlsafe(16)
        page = _NONCE.sub(rf"\g<1>{nonce}\g<2>", self.page, count=1)
        headers = {"Content-Security-Policy": page_policy(nonce), "Cache-Control": "no-store"}
        return Response(page, media_type="text/html", headers=headers)


def default_folder() -> Path:
    """Inside the installed package, or web/dist of the checkout."""
    package = Path(leadgen.__file__).parent
    inside = package / "_web"
    return inside if inside.is_dir() else package.parents[2] / "web" / "dist"


def _asset(file: Path, folder: Path) -> Asset:
    body = file.read_bytes()
    packed = file.with_name(file.name + ".br")
    is_hashed = file.relative_to(folder).parts[0] == "assets"
    return Asset(
        content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        body=body,
        brotli=packed.read_bytes() if packed.is_file() else None,
        etag=f'"{sha256(body).hexdigest()[:32]}"',
        cache=_FOR_EVER if is_hashed else _ASK_AGAIN,
    )


def _send(asset: Asset, request: Request) -> Response:
    headers = {"ETag": asset.etag, "Cache-Control": asset.cache, "Vary": "Accept-Encoding"}
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if asset.brotli is not None and "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(asset.brotli, media_type=asset.content_type, headers=headers)
    return Response(asset.body, media_type=asset.content_type, headers=headers)

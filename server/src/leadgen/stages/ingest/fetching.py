"""A file fetched from its address: through the guard, into the spool, with its progress told.

It may be killed anywhere and run again, or run twice at once: the file then comes from its beginning, and
whoever has it first is the one who counts.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.errors import Refused
from leadgen.platform.blobs import service as blobs
from leadgen.platform.blobs.spool import MOST_BYTES, FileTooLarge, Spooled, spool
from leadgen.platform.events import service as events
from leadgen.platform.net import Answer, AnswerTooLarge, Net, NetFailed, NetTimeout
from leadgen.stages.ingest import service
from leadgen.stages.ingest.contracts import Import
from leadgen.stages.ingest.repository import imports

# A gigabyte at half a megabyte a second.
_TIMEOUT_S = 2_000.0
_TELL_S = 0.5
# Whoever sends less holds a worker's place that others wait for.
_SILENCE_S = 60.0
_LEAST_BYTES_A_SECOND = 20_000
_MOST_BYTES = MOST_BYTES
_HEAD_BYTES = 1_024
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<body")

# Bytes so far, and of how many; raises to end the download.
Tell = Callable[[int, int | None], Awaitable[None]]


class UrlUnreachable(Refused):
    """The server at the address was not reached, or broke off."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Check the address and resume the import to try again, or download the file and upload "
            "it here."
        )


class UrlRefused(Refused):
    """The server at the address answered with an error instead of the file."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{_refusal(status)} (status {status}).{_advice(status)}", answer_status=status)


class UrlNotAFile(Refused):
    """The address leads to a web page."""

    def __init__(self) -> None:
        super().__init__(
            "The address leads to a web page, not to a file. Use the link that downloads the file itself, or "
            "download it and upload it here."
        )


class _Stopped(Exception):
    """The worker is stopping, or the import was cancelled; nobody's fault."""


@dataclass(frozen=True)
class Download:
    """A file that has come, and what it is called."""

    content: Spooled
    filename: str


async def fetch(
    database: Database, workspace_id: UUID, found: Import, net: Net, should_stop: Callable[[], bool]
) -> None:
    """Bring an import from `fetching` to `uploaded`; returns early when told to, or when it was cancelled.

    Raises AddressForbidden, UrlUnreachable, UrlRefused, UrlNotAFile, FileTooLarge.
    """
    assert found.origin_url is not None, "an import that is fetched has an address"

    async def tell(done: int, total: int | None) -> None:
        if should_stop() or not await _tell(database, workspace_id, found.id, done, total):
            raise _Stopped

    try:
        async with downloaded(net, found.origin_url, tell) as download:
            await _keep(database, workspace_id, found.id, download)
    except _Stopped:
        return


@asynccontextmanager
async def downloaded(net: Net, url: str, tell: Tell) -> AsyncIterator[Download]:
    """The file at an address, in the spool. Raises as `fetch`; each redirect is checked like the address."""
    try:
        async with (
            net.client(timeout_s=_TIMEOUT_S, most_bytes=_MOST_BYTES, follow_redirects=True) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != 200:
                raise UrlRefused(answer.status_code)
            async with spool(_told(_checked(answer), answer, tell)) as content:
                yield Download(content, _filename(answer))
    except (NetFailed, NetTimeout) as error:
        raise UrlUnreachable(error.detail) from error
    except AnswerTooLarge as error:
        raise FileTooLarge(_MOST_BYTES) from error


async def _told(chunks: AsyncIterator[bytes], answer: Answer, tell: Tell) -> AsyncIterator[bytes]:
    """The same chunks, with word of how many there were, now and then.

    Raises FileTooLarge where the server says so itself, UrlUnreachable where it sends next to nothing.
    """
    declared = answer.headers.get("content-length", "")
    total = int(declared) if declared.isdecimal() else None
    if total is not None and total > _MOST_BYTES:
        raise FileTooLarge(_MOST_BYTES)
    done, told_at, began = 0, 0.0, time.monotonic()
    while (chunk := await _next(chunks)) is not None:
        done += len(chunk)
        at = time.monotonic()
        if done < (at - began - _SILENCE_S) * _LEAST_BYTES_A_SECOND:
            raise UrlUnreachable("The other server sends too slowly.")
        if at - told_at > _TELL_S:
            await tell(done, total)
            told_at = at
        yield chunk


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    """None at the end."""
    try:
        async with asyncio.timeout(_SILENCE_S):
            return await anext(chunks, None)
    except TimeoutError as error:
        raise UrlUnreachable("The other server stopped in the middle of the file.") from error


async def _checked(answer: Answer) -> AsyncIterator[bytes]:
    """The body, unless it begins like a web page: raises UrlNotAFile then.

    Some programs write their workbooks as a web page: what is offered as a workbook or to be saved passes.
    """
    head = b""
    is_open = not _is_offered_as_file(answer)
    async for chunk in answer.aiter_bytes():
        if is_open:
            head += chunk
            if len(head) < _HEAD_BYTES:
                continue
            chunk, is_open = head, False
            _refuse_page(head)
        yield chunk
    if is_open:
        _refuse_page(head)
        yield head


def _is_offered_as_file(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "").lower()
    is_attached = answer.headers.get("content-disposition", "").lower().startswith("attachment")
    return is_attached or "excel" in kind or "spreadsheet" in kind


def _refuse_page(head: bytes) -> None:
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while begin.startswith((b"<!--", b"<?xml")):
        begin = begin.partition(b">")[2].lstrip()
    if begin.startswith(_PAGE_BEGINS):
        raise UrlNotAFile


def _filename(answer: Answer) -> str:
    """As the server calls it, else as the address ends."""
    told = Message()
    told["content-disposition"] = answer.headers.get("content-disposition", "")
    found = [value for name, value in told.get_params((), "content-disposition") if name == "filename"]
    # One in any letters (RFC 6266, `filename*`) comes as a tuple and counts more.
    name = max(found, key=lambda value: isinstance(value, tuple), default="")
    return service.tidy(collapse_rfc2231_value(name)) if name else service.name_in(str(answer.url))


async def _tell(
    database: Database, workspace_id: UUID, import_id: UUID, done: int, total: int | None
) -> bool:
    """Note how far it is. False: nobody waits for it any more."""
    async with database.workspace(workspace_id) as session:
        now = await imports.find(session, import_id, lock=True)
        if now is None or now.state != "fetching":
            return False
        await imports.change(session, import_id, clock.now(), staged_bytes=done, size=total or 0)
        await events.publish(session, topic="import", ref_id=import_id)
        return True


async def _keep(database: Database, workspace_id: UUID, import_id: UUID, download: Download) -> None:
    async with database.workspace(workspace_id) as session:
        now = await imports.find(session, import_id, lock=True)
        if now is None or now.state != "fetching":
            return
        blob = await blobs.store(session, download.content, kind="upload")
        await imports.change(
            session,
            import_id,
            clock.now(),
            state="uploaded",
            blob_digest=blob.digest,
            size=blob.size,
            staged_bytes=0,
            filename=download.filename,
        )
        await events.publish(session, topic="import", ref_id=import_id)


def _refusal(status: int) -> str:
    if status in (401, 403, 407):
        return "The other server does not give the file to everybody"
    if status in (404, 410):
        return "There is no file at this address"
    if status == 429 or status >= 500:
        return "The other server could not answer"
    return "The other server did not answer with a file"


def _advice(status: int) -> str:
    if status in (401, 403, 407):
        return " Share it with everybody who has the link, or download it and upload it here."
    if status == 429 or status >= 500:
        return " Resume the import later, or download the file and upload it here."
    return " Check the address, or download the file and upload it here."

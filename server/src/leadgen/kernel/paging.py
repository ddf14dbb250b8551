"""Keyset pages and their cursors, signed so that one of another workspace or list is worthless."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Generic, Protocol, TypeVar, cast
from uuid import UUID

from leadgen.kernel.errors import Invalid
from leadgen.kernel.json import JSON


class _Identified(Protocol):
    @property
    def id(self) -> UUID: ...


class _Dated(_Identified, Protocol):
    @property
    def created_at(self) -> datetime: ...


T = TypeVar("T")
P = TypeVar("P")
Identified = TypeVar("Identified", bound=_Identified)
Dated = TypeVar("Dated", bound=_Dated)

_SIGNATURE_BYTES = 16


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items in their list's order; `next_cursor` is None on the last page."""

    items: Sequence[T]
    next_cursor: str | None


class InvalidCursor(Invalid):
    """The cursor is damaged, or belongs to another workspace or another list."""

    def __init__(self) -> None:
        super().__init__("This cursor does not belong to this list. Start again without a cursor.")


class CursorCodec:
    """Turns the position of a page's last row into an opaque text and back."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def encode(self, workspace_id: UUID, purpose: str, position: JSON) -> str:
        """`purpose` names the list with its sort and filter: a cursor fits that list only."""
        body = json.dumps(position, separators=(",", ":"), ensure_ascii=False).encode()
        signed = self._sign(workspace_id, purpose, body) + body
        return urlsafe_b64encode(signed).rstrip(b"=").decode()

    def decode(self, workspace_id: UUID, purpose: str, cursor: str) -> JSON:
        """The position given to `encode`. Raises InvalidCursor."""
        try:
            signed = urlsafe_b64decode(cursor.encode("ascii") + b"==")
        except (UnicodeEncodeError, Base64Error) as error:
            raise InvalidCursor from error
        signature, body = signed[:_SIGNATURE_BYTES], signed[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(workspace_id, purpose, body)):
            raise InvalidCursor
        return cast(JSON, json.loads(body))

    def _sign(self, workspace_id: UUID, purpose: str, body: bytes) -> bytes:
        message = workspace_id.bytes + len(purpose).to_bytes(4) + purpose.encode() + body
        return hmac.digest(self._secret, message, sha256)[:_SIGNATURE_BYTES]


@dataclass(frozen=True)
class Paging:
    """Which page of a list somebody asks for: `limit` items behind a cursor, or the first ones."""

    cursors: CursorCodec
    workspace_id: UUID
    limit: int
    cursor: str | None = None

    async def by_id(
        self, purpose: str, items: Callable[[UUID | None, int], Awaitable[Sequence[Identified]]]
    ) -> Page[Identified]:
        """`page` of a list in the order of its ids."""
        return await self.page(purpose, lambda item: str(item.id), read_id, items)

    async def by_time(
        self,
        purpose: str,
        items: Callable[[tuple[datetime, UUID] | None, int], Awaitable[Sequence[Dated]]],
    ) -> Page[Dated]:
        """`page` of a list in the order of its times and, among equal ones, of its ids."""
        return await self.page(
            purpose, lambda item: [item.created_at.isoformat(), str(item.id)], _read_time, items
        )

    async def page(
        self,
        purpose: str,
        written: Callable[[T], JSON],
        read: Callable[[JSON], P],
        items: Callable[[P | None, int], Awaitable[Sequence[T]]],
    ) -> Page[T]:
        """`items` gives at most so many behind a place, None: from the beginning. Raises InvalidCursor.

        `written` and `read`: an item's place, as its cursor holds it, and back.
        """
        found = await items(self.behind(purpose, read), self.limit + 1)
        shown = found[: self.limit]
        is_last = len(found) <= self.limit
        return Page(shown, None if is_last else self.following(purpose, written(shown[-1])))

    def behind(self, purpose: str, read: Callable[[JSON], P]) -> P | None:
        """Where the page begins, None: with the list. Raises InvalidCursor.

        `read` may raise TypeError or ValueError: a cursor of another release can hold anything.
        """
        if self.cursor is None:
            return None
        position = self.cursors.decode(self.workspace_id, purpose, self.cursor)
        try:
            return read(position)
        except (TypeError, ValueError) as error:
            raise InvalidCursor from error

    def following(self, purpose: str, position: JSON) -> str:
        """The cursor of the page behind a position."""
        return self.cursors.encode(self.workspace_id, purpose, position)


def read_id(position: JSON) -> UUID:
    """Raises TypeError, ValueError."""
    if not isinstance(position, str):
        raise TypeError(position)
    return UUID(position)


def read_number(position: JSON) -> int:
    """Raises TypeError."""
    if not isinstance(position, int):
        raise TypeError(position)
    return position


def _read_time(position: JSON) -> tuple[datetime, UUID]:
    match position:
        case [str() as at, last]:
            return datetime.fromisoformat(at), read_id(last)
    raise TypeError(position)

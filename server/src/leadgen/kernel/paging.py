"""Keyset pages and their cursors, signed so that one of another workspace or list is worthless."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar, cast
from uuid import UUID

from leadgen.kernel.errors import Invalid
from leadgen.kernel.json import JSON

T = TypeVar("T")

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

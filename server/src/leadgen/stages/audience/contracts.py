"""What a view and a segment are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind

Pin = Literal["left"]


@dataclass(frozen=True)
class ViewColumn:
    """A column of a view: which field, how wide in pixels, and where it stays while the others scroll."""

    key: str
    width: int | None = None
    pinned: Pin | None = None


NoticeAbout = Literal["filter", "sort", "group_by", "columns"]


@dataclass(frozen=True)
class Notice:
    """What of a view or segment is no longer possible, and why; `place` is a JSON pointer into the filter."""

    about: NoticeAbout
    message: str
    place: str = ""


@dataclass(frozen=True)
class Person:
    """Whoever saves a view; a key is nobody. `shares`: may make and change those that everybody has."""

    user_id: UUID | None
    shares: bool


@dataclass(frozen=True)
class View:
    """A saved list. Nobody owns one that is shared."""

    id: UUID
    kind: RecordKind
    name: str
    owner_id: UUID | None
    filter: JSON
    sort: str | None
    group_by: str | None
    columns: Sequence[ViewColumn]
    created_at: datetime
    updated_at: datetime
    notices: Sequence[Notice] = ()

    @property
    def shared(self) -> bool:
        """Whether everybody of the workspace has it."""
        return self.owner_id is None


@dataclass(frozen=True)
class Segment:
    """A named filter. `words` are empty where it cannot be understood any more: `notices` say why."""

    id: UUID
    kind: RecordKind
    name: str
    filter: JSON
    created_at: datetime
    updated_at: datetime
    words: str = ""
    notices: Sequence[Notice] = field(default=())

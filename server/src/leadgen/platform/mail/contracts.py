"""A letter, and who writes it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.json import JSON


@dataclass(frozen=True)
class Link:
    """What the person does next. The address may hold a secret."""

    label: str
    url: str = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """One letter to one person, in plain words: the paragraphs, the link, and what is said below it."""

    to: str
    subject: str
    paragraphs: tuple[str, ...]
    link: Link | None = None
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writing:
    """What a writer is handed: it opens its own transaction, and may make a link in it."""

    database: Database
    settings: Settings
    workspace_id: UUID
    asked_at: datetime


Writer = Callable[[Writing, Mapping[str, JSON]], Awaitable[Letter | None]]


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter: its name in the payload, its name for people, and who writes it.

    The writer is called once per attempt, just before the letter is sent; None says that it is not wanted
    any more.
    """

    name: str
    label: str
    write: Writer

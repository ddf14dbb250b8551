"""A filter that was understood: every field is known, every operator fits, every operand is comparable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import LiteralString, Protocol, TypeAlias
from uuid import UUID

from psycopg.sql import Composable

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import Field, Option, RecordKind
from leadgen.records.filters.operators import Op

Bound: TypeAlias = int | date | datetime


@dataclass(frozen=True)
class Texts:
    """Comparable forms of texts; `texts.Side` says of which column."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Among:
    """One of these."""

    values: tuple[int | UUID, ...]


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both included; None: open at that end."""

    low: Bound | None
    high: Bound | None


@dataclass(frozen=True)
class Amounts:
    """Amounts of one currency, in its smallest unit. Other currencies are not converted: they never match."""

    span: Span
    currency: str


@dataclass(frozen=True)
class Days:
    """So many days before or after now."""

    count: int


Operand: TypeAlias = Texts | Among | Span | Amounts | Days | None


@dataclass(frozen=True)
class Every:
    """All of these hold. At least one."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Some:
    """One of these holds at least. At least one."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """Matches exactly the records that the part does not match."""

    part: "Node"


@dataclass(frozen=True)
class Test:
    """One field against one operand. `given` is the operand as it was sent, for words."""

    __test__ = False  # by its name pytest would take it for one of its own

    field: Field
    op: Op
    operand: Operand
    given: JSON


@dataclass(frozen=True)
class Related:
    """A contact's present company, or one of a company's contacts at least, matches; `kind` is theirs."""

    kind: RecordKind
    part: "Node"


@dataclass(frozen=True)
class Called:
    """A term that a module registered, with what its `read` made of the value.

    `place` is the JSON pointer to it. `part` is the filter that it stands for, where its term opens one.
    `settled` is what was looked up of the operand beforehand, where its term does so.
    """

    term: "Term"
    operand: object
    place: str = field(default="", compare=False)
    part: "Node | None" = None
    settled: object = field(default=None, compare=False)


Node: TypeAlias = Every | Some | Not | Test | Related | Called

# Takes a value with the name of its PostgreSQL type, and gives its placeholder.
Bind: TypeAlias = Callable[[object, LiteralString], Composable]


class Condition(Protocol):
    """SQL that is true, false or NULL of the record with this alias; it stands in its owner's repository."""

    def __call__(self, kind: RecordKind, alias: str, operand: object, bind: Bind) -> Composable: ...


class Names(Protocol):
    """What people call the operands: for words. One query at most."""

    async def __call__(
        self, session: WorkspaceSession, operands: frozenset[object]
    ) -> Mapping[object, str]: ...


@dataclass(frozen=True)
class Opened:
    """What a term's operand stands for: a filter, as JSON, of records of a kind."""

    kind: RecordKind
    given: JSON
    name: str


class Opens(Protocol):
    """The filters that operands stand for; one that is not there is left out. One query at most."""

    async def __call__(
        self, session: WorkspaceSession, operands: frozenset[object]
    ) -> Mapping[object, Opened]: ...


class Settles(Protocol):
    """What the condition takes instead of the operand, asked of records of this kind: what is cheaper to know
    before the query is made than to leave to it.
    """

    async def __call__(self, session: WorkspaceSession, kind: RecordKind, operand: object) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Term:
    """What a record can be asked beside its fields: `{"term": name, "value": …}`.

    `read` makes the operand (hashable) of the value, or raises `errors.Misfit`. `phrase` continues a
    sentence about the record, with `{}` for the operand's name: "came with {}". A term has a `condition`,
    or stands for a filter that it `opens`. `options` are its values where they are a closed set.
    """

    name: str
    kinds: frozenset[RecordKind]
    takes: str
    read: Callable[[JSON], object]
    phrase: str
    names: Names
    condition: Condition | None = None
    opens: Opens | None = None
    settles: Settles | None = None
    options: tuple[Option, ...] = ()

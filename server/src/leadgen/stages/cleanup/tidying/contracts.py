"""A preview of a cleanup and its changes, as they go between this stage's files; and what can go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast, get_args
from uuid import UUID

from leadgen.kernel.errors import Conflict, NotFound
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import Value

Rule = Literal["format", "follow", "split_name", "domain"]
RULES: Sequence[Rule] = get_args(Rule)
State = Literal["running", "ready", "failed", "applying", "applied"]
# Why a value shall become another one; `words` has the sentences.
Reason = Literal["case", "spaces", "form", "blank", "moved", "split", "follow", "website", "people"]


class CleanupNotFound(NotFound):
    """No such preview, or one that was forgotten."""

    def __init__(self) -> None:
        super().__init__("There is no such preview. It may be over its time: look at the changes again.")


class CleanupNotReady(Conflict):
    """It is still looked at, or was applied already."""

    def __init__(self, state: State) -> None:
        super().__init__(
            {
                "running": "The records are still being looked at. Apply it when it is ready.",
                "failed": "This preview could not be finished. Begin another one.",
            }.get(state, "This was applied already. Its operation is in History."),
            state=state,
        )


class NothingToChange(Conflict):
    """Every change was unticked, or there is none."""

    def __init__(self) -> None:
        super().__init__("No change is left to be made. Tick at least one.")


class ChangesCounted(Conflict):
    """The changes left are not as many as was expected."""

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(
            f"These are {found:,} changes and not {expected:,}. Nothing was done; look at them again.",
            count=found,
        )


@dataclass(frozen=True)
class Proposal:
    """What a rule would change in a record, seen as one: `writes` has each field's value before and after.

    `field` is the one people see it under. `detail` is what the reason mentions.
    """

    record_id: UUID
    rule: Rule
    field: str
    writes: Mapping[str, tuple[Value | None, Value | None]]
    reason: Reason
    detail: str = ""

    @property
    def group(self) -> str:
        """Rule and field, as counts are kept by."""
        return f"{self.rule}/{self.field}"

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {
            "record": str(self.record_id),
            "rule": self.rule,
            "field": self.field,
            "writes": cast(JSON, {key: list(both) for key, both in self.writes.items()}),
            "reason": self.reason,
            "detail": self.detail,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Proposal":
        """What `written` kept."""
        writes = {key: (before, after) for key, (before, after) in kept["writes"].items()}
        return cls(UUID(kept["record"]), kept["rule"], kept["field"], writes, kept["reason"], kept["detail"])


@dataclass(frozen=True)
class Choice:
    """What of a preview shall be done: all but some groups, and but some single changes."""

    without: frozenset[str] = frozenset()
    left_out: frozenset[tuple[UUID, str]] = frozenset()

    def takes(self, one: Proposal) -> bool:
        """Is this change to be made?"""
        return one.group not in self.without and (one.record_id, one.group) not in self.left_out

    def written(self) -> JSON:
        """As it is kept."""
        return {
            "without": sorted(self.without),
            "left_out": [[str(record_id), group] for record_id, group in sorted(self.left_out)],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Choice":
        """What `written` kept."""
        return cls(
            frozenset(kept["without"]),
            frozenset((UUID(record_id), group) for record_id, group in kept["left_out"]),
        )


@dataclass(frozen=True)
class Cleanup:
    """A preview. `counts`: changes by group; `clashes`: left, as another record has that identity."""

    id: UUID
    kind: RecordKind
    rules: Sequence[Rule]
    state: State
    actor: Actor
    done: int
    total: int
    records: int
    clashes: int
    created_at: datetime
    expires_at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    operation_id: UUID | None = None
    problem: Mapping[str, JSON] | None = None

    @property
    def changes(self) -> int:
        """How many changes it has."""
        return sum(self.counts.values())

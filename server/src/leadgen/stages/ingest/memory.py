"""Mappings that are remembered: what a person decided on a file is proposed for the next one of its shape."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records.field import Field
from leadgen.records.normalise import text as plain
from leadgen.stages.ingest.contracts import Column, Import
from leadgen.stages.ingest.mapping import record_kind
from leadgen.stages.ingest.repository import imports

# What of a column is a decision; its samples are somebody's data and are not kept.
DECIDED = (
    "field", "policy", "date_order", "decimal", "yes_words", "no_words", "asks", "opt_out", "opt_out_of",
    "split",
)  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """The last mapping of a file of one shape, and which file that was."""

    columns: Sequence[Mapping[str, Any]]
    match: Sequence[str]
    filename: str | None
    updated_at: datetime


def signature(header: Sequence[str]) -> bytes:
    """The same for every file with these headers in this order, whatever their case and accents."""
    names = [plain.key(name) for name in header]
    return hashlib.sha256(
        "\x1f".join([record_kind(header), *names]).encode("utf-8", "surrogatepass")
    ).digest()


def recalled(memory: Memory, proposed: Sequence[Column], fields: Sequence[Field]) -> list[Column]:
    """The proposal with the decisions of last time, but for a column whose field is gone since."""
    known = {field.key for field in fields if field.importable}
    when = f"{memory.updated_at.day} {memory.updated_at:%B %Y}"
    reason = f"Mapped like this in {memory.filename or 'an earlier file'} on {when}."
    return [
        _recalled(column, had, reason) if had["field"] in known or had["field"] is None else column
        for column, had in zip(proposed, memory.columns, strict=True)
    ]


def _recalled(column: Column, had: Mapping[str, Any], reason: str) -> Column:
    return replace(
        column,
        confidence=1.0 if had["field"] else 0.0,
        reason=reason,
        alternatives=[other for other in column.alternatives if other.field != had["field"]],
        **{name: had[name] for name in DECIDED},
    )


async def recall(session: WorkspaceSession, header: Sequence[str]) -> Memory | None:
    """What was decided on the last file of this shape."""
    row = await imports.remembered(session, signature(header))
    if row is None:
        return None
    kept, filename = row
    columns = kept.columns if isinstance(kept.columns, list) else []
    return Memory(columns, kept.match, filename, kept.updated_at) if len(columns) == len(header) else None


async def remember(
    session: WorkspaceSession, found: Import, decided: Sequence[Column], match: Sequence[str]
) -> None:
    """Keep these decisions for the next file of this shape, in place of those before."""
    if found.header_signature is None:
        return
    columns = [{name: getattr(column, name) for name in DECIDED} for column in decided]
    await imports.remember(
        session, found.header_signature, found.id, clock.now(), kind=found.kind, columns=columns, match=match
    )

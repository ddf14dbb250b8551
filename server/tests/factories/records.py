"""Records made through the services, as an import or a person makes them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.records import service
from leadgen.records.contracts import Value
from leadgen.records.field import RecordKind
from tests.factories.tenancy import Workspace

ALL_KEYS = ("email", "linkedin", "external", "domain", "register", "company_linkedin", "company_external")
Line = Mapping[str, Value]


@dataclass(frozen=True)
class Placed:
    """What became of one line."""

    outcome: str
    record_id: UUID | None
    company_id: UUID | None
    company_created: bool


@dataclass
class Importer:
    """Places lines as an import does, under one operation; the caller's sessions are its chunks."""

    operation_id: UUID
    kind: RecordKind = "contact"
    match: Sequence[str] = ALL_KEYS
    fills_country: bool = True
    next_line: int = 1
    groups: dict[str, UUID] = field(default_factory=dict)

    async def chunk(self, session: WorkspaceSession, lines: Sequence[Line]) -> list[Placed]:
        """Place these lines in the session's transaction; the outcomes in their order."""
        await service.prepare_incoming(session)
        connection = await session.driver()
        first = self.next_line
        columns = '(line_no, record_id, "values", keys, company_keys)'
        async with connection.cursor() as cursor, cursor.copy(f"COPY incoming {columns} FROM STDIN") as copy:
            for line in lines:
                prepared = service.prepare(self.kind, line)
                record_id = self._group(prepared.keys)
                await copy.write_row(
                    (
                        self.next_line,
                        record_id,
                        json.dumps(prepared.values),
                        prepared.keys,
                        prepared.company_keys,
                    )
                )
                self.next_line += 1
        if self.kind == "contact":
            await service.place_contacts(session, self.operation_id, self.match)
        else:
            await service.place_companies(
                session, self.operation_id, self.match, fills_country=self.fills_country
            )
        cursor = await connection.execute(
            "SELECT outcome, record_id, company_id, company_created FROM placed"
            " WHERE line_no >= %s ORDER BY line_no",
            [first],
        )
        return [Placed(*row) for row in await cursor.fetchall()]

    def _group(self, keys: Sequence[str]) -> UUID:
        """One fresh id for lines that share a key."""
        found = next((self.groups[key] for key in keys if key in self.groups), uuid7())
        self.groups |= dict.fromkeys(keys, found)
        return found


async def place(
    database: Database, workspace: Workspace, lines: Sequence[Line], *, kind: RecordKind = "contact"
) -> tuple[UUID, list[Placed]]:
    """A whole import in one chunk: its operation and what became of each line."""
    async with database.workspace(workspace.id) as session:
        importer = Importer(await open_import(session, workspace), kind)
        placed = await importer.chunk(session, lines)
        created = sum(one.outcome == "create" for one in placed)
        await service.finish_operation(
            session, importer.operation_id, state="done", counts={"created": created}
        )
    return importer.operation_id, placed


async def open_import(session: WorkspaceSession, workspace: Workspace, filename: str = "people.csv") -> UUID:
    """A running import operation of Alice's."""
    return await service.open_operation(
        session, kind="import", actor=alice(workspace), source=filename, summary=f"Imported {filename}"
    )


def alice(workspace: Workspace) -> Actor:
    """Alice as actor."""
    return Actor("user", workspace.alice.id, workspace.alice.name)


async def edit(
    database: Database,
    workspace: Workspace,
    record_id: UUID,
    kind: RecordKind = "contact",
    /,
    **values: Value | None,
) -> UUID:
    """An edit of a record by hand; its operation."""
    async with database.workspace(workspace.id) as session:
        operation_id = await service.open_operation(
            session, kind="edit", actor=alice(workspace), source="By hand", summary="Edited"
        )
        await service.edit(session, operation_id, kind, record_id, values)
        await service.finish_operation(session, operation_id, state="done", counts={})
    return operation_id


async def undo(database: Database, workspace: Workspace, operation_id: UUID) -> UUID:
    """Undo it, by the request alone: small ones are done then."""
    async with database.workspace(workspace.id) as session:
        return await service.undo(session, operation_id, alice(workspace))


async def values_of(
    database: Database, workspace: Workspace, record_id: UUID, kind: RecordKind = "contact"
) -> dict[str, Value]:
    """The living record's values; empty where it is gone."""
    async with database.workspace(workspace.id) as session:
        return (await service.current_values(session, kind, [record_id])).get(record_id, {})


def the(record_id: UUID | None) -> UUID:
    """The id that must be there."""
    return cast(UUID, record_id)

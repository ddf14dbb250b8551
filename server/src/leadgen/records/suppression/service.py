"""Keeping addresses out, and asking whether one is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.workspaces import service as workspaces
from leadgen.records.suppression import repository
from leadgen.records.suppression.addresses import CHANNELS, covering, digest_of, of_values, read
from leadgen.records.suppression.contracts import Address, Kind, Suppression, SuppressionNotFound


async def page(session: WorkspaceSession, paging: Paging, search: str | None) -> Page[Suppression]:
    """The newest first; those with a text in address or note. Raises InvalidCursor."""

    async def entries(before: UUID | None, limit: int) -> Sequence[Suppression]:
        return await repository.page(session, search, before, limit)

    return await paging.by_id(f"suppressions {search}", entries)


async def add(session: WorkspaceSession, actor: Actor, kind: Kind, text: str, note: str) -> Suppression:
    """Keep an address out by hand. One that is out stays so, and no undo lets it in any more.

    Raises AddressInvalid.
    """
    address = read(kind, text, (await workspaces.read(session)).country)
    entries = _entries(session.workspace_id, [address])
    made = await repository.add(
        session, entries, reason="by_hand", note=note, operation_id=None, actor=actor, at=clock.now()
    )
    found = await repository.by_digests(session, [kind], [entries[0].digest])
    if made:
        await audit.record(session, "suppression_added", actor, address.value)
    return found[0]


async def remove(session: WorkspaceSession, actor: Actor, suppression_id: UUID) -> None:
    """Let an address in again. Raises SuppressionNotFound."""
    found = await repository.find(session, suppression_id)
    if found is None:
        raise SuppressionNotFound
    await repository.remove(session, suppression_id)
    await audit.record(session, "suppression_removed", actor, found.value or "")


async def opt_out(
    session: WorkspaceSession, operation_id: UUID, actor: Actor, note: str, addresses: Collection[Address]
) -> int:
    """Keep these out under an operation; how many were not out before. Twice does nothing twice."""
    if not addresses:
        return 0
    return await repository.add(
        session,
        _entries(session.workspace_id, addresses),
        reason="opt_out",
        note=note,
        operation_id=operation_id,
        actor=actor,
        at=clock.now(),
    )


async def take_back(session: WorkspaceSession, operation_id: UUID) -> None:
    """Undo what an operation kept out. What a person or another operation keeps out stays out."""
    await repository.take_back(session, operation_id)


async def new_among(session: WorkspaceSession, addresses: Collection[Address]) -> set[Address]:
    """Those that are not out."""
    by_digest = {digest_of(session.workspace_id, address): address for address in addresses}
    known = await repository.known(session, by_digest) if by_digest else set()
    return {address for digest, address in by_digest.items() if digest not in known}


async def against(session: WorkspaceSession, values: Mapping[str, object]) -> list[Suppression]:
    """Why a contact with these values is not written to: by its addresses and their domains."""
    addresses = covering(of_values(values, CHANNELS))
    if not addresses:
        return []
    return await repository.by_digests(
        session,
        [address.kind for address in addresses],
        [digest_of(session.workspace_id, address) for address in addresses],
    )


def _entries(workspace_id: UUID, addresses: Iterable[Address]) -> list[repository.New]:
    return [
        repository.New(uuid7(), address.kind, address.value, digest_of(workspace_id, address))
        for address in dict.fromkeys(addresses)
    ]

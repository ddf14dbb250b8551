"""Through which phases an undo goes: those of a merge are its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.repository import bulk, merging, operations
from leadgen.records.undo import chunks, merges, plain
from leadgen.records.undo.chunks import PHASES, Chunk, Phase


@dataclass(frozen=True)
class Walk:
    """The way of one undo. `merge`: what goes back to a merge in the end; `only`: of one group of it."""

    target_id: UUID
    phases: Sequence[Phase]
    undo_id: UUID | None = None
    merge: merges.Root | None = None
    only: UUID | None = None

    async def decide(
        self,
        session: WorkspaceSession,
        number: int,
        after: UUID | None,
        *,
        used: Mapping[UUID, int] | None = None,
    ) -> Chunk:
        """The next records of a phase from behind `after`; with `used` a preview, as in `chunks.decide`."""
        phase = self.phases[number]
        if self.merge is None:
            undo_id = None if used is not None else self.undo_id
            done = await plain.put_back(session, self.target_id, phase, after, undo_id=undo_id)
            return done or await chunks.decide(session, self.target_id, phase, after, used=used)
        step = merges.followers if phase.actions else merges.groups
        return await step(
            session, self.target_id, self.merge, after, only=self.only, previews=used is not None
        )


async def of(session: WorkspaceSession, target_id: UUID, undo_id: UUID | None = None) -> Walk:
    """How the undo of `target_id` goes; an undo that is there already may be of a part."""
    root = await operations.root(session, target_id)
    kind = await merging.kind_of(session, root.id) if root.kind == "merge" else None
    if kind is None:
        return Walk(target_id, PHASES, undo_id)
    kept = await bulk.act_of(session, undo_id) if undo_id else None
    only = UUID(str(kept["survivor"])) if kept else None
    followed = (Phase("contact", ("update",), merged=True),) if kind == "company" else ()
    phases = (Phase(kind, merged=True), *followed)
    return Walk(target_id, phases, undo_id, merges.Root(root.id, kind, again=root.depth % 2 == 1), only)


def part(survivor_id: UUID) -> dict[str, JSON]:
    """What is kept with the undo of one group of a merge."""
    return {"act": "unmerge", "survivor": str(survivor_id)}

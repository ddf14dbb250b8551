"""What stands with a record besides its values, and moves with a merge: a door for the floors above.

Import lines and conflicts keep the id they were written with: the address of a merged record leads to its
survivor. What a filter, a list or a count asks for must move.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.repository import merging
from leadgen.records.repository.merging import Job, Merged


class Relation(Protocol):
    """Rows of one table that name a record. Registered when the product is assembled."""

    name: str
    kinds: Sequence[RecordKind]

    async def move(self, session: WorkspaceSession, merged: Sequence[Merged]) -> Mapping[UUID, JSON]:
        """Merged record → what of its was moved to its survivor; enough to move it back.

        Where the merge is done again, `moved` of each is what went the time before.
        """
        ...

    async def move_back(self, session: WorkspaceSession, merged: Sequence[Merged]) -> None:
        """Give back what `moved` of each names, as far as it is still there."""
        ...


class Notes:
    """A note stands with the survivor; one written after the merge stays there."""

    name = "notes"
    kinds: Sequence[RecordKind] = ("contact", "company")

    async def move(self, session: WorkspaceSession, merged: Sequence[Merged]) -> Mapping[UUID, JSON]:
        found = await merging.move_notes(session, {one.record_id: one.survivor_id for one in merged})
        return {record_id: list(notes) for record_id, notes in found.items()}

    async def move_back(self, session: WorkspaceSession, merged: Sequence[Merged]) -> None:
        await merging.move_notes_back(
            session, [(one.record_id, note) for one in merged for note in _texts(one.moved.get(self.name))]
        )


class Jobs:
    """A job that the survivor has not is one of the survivor's beside its present one."""

    name = "jobs"
    kinds: Sequence[RecordKind] = ("contact",)

    async def move(self, session: WorkspaceSession, merged: Sequence[Merged]) -> Mapping[UUID, JSON]:
        stored = await merging.jobs(
            session, {one.survivor_id for one in merged} | {one.record_id for one in merged}
        )
        held: dict[UUID, list[Job]] = {}
        for job in stored:
            held.setdefault(job.contact_id, []).append(job)
        fresh: list[Job] = []
        moved: dict[UUID, JSON] = {}
        for one in merged:
            own = held.setdefault(one.survivor_id, [])
            before = cast(Mapping[str, JSON], one.moved.get(self.name) or {})
            added = further_jobs(own, held.get(one.record_id, []), one.survivor_id, before)
            own += added.values()
            fresh += added.values()
            moved[one.record_id] = {former: str(job.id) for former, job in added.items()}
        await merging.add_jobs(session, fresh)
        return moved

    async def move_back(self, session: WorkspaceSession, merged: Sequence[Merged]) -> None:
        added = [
            (one.survivor_id, str(job))
            for one in merged
            for job in cast(Mapping[str, JSON], one.moved.get(self.name) or {}).values()
        ]
        await merging.drop_jobs(session, [survivor for survivor, _ in added], [job for _, job in added])


def further_jobs(
    own: Sequence[Job], others: Sequence[Job], survivor_id: UUID, before: Mapping[str, JSON]
) -> dict[str, Job]:
    """The name of each of the others' jobs that the survivor has not → that job as one of its own.

    A present job at a company where the survivor works now is no other one. `before`: the names that these
    jobs had when the merge was done first. Pure but for the fresh ids.
    """
    found: dict[str, Job] = {}
    for job in others:
        known = [*own, *found.values()]
        if not any(_same_job(job, one) for one in known) and (
            job.company_id or job.company_name or job.title
        ):
            name = UUID(str(before[str(job.id)])) if str(job.id) in before else uuid7()
            found[str(job.id)] = Job(
                survivor_id,
                name,
                job.company_id,
                job.company_name,
                job.title,
                job.from_date,
                job.to_date,
                False,
            )
    return found


def _same_job(one: Job, other: Job) -> bool:
    at_one_company = (one.company_id, one.company_name) == (other.company_id, other.company_name)
    both_present = one.to_date is None and other.to_date is None
    return at_one_company and (one.title == other.title or (both_present and one.company_id is not None))


class PastJobs:
    """Who once worked at the merged company, or does beside another job, did so at its survivor."""

    name = "past_jobs"
    kinds: Sequence[RecordKind] = ("company",)

    async def move(self, session: WorkspaceSession, merged: Sequence[Merged]) -> Mapping[UUID, JSON]:
        found = await merging.move_past_jobs(session, {one.record_id: one.survivor_id for one in merged})
        return {record_id: list(jobs) for record_id, jobs in found.items()}

    async def move_back(self, session: WorkspaceSession, merged: Sequence[Merged]) -> None:
        await merging.move_past_jobs_back(
            session,
            [
                (one.record_id, one.survivor_id, job)
                for one in merged
                for job in _texts(one.moved.get(self.name))
            ],
        )


_relations: list[Relation] = [Notes(), Jobs(), PastJobs()]


def register(relation: Relation) -> None:
    """Have rows of another floor move with a merge; done when the product is assembled."""
    if relation.name not in [one.name for one in _relations]:
        _relations.append(relation)


async def move(session: WorkspaceSession, kind: RecordKind, merged: Sequence[Merged]) -> list[Merged]:
    """The merged records with what moved of each."""
    moved: dict[UUID, dict[str, JSON]] = {one.record_id: {} for one in merged}
    for relation in _of(kind):
        for record_id, what in (await relation.move(session, merged)).items():
            moved[record_id][relation.name] = what
    return [
        Merged(one.operation_id, one.record_id, one.survivor_id, one.kind, moved[one.record_id])
        for one in merged
    ]


async def move_back(session: WorkspaceSession, kind: RecordKind, merged: Sequence[Merged]) -> None:
    """Everything that moved stands with its former record again."""
    for relation in reversed(_of(kind)):
        await relation.move_back(session, merged)


def _of(kind: RecordKind) -> list[Relation]:
    return [relation for relation in _relations if kind in relation.kinds]


def _texts(value: JSON | None) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []

"""What becomes of a contact's jobs when its company does. Pure.

A job is named by the act that made it the present one: its id is the author of the contact's company, and
the contact's own where that is its origin. So an undo, which gives the company back to its former author,
finds the very job that ended, and a redo begins the same one again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.records.authorship import RecordWrite

COMPANY = "company"


@dataclass(frozen=True)
class Move:
    """A contact's company before and after, with the names of the jobs and the title it holds then."""

    contact_id: UUID
    job: UUID
    company: str | None
    title: str | None
    is_change: bool


@dataclass(frozen=True)
class Moves:
    """What the moves of a chunk come to, each in one of these ways.

    returned: a job that ended goes on, and the one between never was. begun: the present job ends and
    another begins. corrected: the present job stays, under another name or company.
    """

    returned: Sequence[Move]
    begun: Sequence[Move]
    corrected: Sequence[Move]


def job_of(write: RecordWrite) -> UUID:
    """The name of the present job after the write."""
    field = write.fields.get(COMPANY)
    author = field.after_by if field else write.held.author(COMPANY)
    return write.held.id if author in (None, write.held.origin_id) else author


def moves(writes: Sequence[RecordWrite]) -> list[Move]:
    """The moves among the writes; of a company that was only confirmed the job takes the new name."""
    found = []
    for write in writes:
        field = write.fields.get(COMPANY)
        if field is not None:
            was = write.held.id if field.before_by in (None, write.held.origin_id) else field.before_by
            changes = None not in (field.before, field.after) and field.before != field.after
            found.append(
                Move(
                    write.held.id,
                    job_of(write),
                    _text(field.after),
                    _text(write.result.get("job_title")),
                    changes and was != job_of(write),
                )
            )
    return found


def sorted_out(found: Sequence[Move], ended: Collection[UUID]) -> Moves:
    """`ended`: the contacts whose wanted job is there and over."""
    changes = [move for move in found if move.is_change]
    return Moves(
        returned=[move for move in changes if move.contact_id in ended],
        begun=[move for move in changes if move.contact_id not in ended],
        corrected=[move for move in found if not move.is_change],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)

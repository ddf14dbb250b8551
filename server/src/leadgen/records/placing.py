"""Lines become records: each finds the one it is about or makes it, a chunk at a time.

The caller fills the temporary table `incoming` (up to 5,000 lines made by `projection.prepare`) and reads
`placed`, both in its own transaction.
"""

from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.records.field import RecordKind
from leadgen.records.grouping import group
from leadgen.records.projection import TAG_KEYS
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import placed_values, placing, writing


async def prepare_incoming(session: WorkspaceSession) -> None:
    """Make `incoming` and `placed` for this connection; both are empty at the start of a transaction."""
    await placing.prepare_incoming(session)


async def place_contacts(session: WorkspaceSession, operation_id: UUID, match: Sequence[str]) -> None:
    """Fill `placed` (line_no, outcome, record_id, company_id, company_created) and make what is new.

    create: the contact is there now, with points, present job and company. update: one record was there
    before and is not written; duplicate: the record came with this operation. ambiguous: two records or
    more, untouched. `match` names the kinds of keys that count ("email", "linkedin", "external"). All keys
    of a line then belong to its record, as far as they are free.
    """
    await writing.lock_keys(session, "contact", "company")
    present = await placing.present_keys(session)
    await placing.place(session, "contact", operation_id, match)
    await placing.match_companies(session)
    companies = group(await placing.new_mentions(session), uuid7)
    if companies:
        await placing.place_companies(session, companies)
        await placing.add_companies(session, operation_id, companies, present, clock.now())
    await _add(session, "contact", operation_id, present)


async def place_companies(session: WorkspaceSession, operation_id: UUID, match: Sequence[str]) -> None:
    """As `place_contacts`, for lines about companies; without a known key by name and country."""
    await writing.lock_keys(session, "company")
    present = await placing.present_keys(session)
    await placing.place(session, "company", operation_id, match)
    await placing.match_names(session)
    await _add(session, "company", operation_id, present)


async def _add(session: WorkspaceSession, kind: RecordKind, operation_id: UUID, present: set[str]) -> None:
    await placing.add_records(session, kind, operation_id, present, clock.now())
    if kind == "contact":
        await placed_values.add_points(session, present)
        await placed_values.add_employments(session)
    if TAG_KEYS in present and kind == "contact":
        await writing.add_tags(session, await placed_values.line_tags(session))
        await placed_values.add_record_tags(session)
    custom = [field for field in await custom_fields.custom(session) if field.key in present]
    await placed_values.add_custom_values(session, kind, custom)
    await placing.attach_keys(session, kind, operation_id, clock.now())

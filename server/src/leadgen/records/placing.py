"""Lines become records: each finds the one it is about or makes it, a chunk at a time.

The caller fills the temporary table `incoming` (up to 5,000 lines made by `projection.prepare`) and reads
`placed`, both in its own transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.records.contracts import CompanyNews, NamedCompany, ProposedLine
from leadgen.records.field import Field, RecordKind
from leadgen.records.grouping import group
from leadgen.records.projection import TAG_KEYS
from leadgen.records.repository import company_news as news
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import labels, outcomes, placed_values, placing, writing


async def prepare_incoming(session: WorkspaceSession) -> None:
    """Make `incoming` and `placed` for this connection; both are empty at the start of a transaction."""
    await placing.prepare_incoming(session)


async def hold_identities(session: WorkspaceSession) -> None:
    """From here on nobody else takes an identity, and no vocabulary that they follow from changes."""
    await writing.lock_keys(session, "contact", "company")


async def empty_incoming(session: WorkspaceSession) -> None:
    """Both tables without rows, for a transaction that used them before."""
    await placing.empty_incoming(session)


async def place_contacts(session: WorkspaceSession, operation_id: UUID, match: Sequence[str]) -> None:
    """Fill `placed` (line_no, outcome, record_id, company_id, company_created) and make what is new.

    create: the contact is there now, with points, present job and company. update: one record was there
    before and is not written; duplicate: the record came with this operation. ambiguous: two records or
    more, untouched. trash: only a removed record has its keys; nothing is written. `match` names the kinds of
    keys that count ("email", "linkedin", "external"). All keys of a line then belong to its record, as far as
    they are free.
    """
    await writing.lock_keys(session, "contact", "company")
    present = await placing.present_keys(session)
    await outcomes.place(session, "contact", operation_id, match)
    await outcomes.leave_trashed(session, "contact", match)
    await placing.match_companies(session)
    await _make_companies(session, operation_id, present)
    await _add(session, "contact", operation_id, present)


async def place_companies(
    session: WorkspaceSession, operation_id: UUID, match: Sequence[str], *, fills_country: bool
) -> None:
    """As `place_contacts`, for lines about companies; without a known key by name and country.

    `fills_country`: whether a line gives its company the country that it lacks.
    """
    await writing.lock_keys(session, "company")
    present = await placing.present_keys(session)
    await outcomes.place(session, "company", operation_id, match, fills_country=fills_country)
    await outcomes.leave_trashed(session, "company", match)
    await _add(session, "company", operation_id, present)


async def place_employers(
    session: WorkspaceSession, operation_id: UUID, wanted: Mapping[int, bool]
) -> dict[int, UUID]:
    """The companies that placed lines about older contacts name: line → company.

    `wanted`: line → whether a company that is not there shall be made. The contacts are not written.
    """
    if not wanted:
        return {}
    await placing.seek_companies(session, list(wanted))
    await placing.match_companies(session)
    makers = [line for line, makes in wanted.items() if makes]
    await placing.seek_companies(session, makers)
    if makers:
        await _make_companies(session, operation_id, await placing.present_keys(session))
    return await placing.line_companies(session, list(wanted))


async def find_employers(session: WorkspaceSession, lines: Sequence[ProposedLine]) -> dict[int, UUID]:
    """Line → the company it names, for those that are there. By the rules of placing; makes nothing."""
    if not lines:
        return {}
    await placing.prepare_incoming(session)
    await placing.propose_lines(session, [line._asdict() for line in lines])
    await placing.seek_companies(session, [line.line_no for line in lines])
    await placing.match_companies(session)
    return await placing.line_companies(session, [line.line_no for line in lines])


async def named_companies(
    session: WorkspaceSession, names: Collection[str], ids: Collection[UUID] = ()
) -> list[NamedCompany]:
    """The companies of these names or ids, the oldest first. One query."""
    return await placing.named(session, names, ids) if names or ids else []


async def has_trash(session: WorkspaceSession, kind: RecordKind) -> bool:
    """Whether any record of this kind is in the trash."""
    return await placing.has_trash(session, kind)


async def trashed_keys(session: WorkspaceSession, kind: RecordKind, keys: Collection[str]) -> set[str]:
    """Those of the keys that a record in the trash had. One query."""
    return set(await placing.trashed(session, kind, keys)) if keys else set()


async def company_news(
    session: WorkspaceSession, operation_id: UUID, blank: Collection[Field], any_value: Collection[Field]
) -> list[CompanyNews]:
    """The placed lines that say something new about a company they found, in their order.

    Of the fields `blank` only where the company has none yet, of `any_value` wherever the line has a value.
    """
    return await news.read(session, operation_id, blank, any_value)


async def _make_companies(session: WorkspaceSession, operation_id: UUID, present: set[str]) -> None:
    """The companies that lines seek and nobody has made."""
    companies = group(await placing.new_mentions(session), uuid7)
    if not companies:
        return
    await placing.place_companies(session, companies)
    await placing.add_companies(session, operation_id, companies, present, clock.now())
    custom = await custom_fields.custom(session, "company")
    await placed_values.add_company_values(session, [field for field in custom if field.key in present])


async def _add(session: WorkspaceSession, kind: RecordKind, operation_id: UUID, present: set[str]) -> None:
    await placing.add_records(session, kind, operation_id, present, clock.now())
    if kind == "contact":
        await placed_values.add_points(session, present)
        await placed_values.add_employments(session)
    if TAG_KEYS in present and kind == "contact":
        await labels.add_tags(session, await placed_values.line_tags(session))
        await placed_values.add_record_tags(session)
    custom = await custom_fields.custom(session, kind)
    await placed_values.add_custom_values(session, [field for field in custom if field.key in present])
    await placing.attach_keys(session, kind, operation_id, clock.now())

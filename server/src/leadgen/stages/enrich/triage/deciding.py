"""What a person decides about one company: an operation of its own, with the reason, undone as any other."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.records import clashes, desk, history_schemas, journal, webhooks
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import by_key
from leadgen.records.held import label_of
from leadgen.stages.enrich.triage import service
from leadgen.stages.enrich.triage.contracts import DECISION, Decision

SOURCE = "Triage"


async def decide(
    session: WorkspaceSession, actor: Actor, company_id: UUID, decision: Decision, reason: str
) -> history_schemas.Written:
    """`reason` in the person's words; without any, why triage asked is kept.

    Raises RecordNotFound; ChangedMeanwhile where somebody has decided already.
    """
    known = (await journal.current_values(session, "company", [company_id])).get(company_id)
    if known is None:
        raise RecordNotFound
    why = reason or " ".join((await service.answer(session, company_id)).reasons)
    fields = by_key(await journal.fields_of(session, "company"))
    values = {DECISION: decision}
    await clashes.refuse_changed(session, "company", company_id, fields, values, {DECISION: None})
    label = label_of("company", known) or "a company"
    operation_id = await journal.open_operation(
        session,
        kind="triage",
        actor=actor,
        source=SOURCE,
        summary=f"{'Passed' if decision == 'pass' else 'Failed'} {label} in triage. {why}",
    )
    result = await journal.edit(session, operation_id, "company", company_id, values)
    await journal.finish_operation(
        session, operation_id, state="done", counts={"updated": len(result.changed)}
    )
    if result.changed:
        await webhooks.tell_record(session, "company", "updated", company_id, operation_id, [DECISION])
    return await desk.written(session, "company", company_id, operation_id)

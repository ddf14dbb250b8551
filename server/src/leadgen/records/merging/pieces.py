"""A piece of a merge of many groups: what of it can still be merged, merged in one transaction."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.merging.groups import candidates, every_field, merge
from leadgen.records.merging.survivorship import Rule, decide
from leadgen.records.repository import writing


async def carry_out(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    groups: Sequence[Sequence[UUID]],
    rule: Rule,
) -> Counter[str]:
    """Merge the living ones of each group; a group of which only one is left stays as it is."""
    await writing.lock_keys(session, "contact", "company")
    every = {one for group in groups for one in group}
    found = await candidates(session, kind, every, lock=True)
    living = [[found[one] for one in group if one in found and found[one].held.alive] for group in groups]
    fields = await every_field(session, kind)
    decisions = [decide(kind, group, fields, rule=rule) for group in living if len(group) > 1]
    if decisions:
        await merge(session, operation_id, kind, decisions, fields)
    merged = sum(len(decision.others) for decision in decisions)
    gone = sum(map(len, groups)) - sum(map(len, living))
    counts = {"merged": merged, "groups": len(decisions), "gone": gone}
    return Counter({name: number for name, number in counts.items() if number})

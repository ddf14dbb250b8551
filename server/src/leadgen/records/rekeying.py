"""Keys of many records made anew, because a vocabulary that they follow from changed."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository import keying, setwise, writing
from leadgen.records.vocabularies import service as vocabularies


async def carry_out(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> Counter[str]:
    """A chunk of an operation, by the words of its moment: of several changes the last one counts."""
    await writing.lock_keys(session, kind)
    living = await setwise.lock(session, kind, ids)
    changed = await keying.rewrite(session, kind, ids, await vocabularies.own_words(session))
    counts = {"rekeyed": changed, "unchanged": living - changed, "gone": len(ids) - living}
    return Counter({name: number for name, number in counts.items() if number})


async def renew(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> None:
    """Of records that came back with the keys they had: a vocabulary may have changed meanwhile."""
    if await vocabularies.changed_since(session, None):
        await keying.rewrite(session, kind, ids, await vocabularies.own_words(session))

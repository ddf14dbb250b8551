"""Identities that belong to another record, named for whoever writes by hand."""

from collections.abc import Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import RecordWrite
from leadgen.records.errors import KeyTaken
from leadgen.records.field import RecordKind
from leadgen.records.normalise import own_words
from leadgen.records.projection import strong_keys
from leadgen.records.repository import reading
from leadgen.records.vocabularies import service as vocabularies


async def refuse_taken(session: WorkspaceSession, kind: RecordKind, writes: Sequence[RecordWrite]) -> None:
    """Raises KeyTaken for the first identity that belongs to another record, by the words of now."""
    words = await vocabularies.words_for(session, {key for write in writes for key in write.fields})
    with own_words.using(words):
        await _refuse_taken(session, kind, writes)


async def _refuse_taken(session: WorkspaceSession, kind: RecordKind, writes: Sequence[RecordWrite]) -> None:
    wanted = {key for write in writes for key in write.needs}
    if not wanted:
        return
    holders = await reading.key_holders(session, kind, wanted)
    for write in writes:
        for key in sorted(write.needs & holders.keys()):
            if holders[key] == write.held.id:
                continue
            holder = (await reading.hold(session, kind, [holders[key]]))[holders[key]]
            field, value = _origin_of(kind, write, key)
            raise KeyTaken(field, value, holder.id, holder.label)


def _origin_of(kind: RecordKind, write: RecordWrite, key: str) -> tuple[str, str]:
    """The written field that gives the key, with its value as text."""
    for name, field_write in write.fields.items():
        if field_write.after is not None and key in strong_keys(kind, {name: field_write.after}):
            value = field_write.after
            return name, value if isinstance(value, str) else key.partition(":")[2]
    return "", key.partition(":")[2]

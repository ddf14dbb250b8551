"""A vocabulary changes: its entries, and with them the keys that follow from it."""

from collections.abc import Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.records.bulk import run
from leadgen.records.bulk.acts import Rekey
from leadgen.records.normalise.own_words import Entry, OwnWords, VocabularyName
from leadgen.records.repository import bulk, writing
from leadgen.records.repository.bulk import Pool
from leadgen.records.vocabularies import service
from leadgen.records.vocabularies.words import KEYS_OF


async def change(
    session: WorkspaceSession, actor: Actor, name: VocabularyName, sent: Sequence[Entry]
) -> OwnWords:
    """As `service.replace`; where keys follow from the list, those there are get rewritten, also again.

    Whoever writes keys holds them from before the words are looked up: so all that was written by the words
    of before is there when the records are frozen, and what comes later is written by the new ones.
    """
    kind = KEYS_OF.get(name)
    if kind is None:
        return await service.replace(session, actor, name, sent)
    await writing.lock_keys(session, "contact", "company")
    own = await service.replace(session, actor, name, sent)
    pool = Pool(kind)
    await run.start(session, actor, Rekey(name), pool, await bulk.count(session, pool))
    return own

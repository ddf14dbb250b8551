"""Reading and replacing the words of a workspace, and the words at hand for whoever reads its values."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Invalid
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.records.normalise import Bad
from leadgen.records.normalise.own_words import NONE, Entry, OwnWords, VocabularyName
from leadgen.records.projection import DERIVING, IDENTIFYING
from leadgen.records.vocabularies import repository, words

# The clocks of two machines, and a transaction that began long before it is through.
_LATE = timedelta(minutes=10)
_READ_BY_WORDS = frozenset({"job_title", "seniority", "department"}) | DERIVING | IDENTIFYING


class VocabularyInvalid(Invalid):
    """A word that cannot be one, or a meaning that is none; the sentence says which."""


async def own_words(session: WorkspaceSession) -> OwnWords:
    """What this workspace says about words; `normalise.own_words.using` reads values by it.

    Read anew by each act: nothing is kept between two, in no process.
    """
    found: dict[str, list[Entry]] = {}
    for row in await repository.every(session):
        found.setdefault(row.vocabulary, []).append((row.word, row.meaning))
    return OwnWords(**{name: tuple(entries) for name, entries in found.items()})


async def words_for(session: WorkspaceSession, fields: Iterable[str]) -> OwnWords:
    """The words that values of these fields are read by; none are looked up where none can matter."""
    return NONE if _READ_BY_WORDS.isdisjoint(fields) else await own_words(session)


async def replace(
    session: WorkspaceSession, actor: Actor, name: VocabularyName, sent: Sequence[Entry]
) -> OwnWords:
    """The workspace's own entries are these from now on. Values that are stored stay as they are.

    An entry that says what the built-in list says is left out. Raises VocabularyInvalid.
    """
    listed = words.built_in(name)
    known = {words.same(name, word): (word, meaning) for meaning, own in listed.items() for word in own}
    entries: dict[str, tuple[str, str | None]] = {}
    for word, meaning in sent:
        if meaning is not None and meaning not in listed:
            raise VocabularyInvalid(f"{meaning} is none of {', '.join(listed)}")
        folded = words.folded(name, word)
        if isinstance(folded, Bad):
            raise VocabularyInvalid(f"{word}: {folded.message}")
        same = words.same(name, folded)
        spelled, told = known.get(same, (folded, ""))
        entries.pop(same, None)
        if meaning != told and (meaning is not None or same in known):
            entries[same] = (spelled if name in words.KEYS_OF else folded, meaning)
    await repository.replace(session, name, list(entries.values()), clock.now())
    await audit.record(session, "vocabulary_changed", actor, name, {"words": len(entries)})
    return await own_words(session)


async def changed_since(session: WorkspaceSession, moment: datetime | None) -> bool:
    """May a list that keys follow from have changed since this moment, or ever? Clocks differ: rather yes."""
    return await repository.rekeyed_since(session, moment and moment - _LATE)

"""Reading and replacing the words of a workspace, and the words at hand for whoever reads its values."""

from collections.abc import Iterable, Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Invalid
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.records.normalise import text as plain
from leadgen.records.normalise import title
from leadgen.records.normalise.own_words import NONE, Entry, OwnWords, VocabularyName
from leadgen.records.vocabularies import repository

_MOST_CHARS = 60
_READ_BY_WORDS = frozenset({"job_title", "seniority", "department"})


class VocabularyInvalid(Invalid):
    """A word that cannot be one, or a meaning that is none; the sentence says which."""


async def own_words(session: WorkspaceSession) -> OwnWords:
    """What this workspace says about words; `normalise.own_words.using` reads values by it.

    Read anew by each act: nothing is kept between two, in no process.
    """
    rows = await repository.every(session)
    return OwnWords(
        seniority=tuple((row.word, row.meaning) for row in rows if row.vocabulary == "seniority"),
        department=tuple((row.word, row.meaning) for row in rows if row.vocabulary == "department"),
    )


async def words_for(session: WorkspaceSession, fields: Iterable[str]) -> OwnWords:
    """The words that values of these fields are read by; none are looked up where none can matter."""
    return NONE if _READ_BY_WORDS.isdisjoint(fields) else await own_words(session)


async def replace(
    session: WorkspaceSession, actor: Actor, name: VocabularyName, sent: Sequence[Entry]
) -> OwnWords:
    """The workspace's own entries are these from now on. Values that are stored stay as they are.

    An entry that says what the built-in list says is left out. Raises VocabularyInvalid.
    """
    built_in = title.built_in(name)
    known = {plain.key(word): meaning for meaning, listed in built_in.items() for word in listed}
    entries: dict[str, str | None] = {}
    for word, meaning in sent:
        folded = _folded(word)
        if meaning is not None and meaning not in built_in:
            raise VocabularyInvalid(f"{meaning} is none of {', '.join(built_in)}")
        if meaning is not None or folded in known:
            entries[folded] = meaning
    own = [(word, meaning) for word, meaning in entries.items() if known.get(word, "") != meaning]
    await repository.replace(session, name, own, clock.now())
    await audit.record(session, "vocabulary_changed", actor, name, {"words": len(own)})
    return await own_words(session)


def _folded(word: str) -> str:
    """As the words of titles are compared."""
    folded = " ".join(title.WORDS.findall(plain.key(word)))
    if not folded or len(folded) > _MOST_CHARS:
        raise VocabularyInvalid(f"A word has a letter or a digit, and up to {_MOST_CHARS} characters")
    return folded

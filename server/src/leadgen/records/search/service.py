"""Type-ahead: the best few records for what somebody has typed so far."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.repository import searching
from leadgen.records.repository.searching import Candidate
from leadgen.records.search.ranking import Found, Hit, ranked
from leadgen.records.search.words import Sought, sought

# So many of each kind are looked at; among more, which are better than others is not worth the time.
POOL = 24
_KINDS: tuple[RecordKind, ...] = ("contact", "company")


async def search(session: WorkspaceSession, query: str, limit: int) -> list[Hit]:
    """Up to `limit` contacts and as many companies, the best first. Five queries at most.

    What was removed a moment ago is not among them, what was written is within 5 s.
    """
    asked = sought(query)
    if not asked.words:
        return []
    found = await _candidates(session, asked, limit)
    hits: list[Hit] = []
    for kind in _KINDS:
        ids = list(dict.fromkeys(one.id for one in found if one.kind == kind))
        hits += ranked(await _shown(session, kind, ids), asked)[:limit] if ids else []
    return sorted(hits, key=lambda hit: hit.rank)


async def _candidates(session: WorkspaceSession, asked: Sought, limit: int) -> list[Candidate]:
    """By the beginning of a name or address; where words begin; within, of kinds where those are too few.

    What is long is sought within at once. Who pastes a whole address means that one, who types a domain that
    company and its people.
    """
    found = await searching.beginning(session, asked.whole, limit)
    if found and "@" in asked.whole:
        return found
    companies = [one.id for one in found if one.kind == "company"]
    if companies and asked.is_domain:
        return found + await searching.people_at(session, companies, limit)
    if asked.is_long:
        return found + await searching.candidates(session, _KINDS, asked.roughly, POOL)
    found += await searching.candidates(session, _KINDS, asked.starting, POOL)
    wanting = [kind for kind in _KINDS if sum(one.kind == kind for one in found) < limit]
    if wanting and asked.roughly != asked.starting:
        found += await searching.candidates(session, wanting, asked.roughly, POOL)
    return found


async def _shown(session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]) -> list[Found]:
    values = await searching.shown(session, kind, ids)
    fields = by_key(searching.searched(kind))
    return [
        Found(
            record_id,
            kind,
            pairs[0][1],
            _beside(pairs[1:], fields),
            pairs,
            own=sum(fields[key].kind == kind for key, _ in pairs),
        )
        for record_id, pairs in values.items()
    ]


def _beside(pairs: Sequence[tuple[str, str]], fields: Mapping[str, Field]) -> str:
    """What tells two of one name apart: words first, else the first address."""
    said = [value for key, value in pairs if fields[key].normaliser in ("text", "title", "company_name")]
    return " · ".join(said or [value for _, value in pairs[:1]])

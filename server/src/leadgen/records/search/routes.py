"""Type-ahead over contacts and companies."""

from typing import Annotated

from fastapi import APIRouter, Query

from leadgen.platform.web import Access, WorkspaceTx
from leadgen.records.search import schemas, service
from leadgen.records.search.ranking import Hit
from leadgen.records.search.words import LONGEST_QUERY

router = APIRouter(tags=["Search"])

_Text = Annotated[
    str,
    Query(
        max_length=LONGEST_QUERY,
        description="Parts of names, addresses, job titles, companies and domains; all words must occur. "
        "Capitals and accents make no difference.",
        examples=["jana bright"],
    ),
]
_Limit = Annotated[int, Query(ge=1, le=20, description="So many of each kind at most.")]


@router.get("/search", operation_id="search_records")
async def search_records(_: Access, session: WorkspaceTx, q: _Text, limit: _Limit = 6) -> schemas.SearchHits:
    """The best contacts and companies for what somebody has typed so far.

    A word of three letters or more is found anywhere, a shorter one where a word begins. What was written is
    found within 5 seconds. For a whole list, filter it by the term `search`.
    """
    hits = await service.search(session, q, limit)
    return schemas.SearchHits(items=[_shown(hit) for hit in hits])


def _shown(hit: Hit) -> schemas.SearchHit:
    found = hit.found
    return schemas.SearchHit(
        id=found.id,
        kind=found.kind,
        name=found.name,
        secondary=found.secondary,
        field=hit.field,
        value=hit.value,
    )

"""Facets of the lists of contacts and companies."""

from typing import Annotated, cast

from fastapi import APIRouter, Body

from leadgen.kernel.json import JSON
from leadgen.platform.web import Access, WorkspaceTx, problems
from leadgen.records.errors import NoFacet
from leadgen.records.facets import schemas, service
from leadgen.records.facets.service import Asked, Facet
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.errors import InvalidFilter

router = APIRouter()

_Companies = Annotated[
    schemas.FacetQuery, Body(openapi_examples={"companies": {"value": schemas.COMPANY_FACETS}})
]


@router.post(
    "/contacts/facets",
    operation_id="facet_contacts",
    tags=["Contacts"],
    responses=problems(InvalidFilter, NoFacet),
)
async def facet_contacts(body: schemas.FacetQuery, _: Access, session: WorkspaceTx) -> schemas.Facets:
    """How many contacts of a list have each value of a field.

    A field's own tests at the top level of the filter do not count for it, so that values which are left out
    stay in sight. Of large lists the counts are estimates, and say so. Nothing is changed.
    """
    return await _facets(session, "contact", body)


@router.post(
    "/companies/facets",
    operation_id="facet_companies",
    tags=["Companies"],
    responses=problems(InvalidFilter, NoFacet),
)
async def facet_companies(body: _Companies, _: Access, session: WorkspaceTx) -> schemas.Facets:
    """How many companies of a list have each value of a field, as contacts have."""
    return await _facets(session, "company", body)


async def _facets(session: WorkspaceTx, kind: RecordKind, body: schemas.FacetQuery) -> schemas.Facets:
    filtered = await filters.read(session, kind, cast(JSON, body.given))
    asked = Asked(kind, filtered, body.operation_id, body.fields, body.search, body.groups)
    return schemas.Facets(facets=[_shown(one) for one in await service.facets(session, asked)])


def _shown(facet: Facet) -> schemas.Facet:
    return schemas.Facet.model_validate(
        {
            "field": facet.field.key,
            "kind": facet.field.kind,
            "label": facet.field.label,
            "op": facet.op,
            "values": facet.values,
            "empty": facet.empty,
            "others": facet.others,
            "exact": facet.exact,
        }
    )

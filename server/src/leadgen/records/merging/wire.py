"""A decision on a merge as the API shows it."""

from typing import cast

from leadgen.db.engine import WorkspaceSession
from leadgen.records import grid
from leadgen.records.field import RecordKind
from leadgen.records.merging import schemas
from leadgen.records.merging.survivorship import WHOLE_NAME, Choice, Decision, shown_name
from leadgen.records.normalise.values import Value
from leadgen.records.projection import NAME_PARTS
from leadgen.records.registry import LISTS, REFERENCES, registered, shown_key
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import lists, merging, reading
from leadgen.records.schemas import Row


async def preview(session: WorkspaceSession, kind: RecordKind, decision: Decision) -> schemas.MergePreview:
    """With the records side by side."""
    others = [one.id for one in decision.others]
    return schemas.MergePreview(
        keep=decision.survivor.id,
        because=decision.because,
        fields=await choices(session, kind, decision),
        records=[
            Row.model_validate(await grid.row(session, kind, one)) for one in (decision.survivor.id, *others)
        ],
        moves=schemas.MergeMoves(
            notes=await merging.count_notes(session, others),
            contacts=len(await merging.contacts_at(session, others)) if kind == "company" else 0,
        ),
    )


async def choices(
    session: WorkspaceSession, kind: RecordKind, decision: Decision
) -> list[schemas.MergeChoice]:
    """In the order of the registry; without fields that were put away, which are united as well."""
    chosen = dict(decision.choices)
    if kind == "contact" and (name := shown_name(decision)) is not None:
        chosen[WHOLE_NAME] = name
    order = [field.key for field in (*registered(kind), *await custom_fields.custom(session, kind))]
    companies = {str(chosen[key].value) for key in REFERENCES if key in chosen and chosen[key].value}
    names = await reading.company_names(session, companies)
    gone = await lists.archived(session) if LISTS in chosen else set()
    return [
        schemas.MergeChoice.model_validate(
            {
                "field": shown_key(kind, key),
                "value": _shown(key, chosen[key], names, gone),
                "record_id": chosen[key].record_id,
                "reason": chosen[key].reason,
                "part_of": WHOLE_NAME if kind == "contact" and key in NAME_PARTS else None,
            }
        )
        for key in order
        if key in chosen
    ]


def _shown(key: str, choice: Choice, names: dict[str, str], gone: set[str]) -> Value | None:
    value = choice.value
    if key in REFERENCES and value is not None:
        return names.get(str(value), "")
    if key == LISTS and value is not None:
        return [str(one) for one in cast(list[str], value) if one not in gone] or None
    return value

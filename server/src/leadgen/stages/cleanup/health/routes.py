"""Data health over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from leadgen.kernel.json import JSON
from leadgen.platform.web import Access, WorkspaceTx, problems
from leadgen.records.field import RecordKind
from leadgen.records.schemas import Total
from leadgen.stages.cleanup.health import schemas, service
from leadgen.stages.cleanup.health.contracts import TooBusy
from leadgen.stages.cleanup.health.rules import Rule
from leadgen.stages.cleanup.health.service import Health
from leadgen.stages.cleanup.health.sheet import LEVELS, Line

router = APIRouter()

OfKind = Annotated[RecordKind, Query(description="Of which records.", examples=["contact"])]


@router.get("/data-health", operation_id="get_data_health", tags=["Data health"], responses=problems(TooBusy))
async def get_data_health(_: Access, session: WorkspaceTx, kind: OfKind = "contact") -> schemas.DataHealth:
    """How many records hold each field, and how many of those are invalid, suspicious or stale, and why.

    Each number comes with the filter that finds its records. Of large workspaces the numbers are estimates,
    and say so; they may be some seconds old.
    """
    return _shown(await service.health(session, kind))


def _shown(found: Health) -> schemas.DataHealth:
    score = found.sheet.score
    obstacles = [{**_tally(found, one.filter), "label": one.label} for one in score.obstacles]
    return schemas.DataHealth.model_validate(
        {
            "kind": found.sheet.kind,
            "as_of": found.as_of,
            "total": Total(value=found.total, exact=found.exact),
            "score": {
                **_tally(found, score.filter),
                "label": score.label,
                "why": score.why,
                "obstacles": obstacles,
            },
            "fields": [_field(found, line) for line in found.sheet.lines],
        }
    )


def _field(found: Health, line: Line) -> dict[str, object]:
    levels: dict[str, object] = {
        level: _tally(found, line.levels[level]) if level in line.levels else None for level in LEVELS
    }
    return {
        "key": line.key,
        "label": line.label,
        "filled": _tally(found, line.filled),
        "missing": {"filter": line.missing, "count": found.total - found.count(line.filled)},
        **levels,
        "findings": [_finding(found, one) for one in line.findings],
    }


def _finding(found: Health, rule: Rule) -> dict[str, object]:
    return {
        **_tally(found, rule.filter),
        "id": rule.id,
        "level": rule.level,
        "label": rule.label,
        "why": rule.why,
        "action": rule.action,
    }


def _tally(found: Health, given: JSON) -> dict[str, object]:
    return {"filter": given, "count": found.count(given)}

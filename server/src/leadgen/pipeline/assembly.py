"""The product as web, worker and command line all see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

import leadgen.records.models  # noqa: F401 - the schema's tables; records itself speaks SQL text
from leadgen.platform.auth.roles import RoleTable
from leadgen.platform.events import access as events_access
from leadgen.platform.events import routes as events_routes
from leadgen.platform.jobs import Jobs
from leadgen.platform.workspaces import access as workspaces_access
from leadgen.platform.workspaces import routes as workspaces_routes
from leadgen.records import access as records_access
from leadgen.records import evidence
from leadgen.records import jobs as records_jobs
from leadgen.records import routes as records_routes
from leadgen.records.undo import on_undone
from leadgen.stages.ingest import access as ingest_access
from leadgen.stages.ingest import jobs as ingest_jobs
from leadgen.stages.ingest import routes as ingest_routes
from leadgen.stages.ingest import service as ingest
from leadgen.stages.ingest.evidence import ImportLines


@dataclass(frozen=True)
class Product:
    """What the floors below registered; routers stand below a workspace's address."""

    routers: Sequence[APIRouter]
    roles: RoleTable
    jobs: Sequence[Jobs]


def build() -> Product:
    """The whole product. No I/O; calling it again changes nothing."""
    evidence.register("import", ImportLines())
    on_undone(ingest.follow_undo)
    return Product(
        routers=(
            workspaces_routes.router,
            events_routes.router,
            records_routes.router,
            ingest_routes.router,
        ),
        roles={
            **workspaces_access.ROLES,
            **events_access.ROLES,
            **records_access.ROLES,
            **ingest_access.ROLES,
        },
        jobs=(records_jobs.jobs, ingest_jobs.jobs),
    )

"""The workspace itself."""

from fastapi import APIRouter

from leadgen.platform.audit.service import record
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.web import Access, WorkspaceTx
from leadgen.platform.workspaces import arming_routes, schemas, service
from leadgen.platform.workspaces.contracts import Workspace

router = APIRouter(tags=["Workspace"])
router.include_router(arming_routes.router)


@router.get("", operation_id="get_workspace")
async def get_workspace(identity: Access, session: WorkspaceTx) -> schemas.Workspace:
    """The workspace and your role in it."""
    return _wire(await service.read(session), identity)


@router.patch("", operation_id="update_workspace")
async def update_workspace(
    body: schemas.WorkspaceChange, identity: Access, session: WorkspaceTx
) -> schemas.Workspace:
    """Rename the workspace, set the country its bare phone numbers and dates are read in, or have its imports
    verified.

    The address (slug) stays.
    """
    changes = service.Changes()
    if body.name is not None:
        changes["name"] = body.name.strip()
    if "country" in body.model_fields_set:
        changes["country"] = body.country
    if body.verify_imports is not None:
        changes["verify_imports"] = body.verify_imports
    changed = await service.change(session, changes)
    if changes:
        await record(session, "workspace_changed", identity.actor, changed.name, {"fields": sorted(changes)})
    return _wire(changed, identity)


def _wire(workspace: Workspace, identity: Identity) -> schemas.Workspace:
    disarmed = workspace.disarmed
    return schemas.Workspace(
        id=workspace.id,
        slug=workspace.slug,
        name=workspace.name,
        country=workspace.country,
        verify_imports=workspace.verify_imports,
        role=identity.role,
        disarmed=schemas.Disarmed(since=disarmed.since, reason=disarmed.reason) if disarmed else None,
    )

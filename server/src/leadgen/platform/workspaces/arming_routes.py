"""An owner's word that this installation is the one that may reach outward."""

from fastapi import APIRouter

from leadgen.platform.audit.service import record
from leadgen.platform.auth import proving, standing
from leadgen.platform.auth.errors import TooManyAttempts, WrongPassword
from leadgen.platform.web import Access, Db, problems
from leadgen.platform.web.person import Here
from leadgen.platform.workspaces import arming, schemas
from leadgen.platform.workspaces.arming import NotDisarmed

router = APIRouter(tags=["Workspace"])


@router.post(
    "/arm",
    operation_id="arm_workspace",
    status_code=204,
    responses=problems(WrongPassword, TooManyAttempts, NotDisarmed),
)
async def arm_workspace(body: schemas.ArmRequest, identity: Access, database: Db, here: Here) -> None:
    """Let a disarmed workspace reach outward again: mail, webhooks, paid calls.

    Confirm it only where this is the one installation that is to go on. What was waiting when it was
    disarmed goes out from now on, and may have gone out already from the installation it came from.
    """
    assert identity.user_id is not None, "no key reaches this"
    # Before the transaction: hashing takes its time, and nobody should wait for it.
    await proving.confirm_password(database, identity.user_id, body.password, here)
    async with database.workspace(identity.workspace_id, user_id=identity.user_id) as session:
        await standing.hold(session, identity)
        ended = await arming.arm(session)
        detail = {"since": ended.since.isoformat(), "reason": ended.reason}
        await record(session, "workspace_armed", identity.actor, detail=detail)

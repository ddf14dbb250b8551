"""Members of a workspace."""

from uuid import UUID

from fastapi import APIRouter, Request

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.accounts import links
from leadgen.platform.auth import proving
from leadgen.platform.auth.errors import TooManyAttempts, WrongPassword
from leadgen.platform.mail import page
from leadgen.platform.members import invitation_routes, reset, schemas, service
from leadgen.platform.members.errors import LastOwner, MemberNotFound, ResetForbidden, RoleTooHigh
from leadgen.platform.members.transaction import MembersTx, changing
from leadgen.platform.web import Access, Db, WebState, WorkspaceTx, problems
from leadgen.platform.web.person import Here

router = APIRouter(tags=["Members"])
router.include_router(invitation_routes.router)


@router.get("/members", operation_id="list_members")
async def list_members(_: Access, session: WorkspaceTx) -> schemas.MemberList:
    """Everybody in the workspace, by name."""
    return await _list(session)


@router.put("/writing", operation_id="set_writing")
async def set_writing(body: schemas.Writing, identity: Access, session: WorkspaceTx) -> schemas.Member:
    """Say in which language you write here, and how you address people. Both stand beside you as an owner."""
    member = await service.set_writing(session, identity, body.language, body.addressing)
    return schemas.Member.model_validate(member)


@router.patch(
    "/members/{user_id}",
    operation_id="update_member",
    responses=problems(MemberNotFound, RoleTooHigh, LastOwner),
)
async def update_member(
    user_id: UUID, body: schemas.MemberChange, request: Request, identity: Access, session: MembersTx
) -> schemas.Member:
    """Give a member another role.

    It counts at once, for requests under way too. API keys and open invitations that they made and the new
    role could not make end. An admin neither makes nor changes owners; one owner stays.
    """
    rules = WebState.of(request).rules
    return schemas.Member.model_validate(await service.set_role(session, identity, rules, user_id, body.role))


@router.delete(
    "/members/{user_id}",
    operation_id="remove_member",
    responses=problems(MemberNotFound, RoleTooHigh, LastOwner),
)
async def remove_member(user_id: UUID, identity: Access, session: MembersTx) -> schemas.Removed:
    """Take a member out of the workspace.

    They lose all of it at once: the role, the API keys they made here, the invitations they sent, what they
    are being shown live. What they did stays in History.
    """
    return schemas.Removed.model_validate(await service.remove(session, identity, user_id))


@router.post("/leave", operation_id="leave_workspace", status_code=204, responses=problems(LastOwner))
async def leave_workspace(identity: Access, session: MembersTx) -> None:
    """Leave the workspace, with all that a removed member loses. The last owner cannot."""
    await service.leave(session, identity)


@router.post(
    "/ownership",
    operation_id="transfer_ownership",
    responses=problems(MemberNotFound, WrongPassword, TooManyAttempts),
)
async def transfer_ownership(
    body: schemas.OwnershipTransfer, request: Request, identity: Access, database: Db, here: Here
) -> schemas.MemberList:
    """Make another member owner, and yourself an admin. Asks for your password."""
    assert identity.user_id is not None, "no key reaches this"
    # Before the transaction: hashing takes its time, and nobody should wait for it.
    await proving.confirm_password(database, identity.user_id, body.password, here)
    async with changing(database, identity) as session:
        await service.hand_over(session, identity, WebState.of(request).rules, body.user_id)
        return await _list(session)


@router.post(
    "/members/{user_id}/reset-link",
    operation_id="create_reset_link",
    status_code=201,
    responses=problems(MemberNotFound, ResetForbidden),
)
async def create_reset_link(
    user_id: UUID, request: Request, identity: Access, session: MembersTx
) -> schemas.ResetLink:
    """A link by which a member chooses a new password, to hand to them: good once within an hour.

    Only for somebody all of whose workspaces you administer, and whom you do not stand below in any of them.
    The code of an authenticator is asked for all the same.
    """
    link = await reset.make_link(session, identity, user_id)
    settings = WebState.of(request).settings
    return schemas.ResetLink(url=page(settings, links.RESET_PAGE, link.token), expires_at=link.expires_at)


async def _list(session: WorkspaceSession) -> schemas.MemberList:
    return schemas.MemberList(
        items=[schemas.Member.model_validate(member) for member in await service.listed(session)],
        former=[
            schemas.FormerMember(user_id=user_id, name=name)
            for user_id, name in await service.former(session)
        ],
    )

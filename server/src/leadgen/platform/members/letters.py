"""The letter of an invitation, and what became of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.mail import (
    Letter,
    LetterKind,
    Writing,
    is_set_up,
    natural_key,
    one_line,
    page,
    post,
    register,
)
from leadgen.platform.mail import Link as Way
from leadgen.platform.mail.service import KIND
from leadgen.platform.members import invitations
from leadgen.platform.members.contracts import Delivery, Invitation
from leadgen.platform.members.repository import invitations as repository
from leadgen.platform.workspaces import service as workspaces

NAME = "member.invitation"
PAGE = "/invitation"

_DELIVERIES: Mapping[str, Delivery] = {
    "reserved": "queued",
    "called": "queued",
    "settled": "sent",
    "unknown": "unknown",
}


async def send(session: WorkspaceSession, settings: Settings, invitation: Invitation) -> str | None:
    """Mail the invitation. Where the installation sends none, the link for the asker to hand over."""
    if is_set_up(settings):
        await post(session, NAME, invitation.id, {"invitation_id": str(invitation.id)})
        return None
    link = await invitations.mint(session, invitation.id)
    assert link is not None, "it was made in this transaction"
    return page(settings, PAGE, link.token)


async def deliveries(session: WorkspaceSession, found: Sequence[Invitation]) -> Mapping[UUID, Delivery]:
    """How each got to its person: `link` where it was handed over."""
    keys = {natural_key(NAME, invitation.id): invitation.id for invitation in found}
    states = await repository.effect_states(session, KIND, list(keys))
    return {
        id_: _DELIVERIES.get(states[key], "failed") if key in states else "link" for key, id_ in keys.items()
    }


async def write(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
    """`member.invitation` {invitation_id}; None where it is not open any more."""
    invitation_id = UUID(str(arguments["invitation_id"]))
    async with writing.database.workspace(writing.workspace_id) as session:
        link = await invitations.mint(session, invitation_id, is_mailed=True)
        invitation = await repository.by_id(session, invitation_id)
        workspace = await workspaces.read(session)
    if link is None or invitation is None:
        return None
    host, place = one_line(invitation.invited_by_name), one_line(workspace.name)
    return Letter(
        to=invitation.email,
        subject=f"{host} invites you to {place}",
        paragraphs=(
            f"{host} invites you to the workspace {place} in Leadgen Pipeline.",
            f"Your role there would be: {invitation.role}.",
        ),
        link=Way("Join the workspace", page(writing.settings, PAGE, link.token)),
        below=(
            "The link works once, within a week.",
            "If you did not expect this, do nothing: nothing happens.",
        ),
    )


def register_letters() -> None:
    """Once, when the product is assembled."""
    register(LetterKind(NAME, "Invitation", write))

"""Why somebody does not become, stay or stop being a member."""

from leadgen.kernel.errors import Conflict, Forbidden, NotFound


class MemberNotFound(NotFound):
    """No such member of this workspace."""

    def __init__(self) -> None:
        super().__init__("There is no such member in this workspace. Load the list again.")


class InvitationNotFound(NotFound):
    """No such open invitation in this workspace."""

    def __init__(self) -> None:
        super().__init__("There is no such open invitation. Load the list again.")


class RoleTooHigh(Forbidden):
    """A role that the caller can neither give nor take."""

    def __init__(self) -> None:
        super().__init__(
            "Only an owner decides about owners, and an API key about no admin. Ask an owner to do it."
        )


class LastOwner(Conflict):
    """The workspace would be left without an owner."""

    def __init__(self) -> None:
        super().__init__("A workspace keeps at least one owner. Make somebody else an owner first.")


class AlreadyMember(Conflict):
    """The person belongs to the workspace already."""

    def __init__(self) -> None:
        super().__init__("This person is a member already. Change their role in the list of members.")


class AlreadyInvited(Conflict):
    """An invitation to this address is open."""

    def __init__(self) -> None:
        super().__init__("This address has an open invitation. Make a new link for it, or revoke it first.")


class SignedInAsAnother(Conflict):
    """The invitation is for somebody else than who is signed in."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"This invitation is for {email}, and you are signed in as somebody else. "
            f"Give the password of {email}, or sign out first."
        )


class ProofMissing(Conflict):
    """The invited person exists: they sign in, or give their password."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"There is a person with the e-mail {email} already. Sign in as them or give their password."
        )


class ResetForbidden(Forbidden):
    """A new password for this person is not the caller's to give."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot make a link for this person. They can reset the password at the sign-in page, "
            "or ask whoever runs the installation."
        )

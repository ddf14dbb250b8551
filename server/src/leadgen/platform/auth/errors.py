"""Why somebody was not let in. None of them says whether a workspace or a person exists."""

from typing import ClassVar

from leadgen.kernel.errors import Forbidden, Invalid, LeadgenError, NotFound, Unauthenticated


class SignInRequired(Unauthenticated):
    """No session, an ended one, or an API key that is not valid."""

    def __init__(self) -> None:
        super().__init__("Sign in, or send a valid API key, and try again.")


class WrongCredentials(Unauthenticated):
    """The same for an unknown e-mail and a wrong password."""

    def __init__(self) -> None:
        super().__init__("E-mail or password is wrong. Check both and try again.")


class TooManyAttempts(LeadgenError):
    """Sign-in is closed for this e-mail or address for a while."""

    status: ClassVar[int] = 429
    retryable: ClassVar[bool] = True

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"Too many attempts. Wait {wait_s} seconds and try again.", retry_after_s=wait_s)


class RoleForbids(Forbidden):
    """A member, but not with this role."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"Your role here is {role}, which does not allow this. Ask an owner of the workspace."
        )


class WorkspaceNotFound(NotFound):
    """No such workspace, or not one of yours: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("There is no such workspace among yours. Check the address.")


class CrossSiteRequest(Forbidden):
    """A page of another site sent this request with your cookie."""

    def __init__(self) -> None:
        super().__init__(
            "This request came from another site and was not carried out. Use the dashboard itself."
        )


class LinkSpent(LeadgenError):
    """A one-time link that was used, has expired, or never was."""

    status: ClassVar[int] = 410

    def __init__(self) -> None:
        super().__init__(
            "This link is not valid any more. Sign in, or start the product again for a new link."
        )


class WeakPassword(Invalid):
    """The password is too short to protect a customer base, or too long to hash."""

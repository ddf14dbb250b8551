"""Why somebody was not let in. None of them says whether a workspace or a person exists."""

from typing import ClassVar

from leadgen.kernel.errors import Conflict, Forbidden, Invalid, LeadgenError, NotFound, Unauthenticated


class SignInRequired(Unauthenticated):
    """No session, an ended one, or an API key that is not valid."""

    def __init__(self) -> None:
        super().__init__("Sign in, or send a valid API key, and try again.")


class GuessWrong(LeadgenError):
    """Something only the person knows was wrong: it counts against whoever guesses."""


class WrongCredentials(Unauthenticated, GuessWrong):
    """The same for an unknown e-mail and a wrong password."""

    def __init__(self) -> None:
        super().__init__("E-mail or password is wrong. Check both and try again.")


class SecondFactorRequired(Unauthenticated):
    """The password is right, and this person also gives a code at sign-in."""

    def __init__(self) -> None:
        super().__init__("Enter the code of your authenticator, or one of your recovery codes.")


class WrongCode(Unauthenticated, GuessWrong):
    """The code is wrong, over its time, or was used before."""

    def __init__(self) -> None:
        super().__init__(
            "This code is wrong or was used already. Wait for the next one, or use a recovery code."
        )


class WrongPassword(Forbidden, GuessWrong):
    """The password that was asked for again is not this person's."""

    def __init__(self) -> None:
        super().__init__(
            "The password is wrong. Without one, ask for a link to choose one at the sign-in page."
        )


class TotpCodeInvalid(Invalid, GuessWrong):
    """The code does not belong to the secret that was just shown."""

    def __init__(self) -> None:
        super().__init__(
            "The code does not fit. Check the clock of the device, and enter the code it shows now.",
            errors=[{"field": "code", "message": "Does not fit the secret."}],
        )


class TotpAlreadyOn(Conflict):
    """The second factor is on; another authenticator takes its place only after it was switched off."""

    def __init__(self) -> None:
        super().__init__("The second factor is on already. Switch it off first to set up another device.")


class TotpNotStarted(Conflict):
    """There is no secret to confirm."""

    def __init__(self) -> None:
        super().__init__("Begin again: ask for a new secret, and confirm it with a code.")


class SessionNotFound(NotFound):
    """No such session, or not one of yours."""

    def __init__(self) -> None:
        super().__init__("There is no such session among yours; it may have ended already.")


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


class RoleChanged(Conflict):
    """The caller's role changed between the question and the act."""

    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("Your role in this workspace has just changed. Nothing was done; try again.")


class ScopeMissing(Forbidden):
    """An API key that was not made for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(
            f"This API key lacks the scope {scope}. Make a key that has it, in Settings, API keys.",
            scope=scope,
        )


class PersonRequired(Forbidden):
    """An act that no API key may do, whatever its scopes."""

    def __init__(self) -> None:
        super().__init__("No API key may do this. Sign in to the dashboard and do it there.")


class CodesUnreadable(Conflict):
    """Codes of the authenticator cannot be checked: their secret was sealed with another secret key."""

    def __init__(self) -> None:
        super().__init__(
            "Codes of your authenticator cannot be checked here, as after a restore with another secret key. "
            "Give a recovery code instead, or ask whoever runs the installation for `leadgen user totp-off`."
        )


class RateLimited(LeadgenError):
    """The API key has asked too often; nothing was done."""

    status: ClassVar[int] = 429
    retryable: ClassVar[bool] = True

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            f"This API key has asked too often. Wait {wait_s} s and send the request again.",
            retry_after_s=wait_s,
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
            "This link is not valid any more: it was used, or its time is over. Ask for a new one."
        )


class WeakPassword(Invalid):
    """The password is too short to protect a customer base, or too long to hash."""

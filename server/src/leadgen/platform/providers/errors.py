"""Why a sign-in by a provider did not succeed."""

from leadgen.kernel.errors import NotFound, Unauthenticated
from leadgen.platform.providers.contracts import Refusal


class ProviderNotFound(NotFound):
    """No such provider is set up here."""

    def __init__(self) -> None:
        super().__init__("No such sign-in is set up here. Go back to the sign-in page.")


class SignInRefused(Unauthenticated):
    """The browser is sent back to the sign-in page with `refusal` in the address; `reason` is for the log."""

    def __init__(self, refusal: Refusal, reason: str) -> None:
        super().__init__(reason)
        self.refusal = refusal


def failed(reason: str) -> SignInRefused:
    """The provider did not do its part, or somebody pretends to be it."""
    return SignInRefused(Refusal.PROVIDER_FAILED, reason)

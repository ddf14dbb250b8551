"""The providers of this installation, from its settings."""

from collections.abc import Mapping

from leadgen.config import Settings
from leadgen.platform.providers.contracts import Provider
from leadgen.platform.providers.errors import ProviderNotFound

GOOGLE_ISSUER = "https://accounts.google.com"


def providers_of(settings: Settings) -> Mapping[str, Provider]:
    """By key, in the order of the buttons. One that is set up in part is off."""
    google_secret, oidc_secret = settings.google_client_secret, settings.oidc_client_secret
    found = []
    if settings.google_client_id and google_secret:
        secret = google_secret.get_secret_value()
        found.append(Provider("google", "Google", GOOGLE_ISSUER, settings.google_client_id, secret))
    if settings.oidc_issuer and settings.oidc_client_id and oidc_secret:
        secret = oidc_secret.get_secret_value()
        found.append(
            Provider("oidc", settings.oidc_label, settings.oidc_issuer, settings.oidc_client_id, secret)
        )
    return {provider.key: provider for provider in found}


def provider_of(settings: Settings, key: str) -> Provider:
    """Raises ProviderNotFound."""
    found = providers_of(settings).get(key)
    if found is None:
        raise ProviderNotFound
    return found

"""Asking for a letter, in the transaction of what it is about."""

from collections.abc import Mapping
from ipaddress import ip_address
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.service import reserve

KIND = "mail"


def is_set_up(settings: Settings) -> bool:
    """Whether the installation sends letters; else links are shown to whoever may hand them over."""
    return settings.smtp_url is not None


async def post(
    session: WorkspaceSession, letter: str, key: str | UUID, arguments: Mapping[str, JSON]
) -> bool:
    """A letter of this kind, sent after the commit. False where the same one (`key`) was asked for before.

    `arguments` are kept: ids, never a secret.
    """
    payload: dict[str, JSON] = {"letter": letter, "arguments": dict(arguments)}
    return await reserve(session, KIND, [Reserve(natural_key(letter, key), payload)]) == 1


def natural_key(letter: str, key: str | UUID) -> str:
    """The effect's, by which its state is found."""
    return f"{letter} {key}"


def page(settings: Settings, path: str, token: str) -> str:
    """The address of a page with a token behind `#`, which a browser sends to no server.

    Built from the settings only: the Host header of a request is anybody's text.
    """
    return f"{(settings.public_url or _own_address(settings)).rstrip('/')}{path}#{token}"


def _own_address(settings: Settings) -> str:
    host = settings.host
    try:
        if ip_address(host).is_unspecified:
            host = "127.0.0.1"
        elif ":" in host:
            host = f"[{host}]"
    except ValueError:
        pass  # a name: it stands as it is
    return f"http://{host}:{settings.port}"

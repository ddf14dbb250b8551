"""What a workspace has of the installed enrichers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from leadgen.config import Settings
from leadgen.kernel.json import JSON
from leadgen.platform.plugins.forms import KeyUse, Schema
from leadgen.platform.secrets import unseal
from leadgen_sdk import Enricher, Plugin

SEALED_FOR = "plugin key"


@dataclass(frozen=True)
class Configured:
    """An enricher as a workspace uses it."""

    enricher: Enricher
    settings: Mapping[str, JSON]
    workspace_id: UUID
    sealed: bytes | None = field(repr=False)

    @property
    def has_secret(self) -> bool:
        """Is there a key?"""
        return self.sealed is not None

    def secret(self, installation: Settings) -> str | None:
        """The key, opened for one call; None where there is none. Raises SealUnreadable."""
        if self.sealed is None:
            return None
        return unseal(installation, self.sealed, SEALED_FOR, workspace_id=self.workspace_id).decode()


@dataclass(frozen=True)
class Standing:
    """One enricher in one workspace. `reason`: why it is not used, in a sentence; None where it is."""

    plugin: str
    configured: Configured
    reason: str | None

    @property
    def enricher(self) -> Enricher:
        return self.configured.enricher

    @property
    def active(self) -> bool:
        """May it be used now?"""
        return self.reason is None


@dataclass(frozen=True)
class Provider:
    """One plugin in one workspace, with all its enrichers; `settings` with the plugin's defaults."""

    plugin: Plugin
    schema: Schema
    key_use: KeyUse
    is_on: bool
    settings: Mapping[str, JSON]
    has_secret: bool
    standings: Sequence[Standing]

    @property
    def reason(self) -> str | None:
        """Why nothing of it is used; None where something is."""
        return None if any(one.active for one in self.standings) else self.standings[0].reason

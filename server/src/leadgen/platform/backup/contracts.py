"""What a backup says of itself."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

FORMAT = 1
KEY_NOTE = (
    "The secret key is not in this file. Passwords and API keys work without it; webhook secrets and second "
    "factors are sealed with it and can be opened only where secret.key (or LEADGEN_SECRET_KEY) is the same, "
    "or is given as an old one. Keep it apart from this file."
)

# Told as it goes: what is being done, and how much of it is done.
Progress = Callable[[str], None]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Model):
    """The rows of one table, of one workspace or account where it has such, as one member of the archive."""

    name: str
    table: str
    workspace_id: UUID | None
    account_id: UUID | None = None
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class TableSummary(_Model):
    """One table over all its parts; `sha256` is of its parts' digests in order."""

    columns: list[str]
    rows: int
    bytes: int
    sha256: str


class Manifest(_Model):
    """The last member of the archive. `secret_key_id` names the key without telling anything of it."""

    format: int
    product: str
    revision: str
    created_at: datetime
    workspaces: int
    secret_key_included: bool
    secret_key_id: str
    note: str
    tables: dict[str, TableSummary]
    parts: list[Part]

"""Where sealed values stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed values, for what they are sealed. `of_workspace`: each for its own workspace."""

    table: str
    column: str
    purpose: str
    of_workspace: bool


@dataclass(frozen=True)
class Survey:
    """How many sealed values there are: by the present secret, by an old one, by one that is not here."""

    current: int = 0
    old: int = 0
    unknown: int = 0

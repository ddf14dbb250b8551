"""Long parameters written as PostgreSQL reads them, many times as fast as the driver does it."""

from collections.abc import Sequence
from uuid import UUID


def array(texts: Sequence[str]) -> str:
    """An array of texts."""
    if not texts:
        return "{}"
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(quoted) + '"}'


def id_array(ids: Sequence[UUID | None]) -> str:
    """An array of ids."""
    return "{" + ",".join("NULL" if one is None else str(one) for one in ids) + "}"

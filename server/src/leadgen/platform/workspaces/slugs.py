"""A workspace's name in addresses: pure."""

import re
import unicodedata

from leadgen.kernel.errors import Invalid

_SHAPE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_OTHERS = re.compile(r"[^a-z0-9]+")
MAX_LENGTH = 63


class InvalidSlug(Invalid):
    """This cannot stand in an address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"“{slug[:80]}” cannot be a workspace's address. "
            f"Use up to {MAX_LENGTH} small letters, digits and hyphens."
        )


def check(slug: str) -> str:
    """The same slug. Raises InvalidSlug."""
    if _SHAPE.fullmatch(slug) is None:
        raise InvalidSlug(slug)
    return slug


def propose(name: str, attempt: int = 1) -> str:
    """From a name in any script; later attempts get a number: acme, acme-2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _OTHERS.sub("-", plain).strip("-")[:40].strip("-") or "workspace"
    return stem if attempt == 1 else f"{stem}-{attempt}"

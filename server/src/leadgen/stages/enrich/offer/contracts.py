"""The offer profile as it goes between this package's files."""

from dataclasses import dataclass, fields
from datetime import datetime

MOST_CHARACTERS = 2_000
_LABELS = {
    "about": "Who we are",
    "products": "What we sell",
    "customers": "Who it is for",
    "proof": "What speaks for it",
    "tone": "How we write",
}


@dataclass(frozen=True)
class OfferProfile:
    """What members wrote about their own firm; blank where they did not."""

    about: str = ""
    products: str = ""
    customers: str = ""
    proof: str = ""
    tone: str = ""
    updated_at: datetime | None = None

    @property
    def text(self) -> str:
        """For a prompt, whose writer fences it; "" where nothing is written."""
        said = [
            f"{_LABELS[one.name]}: {value}"
            for one in fields(self)
            if one.name in _LABELS and (value := getattr(self, one.name))
        ]
        return "\n".join(said)[:MOST_CHARACTERS]

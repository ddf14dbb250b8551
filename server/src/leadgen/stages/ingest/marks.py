"""What an import puts on each contact it creates or updates: tags, and an owner where there is none. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadgen.kernel.json import JSON
from leadgen.records.values import text_key
from leadgen.stages.ingest.contracts import Import
from leadgen.stages.ingest.policy import Held, Wish, is_blank


@dataclass(frozen=True)
class Marks:
    """Tags by their key, and the member."""

    tags: Mapping[str, str]
    owner: str | None

    @property
    def are_there(self) -> bool:
        """Whether there is anything to put on."""
        return bool(self.tags) or self.owner is not None

    def put_on(self, wish: Wish, held: Held) -> None:
        """Tags are added, whatever the policy of a column with tags; an owner stays."""
        present = wish.changed.get("tags", held.get("tags"))
        tags = list(present) if isinstance(present, list | tuple) else []
        known = {text_key(tag) for tag in tags}
        missing = [name for key, name in self.tags.items() if key not in known]
        if missing:
            wish.changed["tags"] = [*tags, *missing]
            wish.confirmed.pop("tags", None)
        if self.owner is not None and is_blank(held.get("owner")):
            wish.changed["owner"] = self.owner

    def of_new(self) -> tuple[dict[str, JSON], dict[str, JSON]]:
        """What a new contact gets, as `incoming` takes it: values, and entries of its tags."""
        return ({"owner": self.owner} if self.owner else {}), dict(self.tags)


def marks_of(found: Import) -> Marks:
    """Of an import; companies carry none."""
    if found.kind == "company":
        return Marks({}, None)
    return Marks(_by_key(found.tags), str(found.owner_id) if found.owner_id else None)


def _by_key(names: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(text_key(name), name)
    return found

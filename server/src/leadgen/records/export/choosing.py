"""Which columns an export has. Pure."""

from collections.abc import Mapping, Sequence

from leadgen.kernel.errors import Invalid
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.registry import REFERENCES, registered

# What a contact's row says of its company.
EMPLOYER = ("company_name", "company_domain")


class UnknownColumn(Invalid):
    """An export cannot have this column."""

    def __init__(self, key: str) -> None:
        super().__init__(f"“{key[:80]}” is no field of these records. GET /fields lists them by `key`.")


def columns_of(kind: RecordKind, fields: Sequence[Field], asked: str | None) -> list[Field]:
    """The fields that were asked for, in that order and each once; all of them where none was.

    `fields` are those of this kind. Raises UnknownColumn.
    """
    known = _known(kind, fields)
    keys = [key.strip() for key in (asked or "").split(",") if key.strip()] or list(known)
    for key in keys:
        if key not in known:
            raise UnknownColumn(key)
    return [known[key] for key in dict.fromkeys(keys)]


def _known(kind: RecordKind, fields: Sequence[Field]) -> Mapping[str, Field]:
    """As a list shows them: without references, for which a contact has its company's name and domain."""
    own = {field.key: field for field in fields if field.key not in REFERENCES}
    if kind == "company":
        return own
    companies = by_key(registered("company"))
    return own | {key: companies[key] for key in EMPLOYER}

"""What can be wrong with a wish to read or change records."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid, NotFound


class RecordNotFound(NotFound):
    """No such contact or company here, or it was removed."""

    def __init__(self) -> None:
        super().__init__("There is no such record here. It may have been removed; History shows by whom.")


class OperationNotFound(NotFound):
    """No such operation here."""

    def __init__(self) -> None:
        super().__init__("There is no such operation here. Look it up in History.")


class InvalidValues(Invalid):
    """Some values cannot be stored; each is named with its reason."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        first = next(iter(problems.values()))
        super().__init__(
            f"Nothing was saved: {first}.",
            errors=[{"field": key, "message": message} for key, message in problems.items()],
        )


class KeyTaken(Conflict):
    """Another record has this e-mail, profile, id or domain already."""

    def __init__(self, field: str, value: str, record_id: UUID, label: str) -> None:
        super().__init__(
            f"{value} belongs to {label or 'another record'} already. Nothing was saved; open that record, "
            "or use another value.",
            field=field,
            record_id=str(record_id),
            record_label=label,
        )


class UnsortableField(Invalid):
    """The list cannot be sorted by this."""

    def __init__(self, key: str, allowed: Sequence[str]) -> None:
        super().__init__(
            f"“{key[:80]}” cannot be sorted by. Use one of: {', '.join(allowed)}; "
            "a minus in front turns it round.",
            allowed=list(allowed),
        )


class FieldExists(Conflict):
    """A field of this name is there already."""

    def __init__(self, label: str) -> None:
        super().__init__(f"There is a field “{label}” already. Use it, or choose another name.")


class UndoRunning(Conflict):
    """An undo of this operation is under way."""

    def __init__(self) -> None:
        super().__init__(
            "This operation is being undone right now. Wait for it to finish; History shows how far it is."
        )


class NotUndoable(Conflict):
    """The operation cannot be undone in its present state; the sentence says why."""

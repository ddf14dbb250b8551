"""What can be wrong with a wish to read or change records."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid, NotFound
from leadgen.kernel.json import JSON


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


class ChangedMeanwhile(Conflict):
    """Somebody changed a value since it was seen; it stays as it is, and each is named in `conflicts`."""

    def __init__(self, label: str, by: str, conflicts: Sequence[JSON]) -> None:
        super().__init__(
            f"{by} changed {label} meanwhile. Nothing was saved; look at what is there now, then "
            "save again or leave it.",
            conflicts=list(conflicts),
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


class FieldNotFound(NotFound):
    """No such field of the workspace's own here."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such field of your own here. GET /fields lists them; built-in ones stay as they are."
        )


class FieldArchived(Conflict):
    """The field was put away, and only what is in use can be changed so."""

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}” is archived. Bring it back first.")


class OptionInUse(Conflict):
    """Records still have a value that was to be taken out of a choice."""

    def __init__(self, label: str, records: int) -> None:
        noun = "record has" if records == 1 else "records have"
        super().__init__(
            f"{records:,} {noun} “{label}”, so nothing was changed. Give them another value first, or rename "
            "the option.",
            records=records,
        )


class SameType(Invalid):
    """The field is of that type already."""

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}” is of that type already. Choose another one.")


class UndoRunning(Conflict):
    """An undo of this operation is under way."""

    def __init__(self) -> None:
        super().__init__(
            "This operation is being undone right now. Wait for it to finish; History shows how far it is."
        )


class NotUndoable(Conflict):
    """The operation cannot be undone in its present state; the sentence says why."""


class NoFacet(Invalid):
    """The values of this field are not counted."""

    def __init__(self, key: str, allowed: Sequence[str]) -> None:
        super().__init__(
            f"The values of “{key[:80]}” cannot be counted for this list. Use one of: {', '.join(allowed)}.",
            allowed=list(allowed),
        )

"""What can be wrong with a view or segment."""

from collections.abc import Sequence

from leadgen.kernel.errors import Conflict, Forbidden, NotFound


class ViewNotFound(NotFound):
    """No such view here, or it is somebody else's own."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such view here, or it is somebody's own. GET /views lists those you have."
        )


class SharedByEditors(Forbidden):
    """What everybody has is not a viewer's to make or change."""

    def __init__(self) -> None:
        super().__init__(
            "Views that everybody has are kept by owners, admins and editors. Save this one as your own."
        )


class SegmentNotFound(NotFound):
    """No such segment here."""

    def __init__(self) -> None:
        super().__init__("There is no such segment here. GET /segments lists them.")


class SegmentExists(Conflict):
    """A segment of this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a segment “{name}” already. Use it, or choose another name.")


class SegmentInUse(Conflict):
    """Other segments or views ask for this one."""

    def __init__(self, name: str, uses: Sequence[str]) -> None:
        shown = ", ".join(uses[:5]) + (f" and {len(uses) - 5} more" if len(uses) > 5 else "")
        super().__init__(
            f"“{name}” is used by {shown}. Nothing was removed; take it out of their filters first.",
            uses=list(uses),
        )


class TooManyOfThem(Conflict):
    """The workspace has as many as it may."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(f"There are {most} {what} already. Remove one that is not used any more.")

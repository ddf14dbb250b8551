"""Why a sealed value cannot be opened.

SealUnreadable
├── SealKeyMissing   sealed with a secret this installation does not have
└── SealBroken       changed since, or meant for another purpose or workspace
"""

from leadgen.kernel.errors import Conflict


class SealUnreadable(Conflict):
    """A stored secret cannot be opened; it has to be given again."""


class SealKeyMissing(SealUnreadable):
    """A stored secret was sealed with a secret key this installation does not have."""

    def __init__(self) -> None:
        super().__init__(
            "A stored secret was sealed with another secret key. Put that key into LEADGEN_OLD_SECRET_KEYS "
            "(or the file secret.key.old), or set the secret anew."
        )


class SealBroken(SealUnreadable):
    """A stored secret was changed, or belongs elsewhere."""

    def __init__(self) -> None:
        super().__init__("A stored secret does not open where it stands. Set it anew.")

"""The e-mail people sign in with: shape and comparison, pure."""

import re

from leadgen.kernel.errors import Invalid

_SHAPE = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,189}")


class InvalidEmail(Invalid):
    """This is not an e-mail address one can sign in with."""

    def __init__(self) -> None:
        super().__init__(
            "This is not an e-mail address. Write it like ada@example.com.",
            errors=[{"field": "email", "message": "Not an e-mail address."}],
        )


def tidy(email: str) -> str:
    """Without surrounding space. Raises InvalidEmail."""
    trimmed = email.strip()
    if _SHAPE.fullmatch(trimmed) is None:
        raise InvalidEmail
    return trimmed


def key(email: str) -> str:
    """Equal for addresses that differ in case only."""
    return email.strip().casefold()

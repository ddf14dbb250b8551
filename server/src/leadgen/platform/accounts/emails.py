"""The e-mail people sign in with: shape and comparison, pure."""

import re

from leadgen.kernel.errors import Invalid

# What could be read as two addresses, a name or a comment in a letter's header is none to sign in with.
_PLAIN = r"[^@\s\x00-\x1f\x7f,;:<>()\[\]\"\\]"
_SHAPE = re.compile(rf"{_PLAIN}{{1,64}}@{_PLAIN}{{1,189}}")


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

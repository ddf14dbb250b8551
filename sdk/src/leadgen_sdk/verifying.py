"""What a plugin offers that asks a service whether a mailbox exists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

# catch_all: the domain takes every address, so nobody can tell. unknown: the service could not tell today.
Mailbox = Literal["exists", "missing", "catch_all", "disposable", "unknown"]


@dataclass(frozen=True)
class Opinion:
    """What the service says of one mailbox, and how sure it is, 0 to 1, where it says that."""

    mailbox: Mailbox
    confidence: float | None = None


class VerifierError(Exception):
    """No opinion; the message is a sentence for people."""


class Transient(VerifierError):
    """The same question later may be answered: not before `after_s` seconds. It cost nothing."""

    def __init__(self, message: str, after_s: float) -> None:
        super().__init__(message)
        self.after_s = after_s


class Permanent(VerifierError):
    """The same question will never be answered."""


class Unauthorized(VerifierError):
    """The key is not taken: the workspace is asked for another one."""


class QuotaExhausted(VerifierError):
    """What the workspace paid the service for is used up: nothing more is asked until a person says so."""


class Withdrawn(VerifierError):
    """The person asked the service to be forgotten: what came from it goes, and it is never asked again."""


class HttpAnswer(Protocol):
    """An answer, read to its end."""

    @property
    def status_code(self) -> int: ...

    def json(self) -> Any:
        """Raises ValueError where it is no JSON."""
        ...


class Http(Protocol):
    """The host's client. It goes only to the hosts that the verifier declares."""

    async def get(
        self, url: str, *, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> HttpAnswer: ...


@runtime_checkable
class EmailVerifier(Protocol):
    """Asks one service about one mailbox. The first three are plain class attributes."""

    @property
    def key(self) -> str: ...  # stable

    @property
    def label(self) -> str: ...  # for people

    @property
    def hosts(self) -> Sequence[str]: ...  # all it talks to

    async def verify(self, email: str, *, key: str, http: Http) -> Opinion:
        """One question with the workspace's key, nothing remembered. Raises VerifierError."""
        ...

"""One tree of errors; a module's own errors subclass these beside the code that raises them.

LeadgenError
├── Refused 400           what was asked cannot be done as asked
├── Unauthenticated 401   nobody is signed in
├── PaymentRequired 402   credits are missing
├── Forbidden 403         the role does not allow it
├── NotFound 404          no such thing, or not for you
├── Conflict 409          the state does not allow it now
├── Invalid 422           a value is wrong
└── Unavailable 503       try again later

The class name is the API's code: `BudgetExhausted` is `budget_exhausted` on the wire.
"""

import re
from typing import ClassVar

from leadgen.kernel.json import JSON

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class LeadgenError(Exception):
    """Something a person should hear of: `detail` is a sentence that says what to do next."""

    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str, **extra: JSON) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra: dict[str, JSON] = extra

    @classmethod
    def wire_code(cls) -> str:
        """The stable name of this kind of error on the wire."""
        return _WORD_START.sub("_", cls.__name__).lower()

    @property
    def code(self) -> str:
        """`wire_code` of this error's kind."""
        return self.wire_code()


class Refused(LeadgenError):
    status = 400


class Unauthenticated(LeadgenError):
    status = 401


class PaymentRequired(LeadgenError):
    status = 402


class Forbidden(LeadgenError):
    status = 403


class NotFound(LeadgenError):
    status = 404


class Conflict(LeadgenError):
    status = 409


class Invalid(LeadgenError):
    status = 422


class Unavailable(LeadgenError):
    status = 503
    retryable = True

"""Slows guessing of passwords, in the memory of one web process."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leadgen.platform.auth.errors import TooManyAttempts, WrongCredentials

WINDOW = timedelta(minutes=15)
MOST_NAMES = 10_000


@dataclass(frozen=True)
class Attempt:
    """A try to sign in as `email_key` from a network address."""

    email_key: str
    address: str

    def limits(self) -> dict[tuple[str, str], int]:
        """Failures allowed in the window. One address alone cannot lock a person out everywhere."""
        return {(self.email_key, self.address): 10, (self.email_key, ""): 100, ("", self.address): 100}


@dataclass
class Throttle:
    """Failures of the last 15 minutes; success forgives those of the same person at the same address."""

    _failures: OrderedDict[tuple[str, str], list[datetime]] = field(default_factory=OrderedDict)

    @contextmanager
    def counting(self, attempt: Attempt, at: datetime) -> Iterator[None]:
        """Around one try. Raises TooManyAttempts; a try that ends otherwise than refused is not counted.

        Counted before the password is looked at, which takes a while: else any number of guesses that are
        sent at once would all find the limit not reached yet.
        """
        self.check(attempt, at)
        self.failed(attempt, at)
        try:
            yield
        except WrongCredentials:
            raise
        except BaseException:
            self._take_back(attempt, at)
            raise
        self._take_back(attempt, at)
        self.succeeded(attempt)

    def check(self, attempt: Attempt, at: datetime) -> None:
        """Raises TooManyAttempts while a limit is reached."""
        for name, limit in attempt.limits().items():
            recent = self._recent(name, at)
            if len(recent) >= limit:
                raise TooManyAttempts(_wait_s(recent[-limit] + WINDOW - at))

    def failed(self, attempt: Attempt, at: datetime) -> None:
        """Count a failure; the longest silent names are forgotten when there are too many."""
        for name in attempt.limits():
            self._failures[name] = [*self._recent(name, at), at]
            self._failures.move_to_end(name)
        while len(self._failures) > MOST_NAMES:
            self._failures.popitem(last=False)

    def succeeded(self, attempt: Attempt) -> None:
        """Forget the failures of this person at this address."""
        self._failures.pop((attempt.email_key, attempt.address), None)

    def _take_back(self, attempt: Attempt, at: datetime) -> None:
        for name in attempt.limits():
            if at in (failures := self._failures.get(name, [])):
                failures.remove(at)

    def _recent(self, name: tuple[str, str], at: datetime) -> list[datetime]:
        return [failure for failure in self._failures.get(name, []) if at - failure < WINDOW]


def _wait_s(wait: timedelta) -> int:
    return max(1, round(wait.total_seconds()))

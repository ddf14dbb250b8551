"""What credits are, said once more in the plainest way: numbers in lists, and nothing of the product's."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

Limits = tuple[int | None, int | None, int | None]  # of a run, a day, a month
FREE: Limits = (None, None, None)
ACCOUNT = ""  # a place as well: all workspaces together


@dataclass
class Pot:
    """Credits granted together."""

    left: int
    end: datetime | None


@dataclass
class Run:
    place: str
    held: int = 0
    spent: int = 0
    unbooked: int = 0


@dataclass
class Oracle:
    """One account. `pots` hold what is neither expired nor booked; `today` and `month` count by place."""

    balance: int = 0
    pots: list[Pot] = field(default_factory=list)
    runs: dict[int, Run] = field(default_factory=dict)
    limits: dict[str, Limits] = field(default_factory=dict)
    day: date = date.min
    today: Counter[str] = field(default_factory=Counter)
    month: Counter[str] = field(default_factory=Counter)

    def turn(self, at: datetime) -> None:
        """Time has gone on."""
        if (self.day.year, self.day.month) != (at.year, at.month):
            self.month.clear()
        if self.day != at.date():
            self.today.clear()
        self.day = at.date()

    def grant(self, amount: int, end: datetime | None) -> None:
        self.balance += amount
        self.pots.append(Pot(amount, end))

    def reserve(self, run: int, place: str, wanted: int, least: int) -> int:
        found = self.runs.setdefault(run, Run(place))
        most = [wanted, self.balance]
        for of in (ACCOUNT, place):
            per_run, per_day, per_month = self.limits.get(of, FREE)
            most += [per_run - found.held - found.spent] if per_run is not None else []
            most += [per_day - self.reserved(of) - self.today[of]] if per_day is not None else []
            most += [per_month - self.reserved(of) - self.month[of]] if per_month is not None else []
        amount = min(most)
        if amount <= 0 or amount < least:
            return 0
        self.balance -= amount
        found.held += amount
        return amount

    def settle(self, run: int, amount: int) -> bool:
        found = self.runs[run]
        if amount > found.held:
            return False
        found.held -= amount
        found.spent += amount
        found.unbooked += amount
        for of in (ACCOUNT, found.place):
            self.today[of] += amount
            self.month[of] += amount
        return True

    def release(self, run: int) -> int:
        found = self.runs[run]
        for pot in self._soonest():
            part = min(pot.left, found.unbooked)
            pot.left -= part
            found.unbooked -= part
        self.pots = [pot for pot in self.pots if pot.left]
        back, found.held = found.held, 0
        self.balance += back
        return back

    def expire(self, at: datetime) -> None:
        """What runs hold or have spent is found in the pots that end soonest; the rest of those is gone."""
        promised = sum(run.held + run.unbooked for run in self.runs.values())
        for pot in self._soonest():
            kept = min(pot.left, promised)
            promised -= kept
            if pot.end is not None and pot.end <= at:
                self.balance -= pot.left - kept
                pot.left = kept
        self.pots = [pot for pot in self.pots if pot.left]

    def reserved(self, place: str) -> int:
        return sum(run.held for run in self.runs.values() if place in (ACCOUNT, run.place))

    def remains(self) -> Counter[datetime | None]:
        """By their end."""
        found: Counter[datetime | None] = Counter()
        for pot in self.pots:
            found[pot.end] += pot.left
        return found

    def _soonest(self) -> list[Pot]:
        return sorted(self.pots, key=lambda pot: pot.end or datetime.max.replace(tzinfo=UTC))

"""How much a run may reserve, and which credits go first: tables of cases."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from leadgen.platform.billing.contracts import Caps, Meter, Use, in_credits
from leadgen.platform.billing.lots import Lot, expired, taken
from leadgen.platform.billing.room import granted

FREE = Use()
AT = datetime(2026, 1, 15, tzinfo=UTC)


def use(reserved: int = 0, today: int = 0, month: int = 0, **caps: int) -> Use:
    return Use(reserved, today, month, Caps(**caps))


@pytest.mark.parametrize(
    ("balance", "account", "workspace", "of_run", "wanted", "least", "expected"),
    [
        (100, FREE, FREE, 0, 40, 1, 40),
        (100, FREE, FREE, 0, 140, 1, 100),  # as much as is there
        (100, FREE, FREE, 0, 140, 101, 0),  # less than anybody can use
        (0, FREE, FREE, 0, 10, 0, 0),
        (100, FREE, FREE, 0, 0, 0, 0),
        (100, FREE, use(per_run=30), 0, 40, 1, 30),
        (100, FREE, use(per_run=30), 25, 40, 1, 5),  # a run that goes on
        (100, use(per_run=20), use(per_run=30), 0, 40, 1, 20),  # the tighter one
        (100, FREE, use(today=50, per_day=60), 0, 40, 1, 10),
        (100, FREE, use(reserved=8, today=50, per_day=60), 0, 40, 1, 2),  # what is reserved counts as spent
        (100, FREE, use(reserved=50, month=50, per_month=60), 0, 40, 1, 0),  # lowered below what is used
        (100, use(month=95, per_month=100), use(month=2, per_month=100), 0, 40, 1, 5),
        (100, FREE, use(per_day=0), 0, 40, 1, 0),
    ],
)
def test_a_run_reserves_what_balance_and_caps_leave(
    balance: int, account: Use, workspace: Use, of_run: int, wanted: int, least: int, expected: int
) -> None:
    assert granted(Meter(balance, account, workspace), of_run, wanted, least) == expected


def lots(*of: tuple[int, int | None]) -> list[Lot]:
    """(left, days until the end)."""
    ends = [AT + timedelta(days=days) if days is not None else None for _, days in of]
    return [Lot(UUID(int=one), left, end) for one, ((left, _), end) in enumerate(zip(of, ends, strict=True))]


@pytest.mark.parametrize(
    ("held", "amount", "expected"),
    [
        ([(10, 1), (10, None)], 4, [4]),
        ([(10, 1), (10, None)], 14, [10, 4]),
        ([(10, 1), (10, None)], 0, []),
    ],
)
def test_what_ends_soonest_is_spent_first(
    held: list[tuple[int, int | None]], amount: int, expected: list[int]
) -> None:
    assert taken(lots(*held), amount) == {UUID(int=one): part for one, part in enumerate(expected)}


@pytest.mark.parametrize(
    ("held", "balance", "expected"),
    [
        ([(10, -1), (10, 5)], 20, {0: 10}),
        ([(10, 0), (10, None)], 20, {0: 10}),  # the end itself is over
        ([(10, 1), (10, None)], 20, {}),
        ([(10, -1), (10, 5)], 14, {0: 4}),  # 6 are promised to runs
        ([(10, -1), (10, 5)], 8, {}),
        ([(10, -2), (10, -1), (5, None)], 13, {1: 8}),  # 12 are promised: the first lot and two of the next
    ],
)
def test_what_is_over_expires_but_not_what_is_promised(
    held: list[tuple[int, int | None]], balance: int, expected: dict[int, int]
) -> None:
    assert expired(lots(*held), balance, AT) == {UUID(int=one): part for one, part in expected.items()}


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0"), (1_250, "1.25"), (2_408_000, "2,408"), (1, "0.001"), (100_000, "100")]
)
def test_thousandths_are_told_in_credits(amount: int, said: str) -> None:
    assert in_credits(amount) == said

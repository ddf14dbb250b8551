"""Time, ids, keys, errors and cursors."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from leadgen.kernel import clock
from leadgen.kernel.errors import Conflict, LeadgenError, Unavailable
from leadgen.kernel.ids import uuid7
from leadgen.kernel.keys import derive
from leadgen.kernel.paging import CursorCodec, InvalidCursor

NOON = datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=1)))


def test_time_stands_still_where_it_is_fixed_and_runs_on_after() -> None:
    with clock.fix(NOON):
        assert clock.now() == NOON
        with clock.fix(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now().tzinfo is UTC
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.fix(datetime(2026, 1, 31)):  # noqa: DTZ001 - the case
        pass


def test_ids_grow_and_carry_their_time() -> None:
    ids = [uuid7() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert {one.version for one in ids} == {7}
    made = datetime.fromtimestamp((ids[0].int >> 80) / 1000, UTC)
    assert abs(made - datetime.now(UTC)) < timedelta(seconds=30)


def test_each_purpose_has_its_own_key() -> None:
    assert derive(b"secret", "cursor") == derive(b"secret", "cursor")
    assert len({derive(b"secret", "cursor"), derive(b"secret", "mail"), derive(b"other", "cursor")}) == 3


class SSLBudgetExhausted(Conflict):
    """An error of a module."""


def test_an_error_is_named_by_its_class() -> None:
    error = SSLBudgetExhausted("No credits left. Buy some.", left=0)
    assert (error.code, error.status, error.retryable) == ("ssl_budget_exhausted", 409, False)
    assert (error.detail, error.extra) == ("No credits left. Buy some.", {"left": 0})
    assert Unavailable("Later.").retryable
    assert isinstance(error, LeadgenError)


CODEC = CursorCodec(b"secret")
HERE, THERE = uuid7(), uuid7()


@pytest.mark.parametrize("position", [None, 7, "Ďábel", ["a", None, 3], {"k": ["v"]}])
def test_a_cursor_comes_back_as_it_went(position: object) -> None:
    cursor = CODEC.encode(HERE, "contacts", position)  # type: ignore[arg-type]  # cases of JSON
    assert CODEC.decode(HERE, "contacts", cursor) == position


def _changed(cursor: str) -> str:
    return cursor[:-1] + ("A" if cursor[-1] != "A" else "Q")


@pytest.mark.parametrize(
    ("workspace", "purpose", "cursor"),
    [
        (THERE, "contacts", CODEC.encode(HERE, "contacts", 1)),
        (HERE, "companies", CODEC.encode(HERE, "contacts", 1)),
        (HERE, "contacts", CursorCodec(b"other").encode(HERE, "contacts", 1)),
        (HERE, "contacts", _changed(CODEC.encode(HERE, "contacts", [1, 2, 3]))),
        (HERE, "contacts", ""),
        (HERE, "contacts", "no cursor at all"),
        (HERE, "contacts", "ěšč"),
        (HERE, "contacts", "A"),
    ],
    # Not by value: the ids are new in each process, and parallel workers compare the names of their tests.
    ids=["workspace", "purpose", "secret", "changed", "empty", "text", "not ascii", "short"],
)
def test_a_cursor_of_elsewhere_is_worthless(workspace: object, purpose: str, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        CODEC.decode(workspace, purpose, cursor)  # type: ignore[arg-type]  # ids from the table of cases

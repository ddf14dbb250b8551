"""The pure decisions: how long to wait, who may claim how many, what an act is called."""

from datetime import timedelta
from uuid import UUID

import pytest

from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.effects.contracts import Claimed, Done, EffectKind
from leadgen.platform.effects.naming import effect_id
from leadgen.platform.effects.places import Places
from leadgen.platform.effects.repository import Lane
from leadgen.platform.effects.sharing import shares
from leadgen.platform.effects.waiting import wait

A, B, C = (UUID(int=number) for number in (1, 2, 3))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempt", "after", "luck", "expected"),
    [
        (1, None, 0, MINUTE),
        (1, None, 1, MINUTE * 1.2),
        (2, None, 0, HOUR),
        (3, None, 0, None),
        (3, MINUTE, 0, None),
        (1, timedelta(seconds=1), 0, MINUTE),
        (1, HOUR, 0.5, HOUR),
        (1, timedelta(days=400), 0, timedelta(days=1)),
    ],
)
def test_a_wait_is_the_kinds_own_or_the_receivers(
    attempt: int, after: timedelta | None, luck: float, expected: timedelta | None
) -> None:
    assert wait([MINUTE, HOUR], attempt, after, luck) == expected


def _lane(workspace: UUID, name: str = "", age_s: float = 0) -> Lane:
    return Lane(workspace, "kind", name, "reserved", now() - timedelta(seconds=age_s))


@pytest.mark.parametrize(
    ("due", "in_call", "expected"),
    [
        ([], {}, {}),
        ([_lane(A)], {}, {(A, ""): 9}),  # the most
        ([_lane(A)], {A: 9}, {}),
        ([_lane(A), _lane(B)], {}, {(A, ""): 6, (B, ""): 6}),
        ([_lane(A), _lane(B)], {A: 9}, {(B, ""): 3}),
        ([_lane(A), _lane(B), _lane(C)], {C: 10}, {(A, ""): 1, (B, ""): 1}),
        ([_lane(A, "x"), _lane(A, "y"), _lane(B)], {}, {(A, "x"): 3, (A, "y"): 3, (B, ""): 6}),
        ([_lane(A)], {A: 12}, {}),
    ],
)
def test_places_are_shared_between_workspaces_and_then_between_their_lanes(
    due: list[Lane], in_call: dict[UUID, int], expected: dict[tuple[UUID, str], int]
) -> None:
    given = shares(due, at_once=12, most=9, batch=100, in_call=in_call)
    assert {(lane.workspace_id, lane.name): places for lane, places in given} == expected
    assert sum(expected.values()) + sum(in_call.values()) <= 12


def test_nobody_claims_more_than_a_batch() -> None:
    assert [places for _, places in shares([_lane(A)], at_once=1_000, most=750, batch=50, in_call={})] == [50]


def test_one_intent_has_one_id_for_ever() -> None:
    first = effect_id(A, "mail", "welcome 1")
    assert first == effect_id(A, "mail", "welcome 1") == UUID("aac9b9d2-f027-820f-ad34-65bc5cceab89")
    assert (first.version, first.variant) == (8, "specified in RFC 4122")
    others = {
        effect_id(B, "mail", "welcome 1"),
        effect_id(A, "mails", "welcome 1"),
        effect_id(A, "mail", "1"),
    }
    assert len(others | {first}) == 4


async def _nothing(*_: object) -> Done:
    return Done()


def _claimed(kind: EffectKind) -> Claimed:
    return Claimed(uuid7(), A, kind.name, "", "", {}, 1, 0, None, now(), uuid7())


@pytest.mark.parametrize(("is_idempotent", "taken"), [(True, 1), (False, 2)])
def test_an_act_that_nobody_may_repeat_has_its_place_until_it_is_written(
    is_idempotent: bool, taken: int
) -> None:
    kind = EffectKind("kind", _nothing, _nothing, is_idempotent)  # type: ignore[arg-type]  # never called
    places, one, two = Places({"kind": kind}), _claimed(kind), _claimed(kind)
    places.take([one, two], now())
    places.answered(one)
    assert (places.taken(kind)[A], places.calling(A, kind)) == (taken, 1)
    places.written([one])
    assert places.taken(kind)[A] == 1


def test_a_lease_is_renewed_before_it_ends_and_not_when_it_is_fresh() -> None:
    kind = EffectKind("kind", _nothing, _nothing, True)  # type: ignore[arg-type]  # never called
    places, one, at = Places({"kind": kind}), _claimed(kind), now()
    places.take([one], at)
    assert places.to_renew(at + kind.lease * 0.3) == {}
    assert places.to_renew(at + kind.lease * 0.4) == {(A, "kind"): [one]}
    places.renewed([one], at + kind.lease * 1.4)
    assert places.to_renew(at + kind.lease * 0.4) == {}
    places.written([one])
    assert places.to_renew(at + kind.lease * 9) == {}

"""Which of several records is kept, and whose value each of its fields has then. Pure.

A value that a person pinned comes first, then the one with the best evidence, the newest, the longest, and
at last the one of the record that is kept or came first. Values that only make sense together, such as the
parts of a name, come from one record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from leadgen.records.authorship import same
from leadgen.records.field import Field, RecordKind
from leadgen.records.held import Held
from leadgen.records.merging.uniting import United, united
from leadgen.records.normalise.values import Value
from leadgen.records.projection import NAME_PARTS, display_name
from leadgen.records.values import canonical

Reason = Literal[
    "picked", "only", "same", "pinned", "evidence", "newest", "longest", "first", "together", "united"
]
# How the survivor is found where nobody says which: the record that knows most, the oldest, or the one named
# first.
Rule = Literal["fullest", "oldest", "first"]
KeptBecause = Literal["chosen", "fullest", "oldest", "first"]

# Fields that one record gives whole; another one only fills what it leaves open, where the two agree.
TOGETHER: Mapping[RecordKind, Sequence[Sequence[str]]] = {
    "contact": (
        tuple(NAME_PARTS),
        ("company", "job_title", "seniority", "department"),
        ("street", "postal_code", "city", "state", "country"),
    ),
    "company": (
        ("company_street", "company_postal_code", "company_city", "company_state", "company_country"),
    ),
}
WHOLE_NAME = "full_name"
_BY_RANK: Sequence[Reason] = ("pinned", "evidence", "newest", "longest", "first")


@dataclass(frozen=True)
class Standing:
    """Why a value is believed. What a person or a file said has no confidence of its own and counts as 1."""

    pinned: bool
    confidence: float
    at: datetime


@dataclass(frozen=True)
class Candidate:
    """A record of the group, with the standing of those of its values that are not as old as itself."""

    held: Held
    standings: Mapping[str, Standing]

    @property
    def id(self) -> UUID:
        """The record's."""
        return self.held.id

    def value(self, key: str) -> Value | None:
        """What it holds."""
        return self.held.values.get(key)

    def standing(self, key: str) -> Standing:
        """Of the value it holds there."""
        return self.standings.get(key) or Standing(False, 1.0, self.held.created_at)


@dataclass(frozen=True)
class Choice:
    """What a field will hold, whose value that is (None: made of several), who authored it, and why."""

    value: Value | None
    record_id: UUID | None
    author: UUID | None
    reason: Reason


@dataclass(frozen=True)
class Decision:
    """The whole of a merge: who stays and why, and every field of theirs that anybody has a value for."""

    survivor: Candidate
    because: KeptBecause
    others: Sequence[Candidate]
    choices: Mapping[str, Choice]

    @property
    def values(self) -> dict[str, Value]:
        """What the survivor will hold."""
        return {key: one.value for key, one in self.choices.items() if one.value is not None}


def decide(
    kind: RecordKind,
    candidates: Sequence[Candidate],
    fields: Mapping[str, Field],
    *,
    keep: UUID | None = None,
    rule: Rule = "fullest",
    picks: Mapping[str, UUID] | None = None,
) -> Decision:
    """What becomes of the candidates. `picks`: field → the record whose value, or lack of one, it takes."""
    survivor, because = _survivor(candidates, keep, rule)
    order = [survivor, *(one for one in sorted(candidates, key=_age) if one.id != survivor.id)]
    wanted = dict.fromkeys(NAME_PARTS, picks[WHOLE_NAME]) if picks and WHOLE_NAME in picks else {}
    wanted |= {key: record for key, record in (picks or {}).items() if key != WHOLE_NAME}
    choices: dict[str, Choice] = {}
    for bundle in TOGETHER[kind]:
        choices |= _bundle(order, [key for key in bundle if key in fields], fields, wanted)
    for key, field in fields.items():
        if key not in choices and not field.derived and not field.many and field.about is None:
            choices[key] = _single(order, field, wanted.get(key))
    choices |= _judging(order, fields, choices)
    chosen = {key: choice.value for key, choice in choices.items()}
    for key, union in united([one.held for one in order], fields, chosen, frozenset(wanted)).items():
        choices[key] = _union(order, fields[key], union)
    known = {
        key: choice
        for key, choice in choices.items()
        if choice.value is not None or any(one.value(key) is not None for one in order)
    }
    return Decision(survivor, because, order[1:], known)


def shown_name(decision: Decision) -> Choice | None:
    """The whole name of the survivor, as people read it; whose it is where one record gave all of it."""
    parts = {key: decision.choices[key] for key in NAME_PARTS if key in decision.choices}
    name = display_name(decision.values)
    if not name:
        return None
    givers = {choice.record_id for choice in parts.values() if choice.value is not None}
    told = next((one for one in parts.values() if one.reason not in ("same", "only")), None)
    first = told or next(iter(parts.values()))
    return Choice(name, givers.pop() if len(givers) == 1 else first.record_id, None, first.reason)


def _survivor(
    candidates: Sequence[Candidate], keep: UUID | None, rule: Rule
) -> tuple[Candidate, KeptBecause]:
    if keep is not None:
        return next(one for one in candidates if one.id == keep), "chosen"
    if rule == "first":
        return candidates[0], "first"
    oldest = min(candidates, key=_age)
    if rule == "oldest":
        return oldest, "oldest"
    fullest = min(candidates, key=lambda one: (-len(one.held.values), *_age(one)))
    return fullest, "fullest" if len(fullest.held.values) > len(oldest.held.values) else "oldest"


def _age(candidate: Candidate) -> tuple[datetime, UUID]:
    return candidate.held.created_at, candidate.id


def _single(order: Sequence[Candidate], field: Field, pick: UUID | None) -> Choice:
    picked = next((one for one in order if one.id == pick), None)
    if picked is not None:
        return _of(picked, field.key, "picked")
    holders = [one for one in order if one.value(field.key) is not None]
    if not holders:
        return Choice(None, None, None, "only")
    best = _best(holders, lambda one: _rank(one, field.key))
    rivals = [one for one in holders if not same(field, one.value(field.key), best.value(field.key))]
    if rivals:
        return _of(best, field.key, _told(_rank(best, field.key), (_rank(one, field.key) for one in rivals)))
    return _of(holders[0], field.key, "same" if len(holders) > 1 else "only")


def _judging(
    order: Sequence[Candidate], fields: Mapping[str, Field], choices: Mapping[str, Choice]
) -> dict[str, Choice]:
    """What is known of a value goes with that very value, from whoever checked it last."""
    found: dict[str, Choice] = {}
    for key, field in fields.items():
        chosen = choices.get(field.about) if field.about else None
        if field.about is None or chosen is None:
            continue
        alike = [one for one in order if chosen.value is not None and one.value(field.about) == chosen.value]
        knowing = [(one.standing(key).at, -at, one) for at, one in enumerate(alike) if one.value(key)]
        found[key] = _of(max(knowing)[-1], key, "together") if knowing else Choice(None, None, None, "only")
    return found


def _bundle(
    order: Sequence[Candidate],
    keys: Sequence[str],
    fields: Mapping[str, Field],
    picks: Mapping[str, UUID],
) -> dict[str, Choice]:
    """One record leads; who agrees with it fills what it leaves open."""
    holders = [one for one in order if any(one.value(key) is not None for key in keys)]
    picked = next((one for key in keys for one in order if one.id == picks.get(key)), None)
    if not holders:
        return {}
    lead = picked or _best(holders, lambda one: _bundle_rank(one, keys))
    rivals = [one for one in holders if not _agree(lead, one, keys, fields)]
    reason: Reason = (
        "picked" if picked else _told(_bundle_rank(lead, keys), (_bundle_rank(one, keys) for one in rivals))
    )
    friends = [lead, *(one for one in holders if one.id != lead.id and one not in rivals)]
    found: dict[str, Choice] = {}
    for key in keys:
        if key in picks:
            found[key] = _single(order, fields[key], picks[key])
        else:
            found[key] = _together(friends, holders, fields[key], reason)
    return found


def _together(
    friends: Sequence[Candidate], holders: Sequence[Candidate], field: Field, reason: Reason
) -> Choice:
    """The value of the first of the friends who has one; a value of others alone is not taken."""
    giver = next((one for one in friends if one.value(field.key) is not None), None)
    values = [one.value(field.key) for one in holders if one.value(field.key) is not None]
    if giver is None:
        return Choice(None, friends[0].id if values else None, None, "together" if values else "only")
    if any(not same(field, one, giver.value(field.key)) for one in values):
        return _of(giver, field.key, reason if giver is friends[0] else "together")
    return _of(giver, field.key, "same" if len(values) > 1 else "only")


def _agree(one: Candidate, other: Candidate, keys: Sequence[str], fields: Mapping[str, Field]) -> bool:
    return all(
        same(fields[key], one.value(key), other.value(key))
        for key in keys
        if one.value(key) is not None and other.value(key) is not None
    )


def _union(order: Sequence[Candidate], field: Field, union: United) -> Choice:
    """Credited to the record that had all of it, the survivor first."""
    value = canonical(field, union.value)
    whole = next((one for one in order if same(field, one.value(field.key), value)), None)
    if whole is not None:
        return _of(whole, field.key, "united" if union.givers > 1 else "only")
    return Choice(value, None, None, "united")


def _of(giver: Candidate, key: str, reason: Reason) -> Choice:
    value = giver.value(key)
    return Choice(value, giver.id, giver.held.author(key) if value is not None else None, reason)


# What came on one day is equally new: two lines of one file are not told apart by milliseconds.
_Rank = tuple[bool, float, date, int]


def _rank(candidate: Candidate, key: str) -> _Rank:
    standing, value = candidate.standing(key), candidate.value(key)
    length = len(value) if isinstance(value, str) else 0
    return standing.pinned, standing.confidence, standing.at.date(), length


def _bundle_rank(candidate: Candidate, keys: Sequence[str]) -> _Rank:
    """As good as the best of the values; as long as all of them."""
    ranks = [_rank(candidate, key) for key in keys if candidate.value(key) is not None]
    return (
        any(pinned for pinned, *_ in ranks),
        max(confidence for _, confidence, *_ in ranks),
        max(at for _, _, at, _ in ranks),
        sum(length for *_, length in ranks),
    )


def _best(holders: Sequence[Candidate], rank: Callable[[Candidate], _Rank]) -> Candidate:
    """The first of the best: `max` keeps the order of equals."""
    return max(holders, key=rank)


def _told(best: _Rank, others: Iterable[_Rank]) -> Reason:
    """By what the best beats the next best."""
    runner_up = max(others, default=best)
    return next(
        (why for why, one, other in zip(_BY_RANK, best, runner_up, strict=False) if one != other), "first"
    )

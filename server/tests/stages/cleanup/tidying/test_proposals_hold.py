"""What holds of every proposal, whatever stands in a record. Drawn at random, the same records each time."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.records.derivation import FOLLOWS
from leadgen.records.field import Field, RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise import Context
from leadgen.records.normalise.values import Value
from leadgen.records.registry import registered
from leadgen.records.values import canonical
from leadgen.stages.cleanup.tidying.contracts import RULES, Proposal, Reason
from leadgen.stages.cleanup.tidying.proposing import Background, Root, propose
from leadgen.stages.cleanup.tidying.reading import Reader, read_again

ORIGIN, HAND, MACHINE, CLEANUP = uuid7(), uuid7(), uuid7(), uuid7()
RECORDS = 300
READER = Reader(Context(country="DE"))
Cases = list[tuple[Held, Background, list[Proposal]]]
PIECES = (
    "ADA", "  bea ", "Dr. Eve", "van DER berg", "O’Brien", "李 小", "Cyd Example", "İpek", "ſtraße", "ﬁrm",
    "👋", "\u200b", "ada@EXAMPLE.com", "sales@example.com ", "a@b", "+44 20 7946 0958", "020 7946 0958",
    "(0) 171", "12", "https://uk.linkedin.com/in/ada-e/?trk=x", "linkedin.com/company/Example/",
    "WWW.Example.com/about", "example.com", "CHIEF technology officer", "Head of Sales",
    "“VP”, marketing (m/w/d)", "Geschäftsführerin", "PA to the CEO", "EXAMPLE  s.r.o.",
    "Example GmbH & Co. KG", "株式会社例", "Example, the", "Prague, Czechia", "Greater Berlin Area",
    "germany", "DE", "UK", "null", "n/a", "-", "x" * 300, "a;b|c", "\u202edcba", "é\u0301", "12.05.2026",
)  # fmt: skip


def drawn(dice: random.Random, kind: RecordKind, fields: Sequence[Field]) -> tuple[Held, Background]:
    """A record with some of its fields filled, by whomever, and some emptied."""
    values: dict[str, Value] = {}
    for field in dice.sample(fields, dice.randrange(1, 9)):
        texts = [
            " ".join(dice.sample(PIECES, dice.choice((1, 1, 1, 2)))) for _ in range(dice.randrange(1, 4))
        ]
        value = canonical(field, texts if field.many else texts[0])
        assert value is not None
        values[field.key] = value
    looked_at = [*{*(field.key for field in fields), *FOLLOWS}]
    authors = {key: dice.choice((HAND, MACHINE)) for key in dice.sample(looked_at, dice.randrange(4))}
    by_hand = frozenset(key for key, author in authors.items() if author == HAND)
    inferred = frozenset(key for key in FOLLOWS if dice.random() < 0.2) - by_hand
    domain: tuple[str, Reason, str] | None = None
    if dice.random() < 0.5:
        domain = "example.com", "website", "www.example.com"
    now = clock.now()
    held = Held(uuid7(), kind, ORIGIN, None, now, now, None, values, authors)
    return held, Background(by_hand=by_hand, inferred=inferred, domain=domain)


def made(held: Held, behind: Background, done: Sequence[Proposal]) -> tuple[Held, Background]:
    """The record after these changes, and what stands behind it then."""
    writes = {key: both for one in done for key, both in one.writes.items()}
    made = {key: after for key, (_, after) in writes.items() if after is not None}
    authors = {**held.authors, **dict.fromkeys(writes, CLEANUP)}
    roots = {key: Root(held.author(key), before) for key, (before, _) in writes.items()}
    return replace(held, values={**held.values, **made}, authors=authors), replace(behind, roots=roots)


@pytest.fixture(scope="module", params=["contact", "company"])
def cases(request: pytest.FixtureRequest) -> Cases:
    """Records with what all rules propose, read as in a workspace of Germany."""
    dice, kind = random.Random(6), request.param
    fields = read_again(registered(kind))
    records = [drawn(dice, kind, fields) for _ in range(RECORDS)]
    return [(*one, proposed(*one)) for one in records]


def proposed(held: Held, behind: Background) -> list[Proposal]:
    return propose(held, behind, RULES, read_again(registered(held.kind)), READER)


def test_each_field_has_one_change_from_what_it_holds_to_something_else(cases: Cases) -> None:
    assert sum(len(found) for *_, found in cases) > RECORDS / 2, "not about nothing"
    for held, _, found in cases:
        keys = [key for one in found for key in one.writes]
        assert len(keys) == len(set(keys))
        for one in found:
            for key, (before, after) in one.writes.items():
                assert before == held.values.get(key)
                assert after not in (None, "", [], before), one


def test_what_a_person_wrote_or_anybody_emptied_is_left_alone(cases: Cases) -> None:
    for held, behind, found in cases:
        emptied = held.authors.keys() - held.values.keys()
        assert not {key for one in found for key in one.writes} & (behind.by_hand | emptied), found


def test_once_made_nothing_is_proposed_again(cases: Cases) -> None:
    for held, behind, found in cases:
        assert proposed(*made(held, behind, found)) == [], (held.values, found)


def test_whatever_part_is_made_the_rest_is_proposed_as_before(cases: Cases) -> None:
    dice = random.Random(7)
    for held, behind, found in cases:
        done = [one for one in found if dice.random() < 0.5]
        left = [one.writes for one in found if one not in done]
        assert [one.writes for one in proposed(*made(held, behind, done))] == left, (held.values, found, done)


def test_a_change_is_kept_as_it_is(cases: Cases) -> None:
    for _, _, found in cases:
        assert [Proposal.read(one.written()) for one in found] == found

"""Fields that follow another one: until somebody decides on them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from leadgen.records import authorship, derivation, evidence
from leadgen.records.contracts import Patch, Value
from leadgen.records.field import by_key
from leadgen.records.held import Held
from leadgen.records.registry import registered

ORIGIN, PERSON, NOW = (UUID(int=number) for number in range(1, 4))
AT = datetime(2026, 1, 31, tzinfo=UTC)
FIELDS = by_key(registered())


def held(values: dict[str, Value], authors: dict[str, UUID] | None = None) -> Held:
    return Held(UUID(int=9), "contact", ORIGIN, None, AT, AT, None, values, authors or {})


@pytest.mark.parametrize(
    ("before", "authors", "sent", "also"),
    [
        ({}, {}, {"job_title": "Sales Manager"}, {"seniority": "manager", "department": "sales"}),
        (
            {"job_title": "Sales Manager", "seniority": "manager", "department": "sales"},
            {},
            {"job_title": "CFO"},
            {"seniority": "c_level", "department": "finance"},
        ),
        (
            {"job_title": "Sales Manager", "seniority": "manager", "department": "sales"},
            {},
            {"job_title": "Ninja"},
            {"seniority": None, "department": None},
        ),
        ({"seniority": "director"}, {"seniority": PERSON}, {"job_title": "CFO"}, {"department": "finance"}),
        ({}, {"seniority": PERSON}, {"job_title": "CFO"}, {"department": "finance", "seniority": None}),
        ({}, {}, {"job_title": "CFO", "seniority": "head"}, {"department": "finance"}),
        ({"job_title": "CFO"}, {}, {"job_title": "CFO"}, {}),
        ({}, {}, {"job_title": "Ninja"}, {}),
        ({}, {}, {"location": "Praha 4"}, {"city": "Praha", "country": "CZ"}),
        ({}, {}, {"location": "Winsen, DE"}, {}),
        ({"city": "Brno", "country": "CZ"}, {}, {"location": "Wien"}, {}),
        (
            {"location": "Wien", "city": "Wien", "country": "AT"},
            {},
            {"location": "Austin, Texas"},
            {"city": "Austin", "state": "Texas", "country": "US"},
        ),
    ],
)
def test_a_field_follows_its_source_unless_somebody_decided(
    before: dict[str, Value], authors: dict[str, UUID], sent: dict[str, Value], also: dict[str, Value | None]
) -> None:
    record = held(before, authors)
    found = derivation.following(record, sent)
    present = {key: value for key, value in found.items() if value is not None or key in before}
    assert present == {key: value for key, value in also.items() if value is not None or key in before}
    write = authorship.plan(record, Patch(record.id, {**sent}), NOW, FIELDS)
    assert set(write.fields if write else ()) - set(sent) == set(present) - set(sent)


def test_a_company_has_nothing_that_follows() -> None:
    company = Held(UUID(int=9), "company", ORIGIN, None, AT, AT, None, {}, {})
    assert derivation.following(company, {"location": "Praha"}) == {}


def test_its_evidence_is_the_field_it_follows() -> None:
    record = held({"job_title": "CFO", "seniority": "c_level"}, {"job_title": NOW, "seniority": NOW})
    found = evidence.inferred(record, "seniority")
    assert found is not None
    assert (found.kind, found.raw, found.note) == ("derived", "CFO", "From the job title")
    assert evidence.inferred(record, "job_title") is None
    assert evidence.inferred(held({"job_title": "CFO", "seniority": "vp"}), "seniority") is None

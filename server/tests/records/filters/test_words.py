"""A filter in English: every operator of every type, and how the parts are put together."""

from typing import get_args
from uuid import UUID, uuid4

import pytest

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, FieldType, Option, RecordKind
from leadgen.records.filters.catalogue import Catalogue, askable
from leadgen.records.filters.operators import ABOUT, TAKES, Op, ops_of
from leadgen.records.filters.parsing import understand
from leadgen.records.filters.words import phrase

ALICE = UUID("01936f0e-7a10-7000-8000-0000000000c1")
BOB = UUID("01936f0e-7a10-7000-8000-0000000000c2")
Q3 = UUID("01936f0e-7a10-7000-8000-0000000000d1")
KINDS: tuple[RecordKind, ...] = ("contact", "company")


def own(key: str, of: FieldType, label: str, *options: Option) -> Field:
    return Field(
        key=key, kind="contact", type=of, label=label, description="", normaliser=of, storage="custom",
        options=options or None, custom_id=uuid4(),
    )  # fmt: skip


OWN = (
    own("score", "decimal", "Score"),
    own("vip", "boolean", "Is VIP"),
    own("met_at", "choice", "Met at", Option("fair", "Trade fair"), Option("ad", "Ad")),
    own("seen_at", "datetime", "Seen at"),
)
CATALOGUE = Catalogue({kind: askable(kind, OWN) for kind in KINDS})
_EUR: list[JSON] = [{"amount": 100_000, "currency": "EUR"}, {"amount": 250_000, "currency": "EUR"}]
# By type: the kind and key of a field of it, and two values.
SAMPLES: dict[str, tuple[RecordKind, str, list[JSON]]] = {
    "text": ("contact", "job_title", ["Head of Sales", "VP Sales"]),
    "long_text": ("contact", "notes", ["pricing"]),
    "email": ("contact", "email", ["ada@example.com", "bo@example.com"]),
    "phone": ("contact", "phone_mobile", ["+420777123456", "+420777123457"]),
    "url": ("contact", "linkedin_url", ["linkedin.com/in/ada", "linkedin.com/in/bo"]),
    "date": ("contact", "birthday", ["2026-01-01", "2026-01-31"]),
    "datetime": ("contact", "seen_at", ["2026-01-01", "2026-01-31"]),
    "created": ("contact", "created_at", ["2026-01-01", "2026-01-31"]),
    "number": ("company", "founded_year", [1999, 2005]),
    "decimal": ("contact", "score", ["1.5", 3]),
    "money": ("company", "annual_revenue", _EUR),
    "range": ("company", "company_size", [50, 1_249]),
    "boolean": ("contact", "vip", [True]),
    "choice": ("contact", "met_at", ["fair", "ad"]),
    "country": ("contact", "country", ["DE", "at"]),
    "tags": ("contact", "tags", ["VIP", "Lead"]),
    "member": ("contact", "owner", [str(ALICE), str(BOB)]),
    "lists": ("contact", "lists", [str(Q3), str(BOB)]),
}
TABLE = """
text equals | Job title is “Head of Sales”
text not_equals | Job title is not “Head of Sales”
text in | Job title is “Head of Sales” or “VP Sales”
text not_in | Job title is neither “Head of Sales” nor “VP Sales”
text contains | Job title contains “Head of Sales”
text not_contains | Job title does not contain “Head of Sales”
text starts_with | Job title starts with “Head of Sales”
text is_empty | Job title is empty
text is_filled | Job title is filled
text state_in | Job title has the state unknown or failed
text is_pinned | Job title is pinned
text has_evidence | Job title has evidence
text checked_in_last_days | Job title was checked in the last 30 days
text checked_more_than_days_ago | Job title was last checked more than 30 days ago
long_text contains | Notes contains “pricing”
long_text not_contains | Notes does not contain “pricing”
long_text is_empty | Notes is empty
long_text is_filled | Notes is filled
email equals | E-mail is “ada@example.com”
email not_equals | E-mail is not “ada@example.com”
email in | E-mail is “ada@example.com” or “bo@example.com”
email not_in | E-mail is neither “ada@example.com” nor “bo@example.com”
email contains | E-mail contains “ada@example.com”
email not_contains | E-mail does not contain “ada@example.com”
email starts_with | E-mail starts with “ada@example.com”
email is_empty | E-mail is empty
email is_filled | E-mail is filled
phone equals | Mobile phone is “+420777123456”
phone not_equals | Mobile phone is not “+420777123456”
phone in | Mobile phone is “+420777123456” or “+420777123457”
phone not_in | Mobile phone is neither “+420777123456” nor “+420777123457”
phone contains | Mobile phone contains “+420777123456”
phone not_contains | Mobile phone does not contain “+420777123456”
phone starts_with | Mobile phone starts with “+420777123456”
phone is_empty | Mobile phone is empty
phone is_filled | Mobile phone is filled
url equals | LinkedIn is “linkedin.com/in/ada”
url not_equals | LinkedIn is not “linkedin.com/in/ada”
url in | LinkedIn is “linkedin.com/in/ada” or “linkedin.com/in/bo”
url not_in | LinkedIn is neither “linkedin.com/in/ada” nor “linkedin.com/in/bo”
url contains | LinkedIn contains “linkedin.com/in/ada”
url not_contains | LinkedIn does not contain “linkedin.com/in/ada”
url starts_with | LinkedIn starts with “linkedin.com/in/ada”
url is_empty | LinkedIn is empty
url is_filled | LinkedIn is filled
date equals | Birthday is 2026-01-01
date not_equals | Birthday is not 2026-01-01
date between | Birthday is between 2026-01-01 and 2026-01-31
date greater_than | Birthday is after 2026-01-01
date less_than | Birthday is before 2026-01-01
date at_least | Birthday is 2026-01-01 or later
date at_most | Birthday is 2026-01-01 or earlier
date in_last_days | Birthday is in the last 30 days
date in_next_days | Birthday is in the next 30 days
date more_than_days_ago | Birthday is more than 30 days ago
date is_empty | Birthday is empty
date is_filled | Birthday is filled
datetime equals | Seen at is 2026-01-01
datetime not_equals | Seen at is not 2026-01-01
datetime between | Seen at is between 2026-01-01 and 2026-01-31
datetime greater_than | Seen at is after 2026-01-01
datetime less_than | Seen at is before 2026-01-01
datetime at_least | Seen at is 2026-01-01 or later
datetime at_most | Seen at is 2026-01-01 or earlier
datetime in_last_days | Seen at is in the last 30 days
datetime in_next_days | Seen at is in the next 30 days
datetime more_than_days_ago | Seen at is more than 30 days ago
datetime is_empty | Seen at is empty
datetime is_filled | Seen at is filled
created equals | Added on 2026-01-01
created not_equals | Added not on 2026-01-01
created between | Added between 2026-01-01 and 2026-01-31
created greater_than | Added after 2026-01-01
created less_than | Added before 2026-01-01
created at_least | Added on 2026-01-01 or later
created at_most | Added on 2026-01-01 or earlier
created in_last_days | Added in the last 30 days
created in_next_days | Added in the next 30 days
created more_than_days_ago | Added more than 30 days ago
number equals | Founded is 1999
number not_equals | Founded is not 1999
number in | Founded is 1999 or 2005
number not_in | Founded is neither 1999 nor 2005
number between | Founded is between 1999 and 2005
number greater_than | Founded is after 1999
number less_than | Founded is before 1999
number at_least | Founded is 1999 or later
number at_most | Founded is 1999 or earlier
number is_empty | Founded is empty
number is_filled | Founded is filled
decimal equals | Score is 1.5
decimal not_equals | Score is not 1.5
decimal between | Score is between 1.5 and 3
decimal greater_than | Score is more than 1.5
decimal less_than | Score is less than 1.5
decimal at_least | Score is 1.5 or more
decimal at_most | Score is 1.5 or less
decimal is_empty | Score is empty
decimal is_filled | Score is filled
money equals | Annual revenue is 1,000.00 EUR
money not_equals | Annual revenue is not 1,000.00 EUR
money between | Annual revenue is between 1,000.00 EUR and 2,500.00 EUR
money greater_than | Annual revenue is more than 1,000.00 EUR
money less_than | Annual revenue is less than 1,000.00 EUR
money at_least | Annual revenue is 1,000.00 EUR or more
money at_most | Annual revenue is 1,000.00 EUR or less
money is_empty | Annual revenue is empty
money is_filled | Annual revenue is filled
range overlaps | Size may be between 50 and 1,249
range between | Size is between 50 and 1,249
range at_least | Size is 50 or more
range at_most | Size is 50 or less
range is_empty | Size is empty
range is_filled | Size is filled
boolean equals | Is VIP is yes
boolean not_equals | Is VIP is not yes
boolean is_empty | Is VIP is empty
boolean is_filled | Is VIP is filled
choice equals | Met at is Trade fair
choice not_equals | Met at is not Trade fair
choice in | Met at is Trade fair or Ad
choice not_in | Met at is neither Trade fair nor Ad
choice is_empty | Met at is empty
choice is_filled | Met at is filled
country equals | Country is Germany
country not_equals | Country is not Germany
country in | Country is Germany or Austria
country not_in | Country is neither Germany nor Austria
country is_empty | Country is empty
country is_filled | Country is filled
tags equals | Tagged “VIP”
tags not_equals | Not tagged “VIP”
tags in | Tagged “VIP” or “Lead”
tags not_in | Tagged neither “VIP” nor “Lead”
tags has_all | Tagged “VIP” and “Lead”
tags is_empty | Without tags
tags is_filled | With tags
member equals | Owner is Alice Example
member not_equals | Owner is not Alice Example
member in | Owner is Alice Example or somebody who is no member
member not_in | Owner is neither Alice Example nor somebody who is no member
member is_empty | Owner is empty
member is_filled | Owner is filled
lists equals | In list “Q3”
lists not_equals | Not in list “Q3”
lists in | In list “Q3” or a list that is not there
lists not_in | Not in list “Q3” or a list that is not there
lists has_all | In list “Q3” and a list that is not there
lists is_empty | In no list
lists is_filled | In a list
"""
ROWS = dict(line.split(" | ") for line in TABLE.strip().splitlines())


def sample(of: str, op: Op) -> tuple[RecordKind, JSON]:
    kind, key, values = SAMPLES[of]
    value: JSON = values[0] if TAKES[op] == "one" else values
    others: dict[str, JSON] = {"days": 30, "states": ["unknown", "failed"]}
    given = {"field": key, "op": op, "value": others.get(TAKES[op], value)}
    return kind, given if TAKES[op] != "nothing" else {"field": key, "op": op}


def said(kind: RecordKind, given: JSON) -> str:
    return phrase(understand(kind, given, CATALOGUE), {ALICE: "Alice Example", Q3: "“Q3”"})


@pytest.mark.parametrize("row", ROWS)
def test_an_operator_of_a_type_is_said(row: str) -> None:
    of, op = row.split()
    assert said(*sample(of, op)) == ROWS[row]  # type: ignore[arg-type]  # the test below sees that it is one


def test_no_operator_of_any_type_is_left_out() -> None:
    rows = {f"{of} {op}" for of, (kind, key, _) in SAMPLES.items() for op in _ops(of, kind, key)}
    assert rows == set(ROWS)
    assert set(SAMPLES) == {*get_args(FieldType), "created"}


def _ops(of: str, kind: RecordKind, key: str) -> list[Op]:
    """What is asked of the cell is the same for every type."""
    found = ops_of(CATALOGUE.fields[kind][key])
    return [op for op in found if op not in ABOUT or of == "text"]


SALES: JSON = {"field": "department", "op": "equals", "value": "Sales"}
HEAD: JSON = {"field": "seniority", "op": "in", "value": ["head", "vp"]}
DACH: JSON = {"field": "company_country", "op": "in", "value": ["DE", "AT"]}
SIZE: JSON = {"field": "company_size", "op": "overlaps", "value": [50, 249]}


_HEAD_IN_SALES = "Seniority is Head or VP, and Department is Sales"
_DACH = "Country is Germany or Austria"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"all": [HEAD, SALES, {"company": {"all": [SIZE, DACH]}}]},
            f"{_HEAD_IN_SALES}, and at a company where (Size may be between 50 and 249, and {_DACH})",
        ),
        (
            {"any": [{"all": [HEAD, SALES]}, {"not": {"any": [HEAD, SALES]}}]},
            f"({_HEAD_IN_SALES}), or not (Seniority is Head or VP, or Department is Sales)",
        ),
        ({"not": {"company": DACH}}, "Not at a company where Country is Germany or Austria"),
        ({"not": HEAD}, "Seniority is neither Head nor VP"),
        ({"not": {"not": SALES}}, "Not (Department is not Sales)"),
        ({"not": {"field": "email", "op": "is_pinned"}}, "E-mail is not pinned"),
        ({"not": {"field": "email", "op": "has_evidence"}}, "E-mail has no evidence"),
        ({"all": [{"any": [SALES]}]}, "Department is Sales"),
        ({"field": "connected_on", "op": "in_last_days", "value": 1}, "Connected on is in the last 1 day"),
        (
            {"field": "city", "op": "in", "value": [f"City {number}" for number in range(1_200)]},
            "City is “City 0”, “City 1”, “City 2”, “City 3” or 1,196 others",
        ),
        (
            {"field": "city", "op": "not_in", "value": ["Brno", "Oslo", "Graz"]},
            "City is none of “Brno”, “Oslo” or “Graz”",
        ),
        (
            {"field": "birthday", "op": "between", "value": [None, "2026-01-31"]},
            "Birthday is 2026-01-31 or earlier",
        ),
        ({"field": "city", "op": "equals", "value": "{0} {named}\n%s"}, "City is “{0} {named} %s”"),
        ({"field": "city", "op": "equals", "value": "Pra\udc00ha\u202e"}, "City is “Praha”"),
        ({"term": "operation", "value": str(BOB)}, f"Came with {BOB}"),
        ({"not": {"term": "operation", "value": str(ALICE)}}, "Not came with Alice Example"),
    ],
)  # fmt: skip
def test_the_parts_are_put_together_so_that_none_is_misread(given: JSON, words: str) -> None:
    assert said("contact", given) == words


def test_a_company_is_told_by_its_contacts() -> None:
    assert said("company", {"not": {"contact": HEAD}}) == "Without a contact where Seniority is Head or VP"
    assert said("company", {"field": "company_size", "op": "overlaps", "value": [1_000, None]}) == (
        "Size may be 1,000 or more"
    )

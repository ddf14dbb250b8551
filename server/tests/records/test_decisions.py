"""The pure decisions of records, as tables of cases."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from leadgen.records import authorship, custom, evidence, grouping, projection, wishes
from leadgen.records.authorship import Change, FieldWrite, RecordWrite, Refusal
from leadgen.records.contracts import Patch, SourceCell, SourceLine, Value
from leadgen.records.field import Field, Option, by_key
from leadgen.records.grouping import Mention
from leadgen.records.held import Held
from leadgen.records.registry import registered
from leadgen.records.values import canonical, columns_of, value_in

ORIGIN, FIRST, SECOND, THIRD = (UUID(int=number) for number in range(1, 5))
RECORD = UUID(int=99)
AT = datetime(2026, 1, 31, tzinfo=UTC)
FIELDS = by_key(registered())


def held(city: str | None = None, author: UUID | None = None, *, deleted_by: UUID | None = None) -> Held:
    values: dict[str, Value] = {} if city is None else {"city": city}
    authors = {} if author is None else {"city": author}
    return Held(RECORD, "contact", ORIGIN, 1, AT, AT, deleted_by, values, authors)


@pytest.mark.parametrize(
    ("before", "wish", "confirm", "expected"),
    [
        (held("Brno"), "Prague", True, FieldWrite("Brno", "Prague", None, SECOND)),
        (held("Brno", FIRST), "Prague", True, FieldWrite("Brno", "Prague", FIRST, SECOND)),
        (held("Brno", FIRST), "Brno", True, FieldWrite("Brno", "Brno", FIRST, SECOND)),
        (held("Brno", FIRST), "Brno", False, None),
        (held("Brno", SECOND), "Brno", True, None),
        (held(), None, True, None),
        (held("Brno"), None, True, FieldWrite("Brno", None, None, SECOND)),
        (held("Brno"), "", True, FieldWrite("Brno", None, None, SECOND)),
    ],
)
def test_a_patch_changes_confirms_or_does_nothing(
    before: Held, wish: Value | None, confirm: bool, expected: FieldWrite | None
) -> None:
    write = authorship.plan(before, Patch(RECORD, {"city": wish}, confirm=confirm), SECOND, FIELDS)
    assert (write.fields["city"] if write else None) == expected


def change(after_by: UUID | None = None, before_by: UUID | None = None) -> Change:
    """FIRST turned Brno into Prague."""
    return Change(
        FIRST,
        RECORD,
        "update",
        {"city": "Brno"},
        {"city": "Prague"},
        {} if before_by is None else {"city": before_by},
        {} if after_by is None else {"city": after_by},
    )


@pytest.mark.parametrize(
    ("present", "done", "expected"),
    [
        (held("Prague", FIRST), change(), FieldWrite("Prague", "Brno", FIRST, None)),
        (held("Prague", FIRST), change(before_by=THIRD), FieldWrite("Prague", "Brno", FIRST, THIRD)),
        (held("Prague"), change(after_by=ORIGIN), FieldWrite("Prague", "Brno", None, None)),
        (held("Prague", SECOND), change(), "kept"),
        (held("Oslo", SECOND), change(), Refusal("city", "changed", SECOND)),
        (held("Brno", SECOND), change(), None),
        (held("Prague", FIRST, deleted_by=SECOND), change(), Refusal(None, "removed", SECOND)),
    ],
)
def test_a_field_is_put_back_only_by_its_author(
    present: Held, done: Change, expected: FieldWrite | Refusal | str | None
) -> None:
    found = authorship.reverse(present, done)
    written = found.write.fields["city"] if found.write else None
    told = [written, *found.refused, *("kept" for _ in found.kept)]
    assert [one for one in told if one is not None] == ([] if expected is None else [expected])


def test_a_removed_record_comes_back_only_by_the_undo_of_its_removal() -> None:
    removal = Change(FIRST, RECORD, "delete", {}, {}, {}, {}, keys_freed=["email:a@x.example"])
    back = authorship.restore(held(deleted_by=FIRST), removal).write
    assert back == RecordWrite(held(deleted_by=FIRST), "restore", {}, keys_taken=("email:a@x.example",))
    assert authorship.restore(held(), removal).write is None
    assert authorship.restore(held(deleted_by=SECOND), removal).write is None


@pytest.mark.parametrize(
    ("key", "value", "columns"),
    [
        ("city", "Brno", {"city": "Brno"}),
        ("birthday", "1815-12-10", {"birthday": "1815-12-10"}),
        ("founded_year", 1999, {"founded_year": 1999}),
        ("company_size", {"min": 10, "max": None}, {"company_size_min": 10, "company_size_max": None}),
        (
            "annual_revenue",
            {"amount": 5, "currency": "EUR"},
            {"annual_revenue_amount": 5, "annual_revenue_currency": "EUR"},
        ),
        ("company_size", None, {"company_size_min": None, "company_size_max": None}),
    ],
)
def test_a_value_and_its_columns_are_one(key: str, value: Value | None, columns: dict[str, object]) -> None:
    field = FIELDS[key]
    assert columns_of(field, value) == columns
    assert value_in(field, columns) == value


def test_a_list_has_one_spelling() -> None:
    assert canonical(FIELDS["email_other"], ["b@x.example", "a@x.example", "b@x.example"]) == [
        "a@x.example",
        "b@x.example",
    ]
    assert canonical(FIELDS["email_other"], []) is None


CUSTOM = Field(
    key="met",
    kind="contact",
    type="choice",
    label="Met",
    description="",
    normaliser="choice",
    storage="custom",
    options=(Option("fair", "Trade fair"),),
    custom_id=UUID(int=7),
)


@pytest.mark.parametrize(
    ("key", "sent", "value", "problem"),
    [
        ("email", " ADA@X.example ", "ada@x.example", None),
        ("email", "nobody", None, "E-mail has no @ sign"),
        ("email", "", None, None),
        ("email", 5, None, "E-mail takes a text"),
        ("email_other", ["B@x.example", "a@x.example"], ["b@x.example", "a@x.example"], None),
        ("email_other", "b@x.example", None, "Other e-mails takes a list of texts"),
        ("phone_mobile", "777 123 456", "+420777123456", None),
        ("birthday", "31 January 1990", "1990-01-31", None),
        ("founded_year", 1999, 1999, None),
        ("founded_year", 20_000, None, "This is not a year"),
        ("founded_year", True, None, "Founded takes a whole number"),
        ("company_size", {"min": 50, "max": 10}, None, "The range ends before it begins"),
        ("company_size", {"min": None, "max": None}, None, None),
        ("met", "Trade fair", "fair", None),
        ("met", "elsewhere", None, "…"),
        ("company", "somebody", None, "Company cannot be edited"),
        ("nonsense", "x", None, "There is no such field here"),
    ],
)
def test_what_a_person_sends_is_stored_or_explained(
    key: str, sent: object, value: Value | None, problem: str | None
) -> None:
    wish = wishes.understand({**FIELDS, "met": CUSTOM}, {key: sent}, country="CZ")
    if problem is None:
        assert wish.values == {key: value}
        assert not wish.problems
    else:
        assert not wish.values
        assert wish.problems[key] == problem or problem == "…"


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Met at (fair)", "met_at_fair"),
        ("Žluť", "zlut"),
        ("2nd", "field_2nd"),
        ("名前", "field_e5908de5898d"),
    ],
)
def test_a_field_is_named_by_its_label(label: str, key: str) -> None:
    assert custom.key_of(label) == key


def mention(line_no: int, *keys: str, name: str | None = None, country: str | None = None) -> Mention:
    return Mention(line_no, list(keys), name, country)


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        ([mention(1, name="a"), mention(2, name="a")], [[1, 2]]),
        ([mention(1, name="a", country="DE"), mention(2, name="a")], [[1, 2]]),
        ([mention(1, name="a", country="DE"), mention(2, name="a", country="CZ")], [[1], [2]]),
        (
            [mention(1, name="a", country="DE"), mention(2, name="a", country="CZ"), mention(3, name="a")],
            [[1], [2], [3]],
        ),
        ([mention(1, "domain:a", name="a"), mention(2, "domain:b", name="a")], [[1], [2]]),
        ([mention(1, "domain:a", name="a"), mention(2, "domain:a", name="b")], [[1, 2]]),
        (
            [mention(1, "domain:a", name="a"), mention(2, name="a"), mention(3, "register:1", name="a")],
            [[1, 2, 3]],
        ),
        (
            [mention(1, name="a"), mention(2, "domain:a", name="a"), mention(3, "domain:b", name="a")],
            [[1, 2, 3]],
        ),
    ],
)
def test_lines_about_one_new_company_are_grouped(lines: list[Mention], groups: list[list[int]]) -> None:
    numbers = iter(range(1, 10))
    found = grouping.group(lines, lambda: UUID(int=next(numbers)))
    assert [list(company.lines) for company in found] == groups
    assert [company.first_line for company in found] == [lines[0] for lines in groups]


LINE = SourceLine(
    UUID(int=5),
    "people.csv",
    12,
    [
        SourceCell("email", "E-mail 1", "A@x.example", "a@x.example"),
        SourceCell("email", "E-mail 2", "b@x.example", "b@x.example"),
        SourceCell("full_name", "Name", "Ada Example", "Ada Example"),
        SourceCell("tags", "Labels", "VIP; New", ["New", "VIP"]),
    ],
)


@pytest.mark.parametrize(
    ("field", "value", "kind", "columns", "raw"),
    [
        ("email", "a@x.example", "import", ["E-mail 1"], "A@x.example"),
        ("email", "b@x.example", "import", ["E-mail 2"], "b@x.example"),
        ("email", "other", "import", ["E-mail 1", "E-mail 2"], "A@x.example, b@x.example"),
        ("first_name", "Ada", "derived", ["Name"], "Ada Example"),
        ("company_domain", "x.example", "derived", ["E-mail 1", "E-mail 2"], "A@x.example, b@x.example"),
        ("tags", ["New", "VIP"], "import", ["Labels"], "VIP; New"),
        ("city", "Brno", "derived", [], None),
    ],
)
def test_a_value_is_traced_to_the_cell_that_gives_it(
    field: str, value: Value, kind: str, columns: list[str], raw: str | None
) -> None:
    source = evidence.source_of(field, value, LINE)
    assert (source.kind, source.columns, source.raw, source.line_no) == (kind, columns, raw, 12)
    assert evidence.source_of(field, value, None) == evidence.Source("edit")


def test_a_line_is_prepared_with_what_sql_cannot_work_out() -> None:
    prepared = projection.prepare(
        "contact",
        {
            "full_name": "Žofie Nová",
            "email": "z@žluť.example",
            "company_name": "Firm Ltd",
            "met": "Žluť",
            "tags": ["VIP"],
        },
    )
    assert prepared.keys == ["email:z@xn--lu-pma80c.example"] or prepared.keys[0].startswith("email:z@xn--")
    assert prepared.company_keys[0].startswith("domain:xn--")
    assert projection.plain(prepared.values) == {
        "full_name": "Žofie Nová",
        "first_name": "Žofie",
        "last_name": "Nová",
        "email": "z@žluť.example",
        "company_name": "Firm Ltd",
        "met": "Žluť",
        "tags": ["VIP"],
    }
    assert {key: value for key, value in prepared.values.items() if key.endswith("_key")} == {
        "full_name_key": "zofie nova",
        "company_name_key": "firm",
    }
    assert prepared.values[projection.TEXT_KEYS] == {"met": "zlut"}
    assert prepared.values[projection.TAG_KEYS] == {"vip": "VIP"}


@pytest.mark.parametrize("name", ["Freelance", "Self-employed"])
def test_a_placeholder_names_no_company(name: str) -> None:
    prepared = projection.prepare("contact", {"email": "a@x.example", "company_name": name})
    assert prepared.company_keys == []
    assert "company_name_key" not in prepared.values

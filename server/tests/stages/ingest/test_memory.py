"""Mappings that are remembered: for whom, for which files, and what of them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from leadgen.kernel.ids import uuid7
from leadgen.records.registry import FIELDS
from leadgen.stages.ingest import columns, memory
from leadgen.stages.ingest.contracts import Column
from leadgen.stages.ingest.memory import Memory
from leadgen.stages.ingest.parsing import Inspection
from tests.factories.web import Browsers
from tests.stages.ingest.base import rows
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_routes import BASE, uploaded

FIRST = b"Name,E-mail,Ort,Fee,Unsubscribed\nAda Example,ada@firm.example,Brno,1,no\n"
NEXT = b"NAME,e-mail,Ort,Fee,Unsubscribed\nBob Sample,bob@firm.example,Praha,2,yes\n"
TURNED = b"E-mail,Name,Ort,Fee,Unsubscribed\nbob@firm.example,Bob Sample,Praha,2,yes\n"
CHOICES = [
    {"index": 0, "field": "full_name"},
    {"index": 1, "field": "email", "policy": "overwrite"},
    {"index": 2, "field": "location"},
    {"index": 3, "field": "notes", "decimal": ","},
    {"index": 4, "field": None, "opt_out": False},
]


async def proposed(
    web: Browsers, ingest: Ingest, content: bytes, filename: str = "next.csv"
) -> dict[str, Any]:
    made = await uploaded(web, content, filename)
    await ingest.advance(made["id"])
    body: dict[str, Any] = (await web.alice.get(f"{BASE}/imports/{made['id']}")).json()
    return body


async def test_the_next_file_of_the_same_shape_is_mapped_alike_and_says_so(
    web: Browsers, ingest: Ingest
) -> None:
    first = await proposed(web, ingest, FIRST, "first.csv")
    assert [column["field"] for column in first["columns"]] == ["full_name", "email", "city", None, None]
    for remember, kept in ((False, 0), (True, 1)):
        answer = await web.alice.put(
            f"{BASE}/imports/{first['id']}/mapping",
            json={"columns": CHOICES, "match": [], "remember": remember},
        )
        assert answer.status_code == 202, answer.text
        await ingest.advance(first["id"])
        assert len(await rows(ingest, "SELECT kind FROM mapping_memory")) == kept

    found = await proposed(web, ingest, NEXT)
    assert found["state"] == "mapping"
    assert [one["field"] for one in found["columns"]] == ["full_name", "email", "location", "notes", None]
    assert (found["columns"][1]["policy"], found["match"]) == ("overwrite", [])
    assert (found["columns"][4]["opt_out"], found["columns"][0]["samples"]) == (False, ["Bob Sample"])
    assert found["columns"][2]["reason"].startswith("Mapped like this in first.csv on ")
    turned = await proposed(web, ingest, TURNED)
    assert [one["field"] for one in turned["columns"]] == ["email", "full_name", "city", None, None]

    (kept_text,) = (await rows(ingest, "SELECT columns::text FROM mapping_memory"))[0]
    assert not any(value in kept_text for value in ("Ada", "ada@", "Brno"))
    async with ingest.database.workspace(uuid7()) as session:
        assert await memory.recall(session, [column["header"] for column in found["columns"]]) is None


def fresh(*header: str) -> list[Column]:
    inspection = Inspection("csv", "CSV file", 0.5, {}, header, {}, [["Ada"] * len(header)], ())
    return columns.proposed(inspection, None, FIELDS)


def remembered(decided: list[Column]) -> Memory:
    kept = [{name: getattr(column, name) for name in memory.DECIDED} for column in decided]
    return Memory(kept, (), "first.csv", datetime(2026, 1, 31, tzinfo=UTC))


def test_what_was_decided_comes_back_with_its_reason() -> None:
    decided = [replace(one, policy="never", date_order="mdy") for one in fresh("Name", "Town")]
    (_, town) = memory.recalled(remembered(decided), fresh("Name", "Town"), FIELDS)
    assert (town.field, town.policy, town.date_order) == ("city", "never", "mdy")
    assert (town.confidence, town.reason) == (1.0, "Mapped like this in first.csv on 31 January 2026.")


def test_a_column_whose_field_is_gone_since_keeps_its_proposal() -> None:
    decided = [replace(one, field="gone") for one in fresh("Name", "Town")]
    assert memory.recalled(remembered(decided), fresh("Name", "Town"), FIELDS) == fresh("Name", "Town")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (["name", " E-MAIL "], True),
        (["Náme", "E-mail"], True),
        (["E-mail", "Name"], False),
        (["Name"], False),
        (["Name", "E-mail", ""], False),
        (["Name E-mail"], False),
    ],
)
def test_files_of_one_shape_have_these_headers_in_this_order(other: list[str], same: bool) -> None:
    assert (memory.signature(other) == memory.signature(["Name", "E-mail"])) == same

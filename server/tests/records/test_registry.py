"""A field is declared once, and everything that knows fields knows it."""

from contextlib import ExitStack
from uuid import UUID

import pytest
from sqlalchemy import MetaData, text

from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.migrate import as_owner
from leadgen.records import grid, models, projection, registry
from leadgen.records.contracts import Value
from leadgen.records.field import Field, Point
from leadgen.records.normalise import NORMALISERS
from leadgen.stages.ingest.mapping import propose
from tests.factories.records import place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
SHOE = Field(
    key="favourite_shop",
    kind="contact",
    type="text",
    label="Favourite shop",
    description="Where the person likes to buy.",
    normaliser="text",
    key_column="favourite_shop_key",
    sort_column="favourite_shop",
    point=Point("shop", "favourite"),
)
SPEND = Field(
    key="yearly_spend",
    kind="contact",
    type="money",
    label="Yearly spend",
    description="What the person spends in a year.",
    normaliser="money",
)


async def test_a_field_added_in_one_place_is_found_in_all_others(
    database: Database, workspace: Workspace, settings: Settings, web: Browsers
) -> None:
    with ExitStack() as added:
        added.enter_context(registry.extended(SPEND))
        with as_owner(address_of(settings), settings.secret()) as owner:
            for name, column_type in SPEND.columns:
                owner.execute(text(f"ALTER TABLE contact ADD COLUMN {name} {column_type}"))
            owner.commit()
        model = models.contact_table(MetaData()).columns
        assert (str(model["yearly_spend_amount"].type), str(model["yearly_spend_currency"].type)) == (
            "BIGINT",
            "TEXT",
        )

        fields = (await web.bob.get(f"{BASE}/fields")).json()["items"]
        [shown] = [field for field in fields if field["key"] == "yearly_spend"]
        assert (shown["type"], shown["editable"], shown["sortable"], shown["width"]) == (
            "money",
            True,
            False,
            160,
        )

        targets = registry.mapping_targets("contact", registry.registered())
        [proposal] = propose(["Yearly spend"], [["1200 EUR"]], targets)
        assert proposal.field == "yearly_spend"
        assert "yearly_spend" in registry.export_header(registry.registered("contact"))

        spend: Value = {"amount": 120_000, "currency": "EUR"}
        _, [placed] = await place(database, workspace, [{"email": "a@x.example", "yearly_spend": spend}])
        record_id = the(placed.record_id)
        assert (await values_of(database, workspace, record_id))["yearly_spend"] == spend
        more = {"amount": 5, "currency": "CZK"}
        patched = await web.alice.patch(
            f"{BASE}/contacts/{record_id}", json={"values": {"yearly_spend": more}}
        )
        assert patched.json()["record"]["values"]["yearly_spend"] == more
        [row] = (await web.bob.get(f"{BASE}/contacts")).json()["items"]
        assert row["values"]["yearly_spend"] == more
        assert "at_least" in shown["operators"]
        for op, found in (("equals", 1), ("greater_than", 0)):
            given = {"filter": {"field": "yearly_spend", "op": op, "value": more}}
            page = (await web.bob.post(f"{BASE}/contacts/query", json=given)).json()
            assert len(page["items"]) == found
        evidence = (await web.bob.get(f"{BASE}/contacts/{record_id}/evidence")).json()["items"]
        assert "yearly_spend" in {one["field"] for one in evidence}
        await undo(database, workspace, patched_operation(patched.json()))
        assert (await values_of(database, workspace, record_id))["yearly_spend"] == spend


def patched_operation(written: dict[str, dict[str, str]]) -> UUID:
    return UUID(written["operation"]["id"])


def test_a_sorted_text_with_points_needs_nothing_else() -> None:
    with registry.extended(SHOE):
        assert grid.order_of("contact", "-favourite_shop").column == "favourite_shop"
        [point] = projection.points({"favourite_shop": "Corner"})
        assert (point.kind, point.label, point.value) == ("shop", "favourite", "Corner")
        names = {column.name for column in models.field_columns("contact")}
        assert {"favourite_shop", "favourite_shop_key"} <= names
    assert not registry.is_registered("favourite_shop")


def test_a_key_is_declared_once() -> None:
    keys = [(field.kind, field.key) for field in registry.FIELDS]
    assert len(set(keys)) == len(keys)
    with pytest.raises(ValueError, match="declared twice"), registry.extended(SPEND, SPEND):
        pass


@pytest.mark.parametrize("field", registry.FIELDS, ids=lambda field: field.key)
def test_every_field_is_whole(field: Field) -> None:
    assert field.label
    assert field.description.endswith(".")
    assert field.normaliser in NORMALISERS
    assert field.key[0].isalpha()
    assert field.many == (field.storage in ("points", "tags", "lists"))


def test_what_is_said_to_have_an_index_has_one() -> None:
    for kind, table in (("contact", models.contact), ("company", models.company)):
        indexed = {index.columns.keys()[1] for index in table.indexes}
        fields = registry.registered(kind)  # type: ignore[arg-type]
        wanted = {field.sort_column for field in fields if field.sort_column}
        wanted |= {field.folded_column or field.columns[0][0] for field in fields if field.lookup}
        assert wanted <= indexed

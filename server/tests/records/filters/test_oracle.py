"""Random filters through PostgreSQL and through a plain evaluator: the same records, always.

More of them: `cd server && python -m tests.records.filters.comparing --filters 100000`.
"""

from random import Random

import pytest
from psycopg.sql import SQL

from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.records.repository import filtering
from leadgen.records.repository.filter_cells import _Cell
from leadgen.records.repository.filter_rows import Part
from tests.factories.tenancy import Workspace
from tests.records.filters.comparing import differences


@pytest.fixture(autouse=True)
def product() -> None:
    """Which operations bring evidence is registered."""
    build()


async def test_random_filters_find_what_the_oracle_finds(database: Database, workspace: Workspace) -> None:
    assert await differences(database, workspace, Random(1), filters=350, contacts=60) == []


def _negated_naively(part: Part) -> Part:
    return Part(SQL("NOT {}").format(part.sql), exact=True)


async def test_the_oracle_sees_a_wrong_negation_and_a_forgotten_state(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtering, "complement", _negated_naively)
    monkeypatch.setattr(_Cell, "own", lambda cell, condition: SQL("false"))
    found = await differences(database, workspace, Random(2), filters=100, contacts=30)
    assert any('"not' in one for one in found), found
    assert any("checked" in one or "state_in" in one or "is_pinned" in one for one in found), found

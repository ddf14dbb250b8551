"""What we write for a spreadsheet is inert, and comes back as it was."""

import pytest

from leadgen.stages.ingest.formulas import inert, original

RISKY = ["=1+1", "+420 777 123 456", "-", "-5", "@ada", "\t=1", "\r=1", "=HYPERLINK(1)"]


@pytest.mark.parametrize("cell", [*RISKY, "", "Ada", "'quoted'", "O'Neil", "''", "a=b", "'", "1-2"])
def test_a_cell_comes_back_as_it_was_however_often(cell: str) -> None:
    assert original(inert(cell)) == cell
    assert original(inert(inert(cell))) == cell


@pytest.mark.parametrize("cell", RISKY)
def test_a_risky_cell_is_inert(cell: str) -> None:
    assert inert(cell)[0] == "'"


def test_a_number_protected_by_somebody_else_is_a_number() -> None:
    assert original("'+420777123456") == "+420777123456"

"""Corrections stay when a person maps the file anew."""

from dataclasses import replace

import pytest

from leadgen.stages.ingest import deciding, service, staging
from leadgen.stages.ingest.contracts import ColumnChoice, Import, Line
from leadgen.stages.ingest.fixing.acts import CellFix
from leadgen_sdk import Reading
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_fixing import FIELDS, commit, fixed, mapped, messy

OTHER = ("full_name", "email", "linkedin_url", None, None, "birthday")


async def mapped_anew(ingest: Ingest, found: Import, fields: tuple[str | None, ...]) -> Import:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, "fill") for index, field in enumerate(fields)]
        await deciding.map_columns(session, found.id, choices, ["email", "linkedin"], remember=False)
    staged = await ingest.advance(found.id)
    assert (staged.state, staged.fixing) == ("staged", None), staged.problem
    return staged


class Asked:
    """Whether to stop: not so many times, and then always."""

    def __init__(self, times: int) -> None:
        self.times = times

    def should_stop(self) -> bool:
        self.times -= 1
        return self.times < 0


def told(lines: list[Line]) -> list[tuple[object, ...]]:
    return [(line.line_no, line.verdict, line.problems) for line in lines]


async def test_a_new_mapping_reads_the_corrected_texts(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", 7)
    await ingest.run("first_name,email\nOld,p1@gmail.com\nOld,p2@gmail.com\n")
    wrong, right, fixes = messy(1, 30)
    found = await mapped(ingest, wrong)
    await fixed(ingest, found, *fixes)
    for fields in (OTHER, FIELDS):
        wanted = await mapped(ingest, right, fields)
        anew = await mapped_anew(ingest, found, fields)
        assert anew.counts == replace(wanted.counts, fixes=len(fixes))
        lines = await ingest.lines(found.id)
        assert told(lines) == told(await ingest.lines(wanted.id))
        kept = {(line.line_no, column): fix.text for line in lines for column, fix in line.fixed.items()}
        assert kept == {(fix.line_no, fix.column): fix.text for fix in fixes}
    done = await commit(ingest, found)
    assert (done.state, done.counts) == ("applied", anew.counts)


async def test_a_correction_waits_while_its_column_is_not_mapped(ingest: Ingest) -> None:
    found = await mapped(ingest, ",".join(FIELDS) + "\nAda,ada@firm.example,,,,1990-02-31\n")
    await fixed(ingest, found, CellFix(2, 5, "1990-02-28"), CellFix(2, 0, "Eva"))
    without = await mapped_anew(ingest, found, (*FIELDS[:5], None))
    assert (without.counts.create, without.counts.rejected) == (1, 0)
    again = await mapped_anew(ingest, found, FIELDS)
    (line,) = await ingest.lines(found.id)
    assert (again.counts.create, line.text(5), line.text(0)) == (1, "1990-02-28", "Eva")


async def test_staging_that_is_killed_loses_no_correction(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", 3)
    lines = [f"N{number},p{number}@gmail.com,,,,1990-02-31" for number in range(10)]
    found = await mapped(ingest, "\n".join([",".join(FIELDS), *lines]) + "\n")
    await fixed(ingest, found, *(CellFix(number, 5, "1990-02-28") for number in range(2, 12)))
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, "fill") for index, field in enumerate(OTHER)]
        await deciding.map_columns(session, found.id, choices, ["email"], remember=False)
    for looks in range(6):  # a worker that is told to stop after so many chunks, again and again
        asked = Asked(looks % 2 + 1)
        await staging.stage(ingest.database, ingest.workspace_id, found.id, asked.should_stop)
    after = await ingest.advance(found.id)
    assert (after.state, after.counts.create, after.counts.rejected) == ("staged", 10, 0)
    assert [line.text(5) for line in await ingest.lines(found.id)] == ["1990-02-28"] * 10


async def test_a_file_that_is_read_in_another_way_has_other_lines_and_no_corrections(ingest: Ingest) -> None:
    found = await mapped(ingest, ",".join(FIELDS) + "\nAda,ada@firm.example,,,,1990-02-31\n")
    await fixed(ingest, found, CellFix(2, 5, "1990-02-28"))
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.read_anew(session, found.id, Reading(delimiter=","))
    read = await ingest.advance(found.id)
    assert read.state == "mapping"
    anew = await mapped_anew(ingest, read, FIELDS)
    (line,) = await ingest.lines(found.id)
    assert (anew.counts.rejected, anew.counts.fixes, line.fixed) == (1, 0, {})

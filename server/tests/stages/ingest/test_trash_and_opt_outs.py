"""What an import leaves alone, whom it keeps out, and what it puts on every contact."""

from uuid import UUID

import pytest

from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import evidence, journal
from leadgen.records import service as records
from leadgen.records.suppression import service as suppression
from leadgen.stages.ingest import deciding, service
from leadgen.stages.ingest.contracts import (
    ColumnChoice,
    DecidedSince,
    ForAllLines,
    Import,
    MappingRefused,
)
from tests.stages.ingest.base import names, rows, whole
from tests.stages.ingest.conftest import ACTOR, Ingest

HEAD = "Name,E-mail,Unsubscribed\n"
_TAGGED = """
SELECT c.first_name, array_agg(lower(t.name)), c.owner_id FROM contact c
JOIN record_tag r ON r.record_id = c.id JOIN tag t ON t.id = r.tag_id
WHERE c.deleted_at IS NULL GROUP BY 1, 3 ORDER BY 1
"""


async def mapped(
    ingest: Ingest, content: str, fields: tuple[str | None, ...], for_all: ForAllLines | None = None
) -> Import:
    made = await ingest.run(content, mode="review")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [
            ColumnChoice(index, field, "fill", opt_out=field is None) for index, field in enumerate(fields)
        ]
        await deciding.map_columns(
            session, made.id, choices, ["email", "linkedin"], remember=False, for_all=for_all
        )
    staged = await ingest.advance(made.id)
    assert staged.state == "staged", staged.problem
    return staged


async def committed(ingest: Ingest, staged: Import) -> Import:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, staged.id, ACTOR)
    done = await ingest.advance(staged.id)
    assert (done.state, done.counts) == ("applied", staged.counts)
    return done


async def by_hand(ingest: Ingest, **values: str) -> UUID:
    """A contact typed in and removed again: it is in the trash. The removal's id."""
    async with ingest.database.workspace(ingest.workspace_id) as session:
        made = await records.open_operation(session, kind="create", actor=ACTOR, source="", summary="")
        await journal.create(session, made, "contact", values)
        await records.finish_operation(session, made, state="done", counts={})
    return await ingest.undo(made)


async def test_a_line_about_a_record_in_the_trash_writes_nothing(ingest: Ingest) -> None:
    removal = await by_hand(ingest, first_name="Ada", email="ada@firm.example")
    content = "Name,E-mail\nAda,ada@firm.example\nBob,bob@firm.example\nAda Again,ada@firm.example\n"
    staged = await mapped(ingest, content, ("full_name", "email"))
    (line, other) = await ingest.lines(staged.id, "trash")
    assert (staged.counts.trash, staged.counts.create) == (2, 1)
    assert "in the trash" in str(line.problems[0]["message"])
    assert (line.record_id, other.line_no) == (None, 4)
    await committed(ingest, staged)
    assert await names(ingest) == ["Bob"]
    await ingest.undo(removal)
    again = await mapped(ingest, content, ("full_name", "email"))
    assert (again.counts.trash, again.counts.create, again.counts.duplicate) == (0, 0, 3)


async def test_a_record_trashed_after_the_review_stays_there(ingest: Ingest) -> None:
    content = "Name,E-mail\nAda,ada@firm.example\nAda,ada@firm.example\nBob,bob@firm.example\n"
    staged = await mapped(ingest, content, ("full_name", "email"))
    await by_hand(ingest, first_name="Ada", email="ada@firm.example")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, staged.id, ACTOR)
    done = await ingest.advance(staged.id)
    assert (done.counts.trash, done.counts.create, done.counts.lines) == (2, 1, 3)
    assert await names(ingest) == ["Bob"]


async def test_what_an_undone_import_made_is_not_trash(ingest: Ingest) -> None:
    content = "Name,E-mail\nAda,ada@firm.example\n"
    done = await committed(ingest, await mapped(ingest, content, ("full_name", "email")))
    await ingest.undo(done.operation_id)
    again = await mapped(ingest, content, ("full_name", "email"))
    assert (again.counts.create, again.counts.trash) == (1, 0)


async def kept_out(ingest: Ingest) -> list[str]:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        first = Paging(CursorCodec(b"k" * 32), session.workspace_id, 100)
        found = await suppression.page(session, first, None)
    return sorted(one.value or "" for one in found.items)


async def test_opt_outs_are_kept_out_and_the_undo_takes_back_what_it_made(ingest: Ingest) -> None:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await suppression.add(session, ACTOR, "email", "Cyd@Firm.example", "asked by phone")
    content = HEAD + (
        "Ada,Ada@firm.example,yes\nBob,bob@firm.example,no\nCyd,cyd@firm.example,true\n"
        "Dan,dan@firm.example,\nAda,ada@firm.example,yes\n"
    )
    staged = await mapped(ingest, content, ("full_name", "email", None))
    assert (staged.counts.suppressions, staged.counts.create) == (1, 4)
    done = await committed(ingest, staged)
    assert await kept_out(ingest) == ["ada@firm.example", "cyd@firm.example"]
    more = HEAD + "Ada,ada@firm.example,1\n"
    second = await committed(ingest, await mapped(ingest, more, ("full_name", "email", None)))
    assert second.counts.suppressions == 0
    undo = await ingest.undo(done.operation_id)
    assert await kept_out(ingest) == ["ada@firm.example", "cyd@firm.example"]  # the second says so, too
    await ingest.undo(undo)
    await ingest.undo(second.operation_id)
    assert await kept_out(ingest) == ["ada@firm.example", "cyd@firm.example"]
    await ingest.undo(done.operation_id)
    assert await kept_out(ingest) == ["cyd@firm.example"]


async def test_who_opts_out_without_an_address_is_shown_not_lost(ingest: Ingest) -> None:
    staged = await mapped(ingest, "Name,Company,Opt-out\nAda,Firm,yes\n", ("full_name", "company_name", None))
    (line,) = await ingest.lines(staged.id, "rejected")
    assert "no e-mail, phone or profile" in str(line.problems[0]["message"])


async def test_a_contact_of_a_domain_that_is_kept_out_says_so(ingest: Ingest) -> None:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await suppression.add(session, ACTOR, "domain", "https://www.firm.example/about", "")
        against = await suppression.against(session, {"email": "ada@mail.firm.example"})
        assert [(one.kind, one.value) for one in against] == [("domain", "firm.example")]
        assert await suppression.against(session, {"email": "ada@other.example"}) == []


async def test_tags_owner_and_note_go_to_every_contact_and_back(ingest: Ingest) -> None:
    await ingest.run("Name,E-mail,Tags\nAda,ada@firm.example,Hot\nEva,eva@firm.example,fair\n")
    before = await whole(ingest)
    (owner,) = (await rows(ingest, "SELECT user_id FROM member LIMIT 1"))[0]
    for_all = ForAllLines(tags=("Fair", "2026"), owner_id=owner, note="Badges of day 2")
    content = "Name,E-mail\nAda,ada@firm.example\nEva,eva@firm.example\nBob,bob@firm.example\n"
    staged = await mapped(ingest, content, ("full_name", "email"), for_all)
    assert (staged.counts.update, staged.counts.create) == (2, 1)
    done = await committed(ingest, staged)
    assert [(name, sorted(held), who) for name, held, who in await rows(ingest, _TAGGED)] == [
        ("Ada", ["2026", "fair", "hot"], owner),
        ("Bob", ["2026", "fair"], owner),
        ("Eva", ["2026", "fair"], owner),
    ]
    async with ingest.database.workspace(ingest.workspace_id) as session:
        (bob,) = (line.record_id for line in await ingest.lines(done.id, "create"))
        assert bob is not None
        found = {one.field: one for one in await evidence.of_record(session, "contact", bob)}
    assert found["email"].source.note == "Badges of day 2"
    assert "(Badges of day 2)" in found["email"].operation.summary
    again = await mapped(ingest, content, ("full_name", "email"), for_all)
    assert again.counts.duplicate == 3
    await ingest.undo(done.operation_id)
    assert await whole(ingest) == before


@pytest.mark.parametrize(
    ("fields", "for_all", "says"),
    [
        (("company_name", "company_domain"), ForAllLines(tags=("a",)), "neither tags nor an owner"),
        (("full_name", "email"), ForAllLines(owner_id=UUID(int=7)), "no member"),
    ],
)
async def test_what_cannot_be_for_all_lines_is_refused(
    ingest: Ingest, fields: tuple[str, ...], for_all: ForAllLines, says: str
) -> None:
    with pytest.raises(MappingRefused, match=says):
        await mapped(ingest, "Name,Where\nAda,ada@firm.example\n", fields, for_all)


async def test_the_second_of_two_who_map_at_once_is_told(ingest: Ingest) -> None:
    made = await ingest.run("Name,E-mail\nAda,ada@firm.example\n", mode="review")
    choices = [ColumnChoice(0, "full_name", "fill"), ColumnChoice(1, "email", "fill")]
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await deciding.map_columns(session, made.id, choices, ["email"], version=made.version)
    await ingest.advance(made.id)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        with pytest.raises(DecidedSince):
            await deciding.map_columns(session, made.id, choices[1:], ["email"], version=made.version)
    assert [column.field for column in (await ingest.get(made.id)).columns] == ["full_name", "email"]

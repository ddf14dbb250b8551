"""Files as people keep them: in by the whole wizard, fixed on the way, again for nothing, out, and undone."""

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import address_books, steps
from tests.journeys.accessibility import check
from tests.journeys.address_books import AddressBook
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner


def test_files_of_three_kinds_are_fixed_imported_repeated_exported_and_undone(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, dice: random.Random, tmp_path: Path
) -> None:
    old, workbook, google = address_books.make(dice)
    with workspace.client() as api:
        page = open_page(owner=owner)
        page.goto(f"/w/{workspace.slug}/imports/new")
        _to_the_review(page, old, tmp_path)
        check(page, "import: lines that need a fix")
        _fix_in_place(page, old)
        _commit(page, old)
        _again_adds_nothing(page, old, tmp_path)

        page.goto(f"/w/{workspace.slug}/imports/new")
        _to_the_review(page, workbook, tmp_path)
        _leave_out_for_all(page, workbook)
        _commit(page, workbook)
        _again_adds_nothing(page, workbook, tmp_path)

        page.goto(f"/w/{workspace.slug}/imports/new")
        _to_the_review(page, google, tmp_path)
        _fix_in_place(page, google)
        _commit(page, google)
        _again_adds_nothing(page, google, tmp_path)

        _the_export_agrees(page, [old, workbook, google])
        steps.go_to(page, "History")
        for book in (google, workbook, old):
            _undo(page, book)
        _nobody_is_there(page, api)
        _pasted_cells_come_once(page, workspace)


def _to_the_review(page: Page, book: AddressBook, folder: Path) -> None:
    _choose(page, book, folder)
    steps.expect_step(page, "Columns")
    page.get_by_role("button", name="Continue").click()
    steps.expect_step(page, "Matching")
    page.get_by_role("button", name="Check the file").click()
    steps.expect_step(page, "Review")
    _counts(page, create=len(book.people) - 1, rejected=1)


def _choose(page: Page, book: AddressBook, folder: Path) -> None:
    path = folder / book.filename
    path.write_bytes(book.content)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(path)


def _counts(page: Page, *, create: int, rejected: int) -> None:
    verdicts = page.get_by_role("navigation", name="Lines by verdict")
    expect(verdicts.get_by_role("link", name=f"Create {create}", exact=True)).to_be_visible()
    expect(verdicts.get_by_role("link", name=f"Needs a fix {rejected}", exact=True)).to_be_visible()


def _bad_cell(page: Page, book: AddressBook) -> Locator:
    return page.get_by_role("grid", name="Lines: Needs a fix").get_by_role(
        "gridcell", name=book.bad, exact=True
    )


def _fix_in_place(page: Page, book: AddressBook) -> None:
    """By the keyboard alone; the line stays where it is and says what it has become."""
    bad = _bad_cell(page, book)
    expect(bad).to_have_attribute("tabindex", "0")
    bad.focus()
    page.keyboard.press("Enter")
    editor = page.get_by_role("textbox", name=book.column)
    expect(editor).to_be_focused()
    editor.press("ControlOrMeta+a")
    page.keyboard.type(book.broken.email)
    page.keyboard.press("Enter")
    line = page.get_by_role("row").filter(has_text=book.broken.email)
    expect(line).to_contain_text("Create")
    _counts(page, create=len(book.people), rejected=0)


def _leave_out_for_all(page: Page, book: AddressBook) -> None:
    """All lines with one problem at once, though here it is one."""
    groups = page.get_by_role("list", name="What is wrong")
    expect(groups.get_by_role("listitem")).to_contain_text(book.bad)
    groups.get_by_role("button", name=f"Fix all: {book.column}").click()
    question = page.get_by_role("dialog", name=f"Fix {book.column}")
    check(page, "import: fix all")
    question.get_by_role("button", name="Leave it out").click()
    expect(question).to_be_hidden()
    _counts(page, create=len(book.people), rejected=0)


def _commit(page: Page, book: AddressBook) -> None:
    page.get_by_role("button", name=f"Import {len(book.people)} contacts").click()
    expect(page.get_by_role("heading", name=f"{len(book.people)} contacts are in")).to_be_visible()


def _again_adds_nothing(page: Page, book: AddressBook, folder: Path) -> None:
    """The same file as the next one: straight to the review, where only what was fixed asks for anything."""
    page.get_by_role("link", name="Next file the same way").click()
    _choose(page, book, folder)
    steps.expect_step(page, "Review")
    expect(page.get_by_role("button", name="Nothing to import")).to_be_disabled()
    _counts(page, create=0, rejected=1)


def _the_export_agrees(page: Page, books: Sequence[AddressBook]) -> None:
    """The file of what is seen: everybody, each once, with every letter."""
    steps.go_to(page, "Contacts")
    page.get_by_role("button", name="Export").click()
    check(page, "export menu")
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text))]
    expected = {one.name: one for book in books for one in book.people}
    assert sorted(row["full_name"] for row in rows) == sorted(expected)
    assert all(row["email"] == expected[row["full_name"]].email for row in rows)


def _undo(page: Page, book: AddressBook) -> None:
    row = page.get_by_role("row").filter(has_text=f"Import of {book.filename}")
    row.get_by_role("button", name="Undo").click()
    question = page.get_by_role("dialog", name="Undo this?")
    question.get_by_role("button", name="Undo", exact=True).click()
    expect(question).to_be_hidden()


def _nobody_is_there(page: Page, api: httpx.Client) -> None:
    steps.go_to(page, "Contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    assert [api.get(path).json()["items"] for path in ("contacts", "companies")] == [[], []]


def _pasted_cells_come_once(page: Page, workspace: NewWorkspace) -> None:
    """Anywhere on the first step; the field that shows them takes the focus in the middle of the paste."""
    cells = "Name\tE-mail\nAda Weir\tada@example.com\n"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/w/{workspace.slug}/imports/new")
    expect(page.get_by_role("button", name="Choose a file")).to_be_visible()
    page.evaluate("text => navigator.clipboard.writeText(text)", cells)
    page.keyboard.press("ControlOrMeta+v")
    field = page.get_by_role("textbox", name="Cells")
    expect(field).to_be_focused()
    expect(field).to_have_value(cells)

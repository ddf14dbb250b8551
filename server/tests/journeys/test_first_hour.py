"""The first hour: a LinkedIn export comes in, a value is edited and explained, both are undone."""

import random
import re
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import connections, steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.connections import Connections, Person
from tests.journeys.people import Owner

COLUMN, FIELD = "Job title", "job title"
EDITED, EDITED_AGAIN = "Keeper of the weir", "Harbour pilot"


def test_a_file_is_imported_a_cell_edited_and_explained_and_both_are_undone(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, dice: random.Random, tmp_path: Path
) -> None:
    file = connections.make(dice)
    with workspace.client() as api:
        page = open_page(owner=owner)
        page.goto(f"/w/{workspace.slug}/contacts")
        before = _base(api)
        _nothing_is_there(page)

        _import(page, file, tmp_path)
        assert _base(api) == (len(file.people), file.companies)
        _look_around(page, file)

        person = _somebody(page, file, dice)
        _edit_and_undo_from_the_toast(page, person)
        _edit(page, person, EDITED_AGAIN)
        page.reload()
        expect(steps.cell(page, person.name, COLUMN)).to_contain_text(EDITED_AGAIN)
        _everything_is_explained(page, person, file)

        steps.undo_from_history(page, f"Edited {FIELD}")
        steps.go_to(page, "Contacts")
        expect(steps.cell(page, person.name, COLUMN)).to_contain_text(person.title)

        steps.undo_from_history(page, connections.FILENAME)
        steps.go_to(page, "Contacts")
        expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
        steps.go_to(page, "Companies")
        expect(page.get_by_role("heading", name="No companies yet")).to_be_visible()
        assert _base(api) == before == (0, 0)


def _base(api: httpx.Client) -> tuple[int, int]:
    """How many contacts and companies there are, by the API."""
    totals = [api.get(path).raise_for_status().json()["total"]["value"] for path in ("contacts", "companies")]
    return totals[0], totals[1]


def _nothing_is_there(page: Page) -> None:
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    check(page, "contacts without any")
    for entry, title in (
        ("Companies", "No companies yet"),
        ("Imports", "No file has been imported yet"),
        ("History", "Nothing has happened yet"),
    ):
        steps.go_to(page, entry)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    steps.go_to(page, "Contacts")


def _import(page: Page, file: Connections, folder: Path) -> None:
    steps.begin_import(page)
    steps.expect_step(page, "File")
    check(page, "import: file")
    steps.choose_file(page, folder, file)

    steps.expect_step(page, "Columns")
    expect(page.get_by_text(f"{connections.FILENAME} · LinkedIn connections")).to_be_visible()
    expect(page.get_by_text("All 7 columns are imported.")).to_be_visible()
    check(page, "import: columns")
    page.get_by_role("button", name="Continue").click()

    steps.expect_step(page, "Matching")
    expect(page.get_by_text("Same person = same e-mail or same LinkedIn profile.")).to_be_visible()
    check(page, "import: matching")
    page.get_by_role("button", name="Check the file").click()

    steps.expect_step(page, "Review")
    _the_review_agrees(page, file)
    check(page, "import: review")
    page.get_by_role("button", name=f"Import {len(file.people)} contacts").click()

    steps.expect_step(page, "Done")
    expect(page.get_by_role("heading", name=f"{len(file.people)} contacts are in")).to_be_visible()
    _the_result_agrees(page, file)
    check(page, "import: done")


def _the_review_agrees(page: Page, file: Connections) -> None:
    verdicts = page.get_by_role("navigation", name="Lines by verdict")
    expected = {
        "Create": len(file.people),
        "Update": 0,
        "Duplicate": file.duplicates,
        "Ambiguous": 0,
        "Needs a fix": file.rejected,
    }
    for verdict, count in expected.items():
        expect(verdicts.get_by_role("link", name=f"{verdict} {count}", exact=True)).to_be_visible()
    assert sum(expected.values()) == file.lines


def _the_result_agrees(page: Page, file: Connections) -> None:
    result = page.get_by_label("Result of the import")
    terms = result.get_by_role("term").all_inner_texts()
    counts = [text.split()[-1] for text in result.get_by_role("definition").all_inner_texts()]
    shown = {term: int(count) for term, count in zip(terms, counts, strict=True)}
    [doubled] = [term for term in shown if term.startswith("Groups of probable duplicates")]
    del shown[doubled]  # what a scan finds that may still be on its way
    assert shown == {
        "Created": len(file.people),
        "Updated": 0,
        "New companies": file.companies,
        "Duplicates, left out": file.duplicates,
        "Match several contacts, left out": 0,
        "Could not be read, left out": file.rejected,
    }


def _look_around(page: Page, file: Connections) -> None:
    steps.go_to(page, "Imports")
    expect(page.get_by_role("link", name=connections.FILENAME)).to_be_visible()
    check(page, "imports")
    steps.go_to(page, "Companies")
    expect(page.get_by_role("row")).to_have_count(file.companies + 1)
    check(page, "companies")
    steps.go_to(page, "Contacts")
    expect(steps.grid(page)).to_have_attribute("aria-rowcount", str(len(file.people) + 1))
    check(page, "contacts")


def _somebody(page: Page, file: Connections, dice: random.Random) -> Person:
    """One of those in sight."""
    return file.people[dice.choice(steps.names_in_sight(page)[:10])]


def _edit(page: Page, person: Person, value: str) -> None:
    """By the keyboard alone, from the first cell of the grid."""
    steps.move_to(page, steps.cell(page, person.name, COLUMN))
    page.keyboard.press("Enter")
    editor = page.get_by_role("textbox", name=f"{COLUMN} of {person.name}")
    expect(editor).to_be_focused()
    editor.press("ControlOrMeta+a")
    page.keyboard.type(value)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text(f"Changed {FIELD} of {person.name}")).to_be_visible()
    expect(steps.cell(page, person.name, COLUMN)).to_contain_text(value)


def _edit_and_undo_from_the_toast(page: Page, person: Person) -> None:
    _edit(page, person, EDITED)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(steps.cell(page, person.name, COLUMN)).to_contain_text(person.title)


def _everything_is_explained(page: Page, person: Person, file: Connections) -> None:
    """The drawer: evidence of the edited value and of one from the file, and what the value was before."""
    steps.move_to(page, steps.cell(page, person.name, COLUMN))
    page.keyboard.press("Space")
    drawer = page.get_by_role("dialog", name=f"Record {person.name}")
    expect(drawer.get_by_role("button", name=f"Edit {COLUMN}: {EDITED_AGAIN}")).to_be_visible()
    check(page, "drawer: profile")

    drawer.get_by_role("tab", name="Evidence").click()
    of_title = drawer.get_by_role("article").filter(has_text=f"{COLUMN} {EDITED_AGAIN}")
    expect(of_title).to_contain_text("Entered by hand")
    expect(of_title).to_contain_text("by Mira Holt")
    of_link = drawer.get_by_role("article").filter(has_text="column “URL”")
    expect(of_link).to_contain_text(f"{connections.FILENAME}, line {file.line_of[person.name]}")
    expect(of_link.get_by_role("blockquote")).to_have_text(person.url)
    check(page, "drawer: evidence")

    drawer.get_by_role("tab", name="Timeline").click()
    newest = drawer.get_by_role("listitem").first
    expect(newest).to_contain_text(re.compile(rf"Mira Holt changed .*{COLUMN}"))
    expect(newest).to_contain_text(f"{person.title} → {EDITED_AGAIN}")
    check(page, "drawer: timeline")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()

"""On a phone: cards instead of the grid, the import fits, and no screen has to be pushed sideways."""

import random
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tests.factories.product import NewWorkspace
from tests.journeys import connections, steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.connections import Connections
from tests.journeys.people import Owner

PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_file_is_imported_and_read_on_a_phone(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, dice: random.Random, tmp_path: Path
) -> None:
    file = connections.make(dice)
    page = open_page(owner=owner, size=PHONE)
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    _fits(page, "contacts without any")

    steps.begin_import(page)
    steps.expect_step(page, "File")
    _fits(page, "import: file")
    steps.choose_file(page, tmp_path, file)
    for step, button in (
        ("Columns", "Continue"),
        ("Matching", "Check the file"),
        ("Review", f"Import {len(file.people)} contacts"),
    ):
        steps.expect_step(page, step)
        expect(page.get_by_role("button", name=button)).to_be_in_viewport()
        _fits(page, f"import: {step}")
        page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name=f"{len(file.people)} contacts are in")).to_be_visible()
    _fits(page, "import: done")

    _read(page, file, dice)


def _read(page: Page, file: Connections, dice: random.Random) -> None:
    """The lists, and one of the people."""
    for entry in ("Imports", "History"):
        steps.go_to(page, entry)
        expect(page.get_by_role("row").filter(has_text=connections.FILENAME)).to_be_visible()
        _fits(page, entry)
    steps.go_to(page, "Companies")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(file.companies)
    _fits(page, "companies")

    steps.go_to(page, "Contacts")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards.first).to_be_visible()
    expect(page.get_by_role("grid")).to_have_count(0)
    _fits(page, "contacts")
    card = cards.nth(dice.randrange(5))
    name = card.get_by_role("strong").inner_text()
    card.get_by_role("button").tap()
    drawer = page.get_by_role("dialog", name=f"Record {name}")
    expect(drawer).to_contain_text(file.people[name].title)
    _fits(page, "contact")


def _fits(page: Page, screen: str) -> None:
    """Nothing lies beside the window, and axe agrees."""
    beside = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beside <= 0, f"{screen} is {beside} px wider than the phone"
    check(page, f"{screen} on a phone")

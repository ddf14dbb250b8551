"""What people do on the screens, by the names that a screen reader tells them."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import check
from tests.journeys.connections import FILENAME, Connections


def become_owner(page: Page, link: str, *, email: str, password: str) -> None:
    """From the printed link to the empty workspace; the token leaves the address at once."""
    address, _, token = link.partition("#")
    page.goto(link)
    expect(page.get_by_role("heading", name="Set up your workspace")).to_be_visible()
    expect(page).to_have_url(address)
    check(page, "welcome")
    page.get_by_label("Workspace name").fill("Millrace")
    page.get_by_label("Your name").fill("Mira Holt")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    assert token not in page.url
    kept = page.evaluate("JSON.stringify([history.state, {...localStorage}, {...sessionStorage}])")
    assert token not in kept


def sign_in(page: Page, email: str, password: str) -> None:
    """Sends the form; where it leads is the caller's to see."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def go_to(page: Page, entry: str) -> None:
    """By the navigation; on a phone it has to be opened first."""
    menu = page.get_by_role("button", name="Open the menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=entry, exact=True).click()
    expect(page.get_by_role("heading", name=entry, exact=True, level=1)).to_be_visible()


def begin_import(page: Page) -> None:
    """From an empty screen; some lead there by a link and some by a button."""
    name = "Import a file"
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).click()


def choose_file(page: Page, folder: Path, file: Connections) -> None:
    """On the first step of the import."""
    path = folder / FILENAME
    path.write_bytes(file.content)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(path)


def expect_step(page: Page, name: str) -> None:
    """Which step of the import is shown."""
    steps = page.get_by_role("navigation", name="Steps of the import")
    expect(steps.locator("[aria-current=step]")).to_contain_text(name)


def undo_from_history(page: Page, summary: str) -> None:
    """The newest entry with these words, through the question that History asks."""
    go_to(page, "History")
    undo = page.get_by_role("row").filter(has_text=summary).get_by_role("button", name="Undo").first
    expect(undo).to_be_visible()
    check(page, "history")
    undo.click()
    confirm_undo(page)


def confirm_undo(page: Page) -> None:
    """Reads what an undo will do, and does it."""
    question = page.get_by_role("dialog", name="Undo this?")
    undo = question.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_enabled()
    check(page, "undo dialog")
    undo.click()
    expect(question).to_be_hidden()


def grid(page: Page) -> Locator:
    """The spreadsheet of contacts."""
    return page.get_by_role("grid", name="Contacts, one per row")


def names_in_sight(page: Page) -> list[str]:
    """The names of the contacts that are drawn, from the top."""
    first_cell = grid(page).get_by_role("gridcell").and_(page.locator("[aria-colindex='2']"))
    expect(first_cell.first).to_be_visible()
    return first_cell.get_by_role("button").all_inner_texts()


def cell(page: Page, name: str, column: str) -> Locator:
    """Of the contact with this name."""
    header = grid(page).get_by_role("columnheader", name=column, exact=True)
    row = grid(page).get_by_role("row").filter(has=page.get_by_role("button", name=name, exact=True))
    return row.locator(f"[aria-colindex='{header.get_attribute('aria-colindex')}']")


def move_to(page: Page, target: Locator) -> None:
    """By the keyboard: into the grid, to its first cell, then by the arrows."""
    row, column = _position(target)
    grid(page).locator("[tabindex='0']").focus()
    page.keyboard.press("ControlOrMeta+Home")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    expect(target).to_be_focused()


def _position(target: Locator) -> tuple[int, int]:
    """Counted from the first cell; the header is a row and the numbers of the rows are a column."""
    row = target.locator("xpath=..").get_attribute("aria-rowindex")
    column = target.get_attribute("aria-colindex")
    assert row is not None
    assert column is not None
    return int(row) - 2, int(column) - 2

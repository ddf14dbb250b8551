"""The grid as a spreadsheet: by the keyboard alone, with blocks of other spreadsheets, with two people."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited

PEOPLE = ("Ada Able", "Ben Baker", "Cyd Cole", "Dee Dale", "Eli East", "Fay Ford")
COUNTRIES = ("DE", "AT", "DE", "AT", "DE", None)
TITLES = ("CTO", "CEO", "Buyer", "Clerk", "Head of Sales", "Founder")
# As Excel copies: its own styles, a text that wraps in the source, a line break of a cell as an element.
EXCEL = """<html><head><style>td { mso-style: x }</style></head><body><!--StartFragment--><table>
  <tr><td style="color: red">Chief\n   Clerk</td><td>Brno</td></tr>
  <tr><td>say &quot;hi&quot;</td><td>Oslo</td></tr></table><!--EndFragment--></body></html>"""
_PASTE = """([text, html]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  if (html !== '') data.setData('text/html', html);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
_COPIED = """() => {
  const data = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return [data.getData('text/plain'), data.getData('text/html')];
}"""
# The rows that are touched while something is done: an active cell is no reason to draw the others again.
_WATCH_ROWS = """() => {
  window.touched = new Set();
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const row = (target instanceof Element ? target : target.parentElement)?.closest('[role=row]');
      if (row) window.touched.add(row);
    }
  }).observe(document.querySelector('[role=grid]'), { attributes: true, childList: true, subtree: true });
}"""


def test_the_keyboard_does_what_it_does_in_any_spreadsheet(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    _fill(workspace)
    page = _grid(owner, workspace, open_page)
    column = column_of(page, "Job title")

    go(page, 1, column)
    page.keyboard.type("Treasurer")
    page.keyboard.press("Enter")
    _expect_focus(page, 2, column)
    expect(_cell(page, 1, column)).to_contain_text("Treasurer")
    page.keyboard.press("F2")
    page.keyboard.press("Escape")
    _expect_focus(page, 2, column)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    _expect_focus(page, 2, column + 1)
    _undo_and_expect(page, column, TITLES)

    go(page, 0, column)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(_selected(page)).to_have_count(3)
    check(page, "grid with a range")
    text, html = page.evaluate(_COPIED)
    assert text == "CTO\nCEO\nBuyer"
    assert "<td" in html
    page.keyboard.press("ControlOrMeta+d")
    _expect_titles(page, column, ("CTO", "CTO", "CTO", *TITLES[3:]))
    page.keyboard.press("Delete")
    _expect_titles(page, column, ("", "", "", *TITLES[3:]))
    page.keyboard.press("Escape")
    expect(_selected(page)).to_have_count(1)
    _undo_and_expect(page, column, ("CTO", "CTO", "CTO", *TITLES[3:]))
    _undo_and_expect(page, column, TITLES)

    go(page, 1, column)
    page.keyboard.press("Shift+Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+Space")
    picked = steps.grid(page).locator("[role=row][aria-selected=true]")
    expect(picked).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(picked).to_have_count(0)

    page.evaluate(_WATCH_ROWS)
    page.keyboard.press("ArrowDown")
    _expect_focus(page, 3, column)
    assert page.evaluate("window.touched.size") <= 3


def test_a_block_of_another_spreadsheet_is_one_operation(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    _fill(workspace)
    page = _grid(owner, workspace, open_page)
    column = column_of(page, "Job title")

    go(page, 1, column)
    paste(page, 'Alpha\tx\r\n"Be\tta"\tx\r\n"Gam""ma"\tx\r\n')
    # The company beside the title belongs to the company and is not written from here.
    _expect_titles(page, column, ("CTO", "Alpha", "Be ta", 'Gam"ma', *TITLES[4:]))
    expect(page.get_by_role("status").filter(has_text="3 cells cannot be edited here")).to_be_visible()
    _undo_and_expect(page, column, TITLES)

    go(page, 4, column)
    paste(page, "not this", EXCEL)
    _expect_titles(page, column, (*TITLES[:4], "Chief Clerk", 'Say "hi"'))
    _undo_and_expect(page, column, TITLES)

    go(page, 5, column)
    paste(page, "One\nTwo\nThree")
    _expect_titles(page, column, (*TITLES[:5], "One"))
    expect(page.get_by_role("status").filter(has_text="2 rows found no place")).to_be_visible()
    _undo_and_expect(page, column, TITLES)

    address = column_of(page, "E-mail")
    go(page, 2, address)
    page.keyboard.type("nonsense")
    page.keyboard.press("Enter")
    refused = page.get_by_role("textbox", name="E-mail of Cyd Cole")
    expect(refused).to_be_focused()
    expect(refused).to_have_value("nonsense")
    page.keyboard.press("Escape")
    expect(_cell(page, 2, address)).to_contain_text("cyd@example.com")

    tags = column_of(page, "Tags")
    go(page, 0, tags)
    page.keyboard.type("fair")
    expect(page.get_by_role("option", name="New tag “fair”")).to_be_visible()
    check(page, "tags in a cell")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    _expect_focus(page, 1, tags)
    expect(_cell(page, 0, tags)).to_contain_text("fair")
    page.keyboard.type("fa")
    expect(page.get_by_role("option", name=re.compile("^fair"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(_cell(page, 1, tags)).to_contain_text("fair")


def test_two_people_in_one_cell_see_each_other(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, product: Product, browser_program: Browser
) -> None:
    people = _fill(workspace)
    page = _grid(owner, workspace, open_page)
    other = _grid(invited(browser_program, product, workspace, owner, role="editor"), workspace, open_page)
    column = column_of(page, "Job title")
    go(page, 3, column)
    page.keyboard.type("Mine")
    with workspace.client() as api:
        edit = {"values": {"job_title": "News"}}
        api.patch(f"contacts/{people['Eli East']}", json=edit).raise_for_status()
        first = {"values": {"full_name": "Aaa Aalto", "email": "aaa@example.com"}}
        api.post("contacts", json=first).raise_for_status()
    expect(_cell(page, 4, column)).to_contain_text("News")
    editor = page.get_by_role("textbox", name="Job title of Dee Dale")
    expect(editor).to_be_focused()
    expect(editor).to_have_value("Mine")
    theirs = _type_title(other, "Theirs")
    other.keyboard.press("Enter")
    expect(other.get_by_role("status").filter(has_text="Changed job title of Dee Dale")).to_be_visible()

    page.keyboard.press("Enter")
    # A row came above it meanwhile; the keyboard is where it would have been without.
    expect(steps.cell(page, "Eli East", "Job title")).to_be_focused()
    mine = steps.cell(page, "Dee Dale", "Job title")
    expect(mine).to_contain_text("Theirs")
    page.keyboard.press("ArrowUp")
    question = _question(page, "Noor Guest", "Mine")
    check(page, "conflict")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question).to_be_hidden()
    expect(mine).to_contain_text("Mine")
    expect(mine).to_be_focused()

    expect(theirs).to_contain_text("Mine")
    _type_title(other, "Late")
    _type_title(page, "Last")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Changed job title of Dee Dale").first).to_be_visible()
    other.keyboard.press("Enter")
    other.keyboard.press("ArrowUp")
    question = _question(other, "Mira Holt", "Late")
    other.keyboard.press("Enter")
    other.keyboard.press("Enter")
    expect(question).to_be_hidden()
    expect(theirs).to_contain_text("Last")
    with workspace.client() as api:
        told = api.get(f"contacts/{people['Dee Dale']}/timeline").raise_for_status().text
    assert all(text in told for text in ("Theirs", "Mine", "Last"))
    assert "Late" not in told


def _type_title(page: Page, text: str) -> Locator:
    cell = steps.cell(page, "Dee Dale", "Job title")
    cell.click()
    page.keyboard.type(text)
    expect(page.get_by_role("textbox", name="Job title of Dee Dale")).to_have_value(text)
    return cell


def _question(page: Page, by: str, mine: str) -> Locator:
    question = page.get_by_role("group", name="Two versions of Job title")
    expect(question).to_contain_text(re.compile(rf"{by} changed this \d+s ago"))
    expect(question).to_contain_text(mine)
    return question


def test_rows_stand_in_groups_and_the_keyboard_goes_through_them(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    _fill(workspace)
    page = _grid(owner, workspace, open_page)
    title, country = column_of(page, "Job title"), column_of(page, "Country")
    page.get_by_role("button", name="Group", exact=True).click()
    page.keyboard.type("countr")
    page.keyboard.press("Enter")
    grid = page.get_by_role("treegrid", name="Contacts, one per row")
    heads = grid.locator("[role=row][aria-level='1']")
    expect(heads).to_have_text(["Austria2", "Germany3", "No Country1"])
    expect(grid.get_by_role("rowheader")).to_have_count(6)
    check(page, "groups")
    _save_view(page, "By country")

    grid.locator("[tabindex='0']").focus()
    page.keyboard.press("ControlOrMeta+Home")
    expect(grid.get_by_role("gridcell", name="Country: Austria, 2")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(heads.first).to_have_attribute("aria-expanded", "false")
    expect(grid.get_by_role("rowheader")).to_have_count(4)
    page.keyboard.press("ArrowRight")
    expect(grid.get_by_role("rowheader")).to_have_count(6)

    for key in ("ArrowDown", "ArrowDown", *["ArrowRight"] * title):
        page.keyboard.press(key)
    paste(page, "Last of Austria\nFirst of Germany")
    # The head between them takes nothing: the second line goes to the next record.
    shown = grid.locator(f"[role=gridcell][aria-colindex='{title + 2}']")
    expect(shown).to_have_text(
        ["CEO", "Last of Austria", "First of Germany", "Buyer", "Head of Sales", "Founder"]
    )
    page.keyboard.press("ControlOrMeta+z")
    expect(shown.nth(1)).to_have_text("Clerk")

    page.keyboard.press("ArrowRight")
    for _ in range(country - title - 1):
        page.keyboard.press("ArrowRight")
    paste(page, "DE")
    expect(heads).to_have_text(["Austria1", "Germany4", "No Country1"])
    page.reload()
    expect(heads).to_have_text(["Austria1", "Germany4", "No Country1"])
    assert "group=" not in page.url
    _groups_of_cards(page)


def _groups_of_cards(page: Page) -> None:
    """The same groups where there is no room for a grid; a head stays in sight while its cards pass."""
    page.set_viewport_size({"width": 390, "height": 340})
    main = page.get_by_role("main")
    head = main.get_by_role("button", name="Country: Germany, 4")
    expect(main.locator("[data-record]")).to_have_count(6)
    check(page, "groups of cards")
    main.get_by_role("button", name="Country: Austria, 1").click()
    expect(main.locator("[data-record]")).to_have_count(5)
    main.locator("[data-record]").nth(3).scroll_into_view_if_needed()
    expect(head).to_be_in_viewport(ratio=1)
    head.click()
    expect(main.locator("[data-record]")).to_have_count(1)


def _save_view(page: Page, name: str) -> None:
    page.get_by_role("button", name="Save as a view").click()
    dialog = page.get_by_role("dialog", name="New view")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save view").click()
    expect(dialog).to_be_hidden()


def _fill(workspace: NewWorkspace) -> dict[str, str]:
    """Six people by name, each with a title, an address and a company."""
    records: list[dict[str, Any]] = [
        {
            "values": {
                "full_name": name,
                "email": f"{name[:3].lower()}@example.com",
                "job_title": title,
                "company_name": "Example Works",
                "country": country,
            }
        }
        for name, title, country in zip(PEOPLE, TITLES, COUNTRIES, strict=True)
    ]
    with workspace.client() as api:
        body = {"records": records, "match": ["email"], "policy": "fill"}
        api.post("contacts/batch", json=body).raise_for_status()
        rows = api.get("contacts").raise_for_status().json()["items"]
    return {row["values"]["full_name"]: row["id"] for row in rows}


def _grid(owner: Owner, workspace: NewWorkspace, open_page: OpenPage) -> Page:
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(steps.cell(page, PEOPLE[0], "Name")).to_be_visible()
    return page


def column_of(page: Page, label: str) -> int:
    """Counted from the first column of values."""
    header = steps.grid(page).get_by_role("columnheader", name=label, exact=True)
    return int(header.get_attribute("aria-colindex") or 0) - 2


def _cell(page: Page, row: int, column: int) -> Locator:
    line = steps.grid(page).locator(f"[role=row][aria-rowindex='{row + 2}']")
    return line.locator(f"[role=gridcell][aria-colindex='{column + 2}']")


def go(page: Page, row: int, column: int) -> None:
    steps.move_to(page, _cell(page, row, column))


def _expect_focus(page: Page, row: int, column: int) -> None:
    expect(_cell(page, row, column)).to_be_focused()


def _selected(page: Page) -> Locator:
    return steps.grid(page).locator("[role=gridcell][aria-selected=true]")


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(_PASTE, [text, html])


def _expect_titles(page: Page, column: int, titles: tuple[str, ...]) -> None:
    for row, title in enumerate(titles):
        expect(_cell(page, row, column)).to_contain_text(title or "empty")


def _undo_and_expect(page: Page, column: int, titles: tuple[str, ...]) -> None:
    page.keyboard.press("ControlOrMeta+z")
    _expect_titles(page, column, titles)

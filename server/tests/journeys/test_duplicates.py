"""Two lists of the same people become one base, by the keyboard, and the base of before again."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner
from tests.journeys.test_bulk import base, bring_in, told, until

HEADER = ("First Name", "Last Name", "E-mail", "Mobile phone", "Company", "City")
PEOPLE = (
    ("Zoë", "Lindqvist"), ("Łukasz", "Żakowski"), ("Björn", "Ångström"), ("Chloé", "Lefèvre"),
    ("Miloš", "Novotný"), ("Søren", "Thorsen"), ("Inês", "Brandão"), ("Theo", "Quispe"),
    ("Amara", "Obiora"), ("Noor", "Haddad"),
)  # fmt: skip
TWICE = 6
Line = tuple[str, ...]


def test_duplicates_are_reviewed_by_keyboard_merged_in_bulk_and_taken_apart(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, tmp_path: Path
) -> None:
    people = [person(number, *name) for number, name in enumerate(PEOPLE)]
    # Where a record came from may be asked in the moment in which it is merged.
    page = open_page(owner=owner, refused=frozenset({404}), refused_at="/evidence")
    page.goto(f"/w/{workspace.slug}/contacts")
    steps.go_to(page, "Duplicates")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    check(page, "duplicates of nobody")
    import_by_hand(page, tmp_path, sheet(people))
    with workspace.client() as api:
        bring_in(api, sheet([again(line) for line in people[:TWICE]]))
        look_behind_the_import(page)
        before = base(api)
        look_for_duplicates(page)
        name, city = merge_with_a_pick(page)
        until(lambda: city_of(api, name) == [city])
        decide_by_keys(page)
        merge_the_rest(page)
        take_one_apart(page)
        undo_the_rest(page)
        until(lambda: base(api) == before)


def person(number: int, first: str, last: str) -> Line:
    mail = f"contact{number}@firm{number % 3}.example"
    return (first, last, mail, f"+420 602 555 {100 + number}", f"Firm {number % 3}", "Brno")


def again(line: Line) -> Line:
    """The same person on another list: without the address, and moved."""
    first, last, _, phone, firm, _ = line
    return (first, last, "", phone, firm, "Bratislava")


def sheet(lines: Sequence[Line]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *lines])
    return text.getvalue()


def import_by_hand(page: Page, folder: Path, text: str) -> None:
    """From the screen that has nobody to compare yet, as proposed."""
    steps.begin_import(page)
    (folder / "people.csv").write_text(text)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(folder / "people.csv")
    for step, button in (
        ("Columns", "Continue"),
        ("Matching", "Check the file"),
        ("Review", f"Import {len(PEOPLE)} contacts"),
    ):
        steps.expect_step(page, step)
        page.get_by_role("button", name=button).click()
    steps.expect_step(page, "Done")


def city_of(api: httpx.Client, name: str) -> list[object]:
    """Of every contact of this name."""
    items = api.get("contacts", params={"limit": 500}).json()["items"]
    return [one["values"].get("city") for one in items if one["values"]["full_name"] == name]


def groups(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Groups of duplicates").get_by_role("option")


def look_behind_the_import(page: Page) -> None:
    """An import has duplicates looked for by itself, and leads to those that it has a part in."""
    steps.go_to(page, "Imports")
    page.get_by_role("link", name="people.csv").first.click()
    page.get_by_role("link", name="Look at them").click()
    expect(groups(page)).to_have_count(TWICE)
    page.get_by_role("button", name="Show all groups").click()
    expect(page.get_by_role("button", name="Show all groups")).to_have_count(0)


def look_for_duplicates(page: Page) -> None:
    """A person has all of them looked for."""
    steps.go_to(page, "Duplicates")
    expect(groups(page)).to_have_count(TWICE)
    page.get_by_role("button", name="Scan now").click()
    told(page, f"Done: {TWICE} groups")
    expect(page.get_by_role("grid")).to_be_visible()


def press(page: Page, key: str) -> None:
    """Decides on the group, when all of it is in sight."""
    expect(page.get_by_role("columnheader").filter(has_text="people.csv, line")).to_have_count(2)
    page.keyboard.press(key)


def merge_with_a_pick(page: Page) -> tuple[str, str]:
    """The surest one, with the value that was not proposed; the name and the value."""
    name = page.get_by_role("heading", level=2).last.inner_text()
    line = page.get_by_role("grid").get_by_role("row").filter(has=page.get_by_role("rowheader", name="City"))
    other = line.get_by_role("gridcell", selected=False)
    city, spot = other.inner_text(), other.get_attribute("data-spot")
    assert spot is not None
    row, column = (int(part) for part in spot.split(":"))
    for key, times in (("ArrowRight", 1 + column), ("ArrowDown", 1 + row)):
        for _ in range(times):
            page.keyboard.press(key)
    picked = page.locator(f"[data-spot='{spot}']")
    expect(picked).to_be_focused()
    page.keyboard.press("Enter")
    expect(picked).to_have_attribute("aria-selected", "true")
    check(page, "a group of duplicates")
    press(page, "m")
    told(page, f"Merged 2 into {name}")
    expect(groups(page)).to_have_count(TWICE - 1)
    return name, city


def decide_by_keys(page: Page) -> None:
    """One is none, one is skipped, taken back and skipped again."""
    for key, sentence, left in (
        ("d", "kept apart", TWICE - 2),
        ("s", "Skipped", TWICE - 3),
        ("u", "is open again", TWICE - 2),
        ("s", "Skipped", TWICE - 3),
    ):
        press(page, key)
        told(page, sentence)
        expect(groups(page)).to_have_count(left)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="By keyboard")
    expect(keys).to_be_visible()
    check(page, "keys of duplicates")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def merge_the_rest(page: Page) -> None:
    """All that are sure, at once, after a look at each."""
    page.get_by_role("button", name="Merge the sure ones…").click()
    dialog = page.get_by_role("dialog", name="Merge the sure ones")
    expect(dialog.get_by_role("grid")).to_be_visible()
    check(page, "bulk merge of duplicates")
    onward = dialog.get_by_role("button", name="Next")
    while onward.is_enabled():
        onward.click()
    dialog.get_by_role("button", name=f"Merge {TWICE - 3} groups").click()
    outcome = page.get_by_role("dialog", name="Merged")
    expect(outcome).to_contain_text(f"{TWICE - 3} groups were merged")
    outcome.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="Nothing to decide")).to_be_visible()
    check(page, "duplicates decided")


def take_one_apart(page: Page) -> None:
    """Of those that were merged at once; the others stay merged."""
    states = page.get_by_role("navigation", name="State")
    states.get_by_role("button", name="Merged").click()
    expect(groups(page)).to_have_count(TWICE - 2)
    groups(page).last.click()
    page.get_by_role("button", name="Undo the merge").click()
    told(page, "is open again")
    states.get_by_role("button", name="Open").click()
    expect(groups(page)).to_have_count(1)


def undo_the_rest(page: Page) -> None:
    """One's own decisions by their key, the last first; the bulk merge from History."""
    for opened in (2, 3, 4):
        page.keyboard.press("u")
        expect(groups(page)).to_have_count(opened)
    page.keyboard.press("u")
    told(page, "There is nothing of yours to undo here.")
    steps.undo_from_history(page, f"Merged {2 * (TWICE - 3)} contacts into {TWICE - 3}")

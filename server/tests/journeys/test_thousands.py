"""Thousands found by chips and by the builder, kept as a view, pasted over, edited at once; all undone."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner
from tests.journeys.test_audience import add_chip, dialog
from tests.journeys.test_bulk import bring_in, told, until
from tests.journeys.test_grid import column_of, go, paste

FIRMS = 9  # the first of them is too small
PEOPLE = 5_635
ON_THE_LIST = 8
MEANT = 5_000
CITY = "Zlín"
MOST_ROWS_DRAWN = 80


def test_people_by_company_size_not_on_a_list_are_changed_by_the_thousands_and_undone(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    with workspace.client() as api:
        fill(api)
        before = list(base(api))
        page = open_page(owner=owner)
        page.goto(f"/w/{workspace.slug}/contacts")
        by_chips(page)
        total(page, MEANT)
        page.get_by_role("button", name="Save as a view").click()
        page.get_by_role("textbox", name="Name").fill("Mid-size, not in Q3")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Mid-size, not in Q3", exact=True)).to_be_visible()
        paste_titles(page)
        edit_all(page)
        assert sum(values["city"] == CITY for _, values in base(api) if "city" in values) == MEANT

        page.get_by_role("button", name="Undo", exact=True).click()
        told(page, f"Undo: Edited city of {MEANT:,} contacts")
        steps.undo_from_history(page, "Edited 3 cells")
        until(lambda: list(base(api)) == before)

        page.goto(f"/w/{workspace.slug}/contacts")
        by_the_builder(page)
        total(page, MEANT)
        far_down(page)


def by_chips(page: Page) -> None:
    add_chip(page, "size")
    dialog(page).get_by_role("button", name="50–249").click()
    dialog(page).get_by_label("To").press("Enter")
    add_chip(page, "lists")
    dialog(page).get_by_label("What is asked").select_option(label="is none of")
    dialog(page).get_by_label("Q3").check()
    dialog(page).get_by_role("button", name="Apply").click()


def by_the_builder(page: Page) -> None:
    page.get_by_role("button", name="Add a filter").click()
    page.keyboard.type("groups")
    page.keyboard.press("Enter")
    builder = page.get_by_role("dialog", name="Conditions")
    builder.get_by_role("button", name="at a company where").click()
    hop = builder.get_by_role("group", name="All of these", exact=True).last
    hop.get_by_label("Field", exact=True).select_option(label="Size")
    hop.get_by_role("button", name="50–249").click()
    builder.get_by_role("button", name="Add condition").last.click()
    lists = builder.get_by_label("Field", exact=True).last
    lists.select_option(label="Lists")
    builder.get_by_label("What is asked").last.select_option(label="is none of")
    builder.get_by_label("Q3").check()
    builder.get_by_role("button", name="Apply").click()


def paste_titles(page: Page) -> None:
    go(page, 0, column_of(page, "Job title"))
    paste(page, "One\nTwo\nThree")
    told(page, "Edited 3 cells")


def edit_all(page: Page) -> None:
    page.get_by_label(f"Pick all {MEANT:,}").check()
    bar = page.get_by_role("region", name="What is selected")
    expect(bar).to_contain_text(f"{MEANT:,} selected")
    check(page, "what is selected")
    bar.get_by_role("button", name="Edit").click()
    asked = page.get_by_role("dialog", name=f"Edit {MEANT:,} contacts")
    asked.get_by_label("Field").select_option(label="City")
    asked.get_by_label("New value").fill(CITY)
    check(page, "edit for all")
    asked.get_by_role("button", name=f"Edit {MEANT:,} contacts").click()
    told(page, f"Edited city of {MEANT:,} contacts")


def far_down(page: Page) -> None:
    """However far was scrolled, the page holds no more rows than are near the eye."""
    grid = steps.grid(page)
    for reached in range(100, 1_100, 100):
        grid.evaluate("(element, rows) => element.scrollTo({ top: rows * 34 })", reached - 20)
        expect(grid.locator(f"[role=row][aria-rowindex='{reached + 2}']")).to_be_attached()
        assert grid.get_by_role("row").count() <= MOST_ROWS_DRAWN


def total(page: Page, number: int) -> None:
    heading = page.get_by_role("heading", name="Contacts", exact=True, level=1)
    expect(heading.locator("xpath=following-sibling::*[1]")).to_have_text(f"{number:,}")


def fill(api: httpx.Client) -> None:
    """Firms, their people from a file, and some of them on a list."""
    sizes = [{"min": 1, "max": 9}] + [{"min": 50, "max": 249}] * (FIRMS - 1)
    firms = [
        {"company_name": f"Firm {number}", "company_domain": f"firm{number}.example", "company_size": size}
        for number, size in enumerate(sizes)
    ]
    api.post("companies/batch", json={"records": [{"values": one} for one in firms]}).raise_for_status()
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["First Name", "Last Name", "E-mail"])
    for number in range(PEOPLE):
        lines.writerow([f"Ada {number:04}", "Example", f"ada{number}@firm{number % FIRMS}.example"])
    bring_in(api, text.getvalue())
    made = api.post("lists", json={"kind": "contact", "name": "Q3"}).raise_for_status().json()
    found = {"field": "email", "op": "in", "value": [f"ada{n}@firm{n}.example" for n in range(1, FIRMS)]}
    act = {"kind": "list", "add": [made["id"]], "remove": []}
    body = {"selection": {"filter": found}, "expected": ON_THE_LIST, "act": act}
    api.post("contacts/bulk", json=body).raise_for_status()


def base(api: httpx.Client) -> Iterator[tuple[object, dict[str, Any]]]:
    """Every contact with its values and the states of its cells."""
    cursor = None
    while True:
        asked = {"sort": "created_at", "limit": "500"} | ({"cursor": cursor} if cursor else {})
        page = api.get("contacts", params=asked).raise_for_status().json()
        for one in page["items"]:
            yield (one["id"], one["company"], one["states"]), one["values"]
        cursor = page["next_cursor"]
        if cursor is None:
            return

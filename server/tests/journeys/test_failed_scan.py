"""The search for duplicates dies: the screen says so, what stood stands, and the next one goes through."""

from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner
from tests.journeys.test_bulk import bring_in, told, until
from tests.journeys.test_duplicates import PEOPLE, TWICE, again, groups, person, sheet

COMPARING = "leadgen.stages.cleanup.deciding.child"


def test_a_scan_that_failed_is_told_with_what_stands_and_the_way_on(
    product: Product, owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    people = [person(number, *name) for number, name in enumerate(PEOPLE)]
    page = open_page(owner=owner)
    with workspace.client() as api:
        with product.killing(COMPARING):
            bring_in(api, sheet([*people, *(again(line) for line in people[:TWICE])]))
            until(lambda: states(api) == ["failed"])
            page.goto(f"/w/{workspace.slug}/duplicates")
            expect(page.get_by_role("heading", name="The last scan failed")).to_be_visible()
            expect(page.get_by_role("main")).to_contain_text("took more memory than this machine has")
            check(page, "duplicates: the first scan failed")
        scan(page)
        told(page, f"Done: {TWICE} groups")
        expect(groups(page)).to_have_count(TWICE)
        with product.killing(COMPARING):
            scan(page)
            alert = page.get_by_role("alert").filter(has_text="The last scan failed.")
            expect(alert).to_contain_text("The groups here are of the scan before.")
            expect(groups(page)).to_have_count(TWICE)
            check(page, "duplicates: a later scan failed")
        scan(page)
        until(lambda: states(api) == ["done", "failed", "done", "failed"])
        expect(alert).to_have_count(0)
        expect(groups(page)).to_have_count(TWICE)


def states(api: httpx.Client) -> list[Any]:
    """Of the scans, the newest first."""
    found = api.get("duplicates/scans", params={"kind": "contact"}).raise_for_status()
    return [one["state"] for one in found.json()["items"]]


def scan(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Scan now").first.click()

"""The trash gives back what it took."""

import csv
import io
import time
from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

PEOPLE = 30


def test_what_went_to_the_trash_comes_back_as_it_was(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    with workspace.client() as api:
        fill(api)
        before = base(api)
        page = open_page(owner=owner)
        page.goto(f"/w/{workspace.slug}/contacts")
        to_the_trash_and_back(page)
        until(lambda: base(api) == before)


def to_the_trash_and_back(page: Page) -> None:
    """One from the drawer; then from the trash."""
    page.get_by_role("button", name="1: open Ada 000 Example").click()
    page.get_by_role("button", name="Move to trash").click()
    told(page, "Moved Ada 000 Example to the trash")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Trash", exact=True).click()
    page.get_by_label("Select Ada 000 Example").check()
    check(page, "the trash")
    page.get_by_role("button", name="Restore", exact=True).click()
    dialog = page.get_by_role("dialog", name="Restore 1 contact")
    dialog.get_by_role("button", name="Restore 1 contact").click()
    told(page, "Restored Ada 000 Example from the trash")
    expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()


def told(page: Page, sentence: str) -> None:
    expect(page.get_by_role("status").filter(has_text=sentence).first).to_be_visible()


def fill(api: httpx.Client) -> None:
    """An import by its routes."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["First Name", "Last Name", "E-mail", "City", "Company"])
    for number in range(PEOPLE):
        town = ["Brno", "Prague", ""][number % 3]
        mail = f"ada{number}@firm{number % 9}.example"
        lines.writerow([f"Ada {number:03}", "Example", mail, town, f"Firm {number % 9}"])
    bring_in(api, text.getvalue())


def bring_in(api: httpx.Client, text: str) -> None:
    """A file of contacts, as proposed, matched by e-mail."""
    made = api.post("imports", params={"filename": "people.csv"}, content=text.encode()).json()
    path = f"imports/{made['id']}"
    until(lambda: api.get(path).json()["state"] == "mapping")
    columns = [
        {name: one[name] for name in ("index", "field", "policy")} for one in api.get(path).json()["columns"]
    ]
    api.put(f"{path}/mapping", json={"columns": columns, "match": ["email"]})
    until(lambda: api.get(path).json()["state"] == "staged")
    api.post(f"{path}/commit")
    until(lambda: api.get(path).json()["state"] == "applied")


def base(api: httpx.Client) -> list[object]:
    """Every contact and company with its values and the states of its cells."""
    found: list[object] = []
    for kind in ("contacts", "companies"):
        items = api.get(kind, params={"sort": "created_at", "limit": 500}).json()["items"]
        found += [(one["id"], one["values"], one["company"], one["states"]) for one in items]
    return found


def until(holds: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """Waits for what a worker brings about."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)

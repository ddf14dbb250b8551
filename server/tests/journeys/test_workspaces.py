"""Two workspaces of one person: seen side by side, switched, and nothing of one in the other."""

import re
import secrets

from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

HERE, THERE = "Ida Fenwick", "Tomas Quill"


def test_two_workspaces_are_switched_and_no_record_goes_across(
    owner: Owner, workspace: NewWorkspace, product: Product, open_page: OpenPage
) -> None:
    other = product.workspace(f"journey-{secrets.token_hex(3)}", owner=owner.email)
    _add(workspace, HERE)
    _add(other, THERE)
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/contacts")
    assert steps.names_in_sight(page) == [HERE]

    _switch(page, other.slug)
    assert steps.names_in_sight(page) == [THERE]
    page.goto("/")
    expect(page).to_have_url(f"{product.address}/w/{other.slug}/contacts")
    assert steps.names_in_sight(page) == [THERE]

    page.get_by_role("button", name="Switch workspace").click()
    page.get_by_role("option", name="All workspaces").click()
    _both_are_listed(page, workspace, other)
    page.get_by_role("link", name=workspace.slug, exact=True).click()
    assert steps.names_in_sight(page) == [HERE]


def test_a_workspace_is_added_beside_the_others(owner: Owner, open_page: OpenPage) -> None:
    name = f"Client {secrets.token_hex(3)}"
    page = open_page(owner=owner)
    page.goto("/overview")
    page.get_by_role("button", name="New workspace").click()
    form = page.get_by_role("dialog", name="New workspace")
    check(page, "new workspace")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Country").select_option("CZ")
    form.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    expect(page.get_by_role("button", name="Switch workspace")).to_contain_text(name)


def _add(workspace: NewWorkspace, name: str) -> None:
    first_name, last_name = name.split()
    with workspace.client() as api:
        values = {"first_name": first_name, "last_name": last_name}
        api.post("contacts", json={"values": values}).raise_for_status()


def _switch(page: Page, name: str) -> None:
    """By the keyboard: open, type, Enter."""
    page.get_by_role("button", name="Switch workspace").press("Enter")
    field = page.get_by_role("combobox", name="Find a workspace")
    expect(field).to_be_focused()
    check(page, "workspace switcher")
    field.press_sequentially(name)
    expect(page.get_by_role("option", name=name)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"/w/{name}/contacts$"))


def _both_are_listed(page: Page, *workspaces: NewWorkspace) -> None:
    expect(page.get_by_role("heading", name="Workspaces", exact=True, level=1)).to_be_visible()
    for workspace in workspaces:
        line = page.get_by_role("row").filter(has_text=workspace.slug)
        expect(line.get_by_role("cell").nth(1)).to_have_text("1")
    check(page, "all workspaces")

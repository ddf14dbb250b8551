"""Every section of the settings, wide and on a phone: axe agrees, nothing lies beside the window."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories.product import NewWorkspace
from tests.journeys import settings, steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

SECTIONS = (
    "General",
    "Members",
    "Do not contact",
    "Providers",
    "Offer profile",
    "Credits",
    "API keys",
    "Audit log",
    "Account",
    "Security",
)
SIZES: dict[str, ViewportSize] = {
    "wide": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}


@pytest.mark.parametrize("size", SIZES)
def test_every_section_can_be_read_and_reached(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage, size: str
) -> None:
    page = open_page(owner=owner, size=SIZES[size])
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    steps.go_to(page, "Settings")
    for name in SECTIONS:
        section = settings.open_section(page, name)
        expect(section.get_by_role("status")).to_have_count(0)
        expect(section.get_by_role("alert")).to_have_count(0)
        _fits(page, f"settings: {name}, {size}")


def test_a_name_that_is_changed_is_the_name_everywhere(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/settings/workspace")
    page.get_by_role("textbox", name="Name").fill("Renamed weir")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Renamed weir")
    page.reload()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Renamed weir")
    with workspace.client() as api:
        assert api.get(workspace.api).raise_for_status().json()["name"] == "Renamed weir"


def _fits(page: Page, screen: str) -> None:
    beside = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beside <= 0, f"{screen} is {beside} px wider than the window"
    check(page, screen)

"""What people do in the settings, by the names that a screen reader tells them."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps


def open_section(page: Page, name: str) -> Locator:
    """By the navigation of the settings; the section."""
    sections = page.get_by_role("navigation", name="Settings")
    if page.get_by_role("heading", name="Settings", level=1).count() == 0:
        steps.go_to(page, "Settings")
    elif not sections.is_visible():
        page.get_by_role("main").get_by_role("link", name="Settings").click()
    sections.get_by_role("link", name=name, exact=True).click()
    section = page.get_by_role("region", name=name, exact=True)
    expect(section.get_by_role("heading", name=name, exact=True)).to_be_visible()
    return section


def invite(page: Page, email: str, role: str) -> str:
    """From the screen of the members; the link that it shows, once."""
    page.get_by_role("button", name="Invite", exact=True).click()
    question = page.get_by_role("dialog", name="Invite somebody")
    question.get_by_label("E-mail").fill(email)
    question.get_by_role("radio", name=role).check()
    question.get_by_role("button", name="Invite", exact=True).click()
    made = page.get_by_role("dialog", name=f"{email} is invited")
    link = made.get_by_role("textbox", name="Invitation link").input_value()
    made.get_by_role("button", name="Close").click()
    return link


def member(page: Page, email: str) -> Locator:
    """The line of this member."""
    return (
        page.get_by_role("table", name="Members of this workspace").get_by_role("row").filter(has_text=email)
    )

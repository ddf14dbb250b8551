"""A verifier is set up, asked about contacts at a known price, and what it said can be read and undone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.hunter.tests.fakes import KEY, Hunter
from tests.factories.product import Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage, Outside
from tests.journeys.people import newcomer
from tests.journeys.test_bulk import told

PEOPLE = {
    "Ada Example": ("ada@muster.example.com", "valid"),
    "Ben Example": ("ben@muster.example.com", "invalid"),
    "Eva Example": ("eva@eksempel.example.com", "accept_all"),
}


def test_a_verifier_says_whose_mailboxes_exist(
    product: Product, browser_program: Browser, open_page: OpenPage, outside: Outside,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    owner, workspace = newcomer(browser_program, product)
    hunter = outside.web.hunter
    monkeypatch.setattr(hunter, "says", {email: {"status": said} for email, said in PEOPLE.values()})
    monkeypatch.setattr(hunter, "halves", 2)
    with workspace.client() as api:
        for name, (email, _) in PEOPLE.items():
            api.post("contacts", json={"values": {"full_name": name, "email": email}}).raise_for_status()
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/settings/providers")
    set_up(page)
    ask(page)
    run_out(page, hunter)
    read_what_was_said(page)
    steps.undo_from_history(page, "Enriched 3 contacts")
    steps.go_to(page, "Contacts")
    page.get_by_role("button", name="Ada Example", exact=True).click()
    expect(page.get_by_text("Not checked yet")).to_be_visible()


def set_up(page: Page) -> None:
    """With a key of the workspace's own."""
    row = page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Set up Hunter"))
    expect(row).to_contain_text("0.5 Hunter credits a question, from your account there")
    row.get_by_role("button").click()
    dialog = page.get_by_role("dialog", name="Hunter")
    dialog.get_by_label("Key", exact=True).fill(KEY)
    check(page, "setting a verifier up")
    dialog.get_by_role("button", name="Save").click()
    told(page, "Saved Hunter")


def ask(page: Page) -> None:
    """About all contacts, from the check of their addresses."""
    steps.go_to(page, "Contacts")
    for name in PEOPLE:
        page.get_by_role("checkbox", name=f"Pick {name}").check()
    page.get_by_role("button", name="Verify e-mails").click()
    page.get_by_role("dialog").get_by_role("button", name="Ask a verifier…").click()
    dialog = page.get_by_role("dialog", name="Ask a verifier about 3 contacts")
    price = dialog.get_by_role("region", name="What it costs")
    expect(price).to_contain_text("3 questions, paid from your own account there")
    expect(price).to_contain_text("1.5 Hunter credits")
    expect(price).to_contain_text("Never more than0 credits")
    check(page, "asking a verifier")
    dialog.get_by_role("button", name="Run", exact=True).click()
    told(page, "Enriching 3 records")
    page.get_by_role("button", name="Follow it").click()


def run_out(page: Page, hunter: Hunter) -> None:
    """The plan pays for two; the run says so, and goes on for the third."""
    expect(page.get_by_text("The Hunter plan is used up.")).to_be_visible()
    check(page, "a run whose provider is used up")
    hunter.halves = 100
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Done", exact=True).first).to_be_visible()


def read_what_was_said(page: Page) -> None:
    steps.go_to(page, "Contacts")
    page.get_by_role("button", name="Ada Example", exact=True).click()
    expect(page.get_by_text("Mailbox exists, a verifier says")).to_be_visible()
    page.get_by_role("button", name="Mailbox: who says so, and when").click()
    expect(page.get_by_text("Hunter says “valid” of this address.")).to_be_visible()
    check(page, "what a verifier said")
    page.keyboard.press("Escape")

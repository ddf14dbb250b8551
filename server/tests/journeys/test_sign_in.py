"""Coming back: the password opens what the one-time link began, a wrong one says so, and out is out."""

from playwright.sync_api import expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage, Owner


def test_the_password_lets_the_owner_in_and_signing_out_closes_the_door(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    page = open_page(owner=None)
    page.goto(f"/w/{workspace.slug}/companies")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    check(page, "sign-in")

    steps.sign_in(page, owner.email, f"{owner.password}s")
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    check(page, "sign-in after a wrong password")

    steps.sign_in(page, owner.email, owner.password)
    expect(page.get_by_role("heading", name="No companies yet")).to_be_visible()

    page.get_by_role("button", name="Account and appearance").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

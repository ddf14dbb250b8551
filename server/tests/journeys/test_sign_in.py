"""Coming back: the password opens what the one-time link began, a wrong one says so, and out is out."""

from playwright.sync_api import Browser, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import settings, steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited


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


def test_the_sign_in_page_says_why_a_provider_sent_somebody_back_and_where_a_link_comes_from(
    open_page: OpenPage,
) -> None:
    page = open_page(owner=None)
    page.goto("/sign-in?problem=email_not_verified")
    expect(page.get_by_role("alert")).to_contain_text("no confirmed e-mail address")
    page.get_by_role("link", name="Forgot your password?").click()
    expect(page.get_by_role("heading", name="Ask an admin for a link")).to_be_visible()
    check(page, "forgotten password without a mail server")
    for path, title in (
        ("/reset", "This page needs the link"),
        ("/confirm-email", "This page needs the link"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        check(page, path)


def test_a_reset_link_of_an_admin_opens_the_account_once(
    product: Product, browser_program: Browser, owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    person = invited(browser_program, product, workspace, owner, role="viewer")
    mine = open_page(owner=owner)
    mine.goto(f"/w/{workspace.slug}/settings/members")
    settings.member(mine, person.email).get_by_role("button", name="Acts on").click()
    mine.get_by_role("menuitem", name="Make a reset link").click()
    mine.get_by_role("button", name="Make the link").click()
    link = mine.get_by_role("textbox", name="Reset link").input_value()

    page = open_page(owner=None, refused=frozenset({410}))
    page.goto(link)
    check(page, "choosing a new password")
    page.get_by_role("textbox", name="New password").fill("twelve odd lanterns")
    page.get_by_role("button", name="Set the password and sign in").click()
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()

    page.goto(link)
    page.get_by_role("textbox", name="New password").fill("thirteen odd lanterns")
    page.get_by_role("button", name="Set the password and sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("not valid any more")

"""Ctrl-K: go anywhere and do anything that the role may, without a mouse."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited

SEEN = "Ida Fenwick"


def test_everything_is_reached_and_done_by_the_keyboard(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    with workspace.client() as api:
        values = {"first_name": "Ida", "last_name": "Fenwick", "email": "ida.fenwick@example.com"}
        api.post("contacts", json={"values": values}).raise_for_status()
    page = open_page(owner=None)  # a session of its own, as it signs out in the end
    page.goto(f"/w/{workspace.slug}/contacts")
    steps.sign_in(page, owner.email, owner.password)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(steps.cell(page, SEEN, "Name")).to_be_visible()

    _open(page)
    check(page, "palette")
    page.keyboard.press("Escape")
    expect(_palette(page)).to_be_hidden()

    _choose(page, "imp", "Imports", then="Imports")
    _choose(page, "audit", "Audit log", then="Settings")
    _choose(page, "fenwick", SEEN, then="Contacts")
    drawer = page.get_by_role("dialog", name=f"Record {SEEN}")
    expect(drawer).to_be_visible()
    _choose(page, "new comp", "New company", then="Companies")
    expect(page.get_by_role("dialog", name="New company")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="New company")).to_be_hidden()

    _choose(page, "undo", "Undo the last operation")
    question = page.get_by_role("dialog", name="Undo this?")
    undo = question.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_enabled()
    undo.press("Enter")
    expect(question).to_be_hidden()
    _choose(page, "contacts", "Contacts", then="Contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()

    _choose(page, "dark", "Dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    _choose(page, "sign out", "Sign out")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_viewer_is_offered_only_what_a_viewer_may_do(
    owner: Owner, workspace: NewWorkspace, product: Product, browser_program: Browser, open_page: OpenPage
) -> None:
    viewer = invited(browser_program, product, workspace, owner, role="viewer")
    page = open_page(owner=viewer)
    page.goto(f"/w/{workspace.slug}/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    _open(page)
    offered = _palette(page).get_by_role("option").all_inner_texts()
    assert "Contacts" in offered
    assert "Sign out" in offered
    assert not {"Import a file", "New contact", "Invite a member", "New webhook", "Audit log"} & set(offered)


def _palette(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Go anywhere, do anything")


def _open(page: Page) -> None:
    page.keyboard.press("ControlOrMeta+k")
    expect(_palette(page).get_by_role("combobox")).to_be_focused()


def _choose(page: Page, typed: str, choice: str, *, then: str | None = None) -> None:
    """Types until the choice is the first one, or goes down to it; then Enter."""
    _open(page)
    page.keyboard.type(typed)
    wanted = _palette(page).get_by_role("option", name=choice).first
    expect(wanted).to_be_visible()
    for _ in range(12):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(_palette(page)).to_be_hidden()
    if then is not None:
        expect(page.get_by_role("heading", name=then, exact=True, level=1)).to_be_visible()

"""A reviewer is invited by a link, may exactly what the table says, and is out at once when removed."""

import re
import secrets

from playwright.sync_api import Browser, Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import settings, steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited

PASSWORD = "eleven slow kestrels"
SEEN = "Ida Fenwick"
GONE = frozenset({401, 403, 404})


def test_a_reviewer_comes_by_a_link_reads_but_does_not_write_and_loses_everything_at_once(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    email = f"reviewer-{secrets.token_hex(3)}@example.com"
    record_id = _a_contact(workspace)
    mine = open_page(owner=owner)
    mine.goto(f"/w/{workspace.slug}/settings/workspace")
    expect(mine.get_by_role("region", name="General")).to_be_visible()
    settings.open_section(mine, "Members")
    link = settings.invite(mine, email, "Reviewer")
    expect(mine.get_by_role("group", name="Open invitations")).to_contain_text(email)
    check(mine, "members with an invitation")

    theirs = open_page(owner=None, refused=GONE)
    _join(theirs, link, workspace)
    _reads(theirs)
    _writes_nothing(theirs, workspace, record_id)

    line = settings.member(mine, email)
    expect(line.get_by_role("combobox")).to_have_value("reviewer")
    expect(mine.get_by_role("group", name="Open invitations")).not_to_contain_text(email)
    _remove(mine, email)
    expect(line).to_have_count(0)
    expect(
        theirs.get_by_role("heading", name="You have no access to this workspace any more")
    ).to_be_visible()
    expect(theirs.get_by_text(SEEN)).to_have_count(0)
    path = f"/api/v1/workspaces/{workspace.slug}/contacts"
    assert theirs.request.get(path).status == 404

    log = settings.open_section(mine, "Audit log").get_by_role("table")
    expect(log).to_contain_text("Removed Rhea Lund")
    expect(log).to_contain_text(f"Invited {email} as reviewer")


def test_somebody_with_an_account_joins_by_the_password_or_by_one_press(
    product: Product, browser_program: Browser, owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    person = invited(browser_program, product, workspace, owner, role="viewer")
    second, third = (product.workspace(f"other-{secrets.token_hex(3)}", owner=owner.email) for _ in range(2))
    mine = open_page(owner=owner)
    page = open_page(owner=None, refused=GONE)

    page.goto(_invited_to(mine, second, person))
    expect(page.get_by_text("You have an account here.")).to_be_visible()
    check(page, "invitation of somebody known")
    page.get_by_role("textbox", name="Password").fill(f"{person.password}s")
    join = page.get_by_role("button", name="Join", exact=True)
    join.click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    page.get_by_role("textbox", name="Password").fill(person.password)
    join.click()
    expect(page).to_have_url(re.compile(f"/w/{second.slug}/contacts"))

    page.goto(_invited_to(mine, third, person))
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page).to_have_url(re.compile(f"/w/{third.slug}/contacts"))
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()


def _invited_to(mine: Page, workspace: NewWorkspace, person: Owner) -> str:
    mine.goto(f"/w/{workspace.slug}/settings/members")
    return settings.invite(mine, person.email, "Editor")


def _a_contact(workspace: NewWorkspace) -> str:
    with workspace.client() as api:
        values = {"first_name": "Ida", "last_name": "Fenwick", "email": "ida.fenwick@example.com"}
        made = api.post("contacts", json={"values": values}).raise_for_status().json()
        record_id: str = made["record"]["id"]
        return record_id


def _join(page: Page, link: str, workspace: NewWorkspace) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name=f"Join {workspace.slug}")).to_be_visible()
    assert "#" not in page.url
    check(page, "invitation of somebody new")
    page.get_by_label("Your name").fill("Rhea Lund")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()


def _reads(page: Page) -> None:
    expect(steps.cell(page, SEEN, "Name")).to_be_visible()
    for act in ("New contact", "Import a file"):
        expect(page.get_by_role("button", name=act)).to_have_count(0)
        expect(page.get_by_role("link", name=act)).to_have_count(0)
    steps.go_to(page, "Settings")
    sections = page.get_by_role("navigation", name="Settings")
    expect(sections.get_by_role("link", name="Members")).to_be_visible()
    for hidden in ("API keys", "Webhooks", "Audit log"):
        expect(sections.get_by_role("link", name=hidden)).to_have_count(0)
    settings.open_section(page, "Members")
    expect(page.get_by_role("button", name="Invite", exact=True)).to_have_count(0)
    expect(page.get_by_role("table", name="Members of this workspace").get_by_role("combobox")).to_have_count(
        0
    )
    steps.go_to(page, "Contacts")


def _writes_nothing(page: Page, workspace: NewWorkspace, record_id: str) -> None:
    """Whatever the screen hides, the server refuses as well."""
    base = f"/api/v1/workspaces/{workspace.slug}"
    own = {"Origin": page.evaluate("location.origin"), "Idempotency-Key": secrets.token_hex(8)}
    name = {"values": {"first_name": "No"}}
    guest = {"email": "guest@example.com", "role": "viewer"}
    refused = (
        page.request.post(f"{base}/contacts", data=name, headers=own),
        page.request.patch(f"{base}/contacts/{record_id}", data=name, headers=own),
        page.request.post(f"{base}/invitations", data=guest, headers=own),
        page.request.get(f"{base}/api-keys"),
    )
    assert [(answer.status, answer.json()["code"]) for answer in refused] == [(403, "role_forbids")] * 4
    assert page.request.get(f"{base}/contacts/{record_id}").ok


def _remove(page: Page, email: str) -> None:
    settings.member(page, email).get_by_role("button", name="Acts on Rhea Lund").click()
    page.get_by_role("menuitem", name="Remove").click()
    question = page.get_by_role("dialog", name="Remove Rhea Lund?")
    expect(question).to_contain_text("loses access at once")
    check(page, "removing a member")
    question.get_by_role("button", name="Remove", exact=True).click()
    expect(question).to_be_hidden()

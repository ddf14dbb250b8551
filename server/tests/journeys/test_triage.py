"""Rules say which companies are worth it; what they leave open is decided by key, and taken back by key."""

from collections.abc import Sequence

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner
from tests.journeys.test_bulk import told, until

KNOWN = {"Alder Tools": 80, "Birch Tools": 5}
OPEN = ("Cedar Tools", "Dogwood Tools", "Elm Tools")


def test_rules_are_written_and_what_they_leave_open_is_decided_by_key(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    page = open_page(owner=owner)
    with workspace.client() as api:
        fill(api)
        page.goto(f"/w/{workspace.slug}/enrichment/triage")
        expect(page.get_by_role("heading", name="Which companies are worth a deeper look?")).to_be_visible()
        check(page, "triage without rules")
        page.get_by_role("link", name="Write the rules").click()
        write_a_rule(page)
        page.get_by_role("link", name="Triage", exact=True).click()
        decide_by_keys(page)
        until(lambda: decisions(api) == {"Cedar Tools": "pass"})
        read_the_history(page)


def fill(api: httpx.Client) -> None:
    firms: list[dict[str, object]] = [
        {"company_name": name, "company_size": {"min": size, "max": size}} for name, size in KNOWN.items()
    ]
    firms += [{"company_name": name, "company_city": "Brno"} for name in OPEN]
    records = [{"values": one} for one in firms]
    api.post("companies/batch", json={"records": records}).raise_for_status()


def decisions(api: httpx.Client) -> dict[str, object]:
    items = api.get("companies").json()["items"]
    held = {one["values"]["company_name"]: one["values"].get("triage_decision") for one in items}
    return {name: value for name, value in held.items() if value is not None}


def write_a_rule(page: Page) -> None:
    """In the builder of filters; what it comes to stands there before it is saved."""
    page.get_by_role("button", name="Add a rule").click()
    dialog = page.get_by_role("dialog", name="New rule")
    dialog.get_by_label("Name").fill("Big enough")
    dialog.get_by_label("Tier").fill("A")
    dialog.get_by_role("button", name="Add condition").click()
    dialog.get_by_label("Field", exact=True).select_option(label="Size")
    dialog.get_by_label("What is asked").select_option(label="is at least")
    dialog.get_by_label("Value", exact=True).fill("50")
    expect(dialog).to_contain_text("1 company")
    check(page, "triage: a rule")
    dialog.get_by_role("button", name="Take it").click()
    change = page.get_by_role("region", name="If you save")
    expect(change).to_contain_text("3 companies go from Pass to Ask")
    expect(change).to_contain_text("1 company goes from Pass to Fail")
    check(page, "triage: rules that are not saved")
    change.get_by_role("button", name="Save the rules").click()
    told(page, "Saved the rules of triage")
    row = page.get_by_role("row").filter(has_text="Big enough")
    expect(row).to_contain_text("tier A")
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(page.get_by_role("link", name="Ask 3")).to_be_visible()


def waiting(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Companies to decide on").get_by_role("option")


def expect_waiting(page: Page, names: Sequence[str]) -> None:
    expect(waiting(page)).to_contain_text(list(names))
    expect(waiting(page)).to_have_count(len(names))


def shown(page: Page, name: str) -> None:
    """All of this company is in sight, with why it is asked about."""
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
    asks = page.get_by_role("region", name="Why it asks")
    expect(asks).to_contain_text("“Big enough” may match: Size is not known.")


def decide_by_keys(page: Page) -> None:
    """Skip, yes with a reason, no, and the no taken back."""
    expect_waiting(page, OPEN)
    shown(page, "Cedar Tools")
    expect(page.get_by_role("region", name="What is known")).to_contain_text("Brno")
    check(page, "triage: the queue")
    page.keyboard.press("s")
    told(page, "Skipped Cedar Tools")
    shown(page, "Dogwood Tools")
    page.keyboard.press("n")
    told(page, "Dogwood Tools fails")
    expect_waiting(page, ("Elm Tools", "Cedar Tools"))
    page.keyboard.press("j")
    shown(page, "Cedar Tools")
    page.keyboard.press("r")
    expect(page.get_by_label("Your reason")).to_be_focused()
    page.keyboard.type("Met at the fair: 200 people.")
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    told(page, "Cedar Tools passes")
    expect_waiting(page, ("Elm Tools",))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="By keyboard")).to_contain_text("Yes, it passes")
    check(page, "triage: keys")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Previous company").wait_for()
    undo_the_no(page)


def undo_the_no(page: Page) -> None:
    """The last decision, then the one before it; the last is made again."""
    page.keyboard.press("u")
    told(page, "Cedar Tools is asked about again")
    shown(page, "Cedar Tools")
    page.keyboard.press("u")
    told(page, "Dogwood Tools is asked about again")
    shown(page, "Dogwood Tools")
    expect(waiting(page)).to_have_count(len(OPEN))
    waiting(page).filter(has_text="Cedar Tools").click()
    shown(page, "Cedar Tools")
    page.get_by_label("Your reason").fill("Met at the fair: 200 people.")
    page.get_by_role("button", name="Yes").click()
    told(page, "Cedar Tools passes")


def read_the_history(page: Page) -> None:
    """The decision stands in the record with its reason."""
    page.get_by_role("link", name="Triage rules").click()
    page.get_by_role("link", name="Pass 2").click()
    page.get_by_role("button", name="open Cedar Tools").click()
    page.get_by_role("tab", name="Timeline").click()
    drawer = page.get_by_role("dialog", name="Record Cedar Tools")
    expect(drawer).to_contain_text("Passed Cedar Tools in triage. Met at the fair: 200 people.")

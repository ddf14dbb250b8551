"""Clean up from a selection: every change seen, one left out, made, undone, with nothing but the keyboard."""

from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

NAMES = ("Grace Hollin", "Ada Maria Loveland", "Sorrel")


def test_names_are_put_right_from_a_list_and_back_again(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    with workspace.client() as api:
        people = [{"first_name": name, "email": f"p{n}@firm.example"} for n, name in enumerate(NAMES)]
        records = [{"values": one} for one in people]
        api.post("contacts/batch", json={"records": records}).raise_for_status()
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/contacts")
    for name in NAMES:
        page.get_by_role("checkbox", name=f"Pick {name}").check()
    page.get_by_role("button", name="Clean up…").click()
    expect(page.get_by_role("heading", name="Clean up", exact=True)).to_be_visible()
    check(page, "cleanup: rules")
    page.get_by_label("Whole names in the first name").check()
    press(page, "Show the changes")

    changes = page.get_by_role("region", name="Changes").get_by_role("listitem")
    expect(changes).to_have_count(2)
    expect(changes.filter(has_text="Grace Hollin")).to_contain_text("First name: Grace · Last name: Hollin")
    check(page, "cleanup: changes")
    page.get_by_role("checkbox", name="Make this change to Name of Ada Maria Loveland").press("Space")
    press(page, "Make 1 change")
    expect(page.get_by_role("status").first).to_contain_text("One value is put right.")
    check(page, "cleanup: what was made")
    press(page, "Undo")
    expect(page.get_by_text("This was undone.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "Start over")
    page.get_by_label("Whole names in the first name").check()
    press(page, "Show the changes")
    expect(changes).to_have_count(2)
    check(page, "cleanup: changes on a phone")


def press(page: Page, button: str) -> None:
    """By the keyboard."""
    page.get_by_role("button", name=button, exact=True).press("Enter")

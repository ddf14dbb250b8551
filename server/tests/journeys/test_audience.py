"""People by company size who are on no list: by chips and by the builder, as a view and as a segment."""

import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

SIZES = ({"min": 1, "max": 9}, {"min": 50, "max": 249}, {"min": 1000, "max": None})
TITLES = ("Head of Sales", "Buyer")
PEOPLE = 24
_IN_SIGHT = 15
# Those at the firms of 50 to 249, without the two who are on the list.
MEANT = [f"Person {number:02}" for number in range(PEOPLE) if number % 3 == 1 and number not in (1, 4)]
SELLERS = [name for name in MEANT if int(name.split()[1]) % 2 == 0]


def test_people_by_company_size_who_are_not_on_a_list(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    with workspace.client() as api:
        _fill(api)
    page = open_page(owner=owner, refused=frozenset({422}))
    page.goto(f"/w/{workspace.slug}/contacts")

    add_chip(page, "size")
    dialog(page).get_by_role("button", name="50–249").click()
    expect(dialog(page)).to_contain_text("8 contacts")
    check(page, "filter: a chip")
    dialog(page).get_by_label("To").press("Enter")
    add_chip(page, "lists")
    dialog(page).get_by_label("What is asked").select_option(label="is none of")
    dialog(page).get_by_label("Autumn fair").check()
    dialog(page).get_by_role("button", name="Apply").click()
    _expect_people(page, MEANT)

    _build_the_sellers(page)
    _expect_people(page, SELLERS)
    check(page, "filter: chips")
    shared = page.url
    page.reload()
    _expect_people(page, SELLERS)

    _save_as_a_view(page)
    page.reload()
    _expect_people(page, SELLERS)
    _change_the_view_and_back(page)
    _save_as_a_segment(page)
    _a_segment_opens_its_records(page)

    _data_health_leads_to_the_records(page)

    other = open_page(owner=owner)
    other.goto(shared)
    _expect_people(other, SELLERS)
    _what_is_wrong_says_so(page, workspace.slug)


def _fill(api: httpx.Client) -> None:
    firms = [
        {
            "values": {
                "company_name": f"Firm {number}",
                "company_domain": f"firm{number}.example",
                "company_size": size,
            }
        }
        for number, size in enumerate(SIZES)
    ]
    people = [
        {
            "values": {
                "full_name": f"Person {number:02}",
                "email": f"person{number}@example.com",
                "job_title": TITLES[number % 2],
                "company_name": f"Firm {number % 3}",
                "company_domain": f"firm{number % 3}.example",
            }
        }
        for number in range(PEOPLE)
    ]
    api.post("companies/batch", json={"records": firms}).raise_for_status()
    placed = api.post("contacts/batch", json={"records": people}).raise_for_status().json()["results"]
    fair = api.post("lists", json={"kind": "contact", "name": "Autumn fair"}).raise_for_status().json()
    selection = {"ids": [placed[number]["record_id"] for number in (1, 4)]}
    act = {"kind": "list", "add": [fair["id"]], "remove": []}
    api.post("contacts/bulk", json={"selection": selection, "expected": 2, "act": act}).raise_for_status()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def add_chip(page: Page, field: str) -> None:
    """The focus is where the next thing is typed, all the way."""
    page.get_by_role("button", name="Add a filter").click()
    expect(page.get_by_role("combobox", name="Add a filter")).to_be_focused()
    page.keyboard.type(field)
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("button", name="Apply")).to_be_visible()


def _build_the_sellers(page: Page) -> None:
    """A nested group, by the builder: sellers, or nobody at a firm without a name."""
    page.get_by_role("button", name="Add a filter").click()
    page.keyboard.type("groups")
    page.keyboard.press("Enter")
    builder = page.get_by_role("dialog", name="Conditions")
    builder.get_by_role("button", name="Add group").click()
    group = builder.get_by_role("group", name="Any of these", exact=True)
    group.get_by_label("Field", exact=True).select_option(label="Job title")
    group.get_by_label("Value", exact=True).fill("sales")
    group.get_by_role("button", name="at a company where").click()
    inner = group.get_by_role("group", name="All of these", exact=True)
    inner.get_by_label("Field", exact=True).select_option(label="Company")
    inner.get_by_label("What is asked").select_option(label="is empty")
    expect(builder).to_contain_text(f"{len(SELLERS)} contacts")
    expect(builder).to_contain_text("Job title contains “sales”")
    check(page, "filter: the builder")
    builder.get_by_role("button", name="Apply").click()
    expect(builder).to_be_hidden()
    expect(page.get_by_role("button", name="Add a filter")).to_be_focused()


def _save_as_a_view(page: Page) -> None:
    page.get_by_role("button", name="Save as a view").click()
    page.get_by_role("textbox", name="Name").fill("Sellers for autumn")
    check(page, "views: a new one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sellers for autumn", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    expect(page).to_have_url(re.compile(r"\?view=[0-9a-f-]{36}$"))
    _expect_people(page, SELLERS)


def _change_the_view_and_back(page: Page) -> None:
    """The view says that it is changed, and is as it was again."""
    page.get_by_role("button", name="Remove the filter: Any of").click()
    _expect_people(page, MEANT)
    expect(page.get_by_role("img", name="changed")).to_be_visible()
    check(page, "views: a changed one")
    page.get_by_role("button", name="Reset").click()
    _expect_people(page, SELLERS)
    expect(page.get_by_role("img", name="changed")).to_be_hidden()


def _save_as_a_segment(page: Page) -> None:
    page.get_by_role("button", name="Save as segment").click()
    page.get_by_role("textbox", name="Name").fill("Sellers")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Sellers")
    expect(row).to_contain_text("Job title contains “sales”")
    expect(row).to_contain_text(str(len(SELLERS)))
    check(page, "segments")


def _a_segment_opens_its_records(page: Page) -> None:
    page.get_by_role("link", name="Sellers", exact=True).click()
    expect(page.get_by_role("button", name="Change the filter: Segment is Sellers")).to_be_visible()
    _expect_people(page, SELLERS)


def _data_health_leads_to_the_records(page: Page) -> None:
    """What was found opens with its reason and what helps; a number opens the records that it counted."""
    steps.go_to(page, "Data health")
    expect(page.get_by_text(f"of {PEOPLE} contacts can be written to")).to_be_visible()
    page.get_by_role("button", name="E-mail", exact=True).click()
    expect(page.get_by_text("The person may have changed jobs")).to_be_visible()
    check(page, "data health")
    page.get_by_role("button", name="Never checked: check addresses").click()
    expect(dialog(page)).to_contain_text(f"Check the addresses of {PEOPLE} contacts?")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=f"Not at the company's domain: show {PEOPLE}").click()
    expect(
        page.get_by_role("button", name="Change the filter: Data health is Not at the company's domain")
    ).to_be_visible()
    _expect_people(page, [f"Person {number:02}" for number in range(PEOPLE)])


def _what_is_wrong_says_so(page: Page, slug: str) -> None:
    """A part that cannot be asked shows nothing in its place until somebody leaves it out."""
    page.goto(
        f'/w/{slug}/contacts?filter={{"all":[{{"field":"nope","op":"is_empty"}},{{"field":"city","op":"is_empty"}}]}}'
    )
    expect(page.get_by_role("alert")).to_contain_text("There is no such field of contacts")
    expect(steps.grid(page)).to_be_hidden()
    check(page, "filter: one that cannot be used")
    page.get_by_role("button", name="Leave these parts out").click()
    expect(page.get_by_role("button", name="Change the filter: City is empty")).to_be_visible()
    _expect_people(page, [f"Person {number:02}" for number in range(PEOPLE)])


def _expect_people(page: Page, names: list[str]) -> None:
    """By the number beside the title, and by the rows that have room on the screen."""
    heading = page.get_by_role("heading", name="Contacts", exact=True, level=1)
    expect(heading.locator("xpath=following-sibling::*[1]")).to_have_text(str(len(names)))
    assert steps.names_in_sight(page)[: len(names)][:_IN_SIGHT] == names[:_IN_SIGHT]

"""A key made in the screen does what was chosen for it, from a program, and nothing once it is revoked."""

import shlex

import httpx
from playwright.sync_api import Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import settings
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

NAME = "Nightly report"


def test_a_key_of_the_screen_lists_contacts_but_writes_none_until_it_is_revoked(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/settings/workspace")
    expect(page.get_by_role("region", name="General")).to_be_visible()
    settings.open_section(page, "API keys")
    check(page, "API keys")
    url, headers = _make(page)
    assert httpx.get(url, headers=headers).raise_for_status().json()["items"] == []

    base = f"{workspace.api}/contacts"
    refused = httpx.post(base, headers=headers, json={"values": {"first_name": "No"}})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")

    page.reload()
    line = page.get_by_role("table", name="API keys").get_by_role("row").filter(has_text=NAME)
    expect(line).to_contain_text("reads contacts and companies")
    assert headers["Authorization"] not in page.content()
    line.get_by_role("button", name=f"Revoke {NAME}").click()
    question = page.get_by_role("dialog", name=f"Revoke {NAME}?")
    check(page, "revoking a key")
    question.get_by_role("button", name="Revoke", exact=True).click()
    expect(line).to_contain_text("Revoked")
    assert httpx.get(url, headers=headers).status_code == 401


def _make(page: Page) -> tuple[str, dict[str, str]]:
    """The call that the screen proposes, as curl would make it."""
    page.get_by_role("button", name="Create a key").click()
    question = page.get_by_role("dialog", name="Create an API key")
    check(page, "creating a key")
    question.get_by_label("Name").fill(NAME)
    question.get_by_role("combobox", name="Contacts and companies").select_option("Read")
    question.get_by_role("button", name="Create a key").click()
    made = page.get_by_role("dialog", name=f"{NAME} is ready")
    secret = made.get_by_role("textbox", name="API key").input_value()
    check(page, "a new key")
    call = made.get_by_label("Try it in a terminal", exact=True).inner_text()
    program, option, header, url = shlex.split(call.replace("\\\n", " "))
    assert (program, option) == ("curl", "-H")
    assert secret in header
    made.get_by_role("button", name="I have copied it").click()
    expect(made).to_be_hidden()
    name, _, value = header.partition(": ")
    return url, {name: value}

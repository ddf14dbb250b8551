"""A webhook is made, tested against a real receiver, falls silent, and what was missed is sent again."""

import json
import re

from playwright.sync_api import Locator, Page, expect
from standardwebhooks import Webhook

from tests.factories.product import NewWorkspace
from tests.factories.receiver import Receiver
from tests.journeys import settings
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner

EVENT = "Contact created"
HOSTILE = b"<script>document.title = 'taken'</script><h1>gone</h1>"


def test_a_webhook_is_tested_turned_off_by_its_receiver_and_a_failed_delivery_sent_again(
    owner: Owner, workspace: NewWorkspace, receiver: Receiver, open_page: OpenPage
) -> None:
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/contacts")
    secret = _make(page, receiver)

    _send_a_test(page)
    [test] = receiver.heard
    signed = Webhook(secret).verify(test.body, test.headers)
    assert signed["type"] == "test.ping"

    receiver.status, receiver.says = 410, HOSTILE
    _add_a_contact(workspace)
    _is_turned_off(page)
    _the_failure_is_explained(page)

    receiver.status, receiver.says = 204, b""
    page.get_by_role("button", name="Switch it on again").click()
    expect(page.get_by_role("note")).to_be_hidden()
    _send_it_again(page)
    missed, again = receiver.heard[-2:]
    assert json.loads(missed.body)["type"] == json.loads(again.body)["type"] == "contact.created"
    assert missed.headers["webhook-id"] == again.headers["webhook-id"]
    Webhook(secret).verify(again.body, again.headers)


def _make(page: Page, receiver: Receiver) -> str:
    """The secret, which is shown once."""
    settings.open_section(page, "Webhooks")
    expect(page.get_by_role("heading", name="No webhook yet")).to_be_visible()
    check(page, "webhooks without any")
    page.get_by_role("button", name="New webhook").click()
    form = page.get_by_role("dialog", name="New webhook")
    form.get_by_role("button", name="Create", exact=True).click()
    expect(form.get_by_text("Choose at least one kind of event.")).to_be_visible()
    form.get_by_label("Address").fill(receiver.url("/hooks?from=leadgen"))
    form.get_by_role("checkbox", name=EVENT).check()
    form.get_by_role("button", name=f"Example of “{EVENT}”").click()
    expect(form.get_by_text('"type": "contact.created"')).to_be_visible()
    check(page, "new webhook")
    form.get_by_role("button", name="Create", exact=True).click()
    shown = page.get_by_role("dialog", name="The signing secret")
    secret = shown.get_by_role("textbox", name="Secret").input_value()
    check(page, "secret of a webhook")
    shown.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_role("heading", name=receiver.url("/hooks?from=leadgen"))).to_be_visible()
    return secret


def _send_a_test(page: Page) -> None:
    page.get_by_role("button", name="Send a test").click()
    expect(_lines(page, "Test")).to_contain_text("Delivered")
    expect(page.get_by_text("Working", exact=True)).to_be_visible()
    check(page, "webhook with a delivery")


def _lines(page: Page, event: str) -> Locator:
    """Of the log, the newest first."""
    log = page.get_by_role("table", name="Deliveries, newest first")
    return log.get_by_role("row").filter(has_text=event)


def _add_a_contact(workspace: NewWorkspace) -> None:
    with workspace.client() as api:
        values = {"first_name": "Ida", "last_name": "Fenwick"}
        api.post("contacts", json={"values": values}).raise_for_status()


def _is_turned_off(page: Page) -> None:
    """The receiver says that it is gone for ever."""
    expect(_lines(page, EVENT)).to_contain_text("Failed")
    expect(page.get_by_role("note")).to_contain_text("410")
    expect(page.get_by_role("button", name="Send a test")).to_be_hidden()
    check(page, "webhook turned off")


def _the_failure_is_explained(page: Page) -> None:
    page.get_by_label("Show").select_option("Delivered")
    expect(_lines(page, EVENT)).to_have_count(0)
    page.get_by_label("Show").select_option("Failed")
    expect(_lines(page, "Test")).to_have_count(0)
    _lines(page, EVENT).get_by_role("link").click()
    drawer = page.get_by_role("dialog", name=f"Delivery of {EVENT}")
    expect(drawer.get_by_label("Sent", exact=True)).to_contain_text("Ida")
    expect(drawer.get_by_label("Request headers", exact=True)).to_contain_text("webhook-signature: v1,")
    expect(drawer.get_by_label("Response", exact=True)).to_contain_text(HOSTILE.decode())
    expect(page).not_to_have_title("taken")
    check(page, "a failed delivery")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def _send_it_again(page: Page) -> None:
    _lines(page, EVENT).get_by_role("link").click()
    drawer = page.get_by_role("dialog", name=f"Delivery of {EVENT}")
    drawer.get_by_role("button", name="Send again").click()
    page.keyboard.press("Escape")
    page.get_by_label("Show").select_option("All deliveries")
    expect(_lines(page, EVENT)).to_have_count(2)
    expect(_lines(page, EVENT).first).to_contain_text("Delivered")
    expect(page).to_have_url(re.compile(r"/settings/webhooks/[0-9a-f-]+$"))

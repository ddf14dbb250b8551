"""Two-factor sign-in from set-up to the day the phone is gone."""

import base64

from playwright.sync_api import Browser, Page, expect

from leadgen.kernel.clock import now
from leadgen.platform.auth.totp import STEP_S, code_at
from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited

TOTP_REFUSED = frozenset({401, 422})


def test_a_code_then_a_recovery_code_opens_what_the_password_alone_does_not(
    product: Product, browser_program: Browser, owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    person = invited(browser_program, product, workspace, owner, role="viewer")
    page = open_page(owner=person, refused=TOTP_REFUSED)
    page.goto(f"/w/{workspace.slug}/settings/security")
    secret, step = _set_up(page, person)
    codes = _keep_codes(page)
    assert len(codes) == 10
    expect(page.get_by_role("group", name="Two-factor sign-in")).to_contain_text("10 left")

    _sign_out(page)
    steps.sign_in(page, person.email, person.password)
    expect(page.get_by_role("heading", name="Two-factor sign-in")).to_be_visible()
    check(page, "sign-in: code")
    _give(page, "Code", "000000")
    expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    _give(page, "Code", code_at(secret, step + 1))
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()

    _sign_out(page)
    steps.sign_in(page, person.email, person.password)
    page.get_by_role("button", name="Use a recovery code").click()
    _give(page, "Recovery code", codes[0])
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    page.goto(f"/w/{workspace.slug}/settings/security")
    expect(page.get_by_role("group", name="Two-factor sign-in")).to_contain_text("9 left")
    _switch_off(page, person)


def _set_up(page: Page, person: Owner) -> tuple[bytes, int]:
    """The secret, and the half minute whose code was used: it counts once."""
    check(page, "security")
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("textbox", name="Your password").fill(person.password)
    page.get_by_role("button", name="Continue").click()
    question = page.get_by_role("dialog", name="Scan this with your app")
    expect(question.get_by_role("img", name="QR code")).to_be_visible()
    check(page, "two-factor: scan")
    spelled = question.get_by_role("textbox", name="Or type in this key").input_value().replace(" ", "")
    secret = base64.b32decode(spelled + "=" * (-len(spelled) % 8))
    question.get_by_label("Code from the app").fill("000000")
    question.get_by_role("button", name="Switch on").click()
    expect(question).to_contain_text("Does not fit the secret")
    step = int(now().timestamp()) // STEP_S
    question.get_by_label("Code from the app").fill(code_at(secret, step))
    question.get_by_role("button", name="Switch on").click()
    return secret, step


def _keep_codes(page: Page) -> list[str]:
    question = page.get_by_role("dialog", name="Keep these recovery codes")
    expect(question).to_be_visible()
    check(page, "recovery codes")
    codes = question.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    with page.expect_download() as download:
        question.get_by_role("button", name="Download").click()
    kept = download.value.path().read_text()
    assert all(code in kept for code in codes)
    question.get_by_role("button", name="I have kept them").click()
    return codes


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="Account and appearance").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def _give(page: Page, label: str, code: str) -> None:
    page.get_by_role("textbox", name=label).fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _switch_off(page: Page, person: Owner) -> None:
    page.get_by_role("button", name="Switch off").click()
    question = page.get_by_role("dialog", name="Switch two-factor sign-in off?")
    question.get_by_role("textbox", name="Your password").fill(person.password)
    question.get_by_role("button", name="Switch off").click()
    expect(question).to_be_hidden()
    expect(page.get_by_role("button", name="Set up")).to_be_visible()

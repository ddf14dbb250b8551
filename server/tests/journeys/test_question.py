"""A question becomes a column: written, tried on three companies at a price told before, kept."""

from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage, Outside
from tests.journeys.people import Owner
from tests.journeys.test_bulk import told
from tests.journeys.test_enrichment import set_up_perplexity

FIRM = {"company_name": "Muster GmbH", "company_city": "Berlin", "register_id": "HRB 123456 B"}
SAID = "We supply hospitals and clinics all over Germany."
PAGE = f"<html lang=en><h1>Muster GmbH</h1><p>{SAID}</p><p>10115 Berlin, HRB 123456 B</p></html>"
OTHERS = ("Nordlicht AG", "Ostwind KG", "Quelle und Co")


def test_a_question_is_tried_on_three_records_and_kept_as_a_column(
    product: Product, owner: Owner, workspace: NewWorkspace, open_page: OpenPage, outside: Outside
) -> None:
    outside.site.put("/customers", PAGE)
    outside.perplexity.results = [f"{outside.site.address}customers"]
    outside.perplexity.says = {"sells_to_hospitals": (True, SAID, 1)}
    assert product.leadgen("credits", "grant", "20", "--workspace", workspace.slug).returncode == 0
    page = open_page(owner=owner)
    with workspace.client() as api:
        records = [{"values": FIRM}, *({"values": {"company_name": name}} for name in OTHERS)]
        api.post("companies/batch", json={"records": records}).raise_for_status()
        page.goto(f"/w/{workspace.slug}/settings/providers")
        set_up_perplexity(page, outside.perplexity.address)
        steps.go_to(page, "Companies")
        ask_from_the_columns(page)
        keep_it(page)
        [field] = [one for one in api.get("fields").json()["items"] if one["custom"]]
        assert (field["type"], field["description"]) == ("boolean", "Do they sell to hospitals or clinics?")
        items = api.get("companies").json()["items"]
        held = {one["values"]["company_name"]: one["values"].get(field["key"]) for one in items}
        assert held == {"Muster GmbH": True, **dict.fromkeys(OTHERS)}
    ask_from_the_run_dialog_and_discard(page)


def ask_from_the_columns(page: Page) -> None:
    """Nothing is asked before the button is pressed; then each record has its answer, or why it has none."""
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("button", name="Ask a question…").click()
    dialog = page.get_by_role("dialog", name="A question about companies")
    expect(dialog.get_by_role("button", name="Test on 3 records")).to_be_disabled()
    write(dialog, "Sells to hospitals")
    expect(dialog.get_by_label("Ask", exact=True)).to_contain_text("Perplexity")
    expect(dialog.get_by_role("checkbox", name=OTHERS[2])).to_be_disabled()
    expect(dialog).to_contain_text("Never more than 4.5 credits, 1.5 for each record.")
    check(page, "question: the editor")
    dialog.get_by_role("button", name="Test on 3 records").click()
    answers = dialog.get_by_role("region", name="Answers").get_by_role("listitem")
    first = answers.filter(has_text="Muster GmbH")
    expect(first.get_by_role("blockquote")).to_contain_text(SAID)
    expect(first).to_contain_text("Supported")
    expect(answers.filter(has_text=OTHERS[0])).to_contain_text("does not name this record")
    expect(dialog).to_contain_text("Spent 1.5 of 4.5")
    check(page, "question: its answers")


def write(dialog: Locator, label: str) -> None:
    dialog.get_by_label("Name of the column").fill(label)
    dialog.get_by_label("Question", exact=True).fill("Do they sell to hospitals or clinics?")


def keep_it(page: Page) -> None:
    page.get_by_role("button", name="Keep as a column").click()
    told(page, "Kept the column Sells to hospitals")
    expect(page.get_by_role("columnheader", name="Sells to hospitals")).to_be_visible()


def ask_from_the_run_dialog_and_discard(page: Page) -> None:
    """Whoever leaves before a test has made nothing, and is back in the dialog of the run."""
    page.get_by_role("checkbox", name=f"Pick {OTHERS[0]}").check()
    page.get_by_role("button", name="Enrich…").click()
    page.get_by_role("dialog", name="Enrich").get_by_role("button", name="Ask a question…").click()
    dialog = page.get_by_role("dialog", name="A question about companies")
    write(dialog, "Exports")
    expect(dialog.get_by_role("button", name="Test on 1 record")).to_be_enabled()
    dialog.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog", name="Enrich")).to_be_visible()

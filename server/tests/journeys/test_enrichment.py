"""A company is enriched by a provider under a ceiling: the price first, then proof, a mark, and the undo."""

from playwright.sync_api import Page, expect

from plugins.perplexity.tests import fakes
from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage, Outside
from tests.journeys.people import Owner
from tests.journeys.test_bulk import base, told, until

SAID = "We make samples and patterns for laboratories."
PAGE = f"<html lang=en><h1>Muster GmbH</h1><p>{SAID}</p><p>10115 Berlin, HRB 123456 B</p></html>"
FIRM = {"company_name": "Muster GmbH", "company_city": "Berlin", "register_id": "HRB 123456 B"}


def test_a_company_is_enriched_with_proof_and_as_it_was_again(
    product: Product, owner: Owner, workspace: NewWorkspace, open_page: OpenPage, outside: Outside
) -> None:
    outside.site.put("/products", PAGE)
    outside.perplexity.results = [f"{outside.site.address}products"]
    outside.perplexity.says = {"products": ("Samples and patterns", SAID, 1)}
    assert product.leadgen("credits", "grant", "20", "--workspace", workspace.slug).returncode == 0
    page = open_page(owner=owner)
    with workspace.client() as api:
        records = [{"values": FIRM}]
        api.post("companies/batch", json={"records": records}).raise_for_status()
        before = base(api)
        page.goto(f"/w/{workspace.slug}/settings/providers")
        set_up_perplexity(page, outside.perplexity.address)
        steps.go_to(page, "Companies")
        ask_for_products(page)
        read_the_run(page)
        read_the_costs(page)
        page.get_by_role("button", name="Undo").click()
        steps.confirm_undo(page)
        until(lambda: base(api) == before)


def set_up_perplexity(page: Page, address: str) -> None:
    page.get_by_role("button", name="Set up Perplexity").click()
    dialog = page.get_by_role("dialog", name="Perplexity")
    dialog.get_by_label("Address").fill(address)
    dialog.get_by_label("Key", exact=True).fill(fakes.KEY)
    dialog.get_by_role("button", name="Save").click()
    told(page, "Saved Perplexity")


def ask_for_products(page: Page) -> None:
    """One field of one stage; then to the run."""
    page.get_by_role("checkbox", name="Pick Muster GmbH").check()
    page.get_by_role("button", name="Enrich…").click()
    dialog = page.get_by_role("dialog", name="Enrich")
    wanted = dialog.get_by_role("list", name="What to find").get_by_role("checkbox", checked=True)
    expect(wanted.first).to_be_visible()
    while wanted.count():
        wanted.first.uncheck()
    research = dialog.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name="Research"))
    research.get_by_role("button", name="0 of 3 fields").press("Enter")
    research.get_by_role("checkbox", name="Research: Products and services").check()
    expect(page.get_by_role("dialog", name="Enrich 1 company")).to_be_visible()
    expect(dialog.get_by_role("region", name="What it costs")).to_contain_text("Balance after")
    check(page, "enrich: what it costs")
    dialog.get_by_role("button", name="Run", exact=True).press("Enter")
    told(page, "Enriching 1 record")
    page.get_by_role("button", name="Follow it").click()


def read_the_run(page: Page) -> None:
    """Its state, then the one value with its words and the page they stand on."""
    figures = page.get_by_role("region", name="The run in figures")
    expect(figures.get_by_role("status")).to_contain_text("Done")
    found = page.get_by_role("region", name="What was found").get_by_role("article")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Supported")
    expect(found.get_by_role("blockquote")).to_contain_text(SAID)
    right = found.get_by_role("button", name="Right: Products and services of Muster GmbH")
    right.click()
    expect(right).to_have_attribute("aria-pressed", "true")
    check(page, "a run")


def read_the_costs(page: Page) -> None:
    """What the run and its provider took; from the number and from the statement back to the run."""
    run = page.url
    page.get_by_role("link", name="All runs").click()
    page.get_by_role("navigation", name="Enrichment").get_by_role("link", name="Costs").click()
    providers = page.get_by_role("region", name="By provider")
    expect(providers.get_by_role("row", name="Perplexity")).to_contain_text("US$")
    check(page, "costs")
    providers.get_by_role("link", name="Only Perplexity").click()
    expect(page.get_by_role("link", name="Show everything: take away Provider: Perplexity")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Export CSV").click()
    assert "perplexity" in file.value.path().read_text()
    page.get_by_role("region", name="The runs behind this").get_by_role("link").first.click()
    expect(page).to_have_url(run)
    page.goto(f"{run.split('/enrichment/')[0]}/settings/credits")
    page.get_by_role("link", name="Charged to a run").first.click()
    expect(page).to_have_url(run)

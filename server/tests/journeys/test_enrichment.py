"""Companies are enriched: free from sites and registers, then by a provider while there are credits.

Each value has its proof, each "unknown" its reason, what a person decided stays, and a run can be undone.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plugins.perplexity.tests import fakes
from tests.factories.product import NewWorkspace, Product
from tests.factories.small_web import EKSEMPEL, FERRIES, MUSTER, SAMPLES, STILLE
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage, Outside
from tests.journeys.people import newcomer
from tests.journeys.test_bulk import told, until

COMPANIES = f"""Company,Domain,City,Country
Muster GmbH,{MUSTER},Berlin,Germany
Eksempel AS,{EKSEMPEL},Oslo,Norway
Stille AS,{STILLE},Bergen,Norway
"""
PRODUCTS = "Products and services"


def test_imported_companies_are_enriched_with_proof_within_their_credits(
    product: Product,
    browser_program: Browser,
    open_page: OpenPage,
    outside: Outside,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner, workspace = newcomer(browser_program, product)
    agent = outside.perplexity
    pages = [f"https://{MUSTER}/products", f"https://{EKSEMPEL}/products"]
    samples, ferries = ("Samples and patterns", SAMPLES, 1), ("Timetables for ferries", FERRIES, 2)
    monkeypatch.setattr(agent, "results", pages)
    monkeypatch.setattr(agent, "of", {"Muster": {"products": samples}, "Eksempel": {"products": ferries}})
    monkeypatch.setattr(agent, "asked", [])
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/companies")
    import_companies(page, tmp_path)
    enrich_for_nothing(product, page)
    read_the_proof(page)
    grant(product, workspace, "1.5")
    page.goto(f"/w/{workspace.slug}/settings/providers")
    set_up_perplexity(page, agent.address)
    ask_for_products(page)
    run_out_of_credits(page, lambda: grant(product, workspace, "5"))
    assert len(agent.asked) == 2
    read_the_costs(page)
    monkeypatch.setattr(agent, "of", {"Muster": {"products": samples}})
    compare(product, workspace, page)
    assert [one["model"] for one in agent.asked[2:]] == ["sonar-other"] * 2
    pin_a_value(page)
    with workspace.client() as api:
        undo_the_run(page)
        until(lambda: "Samples" not in api.get("companies").text)
        kept = {one["values"]["company_name"]: one["values"] for one in api.get("companies").json()["items"]}
    assert kept["Eksempel AS"]["products"] == "Timetables, by hand"
    assert kept["Eksempel AS"]["legal_name"] == "EKSEMPEL AS"


def import_companies(page: Page, folder: Path) -> None:
    """As proposed, from the empty screen."""
    steps.begin_import(page)
    (folder / "companies.csv").write_text(COMPANIES)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(folder / "companies.csv")
    for step, button in (
        ("Columns", "Continue"), ("Matching", "Check the file"), ("Review", "Import 3 companies"),
    ):  # fmt: skip
        steps.expect_step(page, step)
        page.get_by_role("button", name=button).click()
    steps.expect_step(page, "Done")
    told(page, "Imported 3 companies")


def enrich_for_nothing(product: Product, page: Page) -> None:
    """From the import, as proposed: websites and registers, without a key; the cells fill while it runs."""
    page.get_by_role("button", name="Enrich…").click()
    dialog = page.get_by_role("dialog", name="Enrich 3 companies")
    expect(dialog.get_by_role("region", name="What it costs")).to_contain_text("0 credits")
    with product.worker_held():
        dialog.get_by_role("button", name="Run", exact=True).click()
        told(page, "Enriching 3 records")
        steps.go_to(page, "Companies")
        waiting = page.get_by_role("grid").get_by_text("queued", exact=True)
        expect(waiting.first).to_be_attached()
    expect(waiting).to_have_count(0)
    steps.go_to(page, "Enrichment")
    page.get_by_role("link", name="Enriched 3 companies").click()
    expect(standing(page)).to_contain_text("Done")
    expect(page.get_by_role("region", name="Report")).to_contain_text("Brønnøysund (Norwegian register)")
    check(page, "a run that was free")


def read_the_proof(page: Page) -> None:
    """Of one value, and of one that is unknown."""
    steps.go_to(page, "Companies")
    of_register = evidence(page, "Eksempel AS", "Legal name")
    expect(of_register).to_contain_text("EKSEMPEL AS")
    expect(of_register.get_by_role("blockquote")).to_have_text("EKSEMPEL AS")
    expect(of_register).to_contain_text("The name is the same")
    expect(of_register.get_by_role("link", name="data.brreg.no")).to_be_visible()
    of_site = evidence(page, "Muster GmbH", "Founded")
    expect(of_site).to_contain_text("muster.example")
    unknown = evidence(page, "Stille AS", "Legal name")
    expect(unknown).to_contain_text("unknown")
    expect(unknown).to_contain_text("The register holds no Stille AS that fits.")
    check(page, "evidence of what is unknown")


def set_up_perplexity(page: Page, address: str) -> None:
    page.get_by_role("button", name="Set up Perplexity").click()
    dialog = page.get_by_role("dialog", name="Perplexity")
    dialog.get_by_label("Address").fill(address)
    dialog.get_by_label("Key", exact=True).fill(fakes.KEY)
    dialog.get_by_role("button", name="Save").click()
    told(page, "Saved Perplexity")


def ask_for_products(page: Page) -> None:
    """One field of one stage for two companies, dearer than what is left; then to the run."""
    steps.go_to(page, "Companies")
    for name in ("Muster GmbH", "Eksempel AS"):
        page.get_by_role("checkbox", name=f"Pick {name}").check()
    page.get_by_role("button", name="Enrich…").click()
    dialog = page.get_by_role("dialog", name="Enrich")
    wanted = dialog.get_by_role("list", name="What to find").get_by_role("checkbox", checked=True)
    expect(wanted.first).to_be_visible()
    while wanted.count():
        wanted.first.uncheck()
    research = dialog.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name="Research"))
    research.get_by_role("button", name="0 of 3 fields").press("Enter")
    research.get_by_role("checkbox", name=f"Research: {PRODUCTS}").check()
    price = dialog.get_by_role("region", name="What it costs")
    expect(price).to_contain_text("Never more than3 credits")
    expect(price).to_contain_text("short by 1.5")
    check(page, "enrich: what it costs")
    price.get_by_role("button", name="Set a lower limit").click()
    limit = price.get_by_label("Spend at most")
    limit.fill("1")
    expect(price).to_contain_text("Too little for one whole record of Research (from 1.5)")
    check(page, "enrich: a limit that is too low")
    limit.fill("")
    expect(price).not_to_contain_text("Too little")
    dialog.get_by_role("button", name="Run", exact=True).press("Enter")
    told(page, "Enriching 2 records")
    page.get_by_role("button", name="Follow it").click()


def run_out_of_credits(page: Page, grant: Callable[[], None]) -> None:
    """One is found for what there was; the other after the grant. Then the values with their words."""
    expect(standing(page)).to_contain_text("Waiting for credits")
    figures = page.get_by_role("region", name="The run in figures")
    expect(figures).to_contain_text("1.5 of 3")
    expect(figures.get_by_role("link", name="Look at the credits")).to_be_visible()
    found = page.get_by_role("region", name="What was found").get_by_role("article")
    expect(found).to_have_count(1)
    check(page, "a run that waits for credits")
    grant()
    expect(standing(page)).to_contain_text("Done")
    expect(figures).to_contain_text("3 of 3")
    expect(found).to_have_count(2)
    muster = found.filter(has_text=SAMPLES)
    expect(muster).to_contain_text("Supported")
    right = muster.get_by_role("button", name=f"Right: {PRODUCTS} of Muster GmbH")
    right.click()
    expect(right).to_have_attribute("aria-pressed", "true")


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


def compare(product: Product, workspace: NewWorkspace, page: Page) -> None:
    """Another model is asked what the run asked: told apart from it, charged by itself, written nowhere."""
    run = page.url
    words = (
        "replay",
        run.rpartition("/")[2],
        "--workspace",
        workspace.slug,
        "--with",
        "perplexity:sonar-other",
    )
    price = product.leadgen(*words)
    assert "2 values of 2 records would be asked for again, for at most 3 credits" in price.stdout, price
    done = product.leadgen(*words, "--yes")
    assert "Compared 2 companies with Perplexity (sonar-other): 1.5 credits" in done.stdout, done
    assert "products: only before" in done.stdout
    assert product.leadgen(*words, "--yes").stdout == done.stdout
    steps.go_to(page, "Enrichment")
    page.get_by_role("link", name="Compared 2 companies with Perplexity (sonar-other)").click()
    expect(page.get_by_role("region", name="The run in figures")).to_contain_text("1.5 of 3")
    both = page.get_by_role("region", name="Only compared")
    expect(both).to_contain_text(f"leadgen {' '.join(words)}")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    check(page, "a run that compares")
    both.get_by_role("link", name="The run it is compared with").click()
    expect(page).to_have_url(run)


def pin_a_value(page: Page) -> None:
    """By writing another one: from now on no machine touches it."""
    page.get_by_role("link", name="Eksempel AS").click()
    drawer = page.get_by_role("dialog", name="Record Eksempel AS")
    drawer.get_by_role("tab", name="Profile").click()
    drawer.get_by_role("button", name=f"Edit {PRODUCTS}").click()
    drawer.get_by_label(f"{PRODUCTS} of Eksempel AS").fill("Timetables, by hand")
    drawer.get_by_label(f"{PRODUCTS} of Eksempel AS").press("Control+Enter")
    value = drawer.get_by_role("button", name=f"Edit {PRODUCTS}")
    expect(value).to_contain_text("Timetables, by hand")
    expect(value).to_contain_text("pinned by a person")


def undo_the_run(page: Page) -> None:
    """What it found goes; what a person wrote since stays, and the question says so."""
    steps.go_to(page, "Enrichment")
    page.get_by_role("link", name="Enriched 2 companies").click()
    page.get_by_role("main").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("dialog", name="Undo this?")).to_contain_text("Eksempel AS")
    steps.confirm_undo(page)


def grant(product: Product, workspace: NewWorkspace, amount: str) -> None:
    assert product.leadgen("credits", "grant", amount, "--workspace", workspace.slug).returncode == 0


def standing(page: Page) -> Locator:
    """How the run stands that is shown."""
    return page.get_by_role("region", name="The run in figures").get_by_role("status")


def evidence(page: Page, name: str, field: str) -> Locator:
    """Of a field of a company, in its drawer."""
    page.get_by_role("button", name=f"open {name}").click()
    drawer = page.get_by_role("dialog", name=f"Record {name}")
    drawer.get_by_role("tab", name="Evidence").click()
    return drawer.get_by_role("region", name=field, exact=True)

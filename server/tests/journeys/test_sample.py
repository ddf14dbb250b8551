"""Looking before bringing anything: the sample data comes by one press and goes by one, without a trace."""

from playwright.sync_api import expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner


def test_the_sample_data_comes_and_goes(owner: Owner, workspace: NewWorkspace, open_page: OpenPage) -> None:
    page = open_page(owner=owner)
    page.goto(f"/w/{workspace.slug}/contacts")
    page.get_by_role("button", name="Try with sample data").click()
    expect(steps.cell(page, "Anders Young", "Job title")).to_have_text("Managing Director")

    remove = page.get_by_role("button", name="Remove the sample")
    remove.click()
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    expect(remove).to_be_hidden()
    with workspace.client() as api:
        assert [api.get(path).json()["items"] for path in ("contacts", "companies")] == [[], []]

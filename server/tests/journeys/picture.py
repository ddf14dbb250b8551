"""Takes the README's picture, docs/images/contacts.png, of the real product: ./dev picture."""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tests.factories.product import running_product
from tests.journeys import steps
from tests.journeys.chromium import chromium, window

PICTURE = Path(__file__).parents[3] / "docs" / "images" / "contacts.png"
SIZE: ViewportSize = {"width": 1440, "height": 900}
SHOWN = "Beatriz Thorsen"


def main() -> int:
    with running_product() as product, chromium() as browser:
        page = window(browser, product.address, SIZE).new_page()
        steps.become_owner(
            page, product.welcome, email="mira.holt@example.com", password="seven quiet herons"
        )
        _open_evidence(page)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
    return 0


def _open_evidence(page: Page) -> None:
    """Of a contact of the sample data, on a page loaded anew, so that no notice of before is on it."""
    page.get_by_role("button", name="Try with sample data").click()
    steps.cell(page, SHOWN, "Name").get_by_role("button").click()
    drawer = page.get_by_role("dialog", name=f"Record {SHOWN}")
    drawer.get_by_role("tab", name="Evidence").click()
    expect(drawer.get_by_role("article").first).to_be_visible()
    page.reload()
    expect(drawer.get_by_role("article").first).to_be_visible()
    expect(steps.cell(page, SHOWN, "Name")).to_be_visible()
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    sys.exit(main())

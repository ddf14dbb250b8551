"""A file that several people look at: letters chosen by eye, no choices lost unasked, viewers only look."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.factories.product import NewWorkspace, Product
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner, invited

# The same bytes are letters in more than one character set, and so few that nobody can tell which was meant.
NAME = "Ivo Kříž"
CONTENT = f"Name;E-mail\n{NAME};ivo@example.com\nEva;eva@@example.com\n".encode("iso8859-2")
TAKEN, KEPT = "Badge scans of Monday", "Badge scans of Tuesday"


def test_two_people_decide_on_a_file_and_a_viewer_only_looks(
    owner: Owner, workspace: NewWorkspace, product: Product, browser_program: Browser, open_page: OpenPage,
    tmp_path: Path,
) -> None:  # fmt: skip
    page = open_page(owner=owner)
    _letters_are_chosen_by_eye(page, workspace, tmp_path)
    address = page.url.partition("?")[0]

    editor = invited(browser_program, product, workspace, owner, role="editor")
    other = open_page(owner=editor, refused=frozenset({409}))
    for one, note in ((page, TAKEN), (other, KEPT)):
        one.goto(f"{address}?step=matching")
        expect(one.get_by_label("same e-mail")).to_be_checked()
        expect(one.get_by_label("same LinkedIn profile")).to_be_disabled()
        one.get_by_label("Where the file is from").fill(note)
    page.get_by_role("button", name="Check the file").click()
    _review(page)
    _overtaken(other)
    page.goto(f"{address}?step=matching")
    expect(page.get_by_label("Where the file is from")).to_have_value(KEPT)

    viewer = invited(browser_program, product, workspace, owner, role="viewer")
    _only_looks(open_page(owner=viewer), address)


def _letters_are_chosen_by_eye(page: Page, workspace: NewWorkspace, folder: Path) -> None:
    """The answer, and that it is asked on this step, outlive a reload."""
    path = folder / "guests.csv"
    path.write_bytes(CONTENT)
    page.goto(f"/w/{workspace.slug}/imports/new")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(path)
    question = page.get_by_role("group", name="In which of these do the names look right?")
    right = question.get_by_role("button").filter(has_text=NAME.split()[1])
    expect(right).to_have_count(1)
    check(page, "import: which letters")
    right.click()
    expect(question).to_be_hidden()
    page.reload()
    steps.expect_step(page, "File")
    expect(page.get_by_label("Character set")).to_have_value("iso8859-2")
    expect(page.get_by_role("cell", name=NAME)).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    steps.expect_step(page, "Columns")


def _review(page: Page) -> None:
    verdicts = page.get_by_role("navigation", name="Lines by verdict")
    expect(verdicts.get_by_role("link", name="Needs a fix 1", exact=True)).to_be_visible()


def _overtaken(page: Page) -> None:
    """Somebody else was first: it is said, and both ways are open."""
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("Somebody else decided on this file meanwhile.")).to_be_visible()
    expect(page.get_by_role("button", name="Take the others’ choices")).to_be_enabled()
    page.get_by_role("button", name="Keep mine and check").click()
    _review(page)


def _only_looks(page: Page, address: str) -> None:
    page.goto(address)
    _review(page)
    check(page, "import: a viewer's review")
    lines = page.get_by_role("table", name="Lines: Needs a fix")
    lines.get_by_role("cell", name="eva@@example.com").dblclick()
    expect(lines.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Steps of the import").get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)

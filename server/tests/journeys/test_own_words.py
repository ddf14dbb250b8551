"""What a workspace calls things, by the keyboard alone: fields, tags and notes. A view outlives its field."""

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.factories.product import NewWorkspace
from tests.journeys import steps
from tests.journeys.accessibility import check
from tests.journeys.conftest import OpenPage
from tests.journeys.people import Owner
from tests.journeys.test_bulk import told

TAGS = {"Ada Able": "fair", "Ben Baker": "Fair 24", "Cyd Cole": "fair"}


def test_fields_tags_and_notes_are_kept_by_the_keyboard(
    owner: Owner, workspace: NewWorkspace, open_page: OpenPage
) -> None:
    page = open_page(owner=owner, refused=frozenset({422}))
    with workspace.client() as api:
        _fill(api)
        page.goto(f"/w/{workspace.slug}/settings/fields")
        _add_and_rename_a_field(page)
        view = _view_of_met(api)
        _archive_it(page)
    page.goto(f"/w/{workspace.slug}/contacts?view={view}")
    _opens_with_notices(page)
    page.goto(f"/w/{workspace.slug}/settings/tags")
    _rename_and_merge(page)
    page.goto(f"/w/{workspace.slug}/contacts")
    _write_a_note(page)


def _add_and_rename_a_field(page: Page) -> None:
    _press(page.get_by_role("button", name="Add field"))
    dialog = page.get_by_role("dialog", name="Add a field")
    expect(dialog.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Met")
    dialog.get_by_label("Type").select_option(label="Yes or no")
    check(page, "settings: a new field")
    dialog.get_by_label("Name").press("Enter")
    name = page.get_by_role("textbox", name="Name of Met")
    name.press("ControlOrMeta+a")
    page.keyboard.type("Met at fair")
    page.keyboard.press("Enter")
    told(page, "Renamed to Met at fair")
    check(page, "settings: own fields")


def _view_of_met(api: httpx.Client) -> str:
    """Filtered and grouped by the field, which is a column, too."""
    key = next(one["key"] for one in api.get("fields").json()["items"] if one["custom"])
    view = {
        "kind": "contact", "name": "Met people", "filter": {"field": key, "op": "is_empty"}, "group_by": key,
        "columns": [{"key": "full_name"}, {"key": key}], "shared": True,
    }  # fmt: skip
    made = api.post("views", json=view, headers={"Idempotency-Key": "met"}).raise_for_status().json()
    return str(made["id"])


def _archive_it(page: Page) -> None:
    _press(page.get_by_role("button", name="Acts on Met at fair"))
    _choose(page, "Edit…", "Change type…", "Archive")
    told(page, "Archived Met at fair")


def _opens_with_notices(page: Page) -> None:
    """Nothing is left out of its filter unasked; then it is the list that is left."""
    notice = page.get_by_role("status").filter(has_text="This view is not complete any more")
    expect(notice).to_contain_text("It was grouped by")
    expect(notice).to_contain_text("is not there any more")
    expect(page.get_by_role("alert")).to_contain_text("Met at fair")
    check(page, "a view of an archived field")
    _press(page.get_by_role("button", name="Clear the filter"))
    expect(steps.grid(page).get_by_role("rowheader")).to_have_count(len(TAGS))


def _rename_and_merge(page: Page) -> None:
    table = page.get_by_role("table", name="Tags")
    name = table.get_by_role("textbox", name="Name of Fair 24")
    name.press("ControlOrMeta+a")
    page.keyboard.type("fair 2024")
    page.keyboard.press("Enter")
    told(page, "Renamed to fair 2024")
    check(page, "settings: tags")
    _press(table.get_by_role("button", name="Acts on fair", exact=True))
    _choose(page, "Merge…")
    dialog = page.get_by_role("dialog", name="Merge fair")
    expect(dialog.get_by_label("Into")).to_be_focused()
    page.keyboard.type("fair")
    check(page, "settings: merge a tag")
    _press(dialog.get_by_role("button", name="Merge", exact=True))
    expect(dialog).to_be_hidden()
    expect(
        table.get_by_role("row").filter(has=page.get_by_role("textbox", name="Name of fair 2024"))
    ).to_contain_text("3")


def _write_a_note(page: Page) -> None:
    steps.move_to(page, steps.cell(page, "Ben Baker", "Name"))
    page.keyboard.press("Space")
    _press(page.get_by_role("tab", name="Profile"), "ArrowRight")
    note = page.get_by_role("textbox", name="Note")
    note.focus()
    page.keyboard.type("Met at the booth, wants an offer.")
    page.keyboard.press("ControlOrMeta+Enter")
    entry = page.get_by_role("listitem").filter(has_text="wants an offer")
    expect(entry).to_contain_text("Mira Holt wrote a note")
    check(page, "notes")
    _press(entry.get_by_role("button", name="Edit the note"))
    page.keyboard.press("End")
    page.keyboard.type(" Soon.")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(entry).to_contain_text("wants an offer. Soon.")
    _press(entry.get_by_role("button", name="Remove the note"))
    told(page, "Removed the note")
    expect(entry).to_be_hidden()


def _choose(page: Page, *items: str) -> None:
    """By the arrows, past the first ones to the last."""
    expect(page.get_by_role("menu")).to_be_visible()
    for item in items:
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("menuitem", name=item)).to_be_focused()
    page.keyboard.press("Enter")


def _press(target: Locator, key: str = "Enter") -> None:
    target.focus()
    target.press(key)


def _fill(api: httpx.Client) -> None:
    records = [
        {"values": {"full_name": name, "email": f"{name[:3].lower()}@example.com", "tags": [tag]}}
        for name, tag in TAGS.items()
    ]
    api.post("contacts/batch", json={"records": records}).raise_for_status()

"""An event is small whatever its record holds."""

import json

from leadgen.kernel.json import JSON
from leadgen.platform.webhooks.contracts import Data
from leadgen.platform.webhooks.fitting import MOST_BYTES, fitting

PATH = "/api/v1/workspaces/acme/contacts/01936f0e-0000-7000-8000-000000000011"


def test_what_is_small_stays_as_it_is() -> None:
    data: Data = {"id": "1", "notes": "x" * 40_000, "none": None, "custom": {"list": ["a", 1]}}
    assert fitting(data) == data


def test_of_too_much_the_long_texts_are_cut_and_no_member_is_missing() -> None:
    notes: JSON = {f"text_{number}": "ě" * 100_000 for number in range(100)}
    data: Data = {
        "id": "1",
        "api_path": PATH,
        "full_name": "Ada",
        "custom": notes,
        "tags": ["y" * 100_000, 2],
    }
    found = fitting(data)
    assert len(json.dumps(found, ensure_ascii=False).encode()) <= MOST_BYTES
    assert found.keys() == data.keys()
    assert (found["api_path"], found["full_name"]) == (PATH, "Ada")
    assert found["tags"] == ["y" * 150 + "…", 2]

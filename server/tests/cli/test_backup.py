"""`leadgen backup` and `leadgen restore` with real processes: under load, whole, or not at all."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any, cast

import httpx
import pytest

from tests.factories.product import NewWorkspace, leadgen, running_product
from tests.factories.server import open_folder

LINES = 20_000
# What a restore changes on purpose.
CHANGED = {
    "public.workspace",
    "public.access_event",
    "jobs.procrastinate_jobs",
    "public.effect",
    "public.sign_in_link",
}
# Read across workspaces by whoever looks: grows with every command.
GROWING = {"public.system_access"}


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    folder = open_folder()
    yield folder
    rmtree(folder, ignore_errors=True)


def said(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_a_backup_taken_during_an_import_restores_into_a_new_folder_with_equal_checksums(
    elsewhere: Path,
) -> None:
    with running_product() as product:
        workspace = product.workspace("acme", owner="alice@firm.example")
        other = product.workspace("bravo", owner="bob@other.example")
        with other.client() as client:
            finish(client, commit(client, "before.csv", 300))
        with workspace.client() as client:
            import_id = commit(client, "during.csv", LINES)
            wait(lambda: applied(client, import_id) > 0)
            with product.worker_held():
                taken = said(product.leadgen("backup", elsewhere / "during.zip", "--json"))
            finish(client, import_id)

    restored = said(leadgen(elsewhere / "new", "restore", elsewhere / "during.zip", "--json"))
    again = said(leadgen(elsewhere / "new", "backup", elsewhere / "again.zip", "--json"))

    assert restored["tables"] == taken["tables"]
    assert set(again["tables"]) == set(taken["tables"])
    for name in set(taken["tables"]) - CHANGED - GROWING:
        assert again["tables"][name] == taken["tables"][name], name
    assert 300 < taken["tables"]["public.contact"]["rows"] < LINES + 300  # in the middle
    assert (taken["secret_key_included"], taken["workspaces"]) == (False, 2)
    goes_on(elsewhere / "new", workspace, import_id)


def goes_on(data_dir: Path, workspace: NewWorkspace, import_id: str) -> None:
    """The import in the middle of which the backup was taken resumes, with the key of then."""
    with running_product(data_dir) as product:
        there = NewWorkspace("acme", f"{product.address}/api/v1/workspaces/acme", workspace.api_key)
        with there.client() as client:
            finish(client, import_id)
            found = client.get(f"/imports/{import_id}").json()
            assert found["counts"]["create"] == LINES
            assert (
                client.get(there.api)
                .json()["disarmed"]["reason"]
                .startswith("Restored from a backup made on ")
            )


def commit(client: httpx.Client, name: str, lines: int) -> str:
    content = "First Name,Last Name,E-mail\n" + "".join(
        f"Person,Number {number},{name}-{number}@people.example\n" for number in range(lines)
    )
    made = client.post(f"/imports?filename={name}", content=content.encode()).raise_for_status().json()
    import_id = cast(str, made["id"])
    wait(lambda: client.get(f"/imports/{import_id}").json()["state"] == "mapping")
    columns = client.get(f"/imports/{import_id}").json()["columns"]
    mapping = [{"index": column["index"], "field": column["field"]} for column in columns]
    client.put(f"/imports/{import_id}/mapping", json={"columns": mapping, "match": ["email"]})
    wait(lambda: client.get(f"/imports/{import_id}").json()["state"] == "staged")
    client.post(f"/imports/{import_id}/commit").raise_for_status()
    return import_id


def applied(client: httpx.Client, import_id: str) -> int:
    """Lines that have become records, while that is being done."""
    found = client.get(f"/imports/{import_id}").raise_for_status().json()
    return cast(int, found["progress"]["done"]) if found["state"] == "applying" else 0


def finish(client: httpx.Client, import_id: str) -> None:
    wait(lambda: client.get(f"/imports/{import_id}").json()["state"] == "applied")


def wait(come_true: Any, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.25)  # a key may ask ten times a second

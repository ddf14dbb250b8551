"""docs/api.md does what it says, and so does the Python client: against the product as a user has it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadgen_client import Leadgen, LeadgenProblem, models
from tests.factories.product import NewWorkspace, Product, running_product

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running_product() as product:
        yield product


@pytest.fixture(scope="module")
def acme(product: Product) -> NewWorkspace:
    return product.workspace("acme", owner="owner@example.com")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="this machine has no curl")
def test_every_block_of_the_page_runs(product: Product, acme: NewWorkspace, tmp_path: Path) -> None:
    env = {**os.environ, "LEADGEN": product.address, "WORKSPACE": acme.slug, "KEY": acme.api_key}
    script = "\n".join(["set -eu", *blocks("sh"), "echo done-with-the-page"])
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=180
    )

    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
    said = done.stdout
    assert said.rstrip().endswith("done-with-the-page")
    assert "invalid_values" in said
    assert "Bo Example" in said
    assert "ratelimit-remaining" in said.lower()
    assert '"Ada Example"' in (tmp_path / "page.json").read_text()
    assert "create update rejected" in said
    assert "stays: city Brno\nrefused: email\n" in said
    assert "in the list: 2\n" in said
    assert "Job title contains “sales”, and at a company where Size may be between 50 and 249" in said
    assert "\n/not/op\n" in said
    assert "facets: Job title Company size" in said
    assert "\nPut 3 contacts on “Autumn”\n" in said
    assert (tmp_path / "contacts-now.csv").read_text("utf-8-sig").splitlines() == [
        "full_name,email,city,company_name",
        "Ada Example,ada@example.com,Brno,",
        "Bo Example,bo@example.com,,",
        "Dee Example,dee@example.com,,Example Works",
    ]
    assert (tmp_path / "contacts-now.xlsx").read_bytes().startswith(b"PK")


def test_the_python_of_the_page_runs(
    product: Product, acme: NewWorkspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with Leadgen(product.address, acme.api_key) as leadgen:
        made = leadgen.create_contact(slug="acme", body={"values": {"full_name": "Zoe Example"}})
    (block,) = blocks("python")
    exec(block.replace("http://127.0.0.1:8321", product.address).replace("lgk_…", acme.api_key), {})

    assert str(made["record"]["id"]) in capsys.readouterr().out.splitlines()


def test_the_python_client_pages_repeats_and_tells_problems(product: Product, acme: NewWorkspace) -> None:
    with Leadgen(product.address, acme.api_key) as leadgen:
        body: models.RecordDraft = {"values": {"email": "repeated@example.com"}}
        twice = [
            leadgen.create_contact(slug="acme", body=body, idempotency_key="row-1")["record"]["id"]
            for _ in "ab"
        ]
        leadgen.create_contact(slug="acme", body={"values": {"email": "other@example.com"}})
        found = [one["id"] for one in leadgen.pages(leadgen.list_contacts, slug="acme", limit=1)]
        with pytest.raises(LeadgenProblem) as wrong:
            leadgen.create_contact(slug="acme", body={"values": {"email": "no"}})
        with pytest.raises(LeadgenProblem) as elsewhere:
            leadgen.get_workspace(slug="../acme")
        upload = leadgen.upload_import(slug="acme", filename="a.csv", content=b"Email\nnew@example.com\n")
    with Leadgen(product.address, "lgk_wrong") as stranger, pytest.raises(LeadgenProblem) as refused:
        stranger.get_workspace(slug="acme")

    assert twice[0] == twice[1]
    assert len(found) == len(set(found)) >= 2
    assert (wrong.value.status, wrong.value.code, wrong.value.retryable) == (422, "invalid_values", False)
    assert (elsewhere.value.status, refused.value.status) == (404, 401)
    assert upload["state"] in ("uploaded", "inspecting", "mapping")

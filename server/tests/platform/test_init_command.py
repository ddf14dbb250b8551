"""`leadgen init` as an operator runs it."""

import json
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from leadgen.config import Settings
from tests.factories.server import SECRET
from tests.factories.web import app, client

__all__ = ["app"]

PROGRAM = "from leadgen.cli import main; main()"


def init(settings: Settings, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
        "LEADGEN_DATABASE_URL": str(settings.database_url),
        "LEADGEN_SECRET_KEY": SECRET,
    }
    command = [sys.executable, "-c", PROGRAM, "init", *words]
    return subprocess.run(
        command, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


def made(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture
def browser(app: FastAPI) -> httpx.AsyncClient:
    """Keeps cookies."""
    return client(app, {"sec-fetch-site": "same-origin"})


async def test_it_makes_a_workspace_a_person_and_a_key(
    settings: Settings, browser: httpx.AsyncClient
) -> None:
    words = ("--email", "ada@example.com", "--workspace", "acme", "--password-stdin", "--json")
    answer = made(init(settings, *words, stdin="correct horse battery\n"))
    assert answer["workspace"]["slug"] == "acme"
    assert answer["user"]["email"] == "ada@example.com"
    key = {"authorization": f"Bearer {answer['api_key']}"}
    seen = await browser.get("/api/v1/workspaces/acme", headers=key)
    assert (seen.status_code, seen.json()["slug"]) == (200, "acme")
    body = {"email": "ada@example.com", "password": "correct horse battery"}
    assert (await browser.post("/api/v1/session", json=body)).status_code == 200


def test_a_workspace_that_exists_is_refused_in_a_sentence(settings: Settings) -> None:
    words = ("--email", "ada@example.com", "--workspace", "acme")
    assert init(settings, *words).returncode == 0
    again = init(settings, *words, "--json")
    assert again.returncode == 1
    assert again.stdout == ""
    assert again.stderr == "error: There is a workspace acme already. Choose another address for this one.\n"

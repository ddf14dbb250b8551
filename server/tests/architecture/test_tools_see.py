"""The general checkers are set up to see what they are there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.checks import client

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def add(a, b):\n    return a + b\n", "no-untyped-def"),
        ("from typing import Any\n\n\ndef f(x: Any) -> int:\n    return x\n", "no-any-return"),
        ("def f(x: int) -> int:\n    return x  # type: ignore\n", "ignore"),
    ],
)
def test_types_are_strict(tmp_path: Path, source: str, code: str) -> None:
    (tmp_path / "planted.py").write_text(source)

    done = subprocess.run(
        [
            PROGRAMS / "mypy",
            "--config-file",
            ROOT / "pyproject.toml",
            "--cache-dir",
            tmp_path / "cache",
            "planted.py",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert code in done.stdout


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def f() -> None:\n    import os\n\n    os.sep\n", "PLC0415"),
        ("try:\n    x = 1\nexcept Exception:\n    pass\n", "BLE001"),
        ("import datetime\n\nnow = datetime.datetime.now()\n", "DTZ005"),
        ("# x = 1\n", "ERA001"),
        ("def f(x):\n    return x\n", "ANN001"),
        ("print('x')\n", "T201"),
    ],
)
def test_style_is_checked(tmp_path: Path, source: str, code: str) -> None:
    (tmp_path / "planted.py").write_text(source)

    done = subprocess.run(
        [
            PROGRAMS / "ruff",
            "check",
            "--no-cache",
            "--config",
            ROOT / "pyproject.toml",
            "--output-format=concise",
            ".",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert code in done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "client", tmp_path / "client", ignore=shutil.ignore_patterns("node_modules"))
    return tmp_path


def test_a_document_that_the_server_does_not_export_is_seen(copy: Path) -> None:
    found = [str(violation) for violation in client.compare(copy, '{"openapi": "3.1.0", "paths": {}}')]

    assert "client/openapi.json: is not what the server exports: run ./dev client" in found


def test_a_typescript_client_of_another_document_is_seen(copy: Path) -> None:
    document = copy / "client/openapi.json"
    document.write_text(document.read_text() + "\n")

    found = [str(violation) for violation in client.compare(copy, document.read_text())]

    assert "client/src: was not made from client/openapi.json: run ./dev client" in found


def test_document_and_client_are_current() -> None:
    assert [str(found) for found in client.violations(ROOT, Path(sys.executable))] == []

"""The floors and the order of the stages, seen failing on a copy with one forbidden import or folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "server/src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "server/src/leadgen",
        tmp_path / "server/src/leadgen",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return tmp_path


@pytest.mark.parametrize(
    ("path", "source", "contract"),
    [
        ("kernel/planted.py", "import leadgen.config\n", "The floors of the house"),
        ("db/planted.py", "import leadgen.platform\n", "The floors of the house"),
        ("platform/planted.py", "import leadgen.records\n", "The floors of the house"),
        ("records/planted.py", "import leadgen.stages.ingest\n", "The floors of the house"),
        ("stages/ingest/planted.py", "import leadgen.pipeline\n", "The floors of the house"),
        ("pipeline/planted.py", "import leadgen.api\n", "The floors of the house"),
        ("newcomer/__init__.py", "", "The floors of the house"),
        ("stages/newcomer/__init__.py", "", "The stages in the order of the work"),
    ],
)
def test_a_planted_import_or_folder_breaks_its_contract(
    copy: Path, path: str, source: str, contract: str
) -> None:
    file = copy / "server/src/leadgen" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(source)

    done = lint_imports(copy)

    assert done.returncode == 1, done.stdout + done.stderr
    broken = [line for line in done.stdout.splitlines() if "BROKEN" in line]
    assert any(contract in line for line in broken), done.stdout


def test_an_earlier_stage_may_not_import_a_later_one(copy: Path) -> None:
    later = copy / "server/src/leadgen/stages/cleanup"
    later.mkdir(exist_ok=True)
    (later / "__init__.py").touch()
    (copy / "server/src/leadgen/stages/ingest/planted.py").write_text("import leadgen.stages.cleanup\n")

    assert "The stages in the order of the work" in lint_imports(copy).stdout.split("Broken contracts")[1]


def test_the_real_tree_keeps_the_floors() -> None:
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout

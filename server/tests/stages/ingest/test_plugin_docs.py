"""The plugin of docs/plugins.md, as written there: installed, checked by the contract, used by an import."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from leadgen.stages.ingest import parser
from tests.stages.ingest.base import rows
from tests.stages.ingest.conftest import Ingest

DOCS = Path(__file__).parents[4] / "docs" / "plugins.md"
LIST = b"Visitor: Ada Example\nMail: ada@firm.example\nFirm: Firm Ltd\n\nVisitor: Bob Sample\nMail: bob@\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(), re.DOTALL)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the package and the metadata that an installer would leave."""
    source, test = blocks("python")
    (project,) = blocks("toml")
    entry = re.search(r'fair = "(.*)"', project)
    assert entry
    package = tmp_path / "leadgen_fair"
    package.mkdir()
    (package / "__init__.py").write_text(source)
    (tmp_path / "test_fair.py").write_text(test)
    metadata = tmp_path / "leadgen_fair-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: leadgen-fair\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text(f"[leadgen.plugins]\nfair = {entry[1]}\n")
    return tmp_path


def test_it_has_forty_lines() -> None:
    lines = [line for line in blocks("python")[0].splitlines() if line.strip()]
    assert len(lines) <= 40


def test_its_own_test_passes(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_fair.py"],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def test_an_import_uses_it(
    ingest: Ingest, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser, "PYTHON", python_with(installed, tmp_path / "environment"))
    done = await ingest.run(LIST, filename="visitors.fair")
    assert done.problem is None
    assert (done.state, done.source, done.counts.create, done.counts.rejected) == ("applied", "fair", 1, 1)
    assert [line.line_no for line in await ingest.lines(done.id, "rejected")] == [5]
    found = await rows(
        ingest, "SELECT c.full_name, o.company_name FROM contact c JOIN company o ON o.id = c.company_id"
    )
    assert found == [("Ada Example", "Firm Ltd")]


def python_with(installed: Path, environment: Path) -> str:
    """An environment that sees ours and the plugin, as if both were installed there."""
    venv.create(environment, symlinks=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    ours = [path for path in sys.path if "packages" in path or path.endswith("/src")]
    (packages / "test.pth").write_text("\n".join([*ours, str(installed)]))
    return str(environment / "bin" / "python")

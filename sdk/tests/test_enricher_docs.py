"""The enricher of docs/plugins.md, as written there: it has forty lines and keeps the contract."""

import os
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"
FAKE = """
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture
def guild():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({"member": {"name": "Firm Ltd", "domain": self.path[1:]}}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
"""


def block(name: str) -> str:
    [found] = re.findall(rf"```python {name}\n(.*?)```", DOCS.read_text(), re.DOTALL)
    return str(found)


def test_it_has_under_forty_lines() -> None:
    assert len([line for line in block("enricher").splitlines() if line.strip()]) < 40


def test_its_own_test_passes(tmp_path: Path) -> None:
    (tmp_path / "leadgen_guild.py").write_text(block("enricher"))
    (tmp_path / "test_guild.py").write_text(block("enricher test"))
    (tmp_path / "conftest.py").write_text(FAKE)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout

"""The HTTP API's document and the clients made from it: renewing them, seeing when they are old."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from tools import digests, python_client, web
from tools.console import Refused, run, say
from tools.environment import PYTHON

DOCUMENT = Path("client/openapi.json")
GENERATED = Path("client/src")
STAMP = Path("client/made-of.json")

# Runs in the environment: reading the routes needs the whole product, but neither database nor secret.
EXPORT = """
import json
from leadgen.api.app import create_app
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build

settings = load_settings({
    "database_url": "postgresql://127.0.0.1:1/unused", "secret_key": "only-to-read-the-routes-of-the-product",
})
app = create_app(build(), Database.open(settings), settings)
print(json.dumps(app.openapi(), indent=2, ensure_ascii=False))
"""


def export(root: Path, python: Path = PYTHON) -> str:
    """The document as the server of this checkout would serve it. Raises Refused where it cannot be made."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LEADGEN_")}
    asked = subprocess.run(
        [str(python), "-c", EXPORT], capture_output=True, text=True, check=False, cwd=root, env=env
    )
    if asked.returncode != 0:
        raise Refused(f"The API's document cannot be made: {asked.stderr.strip().splitlines()[-1]}")
    return asked.stdout


def renew(root: Path) -> None:
    """Writes the document and generates both clients from it."""
    document = export(root)
    (root / DOCUMENT).write_text(document)
    python_client.renew(root, document)
    env = web.node_environment()
    web.install(root / "client", env)
    npm = shutil.which("npm", path=env["PATH"]) or "npm"
    run([npm, "run", "--silent", "generate"], cwd=root / "client", env=env)
    digests.write_stamp(root / STAMP, made_of(root))
    say(f"Renewed {DOCUMENT}, {GENERATED} and {python_client.FOLDER}.")


def made_of(root: Path) -> dict[str, str]:
    """What the stamp says when the generated files are those of the document, untouched."""
    files = (file for file in (root / GENERATED).rglob("*") if file.is_file())
    return {"document": digests.of_files([root / DOCUMENT], root), "generated": digests.of_files(files, root)}


def is_current(root: Path, exported: str) -> bool:
    document = root / DOCUMENT
    return document.exists() and json.loads(document.read_text()) == json.loads(exported)

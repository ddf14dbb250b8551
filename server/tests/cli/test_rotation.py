"""`leadgen secrets rotate`: everything sealed and the database's passwords change over, also after a kill."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import httpx
import psycopg
import pytest

from leadgen.config import Settings, load_settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.roles import Role
from leadgen.db.startup import DatabaseNotPrepared, connector, ready
from leadgen.kernel.ids import uuid7
from leadgen.pipeline.assembly import build
from leadgen.platform.secrets import seal, unseal
from leadgen.platform.secrets.contracts import Survey
from leadgen.platform.secrets.rotation import Rotated, rotate, survey
from tests.factories.product import environment, leadgen, running_product
from tests.factories.server import TestServer, open_folder
from tests.factories.tenancy import Workspace, make_person, make_workspace

SEALED = build().sealed
ANSWERS = 1000


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = open_folder()
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture
async def planted(folder: Path) -> Workspace:
    """An installation of its own server, since passwords belong to the server; with sealed values."""
    settings = load_settings({"data_dir": folder})
    with ready(settings):
        database = Database.open(settings)
        alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
        workspace = await make_workspace(database, slug="alice", owner=alice, bob=bob, charlie=charlie)
        await database.close()
        plant(settings, workspace)
    return workspace


def plant(settings: Settings, workspace: Workspace) -> None:
    with connector(settings)(Role.APP) as app, app.transaction(), app.cursor() as cursor:
        cursor.execute("SELECT set_config('app.workspace_id', %s, true)", [str(workspace.id)])
        totp = seal(settings, b"canary-totp", "totp")
        cursor.execute('UPDATE "user" SET totp_secret = %s WHERE id = %s', [totp, workspace.owner.id])
        secret = seal(settings, b"canary-webhook", "webhook secret", workspace_id=workspace.id)
        cursor.execute(
            "INSERT INTO webhook (workspace_id, id, url, description, events, secret, created_at)"
            " VALUES (%s, %s, 'https://example.com', '', '{}', %s, now())",
            [workspace.id, uuid7(), secret],
        )
        cursor.executemany(
            "INSERT INTO idempotency_key"
            " (workspace_id, key, operation, body_digest, status, answer, created_at)"
            " VALUES (%s, %s, 'x', 'd', 201, %s, now())",
            [
                [workspace.id, f"key-{number}", sealed_answer(settings, workspace)]
                for number in range(ANSWERS)
            ],
        )


def sealed_answer(settings: Settings, workspace: Workspace) -> bytes:
    return seal(settings, b"{}", "idempotency answer", workspace_id=workspace.id)


def opened(settings: Settings, workspace: Workspace) -> tuple[bytes, bytes]:
    """The planted secrets as the product would open them."""
    with connector(settings)(Role.APP) as app, app.transaction():
        app.execute("SELECT set_config('app.workspace_id', %s, true)", [str(workspace.id)])
        totp = app.execute('SELECT totp_secret FROM "user" WHERE totp_secret IS NOT NULL').fetchone()
        webhook = app.execute("SELECT secret FROM webhook").fetchone()
        assert totp is not None
        assert webhook is not None
        return unseal(settings, totp[0], "totp"), unseal(
            settings, webhook[0], "webhook secret", workspace_id=workspace.id
        )


def rotated(folder: Path) -> dict[str, Any]:
    run = leadgen(folder, "secrets", "rotate", "--json")
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_everything_changes_over_to_a_new_key(folder: Path, planted: Workspace) -> None:
    before = (folder / "secret.key").read_text()
    assert rotated(folder) == {"new_key": True, "passwords": 3, "resealed": ANSWERS + 2, "unreadable": 0}

    settings = load_settings({"data_dir": folder})
    assert (folder / "secret.key").read_text() != before
    assert (folder / "secret.key.old").read_text() == before + "\n"
    for name in ("secret.key", "secret.key.old"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    (folder / "secret.key.old").unlink()
    with ready(settings):
        assert survey(settings, SEALED) == Survey(current=ANSWERS + 2)
        assert opened(settings, planted) == (b"canary-totp", b"canary-webhook")
        old = connector(load_settings({"data_dir": folder, "secret_key": before}))
        with pytest.raises(psycopg.OperationalError):
            old(Role.APP)


@pytest.mark.parametrize("moment", ["set_own_password", "0", "300"])
def test_a_run_that_was_killed_is_finished_by_the_next(folder: Path, planted: Workspace, moment: str) -> None:
    """Between the new key and the passwords, before the first value, and in the middle of them."""
    settings = load_settings({"data_dir": folder})
    with ready(settings):
        first = settings.secret()
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, moment], env=environment(folder), capture_output=True, check=False
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert settings.secret() != first
        assert settings.old_secrets() == (first,)

        finished = rotate(settings, SEALED)
        assert not finished.fresh
        assert finished.passwords == (3 if moment == "set_own_password" else 0)
        assert finished.resealed == ANSWERS + 2 - (300 if moment == "300" else 0)
        assert survey(settings, SEALED) == Survey(current=ANSWERS + 2)
        assert opened(settings, planted) == (b"canary-totp", b"canary-webhook")


# The command itself, which a kill meets as it sets the first password, or after so many values.
KILLED = """
import os, signal, sys
from leadgen.cli.app import main
from leadgen.platform.secrets import repository

moment, sound = sys.argv[1], repository.replace
left = int(moment) if moment.isdigit() else 10**9

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def replace(*given, **named):
    global left
    left -= 1
    return sound(*given, **named) if left >= 0 else die()

repository.replace = replace
if not moment.isdigit():
    setattr(repository, moment, die)
sys.argv = ["leadgen", "secrets", "rotate"]
main()
"""


def test_a_running_product_goes_on_over_a_change_of_the_key(folder: Path) -> None:
    with running_product(folder / "data") as product:
        workspace = product.workspace("acme", owner="alice@firm.example")
        with workspace.client() as client:
            made = client.post("/imports?filename=a.csv", content=b"E-mail\na@people.example\n")
            assert made.status_code == 201
            assert rotated(product.data_dir)["new_key"] is True
            end_connections(product.data_dir)
            wait_for(client, f"/imports/{made.json()['id']}")
            second = client.post("/imports?filename=b.csv", content=b"E-mail\nb@people.example\n")
            wait_for(client, f"/imports/{second.json()['id']}")


def end_connections(data_dir: Path) -> None:
    """The product must come in anew, with the new passwords."""
    with connector(load_settings({"data_dir": data_dir}))(Role.APP) as app:
        app.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()"
        )


def wait_for(client: httpx.Client, path: str) -> None:
    deadline = time.monotonic() + 60
    while client.get(path).json().get("state") != "mapping":
        assert time.monotonic() < deadline
        time.sleep(0.1)


async def test_with_a_key_of_the_environment_the_given_one_is_taken(folder: Path, planted: Workspace) -> None:
    old = (folder / "secret.key").read_text()
    given = {"data_dir": folder, "secret_key": "a-new-key-from-the-environment-000000"}
    settings = load_settings({**given, "old_secret_keys": old})
    with ready(load_settings({"data_dir": folder})):
        stranger = load_settings({**given, "data_dir": folder / "nowhere", "database_url": url(folder)})
        with pytest.raises(DatabaseNotPrepared):
            rotate(stranger, SEALED)
        assert rotate(settings, SEALED) == Rotated(False, 3, ANSWERS + 2, 0)
        assert rotate(settings, SEALED) == Rotated(False, 0, 0, 0)
        assert opened(load_settings(given | {"database_url": url(folder)}), planted)[0] == b"canary-totp"


def url(folder: Path) -> str:
    return address_of(load_settings({"data_dir": folder})).public_url()


async def test_what_no_known_key_opens_stays_and_is_counted(folder: Path, planted: Workspace) -> None:
    settings = load_settings({"data_dir": folder})
    stranger = load_settings({"data_dir": folder, "secret_key": "a-key-that-is-nowhere-any-more-000000"})
    with ready(settings):
        with connector(settings)(Role.APP) as app:
            lost = seal(stranger, b"lost", "totp")
            app.execute('UPDATE "user" SET totp_secret = %s WHERE totp_secret IS NOT NULL', [lost])
        assert survey(settings, SEALED).unknown == 1
        assert rotate(settings, SEALED).unreadable == 1
        with connector(settings)(Role.APP) as app:
            kept = app.execute('SELECT totp_secret FROM "user" WHERE totp_secret IS NOT NULL').fetchone()
        assert kept == (lost,)


def test_every_column_of_sealed_values_is_known(postgres: TestServer, settings: Settings) -> None:
    """What else is of bytes is a digest or a piece of a file; a new one has to be named here or sealed."""
    with connector(settings)(Role.OWNER) as owner:
        found = owner.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'bytea'"
        ).fetchall()
    plain = {
        "api_key.key_hash",
        "blob.digest",
        "blob_piece.data",
        "blob_piece.digest",
        "fetch.page",
        "fetch.question",
        "host_pace.host",
        "idempotency_key.body_digest",
        "import.blob_digest",
        "import.header_signature",
        "mapping_memory.signature",
        "recovery_code.code_hash",
        "session.token_hash",
        "sign_in_link.token_hash",
        "suppression.digest",
    }
    assert {name for (name,) in found} - plain == {f"{at.table}.{at.column}" for at in SEALED}

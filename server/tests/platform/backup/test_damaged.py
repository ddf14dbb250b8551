"""A file that is damaged, of another release or of another key is noticed before it does harm."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from leadgen.config import Settings
from leadgen.db import migrate as migrations
from leadgen.db.inspection import unsealed_tables
from leadgen.db.loading import RowsUnfit
from leadgen.db.startup import ready
from leadgen.platform.backup.errors import (
    BackupDamaged,
    BackupMissing,
    BackupTooNew,
    SchemaDiffers,
)
from tests.factories.server import TestServer
from tests.platform.backup.conftest import as_owner, back_up, bring_back, installation

Damage = Callable[[bytes], bytes]


DAMAGES: dict[str, Damage] = {
    "cut off": lambda whole: whole[: len(whole) * 2 // 3],
    "empty": lambda whole: b"",
    "another file": lambda whole: b"First Name,Last Name\n" * 100,
    "a byte in the rows": lambda whole: whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:],
    "a byte in the directory": lambda whole: whole[:-400] + bytes([whole[-400] ^ 1]) + whole[-399:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_refused_before_anything_is_touched(
    full: Settings, there: Settings, file: Path, damage: Damage
) -> None:
    back_up(full, file)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BackupDamaged):
        bring_back(there, file)
    with as_owner(there) as owner:
        assert owner.execute("SELECT to_regclass('public.alembic_version')").fetchone() == (None,)


def test_a_missing_file_is_told(there: Settings, file: Path) -> None:
    with pytest.raises(BackupMissing):
        bring_back(there, file)


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """The archive with other content, its checksums put right."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    for part in manifest["parts"]:
        content = members[part["name"]]
        part |= {"sha256": sha256(content).hexdigest(), "bytes": len(content), "rows": content.count(b"\n")}
    for name, table in manifest["tables"].items():
        own = sorted((part for part in manifest["parts"] if part["table"] == name), key=lambda p: p["name"])
        digests = "".join(part["sha256"] for part in own)
        table |= {"sha256": sha256(digests.encode()).hexdigest()}
        table |= {key: sum(part[key] for part in own) for key in ("rows", "bytes")}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def without_pieces(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    """Members whose workspace is missing: the foreign keys must notice."""
    for part in [part for part in manifest["parts"] if part["table"] == "public.account"]:
        manifest["parts"].remove(part)
        del members[part["name"]]


def with_bad_rows(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    part = next(part for part in manifest["parts"] if part["table"] == "public.event")
    members[part["name"]] += b"not\ta row\n"


def with_another_shape(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    manifest["tables"]["public.event"]["columns"].append("planted")


@pytest.mark.parametrize("change", [without_pieces, with_bad_rows, with_another_shape])
def test_rows_that_do_not_fit_together_leave_an_empty_installation(
    full: Settings, there: Settings, file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]
) -> None:
    back_up(full, file)
    good = file.read_bytes()
    rewritten(file, change)
    with pytest.raises(RowsUnfit):
        bring_back(there, file)
    with as_owner(there) as owner:
        assert unsealed_tables(owner) == ()
        assert owner.execute('SELECT count(*) FROM "user"').fetchone() == (0,)
    file.write_bytes(good)
    bring_back(there, file)


def test_a_backup_of_a_newer_release_is_refused(full: Settings, there: Settings, file: Path) -> None:
    back_up(full, file)
    rewritten(file, lambda manifest, _: manifest.update(revision="9999"))
    with pytest.raises(BackupTooNew):
        bring_back(there, file)


def test_a_backup_of_an_older_schema_is_upgraded_after(
    full: Settings,
    there: Settings,
    postgres: TestServer,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back_up(full, file)
    newer = tmp_path / "migrations"
    copytree(migrations.migrations_dir(), newer)
    (newer / "versions" / "9999_planted.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{migrations.code_head()}'\n"
        "def upgrade():\n    op.execute('ALTER TABLE event ADD COLUMN planted text')\n"
    )
    monkeypatch.setattr(migrations, "migrations_dir", lambda: newer)

    bring_back(there, file)
    with as_owner(there) as owner:
        assert owner.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
        owner.execute("SELECT planted FROM event")
    with postgres.database() as address:
        ahead = installation(tmp_path / "ahead", address)
        with ready(ahead), pytest.raises(SchemaDiffers):
            bring_back(ahead, file)


def test_another_secret_key_is_noticed(
    full: Settings, postgres: TestServer, file: Path, there: Settings, tmp_path: Path
) -> None:
    back_up(full, file)
    rewritten(file, lambda manifest, _: manifest.update(secret_key_id="0011223344556677"))
    assert not bring_back(there, file).secrets_open

"""Sealed values open for their purpose, in their workspace, with a secret that is known; else never."""

from pathlib import Path
from uuid import uuid4

import pytest

from leadgen.config import Settings, load_settings
from leadgen.platform.secrets import SealBroken, SealKeyMissing, SealUnreadable, is_current, seal, unseal

FIRST, SECOND = "first-secret-of-this-installation-000", "second-secret-of-this-installation-00"


def installation(folder: Path, secret: str, old: str | None = None) -> Settings:
    return load_settings({"data_dir": folder, "secret_key": secret, "old_secret_keys": old})


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return installation(tmp_path, FIRST)


def test_what_was_sealed_opens_again_and_shows_nothing_meanwhile(here: Settings) -> None:
    sealed = seal(here, b"whsec_canary", "webhook secret")
    assert b"canary" not in sealed
    assert unseal(here, sealed, "webhook secret") == b"whsec_canary"


def test_two_seals_of_the_same_value_differ(here: Settings) -> None:
    assert seal(here, b"same", "totp") != seal(here, b"same", "totp")


def test_an_empty_value_can_be_sealed(here: Settings) -> None:
    assert unseal(here, seal(here, b"", "totp"), "totp") == b""


def test_it_opens_for_no_other_purpose_and_no_other_workspace(here: Settings) -> None:
    mine, other = uuid4(), uuid4()
    sealed = seal(here, b"value", "webhook secret", workspace_id=mine)
    assert unseal(here, sealed, "webhook secret", workspace_id=mine) == b"value"
    with pytest.raises(SealBroken):
        unseal(here, sealed, "totp", workspace_id=mine)
    with pytest.raises(SealBroken):
        unseal(here, sealed, "webhook secret", workspace_id=other)
    with pytest.raises(SealBroken):
        unseal(here, sealed, "webhook secret")


def test_any_changed_or_missing_byte_is_noticed(here: Settings) -> None:
    sealed = seal(here, b"value", "totp")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealUnreadable):
            unseal(here, bytes(changed), "totp")
        with pytest.raises(SealUnreadable):
            unseal(here, sealed[:place], "totp")


def test_another_secret_is_told_from_a_broken_seal(here: Settings, tmp_path: Path) -> None:
    with pytest.raises(SealKeyMissing):
        unseal(installation(tmp_path, SECOND), seal(here, b"value", "totp"), "totp")


def test_an_old_secret_opens_and_does_not_seal(here: Settings, tmp_path: Path) -> None:
    sealed = seal(here, b"value", "totp")
    later = installation(tmp_path, SECOND, f"unrelated-secret, {FIRST}")
    assert unseal(later, sealed, "totp") == b"value"
    assert not is_current(later, sealed)
    fresh = seal(later, b"value", "totp")
    assert is_current(later, fresh)
    with pytest.raises(SealKeyMissing):
        unseal(here, fresh, "totp")


def test_old_secrets_are_read_from_their_file_too(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret.key.old").write_text(f"{FIRST}\n")
    assert unseal(installation(tmp_path, SECOND), seal(here, b"value", "totp"), "totp") == b"value"


def test_no_secret_is_shown_by_the_settings(tmp_path: Path) -> None:
    assert FIRST not in repr(installation(tmp_path, SECOND, FIRST))

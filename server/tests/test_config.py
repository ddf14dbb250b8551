"""Settings come from the environment, and say what is wrong with them."""

import stat
from pathlib import Path

import pytest

from leadgen.config import SettingsInvalid, load_settings


def test_the_environment_is_read_and_what_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADGEN_DATA_DIR", "/srv/leads")
    monkeypatch.setenv("LEADGEN_PORT", "8000")
    settings = load_settings({"port": 9000, "data_dir": None})
    assert (settings.data_dir, settings.port) == (Path("/srv/leads"), 9000)


def test_an_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADGEN_DATABASE_URL", "")
    assert load_settings().embedded


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("SECRET_KEY", "short")])
def test_a_bad_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"LEADGEN_{name}", value)
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    assert refused.value.detail.startswith(f"LEADGEN_{name} is not usable: ")
    assert value not in refused.value.detail.replace("LEADGEN_" + name, "") or name == "PORT"


def test_the_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = load_settings({"data_dir": tmp_path / "new"}).secret()
    file = tmp_path / "new" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first) >= 32
    assert load_settings({"data_dir": tmp_path / "new"}).secret() == first
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"]


def test_the_secret_is_not_shown() -> None:
    settings = load_settings({"secret_key": "canary-canary-canary-canary-canary"})
    assert "canary" not in repr(settings)
    assert settings.secret().startswith(b"canary")

"""What ./dev rests on before there is an environment: locks, hashes, and where packages come from."""

import re
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tools import digests, network, uv
from tools.console import ROOT, Refused

LOCKS = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]

    assert "://" not in text
    assert all(re.match(r"[\w.-]+==\S+ ", package) and "--hash=sha256:" in package for package in packages)


def test_a_wheel_that_the_lock_does_not_name_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "uv-0-py3-none-any.whl"
    wheel.write_bytes(b"something else")

    with pytest.raises(Refused, match="Nothing was installed"):
        uv._check_hash(wheel)


def test_files_are_read_from_an_index_page_and_downloaded(tmp_path: Path) -> None:
    (tmp_path / "uv").mkdir()
    (tmp_path / "uv" / "index.html").write_text(
        '<a href="../files/uv%2B1.whl#sha256=0">uv</a><a name="x">x</a>'
    )
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "uv+1.whl").write_bytes(b"wheel")
    index = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    Thread(target=index.serve_forever, daemon=True).start()

    try:
        [(address, name)] = network.files_of(f"http://127.0.0.1:{index.server_port}", "uv")
        network.download(address, tmp_path / name)
    finally:
        index.shutdown()
        index.server_close()

    assert name == "uv+1.whl"
    assert (tmp_path / name).read_bytes() == b"wheel"


def test_the_index_comes_from_a_variable_or_from_pips_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\nindex-url = https://index.example.com/simple\n")
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))

    assert network.configured_index() == "https://index.example.com/simple"
    assert network.settings_for_uv()["UV_DEFAULT_INDEX"] == "https://index.example.com/simple"

    monkeypatch.setenv("PIP_INDEX_URL", "https://other.example.com/simple")

    assert network.configured_index() == "https://other.example.com/simple"


def test_a_digest_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    before = digests.of_files([tmp_path / "a", tmp_path / "b"], tmp_path)
    (tmp_path / "b").write_text("two")
    after = digests.of_files([tmp_path / "b", tmp_path / "a"], tmp_path)

    assert before != after
    assert after == digests.of_files([tmp_path / "a", tmp_path / "b"], tmp_path)


def test_an_unknown_command_shows_what_there_is() -> None:
    done = subprocess.run([ROOT / "dev", "fly"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "./dev up" in done.stderr
    assert done.stdout == ""

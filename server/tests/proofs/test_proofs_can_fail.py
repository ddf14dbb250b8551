"""Every proof is red with the bug it is there to find.

That it is green without it is what `.ci/run` asks of each, at the size that counts there.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs.__main__ import names

SERVER = Path(__file__).resolve().parents[2]


def proof(name: str, *words: str) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-m", "tests.proofs", name, "--size", "tiny", *words]
    done = subprocess.run(command, cwd=SERVER, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return done.returncode, said


@pytest.mark.usefixtures("postgres")
@pytest.mark.parametrize("name", names())
def test_a_proof_is_red_with_its_planted_bug(name: str) -> None:
    code, said = proof(name, "--plant")

    assert (code, said["held"]) == (1, False), said

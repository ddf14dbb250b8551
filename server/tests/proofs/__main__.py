"""./dev proof NAME|all: runs proofs and prints, as the last line, what was counted and whether it held.

Each proof of `all` has a process of its own, so that none can lean on what another left.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast, get_args

from leadgen.cli import logs
from tests.proofs.outcome import Outcome, Proof, Size

HERE = Path(__file__).parent
RECEIPTS = HERE.parents[2] / "docs" / "proofs"
SEED = 20_261_122


def names() -> dict[str, str]:
    """R3 → the module that proves it, in the order of their numbers."""
    found = {
        match.group(1): file.stem for file in HERE.glob("r*.py") if (match := re.match(r"r(\d+)_", file.stem))
    }
    return {f"R{number}": found[number] for number in sorted(found, key=int)}


def main(words: list[str]) -> int:
    proofs = names()
    parser = argparse.ArgumentParser(prog="./dev proof")
    parser.add_argument("name", choices=[*proofs, "all"])
    parser.add_argument("--size", choices=get_args(Size), default="ci")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--plant", action="store_true", help="put in the bug that the proof is there to find")
    chosen = parser.parse_args(words)
    if chosen.name == "all":
        return _all(list(proofs), chosen)
    logs.configure()
    sys.path.append(str(HERE.parents[2]))  # where the fakes of plugins are
    proof = cast(Proof, import_module(f"tests.proofs.{proofs[chosen.name]}").main)
    return _tell(chosen, proof(chosen.size, chosen.seed, chosen.plant))


def _all(proofs: list[str], chosen: argparse.Namespace) -> int:
    held = [name for name in proofs if _run_apart(name, chosen)]
    return _tell(chosen, Outcome({"proofs": len(proofs), "held": len(held)}, held == proofs))


def _run_apart(name: str, chosen: argparse.Namespace) -> bool:
    words = [name, "--size", chosen.size, "--seed", str(chosen.seed), *(["--plant"] if chosen.plant else [])]
    return subprocess.run([sys.executable, "-m", "tests.proofs", *words], check=False).returncode == 0


def _tell(chosen: argparse.Namespace, outcome: Outcome) -> int:
    said: Mapping[str, object] = {
        "proof": chosen.name,
        "size": chosen.size,
        "seed": chosen.seed,
        "counts": dict(outcome.counts),
        "held": outcome.held,
    }
    if chosen.size == "full" and not chosen.plant and chosen.name != "all":
        RECEIPTS.mkdir(parents=True, exist_ok=True)
        (RECEIPTS / f"{chosen.name}.json").write_text(json.dumps(said, indent=1) + "\n")
    print(json.dumps(said), flush=True)
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

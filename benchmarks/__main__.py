"""./dev bench NAME: runs one bar. Fails where a demand is not met; the CI size only shows."""

import argparse
import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

Size = Literal["ci", "full"]


def names() -> dict[str, str]:
    """import → the module that measures it."""
    files = sorted(Path(__file__).parent.glob("b*.py"))
    return {
        match.group(1).replace("_", "-"): file.stem
        for file in files
        if (match := re.match(r"b\d+_(\w+)", file.stem))
    }


def main(words: list[str]) -> int:
    bars = names()
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("name", choices=[*bars])
    parser.add_argument("--size", choices=["ci", "full"], default="ci")
    parser.add_argument("--rows", type=int, help="instead of the rows of the size, such as 1000000")
    chosen = parser.parse_args(words)
    bench = cast(Callable[[Size, int | None], bool], import_module(f"benchmarks.{bars[chosen.name]}").main)
    met = bench(chosen.size, chosen.rows)
    return 0 if met or chosen.size == "ci" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
